"""One search from what was typed to grouped results: words, corrections, synonyms, ranking. Never raises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from careers.content.addresses import SEARCH_PAGE
from careers.content.settings import SynonymGroup
from careers.site.pagination import ONE_PAGE, Pages, pages
from careers.site.search.index import MOST_RANKED, FullText, Hit
from careers.site.search.records import Group, Record
from careers.site.search.spelling import Spelling
from careers.site.search.words import Thesaurus, query_words, tidy_query, words_of

PER_GROUP = 4
PER_PAGE = 20

# Words that say nothing about what is looked for; kept when there are no others.
STOP_WORDS = frozenset(
    words_of(
        "a about an and any are as at be become been by can could did do does for from get had has have how i if in"
        " into is it me my of on or our please so some tell than that the their them there they this to was we were"
        " what when where which who why will with would you your"
    )
)


def address(query: str, group: Group | None = None, page: int = 1) -> str:
    """Return the address of a search, with its group and page kept: "/search/?q=caseload&in=stories"."""
    pairs = [("q", query)] if query else []
    pairs += [("in", group.value)] if group else []
    pairs += [("page", str(page))] if page > 1 else []
    return f"{SEARCH_PAGE}?{urlencode(pairs)}" if pairs else SEARCH_PAGE


@dataclass(frozen=True, slots=True)
class GroupResults:
    """The results of one group: the best few, how many there are, and the address of all if these are not all."""

    group: Group
    label: str
    hits: tuple[Hit, ...]
    total: int
    more: str


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """One group to narrow the results to (``None`` is everything), with its count."""

    label: str
    count: int
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found.

    ``corrected`` is what was searched for instead when a word was mistyped, otherwise empty. With ``is_partial`` no
    document has all the words, and those with some of them are shown.
    """

    query: str
    corrected: str
    is_partial: bool
    total: int
    group: Group | None
    groups: tuple[GroupResults, ...]
    choices: tuple[GroupChoice, ...]
    pages: Pages


class SearchEngine:
    """Searches one set of records. Safe to share between threads.

    Made from the engine ``before``, it costs what changed since then.
    """

    def __init__(
        self,
        records: Iterable[Record],
        synonyms: Iterable[SynonymGroup] = (),
        before: SearchEngine | None = None,
    ) -> None:
        self._index: FullText = FullText(records, before._index if before else None)
        self._thesaurus = Thesaurus.of(synonyms)
        known = Counter(self._index.words)
        known.update(word for phrase in self._thesaurus.alternatives for word in phrase)
        self._spelling = Spelling.of(known)

    def search(self, text: str, group: Group | None = None, page: int = 1) -> Results:
        """Search for what was typed, in one group or in all; any text gives results or an empty answer."""
        query = tidy_query(text)
        typed = query_words(query)
        words = tuple(word for word in typed if word not in STOP_WORDS) or typed
        meant = tuple(self._spelling.correct(word) for word in words)
        if not meant:
            return Results(query, "", False, 0, group, (), (), ONE_PAGE)
        units = self._thesaurus.units(meant)
        is_partial = False
        wanted = self._index.expression(units)
        counts = self._index.counts(wanted)
        if not counts and len(units) > 1:
            is_partial = True
            wanted = self._index.expression(units, every=False)
            counts = self._index.counts(wanted)
        corrected = " ".join(meant) if meant != words and counts else ""
        total = sum(counts.values())
        current = group if group in counts else None
        place = pages(
            page,
            min(counts[current], MOST_RANKED) if current else 1,
            PER_PAGE,
            lambda number: address(query, current, number),
        )
        most = place.number * PER_PAGE if current else PER_GROUP
        rows = self._index.best(wanted, (current,) if current else counts, most=most, total=total)
        if current:
            rows = {current: rows[current][most - PER_PAGE :]}
        hits = {row: hit for found in rows.values() for row, hit in self._index.show(wanted, found).items()}
        return Results(
            query,
            corrected,
            is_partial,
            total,
            current,
            tuple(
                GroupResults(
                    each,
                    each.label,
                    tuple(hits[row] for row in found),
                    counts[each],
                    address(query, each) if counts[each] > len(found) and not current else "",
                )
                for each, found in rows.items()
            ),
            _choices(query, counts, group),
            place,
        )


def _choices(query: str, counts: dict[Group, int], group: Group | None) -> tuple[GroupChoice, ...]:
    if not counts:
        return ()
    current = group if group in counts else None
    everything = GroupChoice("Everything", sum(counts.values()), address(query), current is None)
    return (
        everything,
        *(GroupChoice(g.label, count, address(query, g), g is current) for g, count in counts.items()),
    )
