"""The list of open adverts for one filter: counts beside each choice, tags, pages, and what to drop when empty."""

from __future__ import annotations

from dataclasses import dataclass

from careers.content.document import Vacancy
from careers.content.edition import Edition
from careers.head import Link
from careers.site.pagination import Pages, pages
from careers.site.vacancies.card import VacancyCard, card_of
from careers.site.vacancies.facets import FACET_BY_KEY, FACETS, Facet
from careers.site.vacancies.filters import Pairs, Reading, Selection, Sort, VacancyFilter
from careers.site.vacancies.wording import number_of

PER_PAGE = 20
FEED_PATH = "/vacancies/feed.atom"
CALENDAR_PATH = "/vacancies/closing-dates.ics"
JSON_PATH = "/vacancies/feed.json"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a facet with the number of roles that it gives beside the other facets' choices."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """One group of choices: check boxes, or radio buttons when it is ``single``."""

    key: str
    label: str
    single: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """A filter in force: what it is, and the address of the list without it."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Relief:
    """For an empty list: a filter that could be dropped, the roles that then show, and the address of that list."""

    label: str
    count: int
    address: str

    @property
    def words(self) -> str:
        """Return "2 roles without “Team: Fostering”"."""
        return f"{number_of(self.count, 'role')} without “{self.label}”"


@dataclass(frozen=True, slots=True)
class SortLink:
    """One order to sort by and the address of the list in that order."""

    label: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything the list of adverts shows.

    ``found`` counts the roles that fit on all pages, ``open`` all that are open. ``reliefs`` is filled only when
    nothing fits. ``feed``, ``calendar`` and ``json`` are the addresses of exactly this filter.
    """

    keyword: str
    chosen: Pairs
    sort: Sort
    cards: tuple[VacancyCard, ...]
    found: int
    open: int
    facets: tuple[FacetPanel, ...]
    tags: tuple[Tag, ...]
    sorts: tuple[SortLink, ...]
    pages: Pages
    reliefs: tuple[Relief, ...]
    notices: tuple[str, ...]
    feed: str
    calendar: str
    json: str
    clear: str

    @property
    def panels(self) -> tuple[FacetPanel, ...]:
        """Return the facets that offer a choice to the reader."""
        return tuple(facet for facet in self.facets if any(choice.value for choice in facet.choices))

    @property
    def ways_on(self) -> tuple[Link, ...]:
        """Return where to go when nothing is listed: the filters to drop, or else all roles and the register."""
        if self.reliefs:
            return tuple(Link(relief.words, relief.address) for relief in self.reliefs)
        everything = (Link(f"All {number_of(self.open, 'open role')}", self.clear),) if self.open else ()
        return (*everything, Link("Register your interest without your name", "/interest/"))

    @property
    def kept_beside_keyword(self) -> Pairs:
        """Return what the keyword's form carries along, so that a new word keeps the filters."""
        return (*self.chosen, *self._kept_sort)

    @property
    def kept_beside_facets(self) -> Pairs:
        """Return what the filters' form carries along, so that new filters keep the word."""
        return (*((("q", self.keyword),) if self.keyword else ()), *self._kept_sort)

    @property
    def _kept_sort(self) -> Pairs:
        return (("sort", self.sort.value),) if self.sort is not Sort.CLOSING else ()

    @property
    def count_words(self) -> str:
        """Return "3 of 12 open roles", "12 open roles" or "No open roles"."""
        if self.tags:
            return f"{self.found} of {number_of(self.open, 'open role')}"
        return number_of(self.open, "open role").capitalize()


def listing_of(edition: Edition, reading: Reading) -> Listing:
    """Return the list of open adverts that an address asks for."""
    wanted = reading.filter
    selection = Selection(edition)
    vacancies = tuple(edition.open_vacancies.values())
    found = selection.choose(vacancies, wanted)
    place = pages(reading.page, len(found), PER_PAGE, lambda page: wanted.address(page=page))
    shown = found[(place.number - 1) * PER_PAGE : place.number * PER_PAGE]
    return Listing(
        keyword=wanted.keyword,
        chosen=wanted.chosen,
        sort=wanted.sort,
        cards=tuple(card_of(edition, vacancy) for vacancy in shown),
        found=len(found),
        open=len(vacancies),
        facets=tuple(_panel(edition, selection, facet, vacancies, wanted) for facet in FACETS),
        tags=tuple(
            Tag(label, wanted.without(key, value).address()) for key, value, label in _in_force(edition, wanted)
        ),
        sorts=tuple(
            SortLink(label, wanted.address(sorted_by=sort), wanted.sort is sort)
            for sort, label in ((Sort.CLOSING, "Closing soonest"), (Sort.NEWEST, "Newest"))
        ),
        pages=place,
        reliefs=() if found else _reliefs(edition, selection, vacancies, wanted),
        notices=reading.notices,
        feed=wanted.address(FEED_PATH, sorted_by=Sort.CLOSING),
        calendar=wanted.address(CALENDAR_PATH, sorted_by=Sort.CLOSING),
        json=wanted.address(JSON_PATH, sorted_by=Sort.CLOSING),
        clear=VacancyFilter(sort=wanted.sort).address(),
    )


def describe(edition: Edition, wanted: VacancyFilter) -> str:
    """Return the filter in words, for titles of feeds: "Level: Social worker, Where: North Manchester"; "" for all."""
    return ", ".join(label for _, _, label in _in_force(edition, wanted))


def _in_force(edition: Edition, wanted: VacancyFilter) -> tuple[tuple[str, str, str], ...]:
    vocabulary = edition.library.vocabulary
    keyword = [("q", wanted.keyword, f"Keyword: {wanted.keyword}")] if wanted.keyword else []
    chosen = [
        (key, value, _tag_label(FACET_BY_KEY[key], dict(FACET_BY_KEY[key].options(vocabulary))[value]))
        for key, value in wanted.chosen
    ]
    return (*keyword, *chosen)


def _tag_label(facet: Facet, label: str) -> str:
    match facet.key:
        case "sponsorship" | "asye":
            return label
        case "closing":
            return f"Closing within {label}"
        case _:
            return f"{facet.label}: {label}"


def _panel(
    edition: Edition, selection: Selection, facet: Facet, vacancies: tuple[Vacancy, ...], wanted: VacancyFilter
) -> FacetPanel:
    """Count each choice among the roles that fit every other facet, so that a count says what choosing it gives."""
    others = wanted.without_facet(facet.key)
    fitting = [vacancy for vacancy in vacancies if selection.fits(vacancy, others)]
    values = [value for vacancy in fitting for value in facet.values(edition, vacancy)]
    chosen = wanted.values(facet.key)
    in_use = {value for v in vacancies for value in facet.values(edition, v)}
    choices = (
        Choice(value, label, values.count(value), value in chosen)
        for value, label in facet.options(edition.library.vocabulary)
        if value in in_use or value in chosen
    )
    anything = (Choice("", "Any time", len(fitting), not chosen),) if facet.single else ()
    return FacetPanel(facet.key, facet.label, facet.single, (*anything, *choices))


def _reliefs(
    edition: Edition, selection: Selection, vacancies: tuple[Vacancy, ...], wanted: VacancyFilter
) -> tuple[Relief, ...]:
    """Return each single filter whose absence would show something, the most helpful first."""
    found: list[Relief] = []
    for key, value, label in _in_force(edition, wanted):
        wider = wanted.without(key, value)
        count = sum(selection.fits(vacancy, wider) for vacancy in vacancies)
        if count:
            found.append(Relief(label, count, wider.address()))
    return tuple(sorted(found, key=lambda relief: -relief.count))
