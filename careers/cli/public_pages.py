"""Ask the site for every public address and hand over what it answers, as a search of the built site needs it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

from flask import Flask
from werkzeug.test import Client, TestResponse

from careers.site.current import EXTENSION, Site
from careers.site.frozen.addresses import INDEX_PATH
from careers.site.frozen.index import search_index

Tell = Callable[[int, int], None]

_LINK = re.compile(r"(?:href|src|url|content)=\"(/[^\"]*)\"|<loc>[^<]*?//[^/<]+(/[^<]*)</loc>")
_TEXT = ("text/", "application/json", "application/atom+xml", "application/xml", "application/feed+json", "image/svg")
HIDDEN = ("/staff/", "/preview/", "/patterns/", "/healthz", "/static/")
MOST = 20_000


def public_pages(app: Flask, *more: str, tell: Tell = lambda _done, _of: None) -> Iterator[tuple[str, str]]:
    """Yield each address that answers 200 with its text; files that are no text have an empty one.

    Begins at every page of content, every address without variables and at ``more``, and follows every link on the site.
    Pages are asked for compressed, as browsers do, so that it is what leaves the site that is read. Last comes the index
    that the search of a frozen copy reads. ``tell`` is told how many of how many are done.
    """
    client = Client(app)
    site: Site = app.extensions[EXTENSION]
    waiting = [
        "/",
        *(document.url for document in site.edition().documents()),
        *more,
        *_open_to_all(rule.rule for rule in app.url_map.iter_rules() if _is_plain(rule.rule, rule.methods)),
    ]
    seen: set[str] = set()
    while waiting and len(seen) < MOST:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        text = _text(response) if (response.mimetype or "").startswith(_TEXT) else ""
        if location := response.headers.get("Location"):
            waiting.extend(_open_to_all([re.sub(r"^https?://[^/]+", "", location).partition("#")[0]]))
        response.close()
        if response.status_code == 200:
            yield address, text
        waiting.extend(_open_to_all(_linked(text)))
        tell(len(seen), len(seen.union(waiting)))
    yield INDEX_PATH, search_index(site.edition())


def _text(response: TestResponse) -> str:
    data = response.get_data()
    return (gzip.decompress(data) if response.content_encoding == "gzip" else data).decode("utf-8", "replace")


def _open_to_all(addresses: Iterable[str]) -> list[str]:
    return [address for address in addresses if not address.startswith(HIDDEN)]


def _is_plain(rule: str, methods: set[str] | None) -> bool:
    return "<" not in rule and "GET" in (methods or set())


def _linked(text: str) -> Iterator[str]:
    """Yield the links of a page; those with a query are left out, as they only choose from what the plain ones show."""
    for found in _LINK.finditer(text):
        address = unescape(found[1] or found[2]).partition("#")[0]
        if "?" not in address and not address.startswith("//"):
            yield address
