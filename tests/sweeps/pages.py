"""The addresses that a sweep opens, found in the content: a page of each kind, and every state that an address can ask for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from careers.content.edition import Edition

WIDTHS = (320, 360, 768, 1440)
NOTHING = "/nothing-here/"
"""Where there is no page, and a visitor is shown that."""


def kinds(edition: Edition) -> tuple[str, ...]:
    """Return every page that is one of its kind, and of stories, stages, open and closed adverts the first of each."""
    return tuple(dict.fromkeys(_kinds(edition)))


def states(edition: Edition) -> tuple[str, ...]:
    """Return pages again as they are after a search, a filter or a choice."""
    return tuple(dict.fromkeys(_states(edition)))


def one_of_each(edition: Edition) -> tuple[str, ...]:
    """Return the pages of each kind and the states."""
    return (*kinds(edition), *states(edition))


def every_page(edition: Edition) -> tuple[str, ...]:
    """Return every page that a visitor can reach from the content, and the states."""
    addresses = dict.fromkeys((*(document.url for document in edition.documents()), *one_of_each(edition)))
    return tuple(address for address in addresses if address != NOTHING)


def first_open(edition: Edition) -> str:
    """Return the address of the advert that closes first; of any, or of the list, when none is open."""
    return next((advert.url for advert in (edition.open_vacancies or edition.vacancies).values()), "/vacancies/")


def first_story(edition: Edition) -> str:
    """Return the address of the newest story; of their list when there is none."""
    return next((story.url for story in edition.stories.values()), "/stories/")


def _kinds(edition: Edition) -> Iterator[str]:
    yield from (page.url for page in edition.pages.values())
    yield from (first_story(edition), first_open(edition))
    yield from islice((advert.url for advert in edition.vacancies.values() if edition.has_closed(advert)), 1)
    yield from islice((stage.url for stage in edition.stages.values()), 1)
    yield from ("/search/", "/interest/", "/interest/change/", NOTHING)
    yield from (f"/feedback/{which}page={first_story(edition)}{more}" for which, more in _FEEDBACK)


_FEEDBACK = (("?", "&helpful=no"), ("thanks/?", ""))


def _states(edition: Edition) -> Iterator[str]:
    lists = edition.library.vocabulary
    level = next((advert.front.level for advert in edition.open_vacancies.values()), lists.levels[0].id)
    yield f"/vacancies/?q=nothing-like-this&level={level}"
    yield f"/vacancies/?level={level}&pattern={lists.patterns[0].id}"
    yield "/vacancies/?level=unheard-of"
    first, last = (next(iter(order), None) for order in (edition.stages, reversed(edition.stages)))
    if first:
        yield from (f"/progression/?from={a}&to={b}" for a, b in ((first, last), (last, first), ("nobody", last)))
    word = max((word for page in edition.pages.values() for word in page.title.split() if word.isalpha()), key=len)
    yield from (f"/search/?q={asked}" for asked in (word, word[:-2] + word[-1], "zzzz"))
    yield f"/interest/?situation={lists.situations[0].id}"
