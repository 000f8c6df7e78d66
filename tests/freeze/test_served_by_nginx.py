"""The export of the whole site, served by nginx with the lines that were written for it: nothing in it leads nowhere."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urldefrag, urljoin, urlsplit

import brotli
import pytest
import zstandard
from flask import Flask

from careers.site.current import EXTENSION
from tests.bench.readers import visit
from tests.conftest import NOON
from tests.freeze.conftest import BASE, CANARIES, LIVE, Export, elements
from tests.html import parse, words
from tests.own_script import HEADERS, INTEGRITY

MOVED = {301, 302, 308}


def addresses_in(body: bytes, kind: str) -> Iterator[str]:
    """Yield every address that an answer names, read by the formats' own parsers where there is one."""
    text = body.decode()
    if kind == "text/html":
        for _, attributes in elements(text):
            for name in ("href", "src", "action", "content", "poster"):
                value = attributes.get(name, "")
                if value.startswith(("/", "http")) or (value.startswith("#") and name == "href"):
                    yield value
            for part in filter(None, attributes.get("srcset", "").split(",")):
                yield part.split()[0]
    elif kind == "text/css":
        yield from re.findall(r'url\("?([^")]+)', text)
    elif kind == "text/plain":
        yield from re.findall(r"Sitemap: (\S+)", text)
    elif kind == "text/calendar":
        yield from re.findall(r"https?://[^\s\\;]+", text.replace("\r\n ", ""))
    elif kind.endswith("json"):
        yield from re.findall(r'"((?:https?:/)?/[^"\\\s]+)"', text)
    elif kind.endswith("xml"):
        yield from re.findall(r'(?<=href=")[^"]+|(?<=src=")[^"]+|(?<=<loc>)[^<]+', text)


