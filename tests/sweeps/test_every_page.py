"""A sweep over every page, as a stranger's crawler would walk it."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask import Flask

from careers.content.edition import Edition
from tests.html import Page, StrictClient, words
from tests.own_script import INTEGRITY, TEXT
from tests.sweeps.pages import every_page

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture(scope="module")
def pages(full_site: Flask, edition: Edition) -> dict[str, Page]:
    """Return every page that a visitor can reach from the content, by its address."""
    full_site.test_client_class = StrictClient
    client = full_site.test_client(use_cookies=False)
    assert isinstance(client, StrictClient)
    found = {address: client.page(address) for address in every_page(edition)}
    assert len(found) > 10
    return found


def test_every_page_has_one_h1_and_headings_in_order(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        levels = [int(e.tag[1]) for e in page.root.iter() if e.tag in HEADINGS]
        assert levels.count(1) == 1, address
        assert levels[0] == 1, f"{address} begins with h{levels[0]}"
        jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert not jumps, f"{address} jumps {jumps}"


def test_every_page_has_the_landmarks_and_a_way_past_them(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        assert page.one("html").get("lang") == "en-GB", address
        page.one("main")
        assert page.all("header"), address
        assert page.all("footer"), address
        navigations = page.all("nav")
        named = [n.get("aria-label") or n.get("aria-labelledby") for n in navigations]
        assert navigations, address
        assert all(named), address
        assert len(set(named)) == len(named), f"{address} has two navigations of one name"
        first = next(page.one("body").iter("a"))
        assert first.get("href") == f"#{page.main.get('id')}", address


def test_titles_and_descriptions_are_there(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        described = [m.get("content", "") for m in page.all("meta", name="description")]
        assert len(described) == 1, address
        assert 0 < len(described[0]) <= 200, f"{address}: {described[0]!r}"
        assert page.title, address


def test_canonical_links_and_share_data_are_whole_addresses(pages: dict[str, Page]) -> None:
    indexed = {a: p for a, p in pages.items() if not p.all("meta", name="robots", content="noindex")}
    assert indexed
    for address, page in indexed.items():
        canonical = page.one("link", rel="canonical").get("href")
        assert canonical == "https://careers.example" + address.split("?")[0]
        shared = {m.get("property"): m.get("content", "") for m in page.root.iter("meta") if m.get("property")}
        assert shared["og:url"] == canonical
        assert shared["og:title"]
        assert shared["og:image"].startswith("https://careers.example/")


def test_pictures_say_what_they_show_or_that_they_are_decoration(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        for image in page.root.iter("img"):
            assert image.get("alt"), address
            assert image.get("width"), address
            assert image.get("height"), address
        for tag in ("svg", "{http://www.w3.org/2000/svg}svg"):
            for drawing in page.root.iter(tag):
                hidden = drawing.get("aria-hidden") == "true"
                told = drawing.get("role") == "img" and (drawing.get("aria-labelledby") or drawing.get("aria-label"))
                assert hidden or told, f"{address}: a drawing neither hidden nor named"


def test_ids_are_unique_and_every_reference_to_one_holds(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        ids = [e.get("id") for e in page.root.iter() if e.get("id")]
        assert len(set(ids)) == len(ids), f"{address}: {sorted({i for i in ids if ids.count(i) > 1})}"
        for element in page.root.iter():
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                for target in (element.get(name) or "").split():
                    assert target in ids, f"{address}: {name}={target}"


def test_nothing_inline_and_nothing_from_elsewhere(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        assert not [e for e in page.root.iter() if e.get("style")], address
        assert not page.all("style"), address
        for script in page.root.iter("script"):
            if script.get("src"):
                continue
            assert script.get("type") == "application/ld+json", address
            json.loads("".join(script.itertext()))
        for element in page.root.iter():
            assert not [name for name in element.attrib if isinstance(name, str) and name.startswith("on")], address
            if (
                element.tag in {"link", "img", "source", "script", "iframe", "form"}
                and element.get("rel") != "canonical"
            ):
                for name in ("href", "src", "action"):
                    value = element.get(name)
                    assert not value or value.startswith(("/", "#")), f"{address}: {value}"


def test_style_sheets_carry_their_integrity(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        sheets = page.all("link", rel="stylesheet")
        assert 1 <= len(sheets) <= 2, address
        assert all(sheet.get("integrity", "").startswith("sha384-") for sheet in sheets), address


def test_there_is_one_script_and_it_is_ours(pages: dict[str, Page], client: StrictClient) -> None:
    for address, page in pages.items():
        scripts = [script for script in page.all("script") if script.get("type") != "application/ld+json"]
        assert [script.get("integrity") for script in scripts] == [INTEGRITY], address
        assert scripts[0].get("defer") is not None, "it keeps nobody waiting"
    with client.get(str(scripts[0].get("src"))) as answer:
        assert answer.data == TEXT
        assert answer.mimetype == "text/javascript"
        assert "immutable" in answer.headers["Cache-Control"]


def test_every_link_leads_somewhere(pages: dict[str, Page], client: StrictClient) -> None:
    """Each internal link, asset and anchor of each page is followed once."""

    @cache
    def ids_of(address: str) -> frozenset[str] | None:
        with client.get(address) as response:
            assert response.status_code in {200, 303}, f"{address} answers {response.status_code}"
            if response.mimetype != "text/html":
                return None
            return frozenset(e.get("id", "") for e in Page(response).root.iter() if e.get("id"))

    followed = 0
    for address, page in pages.items():
        targets = {
            e.get(n) for e in page.root.iter() for n in ("href", "src") if e.tag in {"a", "link", "img", "source"}
        }
        for target in sorted(t for t in targets if t):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            whole, fragment = urldefrag(urljoin(address, target))
            ids = ids_of(whole)
            followed += 1
            if fragment and ids is not None:
                assert fragment in ids, f"{address} links to {target}, which has no such place"
    assert followed > 100


def test_tables_have_headers_with_a_scope(pages: dict[str, Page]) -> None:
    tables = [(address, table) for address, page in pages.items() for table in page.all("table")]
    labelled = [t for p in pages.values() for box in p.all("div") if box.get("aria-label") for t in box.iter("table")]
    for address, table in tables:
        heads = list(table.iter("th"))
        assert heads, address
        assert all(head.get("scope") in {"col", "row"} for head in heads), address
        assert list(table.iter("caption")) or table in labelled, address


def test_samples_say_so(pages: dict[str, Page], edition: Edition) -> None:
    for advert in edition.vacancies.values():
        if advert.front.sample:
            assert "sample" in words(pages[advert.url].main).lower(), advert.url


def test_addresses_that_moved_lead_on_in_one_step(client: StrictClient, edition: Edition) -> None:
    for path, rule in edition.library.redirects.items():
        response = client.get(path)
        if rule.to is None:
            assert response.status_code == 410, path
        else:
            assert (response.status_code, response.headers["Location"]) == (301, rule.to), path
            assert not rule.to.startswith("/") or client.get(rule.to).status_code == 200, path
