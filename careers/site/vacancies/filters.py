"""The typed filter of a list of adverts: read from an address, asked of an advert, written back into an address.

Every address is answered. What it asks for and the site does not know is left out with a plain notice, because a
link that somebody shared last year should still show roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from careers.content.document import Vacancy
from careers.content.edition import Edition
from careers.content.settings import Vocabulary
from careers.site.pagination import page_asked_for
from careers.site.search.words import Thesaurus, as_typed, contains, haystack, query_words, tidy_query
from careers.site.vacancies.facets import FACET_BY_KEY, FACETS, Facet


class Sort(StrEnum):
    """In which order adverts are listed."""

    CLOSING = "closing"
    NEWEST = "newest"


Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VacancyFilter:
    """What a list of adverts is narrowed to.

    ``chosen`` holds (facet key, value) pairs in the order of :data:`FACETS` and the vocabulary, so that two addresses
    that ask for the same thing make equal filters. Choices of one facet widen it; facets narrow each other.
    """

    keyword: str = ""
    chosen: Pairs = ()
    sort: Sort = Sort.CLOSING

    def values(self, key: str) -> tuple[str, ...]:
        """Return the chosen values of one facet."""
        return tuple(value for facet, value in self.chosen if facet == key)

    def without_facet(self, key: str) -> VacancyFilter:
        """Return the filter with every choice of one facet taken out."""
        return replace(self, chosen=tuple(pair for pair in self.chosen if pair[0] != key))

    def without(self, key: str, value: str) -> VacancyFilter:
        """Return the filter with one choice taken out; the key "q" stands for the keyword."""
        if key == "q":
            return replace(self, keyword="")
        return replace(self, chosen=tuple(pair for pair in self.chosen if pair != (key, value)))

    def query(self, page: int = 1, *, sorted_by: Sort | None = None) -> str:
        """Return the canonical query string, "" for everything: "q=duty&level=social-worker&sort=newest"."""
        sort = sorted_by or self.sort
        pairs = [("q", self.keyword)] if self.keyword else []
        pairs += self.chosen
        if sort is not Sort.CLOSING:
            pairs.append(("sort", sort.value))
        if page > 1:
            pairs.append(("page", str(page)))
        return urlencode(pairs)

    def address(self, path: str = "/vacancies/", page: int = 1, *, sorted_by: Sort | None = None) -> str:
        """Return ``path`` with the canonical query string."""
        query = self.query(page, sorted_by=sorted_by)
        return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class Reading:
    """A query string as understood: the filter, the page asked for, and a notice for each thing left out."""

    filter: VacancyFilter
    page: int
    notices: tuple[str, ...]


def read_filter(arguments: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> Reading:
    """Read the arguments of an address; never raises. ``arguments`` maps each name to all its values."""
    notices: list[str] = []
    chosen: list[tuple[str, str]] = []
    for facet in FACETS:
        chosen += _choices(facet, arguments.get(facet.key, ()), vocabulary, notices)
    sort = _first(arguments, "sort")
    if sort and sort not in set(Sort):
        notices.append("Roles can be sorted by closing date or newest first. They are sorted by closing date.")
    typed = _first(arguments, "q")
    keyword = tidy_query(typed)
    if _signs(typed) > _signs(keyword):
        notices.append("Your keywords were long, so only the first part was used.")
    if keyword and not query_words(keyword):
        notices.append("Your keywords had no letters or numbers in them, so they were left out.")
        keyword = ""
    found = VacancyFilter(keyword, tuple(chosen), Sort(sort) if sort in set(Sort) else Sort.CLOSING)
    return Reading(found, page_asked_for(_first(arguments, "page")), tuple(notices))


def _first(arguments: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(arguments.get(name, ())), "").strip()


def _signs(text: str) -> int:
    """Count what can be seen of a text: what cannot be printed is left out of a keyword without a word."""
    return sum(sign.isprintable() and not sign.isspace() for sign in text)


def _choices(facet: Facet, asked: Iterable[str], vocabulary: Vocabulary, notices: list[str]) -> Pairs:
    wanted = dict.fromkeys(tidy_query(value).lower() for value in asked)
    wanted.pop("", None)
    known = [value for value, _ in facet.options(vocabulary) if value in wanted]
    unknown = [value for value in wanted if value not in known]
    if unknown:
        more = f" (and {len(unknown) - 1} more)" if len(unknown) > 1 else ""
        notices.append(f"“{as_typed(unknown[0])}”{more} is not {facet.noun} on this site, so it was left out.")
    if facet.single and len(known) > 1:
        known = known[-1:]
    return tuple((facet.key, value) for value in known)


class Selection:
    """Asks adverts of one edition whether they fit a filter; prepares the words of each advert once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._thesaurus = Thesaurus.of(edition.library.synonyms)
        self._words: dict[str, str] = {}

    def fits(self, vacancy: Vacancy, wanted: VacancyFilter) -> bool:
        """Tell whether an advert fits, whether or not it is open."""
        return self._has_keyword(vacancy, wanted.keyword) and all(
            not set(wanted.values(key)).isdisjoint(FACET_BY_KEY[key].values(self._edition, vacancy))
            for key in dict(wanted.chosen)
        )

    def choose(self, vacancies: Iterable[Vacancy], wanted: VacancyFilter) -> tuple[Vacancy, ...]:
        """Return the adverts that fit, in the order of the filter."""
        found = [vacancy for vacancy in vacancies if self.fits(vacancy, wanted)]
        if wanted.sort is Sort.NEWEST:
            return tuple(sorted(found, key=lambda v: (v.front.opening, v.slug), reverse=True))
        return tuple(sorted(found, key=lambda v: (v.front.closing, v.slug)))

    def _has_keyword(self, vacancy: Vacancy, keyword: str) -> bool:
        if not keyword:
            return True
        if vacancy.slug not in self._words:
            self._words[vacancy.slug] = haystack(*searchable_texts(self._edition, vacancy))
        hay = self._words[vacancy.slug]
        return all(contains(hay, unit) for unit in self._thesaurus.units(query_words(keyword)))


def searchable_texts(edition: Edition, vacancy: Vacancy) -> tuple[str, ...]:
    """Return the texts in which a keyword is looked for: what a reader of the advert sees."""
    front, labels = vacancy.front, edition.library.vocabulary.labels
    return (
        front.title,
        front.description,
        front.reference,
        front.grade,
        labels["levels"].get(front.level, ""),
        labels["teams"].get(front.team, ""),
        labels["localities"].get(front.locality, ""),
        *(labels["patterns"].get(pattern, "") for pattern in front.patterns),
        front.caseload,
        front.supervision,
        front.team_size,
        *front.benefits,
        front.flexible.detail or "",
        front.hybrid.detail or "",
        vacancy.body.text,
    )