def test_every_link_anchor_asset_and_feed_leads_somewhere(export: Export) -> None:
    visitor = export.visitor

    @cache
    def answer(address: str) -> tuple[int, str, bytes, str]:
        status, headers, body = visitor.get(address)
        return status, headers.get("content-type", "").partition(";")[0], body, headers.get("location", "")

    @cache
    def places(address: str) -> frozenset[str]:
        return frozenset(attributes.get("id", "") for _, attributes in elements(answer(address)[2].decode()))

    waiting, seen, kinds, outward = (
        ["/", "/search/", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/.well-known/security.txt"],
        set(),
        set(),
        set(),
    )
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        status, kind, body, location = answer(address)
        if status in MOVED:
            assert address.partition("?")[0].rstrip("/") + "/" != address, f"{address} is linked but has moved"
        assert status == 200, f"{address} answers {status} {location}"
        kinds.add(kind)
        if not (kind.startswith("text/") or kind.endswith(("json", "xml"))) or kind == "text/javascript":
            continue
        for found in addresses_in(body, kind):
            own = found.removeprefix(BASE) or "/"
            if urlsplit(own).netloc:
                outward.add(own)
                continue
            whole, fragment = urldefrag(urljoin(address, own))
            waiting.append(whole)
            if fragment and kind == "text/html" and answer(whole)[1] == "text/html":
                assert fragment in places(whole), f"{address} links to {own}, which has no such place"
    assert len(seen) > 150
    assert {"text/html", "application/atom+xml", "text/calendar", "application/feed+json", "image/png"} <= kinds
    assert not [address for address in outward if re.search(r"localhost|127\.0\.0\.1", address)]
    to_live = {urlsplit(address).path for address in outward if address.startswith(f"{LIVE}/")}
    asked_there = {"/feedback/", "/interest/", "/vacancies/", "/progression/", "/search/"} if export.live else set()
    assert not asked_there - to_live
    assert export.live or not to_live


def test_every_page_and_file_of_the_site_is_in_it(export: Export, full_site: Flask) -> None:
    edition = full_site.extensions[EXTENSION].edition()
    visitor = export.visitor
    documents = [document.url for document in edition.documents()]
    assert len(documents) > 40
    for address in (*documents, *(f"/downloads/{name}" for name in edition.library.downloads)):
        assert visitor.get(address)[0] == 200, address


def test_files_have_the_headers_of_the_running_site(export: Export, full_site: Flask) -> None:
    visitor, running = export.visitor, full_site.test_client(use_cookies=False)
    policy = HEADERS["Content-Security-Policy"]
    ours = policy.replace("form-action 'self'", f"form-action 'self' {export.live}") if export.live else policy
    compared = 0
    for entry in json.loads((export.folder / "manifest.json").read_text())["files"]:
        address = entry["address"]
        if address in {"/404.html", "/410.html", "/search/"} or "/level/" in address or "/sort/" in address:
            continue
        with running.get(address, base_url=BASE) as live:
            if live.status_code != 200:
                continue
        compared += 1
        status, headers, _ = visitor.get(address)
        assert status == 200, address
        for name in (*HEADERS, "Strict-Transport-Security", "Access-Control-Allow-Origin", "Content-Type"):
            expected = ours if name == "Content-Security-Policy" else live.headers.get(name)
            if name != "Server":
                assert headers.get(name.lower()) == expected, f"{address}: {name}"
        is_attached = live.headers.get("Content-Disposition", "").startswith("attachment")
        assert headers.get("content-disposition", "").startswith("attachment") == is_attached, address
        assert "max-age" in headers["cache-control"], address
        assert "set-cookie" not in headers, address
    assert compared > 100


def test_an_error_page_has_them_too_and_says_what_is_wrong(export: Export) -> None:
    visitor = export.visitor
    for address in ("/nowhere/", "/vacancies/nowhere/", "/static/nowhere.css", "/404.html"):
        status, headers, body = visitor.get(address)
        assert status == 404, address
        assert "default-src 'none'" in headers["content-security-policy"], address
        assert "We cannot find that page" in words(parse(body.decode())), address


def test_only_the_search_page_may_run_more_than_the_one_script_and_only_ours(export: Export) -> None:
    visitor, with_more = export.visitor, []
    for entry in json.loads((export.folder / "manifest.json").read_text())["files"]:
        if not entry["headers"]["Content-Type"].startswith("text/html"):
            continue
        scripts = [
            s for tag, s in export.pages[entry["path"]] if tag == "script" and s.get("type") != "application/ld+json"
        ]
        policy = visitor.get(entry["address"])[1]["content-security-policy"]
        assert all(s["src"].startswith("/static/js/") and s["integrity"] for s in scripts), entry["address"]
        assert scripts[0]["integrity"] == INTEGRITY, entry["address"]
        if f"script-src '{INTEGRITY}';" not in policy or len(scripts) > 1:
            with_more.append(entry["address"])
    assert with_more == ["/search/"]


def test_addresses_that_moved_lead_to_the_new_ones(export: Export, full_site: Flask) -> None:
    visitor = export.visitor
    redirects = full_site.extensions[EXTENSION].shelf.library.redirects
    assert len(redirects) > 5
    interest = f"{export.live}/interest/" if export.live else "/interest/"
    for old, moved in redirects.items():
        for address in (old, old.rstrip("/")):
            status, headers, _ = visitor.get(address)
            assert status == (301 if moved.to else 410), address
            assert headers.get("location") == (interest if moved.to == "/interest/" else moved.to), address
    for address, place in (("/our-journey", "/our-journey/"), ("/stories/index.html", "/stories/")):
        assert visitor.get(address)[1]["location"] == place


@pytest.mark.parametrize(
    ("suffix", "decode"),
    [(".gz", gzip.decompress), (".br", brotli.decompress), (".zst", zstandard.ZstdDecompressor().decompress)],
)
def test_compressed_twins_are_the_same_and_smaller(export: Export, suffix: str, decode) -> None:  # type: ignore[no-untyped-def]
    twins = sorted((export.folder / "site").rglob(f"*{suffix}"))
    assert len(twins) > 60
    for twin in twins:
        whole = twin.with_name(twin.name.removesuffix(suffix)).read_bytes()
        assert decode(twin.read_bytes()) == whole
        assert twin.stat().st_size < len(whole)


def test_nginx_sends_the_twin_to_whoever_takes_it(export: Export) -> None:
    status, headers, body = export.visitor.get("/our-journey/", Accept_Encoding="gzip")
    assert (status, headers["content-encoding"], headers["vary"]) == (200, "gzip", "Accept-Encoding")
    assert body == (export.folder / "site" / "our-journey" / "index.html.gz").read_bytes()


def test_nothing_private_is_in_it(export: Export) -> None:
    texts = {path: path.read_bytes() for path in export.folder.rglob("*") if path.is_file()}
    assert any(b"Every page from A to Z" in text for text in texts.values()), "the search would not find anything"
    for path, text in texts.items():
        for canary in (*CANARIES, "/staff/sign-in", "healthz", "127.0.0.1", "localhost", str(export.folder.parent)):
            assert canary.encode() not in text, f"{canary} is in {path}"
    assert not [path for path in texts if path.name.startswith(".")]


def test_forms_go_to_the_application_or_are_not_there(export: Export) -> None:
    for path, found in export.pages.items():
        forms = [form for tag, form in found if tag == "form"]
        if export.live:
            assert all(form["action"].startswith(f"{LIVE}/") for form in forms), path
            assert forms or path == "404.html", path
        elif path != "search/index.html":
            assert not forms, path
    if not export.live:
        assert "takes no answers" in words(parse((export.folder / "site" / "interest" / "index.html").read_text()))


def test_what_closes_next_is_said_and_written_down(export: Export) -> None:
    manifest = json.loads((export.folder / "manifest.json").read_text())
    assert manifest["holds_until"] == "2026-11-23T00:00:00+00:00"
    assert manifest["next_change"] == "2026-11-27T12:00:00+00:00"
    assert NOON.isoformat() < manifest["next_change"]
    assert manifest["changes"] == ["/vacancies/social-worker-locality-north/ closes"]
    assert "noon on Friday 27 November 2026" in export.said
    assert "/vacancies/social-worker-locality-north/ closes" in export.said


def test_a_choice_has_a_page_with_its_own_feeds(export: Export) -> None:
    if export.live:
        return
    visitor = export.visitor
    page = visitor.get("/vacancies/level/social-worker/")[2].decode()
    assert "Level: Social worker" in page
    assert "/vacancies/level/social-worker/feed.atom" in page
    feed = visitor.get("/vacancies/level/social-worker/feed.atom")[2].decode()
    assert f'href="{BASE}/vacancies/level/social-worker/feed.atom"' in feed


def test_a_visit_costs_no_more_than_the_paper_says(export: Export) -> None:
    """docs/million-readers.md reckons with 15 requests and 150 KB; with gzip, as here, a tenth more."""
    one = visit(export.folder, coding=".gz")
    assert 10 < one.requests <= 15
    assert 80_000 < one.size < 165_000
