"""Search: words, corrections, synonyms, groups, and no query that breaks it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.content.edition import Edition
from careers.content.settings import SynonymGroup
from careers.site.search import index
from careers.site.search.current import SearchOfEdition
from careers.site.search.engine import PER_GROUP, SearchEngine, address
from careers.site.search.index import FullText
from careers.site.search.records import Group, Record, records_of
from careers.site.search.words import LONGEST_QUERY, words_of

RECORDS = (
    Record(Group.ROLES, "/vacancies/a/", "Team manager", "Duty and assessment", "You lead social workers in court."),
    Record(Group.ROLES, "/vacancies/b/", "Newly qualified social worker", "", "A first year with support."),
    Record(Group.STORIES, "/stories/naomi/", "Naomi and the space to think", "Naomi", "Her supervision helped her."),
    Record(Group.PROGRESSION, "/progression/ap/", "Advanced practitioner", "", "Complex work, children and families."),
    Record(Group.PAGES, "/pay/", "Pay and benefits", "", "Salary & leave: <b>not markup</b>, café, self-care."),
    Record(Group.FIGURES, "/about-the-figures/#caseload", "Average caseload", "", "15 to 18 children for each worker."),
)
SYNONYMS = (
    SynonymGroup(words=("NQSW", "newly qualified")),
    SynonymGroup(words=("AP", "advanced practitioner")),
    SynonymGroup(words=("wage", "salary", "pay")),
)


@pytest.fixture(scope="module")
def engine() -> SearchEngine:
    """Return an engine over six documents, one or two of each group."""
    return SearchEngine(RECORDS, SYNONYMS)


def urls(engine: SearchEngine, query: str, group: Group | None = None) -> list[str]:
    """Return the addresses found, in the order in which they are shown."""
    return [hit.url for found in engine.search(query, group).groups for hit in found.hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("team manager", "/vacancies/a/"),
        ("managers", "/vacancies/a/"),
        ("manag", "/vacancies/a/"),
        ("NQSW", "/vacancies/b/"),
        ("nqsw support", "/vacancies/b/"),
        ("AP", "/progression/ap/"),
        ("wage", "/pay/"),
        ("Naomi’s", "/stories/naomi/"),
        ("cafe", "/pay/"),
        ("CAFÉ", "/pay/"),
        ("self-care", "/pay/"),
        ("what is the average caseload?", "/about-the-figures/#caseload"),
        ("15", "/about-the-figures/#caseload"),
    ],
)
def test_people_find_what_they_mean(engine: SearchEngine, query: str, first: str) -> None:
    assert urls(engine, query)[0] == first


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("supervison", "supervision"),
        ("superivsion", "supervision"),
        ("practioner", "practitioner"),
        ("caselaod", "caseload"),
        ("managr", "manager"),
        ("famlies", "families"),
    ],
)
def test_a_slip_of_the_finger_is_forgiven(engine: SearchEngine, typed: str, meant: str) -> None:
    results = engine.search(typed)
    assert results.total >= 1
    assert results.corrected == meant


def test_a_known_word_is_never_corrected(engine: SearchEngine) -> None:
    assert engine.search("court").corrected == ""
    assert engine.search("supervis").corrected == ""


def test_a_correction_that_finds_nothing_is_not_announced(engine: SearchEngine) -> None:
    results = engine.search("supervison zzzzqqq")
    assert results.is_partial
    assert results.corrected == "supervision zzzzqqq"
    assert engine.search("xxxxyyyyzz").corrected == ""


def test_words_that_no_document_has_together_are_found_apart_and_it_is_said(engine: SearchEngine) -> None:
    results = engine.search("naomi court")
    assert results.is_partial
    assert {"/vacancies/a/", "/stories/naomi/"} == set(urls(engine, "naomi court"))


def test_results_stand_in_groups_in_a_fixed_order(engine: SearchEngine) -> None:
    groups = [found.group for found in engine.search("worker children naomi pay").groups]
    assert groups == sorted(groups, key=list(Group).index)
    assert len(groups) > 3


def test_one_group_can_be_chosen_and_links_keep_the_words(engine: SearchEngine) -> None:
    results = engine.search("social worker", Group.ROLES)
    assert {hit.group for found in results.groups for hit in found.hits} == {Group.ROLES}
    choices = {choice.label: choice.address for choice in results.choices}
    assert choices["Everything"] == "/search/?q=social+worker"
    assert choices["Roles"] == "/search/?q=social+worker&in=roles"


def test_a_group_without_results_shows_everything(engine: SearchEngine) -> None:
    assert engine.search("naomi", Group.FIGURES).group is None


def test_words_found_are_marked_and_text_is_escaped(engine: SearchEngine) -> None:
    hit = engine.search("salary").groups[0].hits[0]
    assert "<mark>Salary</mark> &amp; leave: &lt;b&gt;not markup&lt;/b&gt;" in hit.excerpt
    assert engine.search("pay").groups[0].hits[0].title == "<mark>Pay</mark> and benefits"


def test_control_characters_in_content_cannot_make_marks() -> None:
    engine = SearchEngine([Record(Group.PAGES, "/x/", "Odd\x02title\x03", "", "plain \x02text\x03 here")])
    hit = engine.search("plain").groups[0].hits[0]
    assert hit.title == "Odd title "
    assert hit.excerpt.count("<mark>") == 1


def test_more_than_a_handful_is_shown_on_pages_of_one_group() -> None:
    engine = SearchEngine([Record(Group.PAGES, f"/{n}/", f"Page {n}", "", "children") for n in range(45)])
    everything = engine.search("children")
    assert (len(everything.groups[0].hits), everything.groups[0].total) == (PER_GROUP, 45)
    assert everything.groups[0].more == address("children", Group.PAGES)
    last = engine.search("children", Group.PAGES, page=99)
    assert (last.pages.number, last.pages.last, len(last.groups[0].hits)) == (3, 3, 5)
    assert last.pages.previous == "/search/?q=children&in=pages&page=2"
    seen = [h.url for n in (1, 2, 3) for h in engine.search("children", Group.PAGES, page=n).groups[0].hits]
    assert len(set(seen)) == 45


def test_a_title_counts_more_than_a_mention() -> None:
    mention = Record(Group.PAGES, "/mention/", "Other", "", "supervision " + "word " * 30)
    title = Record(Group.PAGES, "/title/", "Supervision", "", "word " * 30)
    filler = [Record(Group.PAGES, f"/{n}/", f"Filler {n}", "", "word") for n in range(8)]
    assert urls(SearchEngine([mention, title, *filler]), "supervision") == ["/title/", "/mention/"]


def test_titles_come_first_even_among_too_many_to_rank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careers.site.search.index.MOST_RANKED", 5)
    records = [Record(g, f"/{g}/{n}/", f"Page {n}", "", "children") for g in Group for n in range(10)]
    records.append(Record(Group.PAGES, "/pages/children/", "Children", "", ""))
    engine = SearchEngine(records)
    results = engine.search("children")
    by_group = {found.group: [hit.url for hit in found.hits] for found in results.groups}
    assert by_group[Group.PAGES][0] == "/pages/children/"
    assert all(len(found) == PER_GROUP for found in by_group.values())
    assert results.total == 51


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(Group), st.booleans(), st.sampled_from(["children", "court"])), max_size=40),
    st.sets(st.sampled_from(Group), min_size=1),
    st.integers(1, 6),
)
def test_among_too_many_to_rank_each_group_has_those_with_the_word_in_the_title_then_the_others_in_order(
    made: list[tuple[Group, bool, str]], groups: set[Group], most: int
) -> None:
    records = [Record(g, f"/{n}/", word if named else "Other", "", word) for n, (g, named, word) in enumerate(made)]
    found = [(record.group, record.title != "Other", record.url) for record in records if record.text == "children"]
    full = FullText(records)
    counted = Counter(group for group, _, _ in found)
    assert full.counts('"children"') == {group: counted[group] for group in Group if counted[group]}
    best = full.best('"children"', groups, most=most, total=index.MOST_RANKED + 1)
    assert best.keys() == groups
    for group in groups:
        of_group = [(not named, url) for each, named, url in found if each == group]
        wanted = [url for _, url in sorted(of_group, key=lambda pair: pair[0])][:most]
        assert [full.show('"children"', [row])[row].url for row in best[group]] == wanted


@pytest.mark.parametrize("query", ["", "   ", "!?", "\x00", "'\"", "ß" * 5000, "a" * 5000])
def test_odd_queries_give_an_answer(engine: SearchEngine, query: str) -> None:
    results = engine.search(query)
    assert results.total == 0
    assert len(results.query) <= LONGEST_QUERY


TRAPS = [
    '"',
    "c++",
    "-x",
    "col:x",
    "NEAR(",
    "title:a",
    "a*",
    "^a",
    "(",
    ")",
    "AND",
    "OR NOT",
    "a OR",
    "''",
    "{a b}:c",
    "\x02",
    "🙂",
]


@pytest.mark.parametrize("query", [*TRAPS, " ".join(TRAPS), *(f"social {trap} worker" for trap in TRAPS)])
def test_the_query_language_of_the_index_cannot_be_spoken(engine: SearchEngine, query: str) -> None:
    engine.search(query)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.sampled_from([None, *Group]), st.integers(-5, 10**9))
def test_no_text_breaks_the_search(engine: SearchEngine, query: str, group: Group | None, page: int) -> None:
    results = engine.search(query, group, page)
    shown = [hit for found in results.groups for hit in found.hits]
    assert bool(shown) == bool(results.total)
    assert len(results.query) <= LONGEST_QUERY


def test_threads_share_one_engine(engine: SearchEngine) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: urls(engine, "social worker"), range(64)))
    assert found[0]
    assert all(each == found[0] for each in found)


def test_only_what_visitors_may_see_can_be_found(edition: Edition) -> None:
    addresses = {record.url for record in records_of(edition)}
    assert "/vacancies/manager/" in addresses
    assert "/about-the-figures/#vacancy_rate" in addresses
    assert not {"/vacancies/closed-north/", "/vacancies/coming/"} & addresses
    assert {record.group for record in records_of(edition)} == set(Group)


def test_the_index_lives_as_long_as_its_edition(at: Callable[..., Edition]) -> None:
    holder = SearchOfEdition()
    noon, later, next_day = at(2026, 10, 1, 12), at(2026, 10, 1, 23, 59), at(2026, 10, 2, 0, 0)
    assert holder.of(noon) is holder.of(later)
    assert holder.of(next_day) is not holder.of(noon)


WORDS = ("children", "caseload", "supervision", "manager", "café", "court", "support", "families")
Records = st.lists(
    st.builds(
        Record,
        st.sampled_from([Group.PAGES, Group.STORIES]),
        st.sampled_from([f"/{letter}/" for letter in "abcdefgh"]),
        st.sampled_from(WORDS),
        st.just(""),
        st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
    ),
    max_size=8,
)


@settings(max_examples=20, deadline=None)
@given(st.lists(Records, min_size=2, max_size=4))
def test_an_index_made_from_the_one_before_finds_what_a_new_one_finds(editions: list[list[Record]]) -> None:
    engine: SearchEngine | None = None
    for records in editions:
        engine, fresh = SearchEngine(records, SYNONYMS, engine), SearchEngine(records, SYNONYMS)
        for query in (*WORDS, "supervison", "court families"):
            assert engine.search(query) == fresh.search(query)


def test_only_what_changed_is_indexed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [Record(Group.PAGES, f"/{number}/", f"Page {number}", "", "children") for number in range(200)]
    before = FullText(records)
    read: list[str] = []

    def watched(text: str) -> tuple[str, ...]:
        read.append(text)
        return words_of(text)

    monkeypatch.setattr(index, "words_of", watched)
    records[7:8] = [
        Record(Group.PAGES, "/new/", "New", "", "court"),
        Record(Group.PAGES, "/7/", "Page 7", "", "families"),
    ]
    records.insert(0, records.pop(150))
    after = FullText(records, before)
    assert len(read) == 3 + 2, "one old text, two new ones, and one that moved: out and in again"
    assert [record.url for _, record in sorted(after.rows.values())] == [record.url for record in records]


def test_rows_are_numbered_anew_when_there_is_no_room_between_two() -> None:
    page = Record(Group.PAGES, "/a/", "Page", "", "children")
    records, full = [page, replace(page, url="/z/")], FullText([page, replace(page, url="/z/")])
    for number in range(40):
        records.insert(1, replace(page, url=f"/{number}/"))
        full = FullText(records, full)
        assert [record.url for _, record in sorted(full.rows.values())] == [record.url for record in records]
