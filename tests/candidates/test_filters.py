"""The filter of the list of roles: read, asked, counted, written back."""

from __future__ import annotations

from urllib.parse import parse_qs, parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.content.edition import Edition
from careers.content.library import Library
from careers.site.vacancies.facets import FACETS
from careers.site.vacancies.filters import Selection, VacancyFilter, read_filter
from careers.site.vacancies.listing import Listing, describe, listing_of


def listing(edition: Edition, query: str = "") -> Listing:
    """Return the list for a query string."""
    return listing_of(edition, read_filter(parse_qs(query), edition.library.vocabulary))


def found(edition: Edition, query: str) -> list[str]:
    """Return the slugs listed for a query string."""
    return [card.slug for card in listing(edition, query).cards]


def test_everything_open_is_listed_with_the_first_to_close_first(edition: Edition) -> None:
    assert found(edition, "") == ["duty-central", "manager", "social-worker-north", "newly-qualified", "pretend"]


def test_newest_first_puts_the_last_opened_at_the_top(edition: Edition) -> None:
    assert found(edition, "sort=newest")[0] == "duty-central"


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("level=team-manager", ["manager"]),
        ("level=team-manager&level=newly-qualified", ["manager", "newly-qualified"]),
        ("level=social-worker&locality=north", ["social-worker-north"]),
        ("team=duty", ["duty-central", "manager"]),
        ("pattern=part-time", ["duty-central"]),
        ("contract=fixed-term", ["manager"]),
        ("sponsorship=yes", ["duty-central", "newly-qualified"]),
        ("asye=yes", ["newly-qualified"]),
        ("closing=7", ["duty-central", "manager"]),
        ("closing=30", ["duty-central", "manager", "social-worker-north"]),
        ("q=waves", ["duty-central"]),
        ("q=FAMILIES", ["social-worker-north"]),
        ("q=famil", ["social-worker-north"]),
        ("q=csw-004", ["manager"]),
        ("q=nqsw", ["newly-qualified"]),
        ("q=court+waves", []),
    ],
)
def test_a_filter_narrows_the_list(edition: Edition, query: str, slugs: list[str]) -> None:
    assert found(edition, query) == slugs


def test_a_short_word_counts_only_whole(edition: Edition) -> None:
    assert found(edition, "q=co") == []


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("level=wizard", "“wizard” is not a level on this site, so it was left out."),
        ("team=x&team=y", "“x” (and 1 more) is not a team on this site, so it was left out."),
        ("closing=3", "“3” is not a number of days to choose on this site, so it was left out."),
        ("sort=random", "Roles can be sorted by closing date or newest first. They are sorted by closing date."),
        ("q=%21%3F", "Your keywords had no letters or numbers in them, so they were left out."),
    ],
)
def test_what_is_not_understood_is_left_out_with_a_notice(edition: Edition, query: str, notice: str) -> None:
    shown = listing(edition, query)
    assert shown.notices == (notice,)
    assert shown.found == 5


def test_a_long_keyword_is_cut_and_says_so(edition: Edition) -> None:
    reading = read_filter({"q": ["court " * 400]}, edition.library.vocabulary)
    assert len(reading.filter.keyword) <= 120
    assert reading.notices == ("Your keywords were long, so only the first part was used.",)


def test_what_cannot_be_printed_is_no_long_keyword(edition: Edition) -> None:
    reading = read_filter(parse_qs("q=duty%00%01+team%e2%80%8b"), edition.library.vocabulary)
    assert (reading.filter.keyword, reading.notices) == ("duty team", ())


def test_unknown_names_in_the_address_are_ignored(edition: Edition) -> None:
    assert listing(edition, "utm_source=x&level=").notices == ()


def test_counts_beside_choices_say_what_choosing_gives(edition: Edition) -> None:
    shown = listing(edition, "team=duty&level=social-worker")
    panels = {panel.key: {choice.value: choice.count for choice in panel.choices} for panel in shown.panels}
    assert panels["team"] == {"locality": 2, "duty": 1}
    assert panels["level"] == {"newly-qualified": 0, "social-worker": 1, "team-manager": 1}
    assert panels["locality"] == {"north": 0, "central": 1, "south": 0}


def test_every_count_is_what_the_list_then_shows(edition: Edition) -> None:
    checked = 0
    for panel in listing(edition, "sponsorship=yes").panels:
        for choice in panel.choices:
            query = f"sponsorship=yes&{panel.key}={choice.value}"
            assert listing(edition, query).found == choice.count, query
            checked += 1
    assert checked > 12


def test_the_listing_counts_all_open_roles_not_only_those_that_fit(edition: Edition) -> None:
    assert listing(edition).count_words == "5 open roles"
    assert listing(edition, "team=duty").count_words == "2 of 5 open roles"


