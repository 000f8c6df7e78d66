"""Ask the site for every public address and hand over what it answers, as a search of the built site needs it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

import click
from flask import Flask
from werkzeug.test import Client, TestResponse

from careers.site.current import EXTENSION, Site
from careers.site.frozen.addresses import INDEX_PATH
from careers.site.frozen.index import search_index

Tell = Callable[[int, int], None]

_LINK = re.compile(r"(?:href|src|url|content)=\"(/[^\"]*)\"|<loc>[^<]*?//[^/<]+(/[^<]*)</loc>")
HIDDEN = ("/staff/", "/preview/", "/patterns/", "/healthz", "/static/")
MOST = 200_000
"""Addresses that are looked at; a site has some four for each page."""


def public_pages(app: Flask, *more: str, tell: Tell = lambda _done, _of: None) -> Iterator[tuple[str, str]]:
    """Yield each address that answers 200 with its text; files that are no text have an empty one.

    Begins at every page of content, every address without variables and at ``more``, and follows every link on the site.
    Pages are asked for compressed, as browsers do, so that it is what leaves the site that is read. Last comes the index
    that the search of a frozen copy reads. ``tell`` is told how many of how many are done. Raises
    :class:`click.ClickException` for more than :data:`MOST`: what was not looked at must not count as looked at.
    """
    client = Client(app)
    site: Site = app.extensions[EXTENSION]
    begun = (
        "/",
        *(document.url for document in site.edition().documents()),
        *more,
        *_open_to_all(rule.rule for rule in app.url_map.iter_rules() if _is_plain(rule.rule, rule.methods)),
    )
    known = dict.fromkeys(begun)
    waiting = list(known)
    while waiting:
        address = waiting.pop()
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        text = _text(response)
        location = re.sub(r"^https?://[^/]+", "", response.headers.get("Location", "")).partition("#")[0]
        response.close()
        if response.status_code == 200:
            yield address, text
        fresh = dict.fromkeys(found for found in _open_to_all([location, *_linked(text)]) if found not in known)
        known |= fresh
        waiting += fresh
        if len(known) > MOST:
            raise click.ClickException(f"the site has more than {MOST:,} addresses, so not all of them were looked at")
        tell(len(known) - len(waiting), len(known))
    yield INDEX_PATH, search_index(site.edition())


def _text(response: TestResponse) -> str:
    """Return what can be read in an answer, whatever it calls itself; "" for pictures and the like."""
    data = response.get_data()
    data = gzip.decompress(data) if response.content_encoding == "gzip" else data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace") if (response.mimetype or "").startswith("text/") else ""


def _open_to_all(addresses: Iterable[str]) -> list[str]:
    return [address for address in addresses if address and not address.startswith(HIDDEN)]


def _is_plain(rule: str, methods: set[str] | None) -> bool:
    return "<" not in rule and "GET" in (methods or set())


def _linked(text: str) -> Iterator[str]:
    """Yield the links of a page; those with a query are left out, as they only choose from what the plain ones show."""
    for found in _LINK.finditer(text):
        address = unescape(found[1] or found[2]).partition("#")[0]
        if "?" not in address and not address.startswith("//"):
            yield address
