"""Ask the site for every public address and hand over what it answers, as a search of the built site needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from flask import Flask
from werkzeug.test import Client

from careers.site.current import EXTENSION

_LINK = re.compile(r"(?:href|src|url|content)=\"(/[^\"]*)\"|<loc>[^<]*?//[^/<]+(/[^<]*)</loc>")
_TEXT = ("text/", "application/json", "application/atom+xml", "application/xml", "application/feed+json", "image/svg")
HIDDEN = ("/staff/", "/preview/", "/patterns/", "/healthz", "/static/")
MOST = 20_000


def public_pages(app: Flask, *more: str) -> Iterator[tuple[str, str]]:
    """Yield each address that answers 200 with its text; files that are no text have an empty one.

    Begins at every page of content, every address without variables and at ``more``, and follows every link on the site.
    """
    client = Client(app)
    documents = (document.url for document in app.extensions[EXTENSION].edition().documents())
    waiting = [
        "/",
        *documents,
        *more,
        *(rule.rule for rule in app.url_map.iter_rules() if _is_plain(rule.rule, rule.methods)),
    ]
    seen: set[str] = set()
    while waiting and len(seen) < MOST:
        address = waiting.pop()
        if address in seen or address.startswith(HIDDEN):
            continue
        seen.add(address)
        response = client.get(address)
        text = response.get_data(as_text=True) if (response.mimetype or "").startswith(_TEXT) else ""
        if location := response.headers.get("Location"):
            waiting.append(re.sub(r"^https?://[^/]+", "", location).partition("#")[0])
        response.close()
        if response.status_code == 200:
            yield address, text
        waiting.extend(_linked(text))


def _is_plain(rule: str, methods: set[str] | None) -> bool:
    return "<" not in rule and "GET" in (methods or set())


def _linked(text: str) -> Iterator[str]:
    """Yield the links of a page; those with a query are left out, as they only choose from what the plain ones show."""
    for found in _LINK.finditer(text):
        address = unescape(found[1] or found[2]).partition("#")[0]
        if "?" not in address and not address.startswith("//"):
            yield address
