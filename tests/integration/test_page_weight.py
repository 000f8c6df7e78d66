"""What a page weighs before it can be seen: its text and its style sheets, compressed as they are sent."""

from __future__ import annotations

import re

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from careers.delivery.compressor import Compressor
from careers.delivery.page_store import PageStore
from careers.site.current import EXTENSION

STORY = 14 * 1024
"""What a server may send in its first burst: ten packets (RFC 6928)."""
STYLES = 12 * 1024
ACCEPT = {"Accept-Encoding": "br"}


@pytest.fixture(scope="module")
def visitor(full_site: Flask) -> FlaskClient:
    """Return a client that takes what browsers take."""
    return full_site.test_client(use_cookies=False)


def weights(client: FlaskClient, address: str) -> tuple[int, int]:
    """Return the bytes on the wire of a page's HTML and of its style sheets together."""
    answer = client.get(address, headers=ACCEPT)
    assert answer.status_code == 200, address
    is_small = answer.headers.get("Content-Encoding") == "br"
    text = (brotli.decompress(answer.data) if is_small else answer.data).decode()
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', text)
    assert 1 <= len(sheets) <= 2, address
    return len(answer.data), sum(sent(client, sheet) for sheet in sheets)


def sent(client: FlaskClient, sheet: str) -> int:
    """Return the bytes on the wire of a style sheet."""
    with client.get(sheet, headers=ACCEPT) as answer:
        assert answer.headers["Content-Encoding"] == "br", sheet
        return len(answer.data)


def test_a_story_and_its_styles_arrive_in_the_first_burst(full_site: Flask, visitor: FlaskClient) -> None:
    stories = full_site.extensions[EXTENSION].edition().stories
    assert len(stories) >= 5
    compressor = Compressor()
    store: PageStore = full_site.extensions["careers.page_store"]
    for story in stories.values():
        visitor.get(story.url)
        page = store.current().pages[story.url]
        compressor.take(page)
    compressor.finish()  # as for nearly every visitor: pages are made and compressed well before somebody asks
    found = {story.url: sum(weights(visitor, story.url)) for story in stories.values()}
    assert not {url: size for url, size in found.items() if size > STORY}


def test_no_page_needs_heavy_styles(full_site: Flask, visitor: FlaskClient) -> None:
    edition = full_site.extensions[EXTENSION].edition()
    addresses = [document.url for document in edition.documents()]
    addresses += ["/search/", "/search/?q=supervision", "/interest/", "/interest/change/"]
    assert len(addresses) > 30
    found = {address: weights(visitor, address)[1] for address in addresses}
    assert not {address: size for address, size in found.items() if size > STYLES}
