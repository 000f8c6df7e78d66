"""The pages of roles, stages and search as a visitor meets them; the client fails on any invalid HTML."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.content.edition import Edition
from careers.site.vacancies.advert import advert_of
from careers.site.views.pages import home
from tests.conftest import Hands
from tests.factories import NOW, content_folder
from tests.html import Page, StrictClient, words


def listed(page: Page) -> list[str]:
    """Return the addresses of the adverts in the list of a page."""
    cards = page.all("article", class_="job-card")
    return [anchor.get("href", "") for card in cards for anchor in card.iter("a")]


def test_the_list_shows_open_roles_and_marks_samples(site: StrictClient) -> None:
    page = site.page("/vacancies/")
    assert listed(page) == [
        f"/vacancies/{slug}/"
        for slug in ("duty-central", "manager", "social-worker-north", "newly-qualified", "pretend")
    ]
    assert words(page.main).count("Sample advert") == 1
    assert "4 days left" in words(page.main)


def test_filters_work_as_a_plain_form(site: StrictClient) -> None:
    page = site.page("/vacancies/?team=duty")
    forms = [form for form in page.all("form") if form.get("action") == "/vacancies/"]
    assert forms
    assert all(form.get("method") == "get" for form in forms)
    checked = [e.get("value") for e in page.all("input", type="checkbox") if e.get("checked") is not None]
    assert checked == ["duty"]
    assert listed(page) == ["/vacancies/duty-central/", "/vacancies/manager/"]


def test_a_new_keyword_keeps_the_filters_and_new_filters_keep_the_keyword(site: StrictClient) -> None:
    page = site.page("/vacancies/?team=duty&q=social&sort=newest")
    kept = {(e.get("name"), e.get("value")) for e in page.all("input", type="hidden")}
    assert {("team", "duty"), ("q", "social"), ("sort", "newest")} <= kept


def test_every_tag_and_every_feed_of_a_filter_answers(site: StrictClient) -> None:
    page = site.page("/vacancies/?team=duty&q=social&closing=7")
    links = [link for link in page.links if link.startswith("/vacancies/") and ("?" in link or "." in link)]
    assert len(links) >= 6
    assert {site.get(link).status_code for link in links} == {200}
    assert "/vacancies/feed.atom?q=social&team=duty&closing=7" in links
    alternates = [e.get("href") for e in page.all("link", rel="alternate")]
    assert "/vacancies/feed.atom?q=social&team=duty&closing=7" in alternates


def test_an_empty_list_offers_the_filter_to_drop(site: StrictClient) -> None:
    page = site.page("/vacancies/?level=team-manager&pattern=part-time")
    assert listed(page) == []
    assert "1 role without “Working pattern: Part time”" in words(page.main)


def test_filtered_lists_are_kept_out_of_search_engines(site: StrictClient) -> None:
    assert not site.page("/vacancies/").all("meta", name="robots")
    assert site.page("/vacancies/?team=duty").one("meta", name="robots").get("content") == "noindex"


def test_when_nothing_is_open_the_page_says_so_and_leads_on(site: StrictClient, hands: Hands) -> None:
    hands.moment = hands.moment.replace(year=2027)
    page = site.page("/vacancies/")
    assert "No role is open today" in words(page.main)
    assert "/interest/" in page.links


def test_when_the_story_that_leads_has_gone_the_next_one_leads(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    folder.story("ada", consent_until="2026-09-30")
    folder.story("bo", title="Bo stayed")
    edition = Edition.at(folder.build(), NOW)
    page = edition.page("index")
    assert page
    shown = home(edition, page, lambda _: None)
    assert shown.lead
    assert (shown.lead.title, shown.stories) == ("Bo stayed", ())


def test_several_days_of_interviews_read_as_a_list(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    folder.vacancy("social-worker-north", interviews_on=["2026-11-03", "2026-11-04", "2026-11-05"])
    edition = Edition.at(folder.build(), NOW)
    facts = {fact.label: fact.value for fact in advert_of(edition, edition.vacancies["social-worker-north"]).dates}
    assert facts["Interviews"] == "Tuesday 3 November 2026, Wednesday 4 November 2026 and Thursday 5 November 2026"


def test_an_advert_shows_everything_a_candidate_looks_for(site: StrictClient) -> None:
    page = site.page("/vacancies/duty-central/")
    facts = {words(div[0]): words(div[1]) for dl in page.all("dl") for div in dl}
    assert facts["Visa sponsorship"] == "Yes"
    assert facts["Registration with Social Work England"] == "Required"
    shown = words(page.main)
    for text in (
        "£21,000 to £24,000 a year",
        "rounded to the nearest pound",
        "21 hours a week, part time (full time is 35)",
        "About 16 children.",
        "Every four weeks.",
        "Six practitioners.",
        "the end of Monday 5 October 2026",
        "Monday 12 October 2026",
        "The team manager",
        "A pension.",
        "Referrals come in waves.",
        "4 days left",
    ):
        assert text in shown, text


def test_an_open_advert_can_be_applied_for_at_its_top_and_its_end(site: StrictClient) -> None:
    links = list(site.page("/vacancies/manager/").links)
    assert links.count("https://jobs.example.org/csw-001") == 2
    assert "/vacancies/manager/dates.ics" in links


def test_a_closed_advert_stays_readable_and_offers_open_ones(site: StrictClient) -> None:
    page = site.page("/vacancies/closed-north/")
    shown = words(page.main)
    assert "This role has closed" in shown
    assert "closed at noon on Sunday 20 September 2026" in shown
    assert "About 16 children." in shown
    assert listed(page)[0] == "/vacancies/social-worker-north/"
    assert "https://jobs.example.org/csw-001" not in page.links


def test_an_advert_that_is_not_open_yet_cannot_be_seen(site: StrictClient) -> None:
    assert site.get("/vacancies/coming/").status_code == 404
    assert site.get("/vacancies/no-such/").status_code == 404


def test_the_map_is_readable_as_lists_and_drawn_beside_them(site: StrictClient) -> None:
    page = site.page("/progression/")
    lists = page.one("ol", class_="stage-map")
    assert len([a for a in lists.iter("a") if (a.get("href") or "").startswith("/progression/")]) >= 9
    assert [e for e in page.main.iter() if e.get("class") == "m-map"]
    anchors = {e.get("id") for e in page.root.iter() if e.get("id")}
    inner = [link[1:] for link in page.links if link.startswith("#")]
    assert inner
    assert set(inner) <= anchors


def test_a_way_is_shown_step_by_step_by_the_server(site: StrictClient) -> None:
    page = site.page("/progression/?from=asye&to=team-manager")
    steps = list(page.one("ol", class_="way"))
    assert [words(next(step.iter("h3"))) for step in steps] == [
        "Newly qualified on the ASYE", "Social worker", "Advanced practitioner", "Team manager",
    ]  # fmt: skip
    chosen = [e.get("value") for e in page.all("option") if e.get("selected") is not None]
    assert chosen == ["asye", "team-manager"]
    assert "/vacancies/manager/" in page.links


def test_an_unknown_stage_is_no_error_page(site: StrictClient) -> None:
    page = site.page("/progression/?from=%3Cscript%3E&to=nowhere")
    assert "There is no stage called “<script>”" in words(page.main)


def test_a_stage_says_whose_word_it_is_and_where_it_leads(site: StrictClient) -> None:
    page = site.page("/progression/social-worker/")
    shown = words(page.main)
    assert "Background" in shown
    assert "Workforce figures, Example Department, 2021" in shown
    assert {"/progression/advanced/", "/progression/asye/", "/vacancies/social-worker-north/"} <= set(page.links)
    assert site.get("/progression/nowhere/").status_code == 404


def test_search_groups_and_marks_what_it_finds(site: StrictClient) -> None:
    page = site.page("/search/?q=families")
    assert "/vacancies/social-worker-north/" in page.links
    assert [words(e) for e in page.all("mark")]
    assert page.one("meta", name="robots").get("content") == "noindex"


def test_search_corrects_a_slip_and_says_so(site: StrictClient) -> None:
    page = site.page("/search/?q=famlies")
    assert "for “families”. Nothing here is spelt “famlies”." in words(page.main)


def test_an_empty_search_and_a_fruitless_one_lead_on(site: StrictClient) -> None:
    for path in ("/search/", "/search/?q=zzzzqqqq"):
        assert "/working-here/" in site.page(path).links or "/vacancies/" in site.page(path).links


def test_a_group_is_kept_when_searching_again(site: StrictClient) -> None:
    page = site.page("/search/?q=social&in=roles")
    assert [(e.get("name"), e.get("value")) for e in page.all("input", type="hidden") if e.get("name") == "in"] == [
        ("in", "roles")
    ]


ANY_WEATHER = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@ANY_WEATHER
@given(st.text(max_size=80))
def test_no_words_in_an_address_give_an_error(site: StrictClient, text: str) -> None:
    word = quote(text, safe="")
    for path in (f"/search/?q={word}", f"/vacancies/?q={word}&level={word}&page={word}", f"/progression/?from={word}"):
        assert site.get(path).status_code == 200


@pytest.mark.parametrize("raw", ["%", "%FF%FE", "%00", "&&&=", "q", "%F0%9F%99%82", "+" * 500])
@pytest.mark.parametrize("path", ["/search/", "/vacancies/", "/progression/", "/vacancies/feed.atom"])
def test_broken_addresses_give_a_page(site: StrictClient, path: str, raw: str) -> None:
    assert site.get(f"{path}?q={raw}&from={raw}&level={raw}").status_code == 200


def test_search_can_be_reached_from_every_page_and_from_one_that_is_not_there(client: StrictClient) -> None:
    for path, status in (("/", 200), ("/vacancies/", 200), ("/nothing-here/", 404)):
        page = client.page(path, status)
        assert "/search/" in set(page.links), path
    current = [link for link in client.page("/search/").all("a", aria_current="true") if link.get("href") == "/search/"]
    assert len(current) == 1
