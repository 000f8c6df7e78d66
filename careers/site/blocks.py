"""The components that an editor placed in a text, with the data that each one's template needs.

A body becomes a sequence of placed blocks; the template of the body draws each by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from careers.content.components import split_action
from careers.content.document import Document, Prose
from careers.content.edition import Edition
from careers.content.front_matter import Achievement, Action, FrontMatter, PageFront, StoryFront
from careers.site.accessibility import statement
from careers.site.cards import file_link, story_card
from careers.site.figures import chart, statistic
from careers.site.photos import Album, pictures
from careers.site.vacancies.card import card_of
from careers.storage.definition import privacy_notice


@dataclass(frozen=True, slots=True)
class Placed:
    """One block of a body: ``name`` says which component draws it, ``data`` is what that component takes.

    The name "prose" has sanitised HTML as its data.
    """

    name: str
    data: object


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, the names of its columns and its rows, whose first cell names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ThenNow:
    """An achievement as it was told then and, where it is known, what a later figure or text says."""

    title: str
    then: str
    then_as_at: str
    now: str
    now_as_at: str


@dataclass(frozen=True, slots=True)
class Group:
    """Achievements under one heading."""

    title: str
    items: tuple[ThenNow, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a component stands: in which document and edition, and as which block of the body."""

    document: Document[FrontMatter]
    edition: Edition
    album: Album
    argument: str
    number: int
    retention_months: int

    @property
    def page(self) -> PageFront:
        """Return the front matter of a page; the references refuse components that need it elsewhere."""
        assert isinstance(self.document.front, PageFront)
        return self.document.front


def place(
    document: Document[FrontMatter], edition: Edition, album: Album, *, retention_months: int = 0
) -> tuple[Placed, ...]:
    """Return the blocks of a document's body for its template; what has nothing to show now is left out.

    ``retention_months`` is how long answers are kept, for the list of what is stored; with 0 the list is left out.
    """
    return tuple(_placed(document, edition, album, retention_months))


def _placed(document: Document[FrontMatter], edition: Edition, album: Album, retention_months: int) -> Iterator[Placed]:
    for number, block in enumerate(document.body.blocks):
        if isinstance(block, Prose):
            yield Placed("prose", Markup(block.html))  # noqa: S704 - sanitised when the library was built
            continue
        data = _RESOLVERS[block.name](_Place(document, edition, album, block.argument, number, retention_months))
        if data:
            yield Placed(block.name, data)


def _statistic(at: _Place) -> object:
    return (statistic(at.edition.library.figures[at.argument]),)


def _statistics(at: _Place) -> object:
    return tuple(statistic(at.edition.library.figures[name]) for name in at.page.statistics)


def _chart(at: _Place) -> object:
    figures = at.edition.library.figures
    return chart(figures[at.argument], figures, key=f"{at.argument}-{at.number}")


def _achievements(at: _Place) -> object:
    return tuple(
        Group(group.title, tuple(_then_now(at.edition, item) for item in group.items)) for group in at.page.achievements
    )


def _then_now(edition: Edition, item: Achievement) -> ThenNow:
    now, as_at = item.now or "", item.now_as_at.words if item.now_as_at else ""
    figure = edition.library.figures.get(item.figure or "")
    if figure and not now:
        known = statistic(figure)
        now, as_at = f"{known.what}: {known.value}", known.as_at
    return ThenNow(item.title, item.then, item.then_as_at.words, now, as_at)


def _action(at: _Place) -> object:
    parts = split_action(at.argument)
    return (Action(to=parts[0], label=parts[1]),) if parts else ()


def _photo(at: _Place) -> object:
    front = at.document.front
    photos = front.photos if isinstance(front, PageFront | StoryFront) else ()
    shown = pictures(tuple(p for p in photos if p.src == at.argument), at.edition, at.album)
    return shown[0] if shown else None


def _downloads(at: _Place) -> object:
    assets = at.edition.library.downloads
    wanted = [d for d in at.page.downloads if at.argument in {"", d.file}]
    return tuple(file_link(download, assets[download.file]) for download in wanted)


def _stories(at: _Place) -> object:
    named: tuple[str, ...] = getattr(at.document.front, "stories", ())
    return tuple(
        story_card(at.edition, at.edition.stories[slug], at.album) for slug in named if slug in at.edition.stories
    )


def _vacancies(at: _Place) -> object:
    return tuple(card_of(at.edition, vacancy) for vacancy in at.edition.open_vacancies.values())


def _what_we_store(at: _Place) -> object:
    tables = privacy_notice(at.retention_months) if at.retention_months else ()
    header = ("What", "Kind", "What for")
    return tuple(
        Table(f"{t.title}. Kept for {t.kept_for}.", header, tuple((row.what, row.kind, row.purpose) for row in t.rows))
        for t in tables
    )


def _accessibility(at: _Place) -> object:
    return statement(at.edition.library)


_RESOLVERS: dict[str, Callable[[_Place], object]] = {
    "statistic": _statistic,
    "statistics": _statistics,
    "chart": _chart,
    "timeline": lambda at: at.page.timeline,
    "achievements": _achievements,
    "objectives": lambda at: at.page.objectives,
    "key-facts": lambda at: at.page.key_facts,
    "action": _action,
    "actions": lambda at: at.page.actions,
    "photo": _photo,
    "download": _downloads,
    "downloads": _downloads,
    "stories": _stories,
    "vacancies": _vacancies,
    "what-we-store": _what_we_store,
    "accessibility-status": _accessibility,
    "accessibility-limits": _accessibility,
    "accessibility-details": _accessibility,
    "accessibility-run": _accessibility,
}
