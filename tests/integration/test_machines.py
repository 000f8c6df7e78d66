"""What machines read: the sitemap, robots.txt, health and the manifest."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from xml.etree import ElementTree

from flask import Flask

from careers.site.current import EXTENSION
from tests.conftest import NOON
from tests.html import StrictClient

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
BASE = "https://careers.example"


def entries(client: StrictClient) -> dict[str, date | None]:
    """Return the addresses of the sitemap with their dates."""
    answer = client.get("/sitemap.xml")
    assert answer.mimetype == "application/xml"
    root = ElementTree.fromstring(answer.get_data())
    found = {}
    for url in root.findall("s:url", NAMES):
        changed = url.findtext("s:lastmod", namespaces=NAMES)
        found[url.findtext("s:loc", "", NAMES).removeprefix(BASE)] = date.fromisoformat(changed) if changed else None
    return found


def test_the_sitemap_lists_what_search_engines_should_know(client: StrictClient, full_site: Flask) -> None:
    edition = full_site.extensions[EXTENSION].edition()
    listed = entries(client)
    adverts = {vacancy.url for vacancy in edition.library.vacancies.values()}
    assert adverts
    assert not adverts & listed.keys(), "samples are not for search engines"
    others = {document.url for document in edition.documents()} - adverts
    assert others == listed.keys()


def test_every_page_in_the_sitemap_may_be_indexed(client: StrictClient) -> None:
    listed = entries(client)
    assert len(listed) > 20
    for address in listed:
        assert not client.page(address).all("meta", name="robots", content="noindex"), address


def test_the_sitemap_dates_each_page_by_its_own_change(client: StrictClient, full_site: Flask) -> None:
    edition = full_site.extensions[EXTENSION].edition()
    listed = entries(client)
    story = edition.stories["naomi"]
    assert listed[story.url] == story.changed_on
    below = [d.changed_on for d in edition.documents() if d.changed_on and d.url.startswith("/stories/")]
    assert len(below) > 2
    assert listed["/stories/"] == min(max(below), NOON.date()), "a list changes with what it lists"
    assert listed["/"] == edition.page("index").changed_on, "the home page is no list"
    assert all(day is None or day <= NOON.date() for day in listed.values())


def test_robots_are_led_to_the_sitemap_and_kept_from_private_pages(client: StrictClient, preview: StrictClient) -> None:
    text = client.get("/robots.txt").get_data(as_text=True)
    assert f"Sitemap: {BASE}/sitemap.xml" in text
    assert "Disallow: /interest/yours/" in text
    assert "Disallow: /\n" not in text
    assert "Disallow: /\n" in preview.get("/robots.txt").get_data(as_text=True)


def test_health_names_the_version_and_nothing_else_and_is_never_cached(client: StrictClient, full_site: Flask) -> None:
    answer = client.get("/healthz")
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.get_json()
    assert told.keys() == {"status", "version"}
    assert told["status"] == "ok"
    assert full_site.extensions[EXTENSION].shelf.library.version.startswith(told["version"])


def test_the_manifest_names_icons_that_exist(client: StrictClient) -> None:
    manifest = client.get("/site.webmanifest").get_json()
    assert manifest["icons"]
    assert all(client.get(icon["src"]).status_code == 200 for icon in manifest["icons"])


def test_security_faults_can_be_reported(client: StrictClient, full_site: Flask) -> None:
    """The form is that of RFC 9116; the contact is a place that is there."""
    answer = client.get("/.well-known/security.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.get_data(as_text=True).splitlines())
    assert fields.keys() == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert fields["Canonical"] == f"{BASE}/.well-known/security.txt"
    expires = datetime.fromisoformat(fields["Expires"])
    assert NOON < expires < NOON + timedelta(days=366), "RFC 9116 asks for less than a year"
    path, _, anchor = fields["Contact"].removeprefix(BASE).partition("#")
    assert f'id="{anchor}"' in client.get(path).get_data(as_text=True)
