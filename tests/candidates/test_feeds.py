"""Feeds: well-formed, complete, stable, and read by parsers that the site did not write."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qs
from xml.etree.ElementTree import Element, fromstring

import feedparser
import pytest

from careers.config import ROOT
from careers.content.edition import Edition
from careers.content.library import Library
from careers.site import feeds
from careers.site.vacancies.filters import VacancyFilter, read_filter
from tests.factories import NOW
from tests.html import StrictClient

BASE = "https://careers.example"
ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


def wanted(edition: Edition, query: str = "") -> VacancyFilter:
    """Return the filter of a query string."""
    return read_filter(parse_qs(query), edition.library.vocabulary).filter


def roles(edition: Edition, query: str = "", *, demonstration: bool = False) -> str:
    """Return the feed of roles for a query string."""
    return feeds.vacancies_feed(edition, BASE, wanted(edition, query), demonstration=demonstration)


def check_atom(text: str) -> Element:
    """Check what RFC 4287 requires of a feed and of each entry, and return the feed."""
    root = fromstring(text)
    assert root.tag == f"{ATOM}feed"
    ids: list[str] = []
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
            assert (element.findtext(ATOM + name) or "").strip(), name
        assert INSTANT.fullmatch(element.findtext(f"{ATOM}updated") or "")
        ids.append(element.findtext(f"{ATOM}id") or "")
        alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        assert len(alternates) == 1
        assert all((link.get("href") or "").startswith("https://") for link in element.findall(f"{ATOM}link"))
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"tag:[a-z.]+,\d{4}:/\S*", each) for each in ids), ids
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    for entry in root.findall(f"{ATOM}entry"):
        published = datetime.fromisoformat(entry.findtext(f"{ATOM}published") or "")
        updated = datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "")
        assert published <= updated <= datetime.fromisoformat(root.findtext(f"{ATOM}updated") or "")
    return root


def titles(text: str) -> list[str]:
    """Return the titles of a feed as an independent parser reads them."""
    parsed = feedparser.parse(text)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return [entry.title for entry in parsed.entries]


def test_the_feed_of_roles_has_what_atom_requires(edition: Edition) -> None:
    text = roles(edition)
    assert len(check_atom(text).findall(f"{ATOM}entry")) == 4
    assert titles(text) == ["Duty social worker", "Team manager", "Social worker", "First year post"]


def test_a_filtered_feed_holds_exactly_the_filter_and_says_so(edition: Edition) -> None:
    text = roles(edition, "team=duty&level=social-worker")
    parsed = feedparser.parse(text)
    assert titles(text) == ["Duty social worker"]
    assert parsed.feed.title.startswith("Open roles (Level: Social worker, Team: Duty)")
    assert parsed.feed.link == f"{BASE}/vacancies/?level=social-worker&team=duty"
    assert parsed.feed.id == "tag:www.example.org,2026:/vacancies/feed.atom?level=social-worker&team=duty"


def test_samples_are_left_out_unless_the_site_demonstrates(edition: Edition) -> None:
    assert "Pretend post" not in titles(roles(edition))
    assert "Pretend post" in titles(roles(edition, demonstration=True))


def test_an_empty_feed_is_still_a_feed_with_a_true_date(edition: Edition) -> None:
    text = roles(edition, "q=zebra")
    assert check_atom(text).findtext(f"{ATOM}updated") == "2026-01-01T00:00:00+00:00"
    assert titles(text) == []


def test_the_same_edition_gives_the_same_bytes(library: Library) -> None:
    assert roles(Edition.at(library, NOW)) == roles(Edition.at(library, NOW))


def test_the_date_of_the_feed_moves_when_an_advert_leaves(at: Callable[..., Edition]) -> None:
    def updated(edition: Edition) -> str:
        return check_atom(roles(edition, "level=team-manager")).findtext(f"{ATOM}updated") or ""

    assert updated(at(2026, 10, 8, 16, 59, 59)) == "2026-09-15T08:00:00+00:00"
    assert updated(at(2026, 10, 8, 17)) == "2026-10-08T16:00:00+00:00"


def test_text_in_a_feed_is_escaped(edition: Edition) -> None:
    html = feeds._paragraph("Work & <b>play</b>")
    assert html == "<p>Work &amp; &lt;b&gt;play&lt;/b&gt;</p>"


def test_stories_have_a_feed_of_their_own(edition: Edition) -> None:
    text = feeds.stories_feed(edition, BASE)
    entry = check_atom(text).findall(f"{ATOM}entry")[0]
    assert titles(text) == ["Ada learned to lead"]
    assert entry.findtext(f"{ATOM}id") == "tag:www.example.org,2026:/stories/ada/"
    assert entry.findtext(f"{ATOM}published") == "2026-08-31T23:00:00+00:00"


def test_matches_have_a_feed_that_leads_back_to_their_page(edition: Edition) -> None:
    vacancies = tuple(edition.open_vacancies.values())
    text = feeds.matches_atom(
        edition, vacancies, title="Matches for you", address=f"{BASE}/interest/mine/KXF7/feed.atom"
    ).decode()
    parsed = feedparser.parse(text)
    check_atom(text)
    assert "Pretend post" not in titles(text)
    assert parsed.feed.link == f"{BASE}/interest/mine/KXF7/"


def test_the_json_feed_follows_its_specification(edition: Edition) -> None:
    feed = json.loads(feeds.vacancies_json(edition, BASE, wanted(edition, "team=duty"), demonstration=False))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == f"{BASE}/vacancies/?team=duty"
    assert feed["feed_url"] == f"{BASE}/vacancies/feed.json?team=duty"
    assert len(feed["items"]) == 2
    for item in feed["items"]:
        assert item["id"]
        assert item["content_html"] or item["content_text"]
        assert item["url"].startswith(BASE)
        assert datetime.fromisoformat(item["date_published"]) <= datetime.fromisoformat(item["date_modified"])
    facts = feed["items"][0]["_vacancy"]
    assert facts["closes_at"] == "2026-10-05T23:59:59+01:00"
    assert facts["pay"] == {"currency": "GBP", "per": "year", "minimum": 21000, "maximum": 24000}
    assert facts["interviews_on"] == ["2026-10-12", "2026-10-13"]


def test_every_fact_of_the_json_feed_is_documented(edition: Edition, docs: str) -> None:
    feed = json.loads(feeds.vacancies_json(edition, BASE, VacancyFilter(), demonstration=False))
    names = set(feed["items"][0]["_vacancy"])
    assert len(names) > 15
    assert [name for name in names if f"`{name}`" not in docs] == []


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/stories/feed.atom", "application/atom+xml"),
        ("/vacancies/feed.atom?team=duty", "application/atom+xml"),
        ("/vacancies/feed.json", "application/feed+json"),
        ("/vacancies/closing-dates.ics", "text/calendar"),
        ("/vacancies/manager/dates.ics", "text/calendar"),
    ],
)
def test_each_feed_is_served_as_what_it_is(site: StrictClient, path: str, media_type: str) -> None:
    response = site.get(path)
    assert response.status_code == 200
    assert response.mimetype == media_type
    assert response.content_type.endswith("charset=utf-8")


@pytest.mark.parametrize("path", ["/vacancies/feed.atom", "/vacancies/feed.json", "/vacancies/closing-dates.ics"])
def test_a_feed_with_a_garbled_filter_is_the_feed_of_the_rest(site: StrictClient, path: str) -> None:
    assert site.get(f"{path}?level=wizard&page=x&sort=%FF").status_code == 200


@pytest.fixture
def docs() -> str:
    """Return the documentation of the feeds."""
    return (ROOT / "docs" / "feeds.md").read_text()