def test_tags_lead_to_the_list_without_them(edition: Edition) -> None:
    tags = {tag.label: tag.without for tag in listing(edition, "q=post&team=duty&sponsorship=yes&closing=7").tags}
    assert tags == {
        "Keyword: post": "/vacancies/?team=duty&sponsorship=yes&closing=7",
        "Team: Duty": "/vacancies/?q=post&sponsorship=yes&closing=7",
        "Offers visa sponsorship": "/vacancies/?q=post&team=duty&closing=7",
        "Closing within 7 days": "/vacancies/?q=post&team=duty&sponsorship=yes",
    }


def test_an_empty_list_says_which_single_filter_to_drop(edition: Edition) -> None:
    shown = listing(edition, "level=team-manager&pattern=part-time&team=duty")
    assert shown.found == 0
    assert [(relief.label, relief.count) for relief in shown.reliefs] == [
        ("Level: Team manager", 1),
        ("Working pattern: Part time", 1),
    ]
    assert shown.reliefs[0].address == "/vacancies/?team=duty&pattern=part-time"
    assert shown.reliefs[0].words == "1 role without “Level: Team manager”"


def test_every_relief_gives_what_it_promises(edition: Edition) -> None:
    shown = listing(edition, "level=team-manager&pattern=part-time&q=waves")
    assert shown.reliefs
    for relief in shown.reliefs:
        assert listing(edition, relief.address.partition("?")[2]).found == relief.count


def test_no_single_filter_helps_when_two_stand_in_the_way(edition: Edition) -> None:
    shown = listing(edition, "q=zebra&level=team-manager&pattern=part-time")
    assert shown.reliefs == ()
    assert shown.ways_on[0].label == "All 5 open roles"


def test_feeds_and_calendar_are_of_exactly_this_filter(edition: Edition) -> None:
    shown = listing(edition, "team=duty&sort=newest&q=post")
    assert shown.feed == "/vacancies/feed.atom?q=post&team=duty"
    assert shown.calendar == "/vacancies/closing-dates.ics?q=post&team=duty"
    assert shown.json == "/vacancies/feed.json?q=post&team=duty"


def test_a_filter_in_words_names_every_choice(edition: Edition) -> None:
    reading = read_filter(parse_qs("team=duty&asye=yes"), edition.library.vocabulary)
    assert describe(edition, reading.filter) == "Team: Duty, Suitable for the ASYE"


def test_pages_hold_twenty_and_keep_the_filter(
    library: Library, monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    monkeypatch.setattr("careers.site.vacancies.listing.PER_PAGE", 2)
    first, last = listing(edition, "contract=permanent"), listing(edition, "contract=permanent&page=999999")
    assert (first.pages.number, first.pages.last, first.pages.previous) == (1, 2, None)
    assert first.pages.following == "/vacancies/?contract=permanent&page=2"
    assert [card.slug for card in last.cards] == ["newly-qualified", "pretend"]
    assert last.pages.previous == "/vacancies/?contract=permanent"


CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
QUERY_KEYS = [facet.key for facet in FACETS] + ["q", "sort", "page", "other"]
KNOWN = [
    "social-worker",
    "duty",
    "north",
    "part-time",
    "permanent",
    "yes",
    "7",
    "30",
    "newest",
    "0",
    "-1",
    "２",
    "9" * 30,
]


@CALM
@given(
    st.dictionaries(st.sampled_from(QUERY_KEYS), st.lists(st.sampled_from(KNOWN) | st.text(max_size=30), max_size=4))
)
def test_any_address_is_read_and_its_canonical_form_reads_the_same(
    library: Library, arguments: dict[str, list[str]]
) -> None:
    reading = read_filter(arguments, library.vocabulary)
    canonical = reading.filter.query(reading.page)
    again = read_filter(parse_qs(canonical, keep_blank_values=True), library.vocabulary)
    assert again.filter == reading.filter
    assert again.page == reading.page
    assert again.notices == ()
    assert again.filter.query(again.page) == canonical
    assert len(canonical) < 2000


@CALM
@given(st.permutations([("team", "duty"), ("team", "locality"), ("level", "social-worker"), ("asye", "yes")]))
def test_the_order_of_an_address_makes_no_difference(library: Library, pairs: list[tuple[str, str]]) -> None:
    arguments: dict[str, list[str]] = {}
    for key, value in pairs:
        arguments.setdefault(key, []).append(value)
    query = read_filter(arguments, library.vocabulary).filter.query()
    assert parse_qsl(query) == [("level", "social-worker"), ("team", "locality"), ("team", "duty"), ("asye", "yes")]


def test_a_closed_advert_can_still_be_asked_whether_it_fits(edition: Edition) -> None:
    selection = Selection(edition)
    closed = edition.vacancies["closed-north"]
    assert selection.fits(closed, VacancyFilter(chosen=(("locality", "north"),)))
    assert not selection.fits(closed, VacancyFilter(chosen=(("locality", "south"),)))
