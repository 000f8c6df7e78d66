"""Addresses in what the site answers: found, to be followed, and written anew where the export has them elsewhere.

Reads the site's own output only, in which every attribute stands in double quotes; no parser is needed for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

MARKUP = ("text/html", "application/atom+xml", "application/xml", "image/svg+xml")
JSON = ("application/json", "application/feed+json", "application/manifest+json")

_ATTRIBUTE = re.compile(r'(?P<before>\s(?P<name>href|src|action|content|poster)=")(?P<address>[^"]+)(?=")')
_SET = re.compile(r'\s(?:image)?srcset="([^"]+)"')
_LOCATION = re.compile(r"<loc>([^<]+)</loc>")
_STRING = re.compile(r'(?P<before>")(?P<address>(?:https?:/)?/[^"\\\s]*)(?=")')
_STYLE = re.compile(r"url\(\s*['\"]?(/[^'\")]+)")

Resolve = Callable[[str, str], str]
"""Takes an address on the site and the name of its attribute, returns what to write."""


def rewrite(text: str, media_type: str, base: str, resolve: Resolve) -> str:
    """Return ``text`` with each address of the site as ``resolve`` has it.

    ``resolve`` is given addresses without ``base`` (the public address without a final slash). What it leaves on the
    site keeps the base where it had one.
    """

    def written(address: str, name: str) -> str | None:
        own = _own(address, base)
        if own is None:
            return None
        found = resolve(own, name)
        return base + found if address.startswith(base) and found.startswith("/") else found

    def in_markup(match: re.Match[str]) -> str:
        found = written(unescape(match["address"]), match["name"])
        return match[0] if found is None else match["before"] + escape(found)

    def in_json(match: re.Match[str]) -> str:
        found = written(match["address"], "")
        return match[0] if found is None else match["before"] + found

    if media_type in MARKUP:
        return _ATTRIBUTE.sub(in_markup, text)
    return _STRING.sub(in_json, text) if media_type in JSON else text


def addresses(text: str, media_type: str, base: str) -> Iterator[str]:
    """Yield each address on the site that ``text`` names, without its fragment."""
    found: list[str] = []
    if media_type in MARKUP:
        found += (match["address"] for match in _ATTRIBUTE.finditer(text) if match["name"] != "action")
        found += (part.split()[0] for several in _SET.findall(text) for part in several.split(",") if part.strip())
        found += _LOCATION.findall(text)
    elif media_type in JSON:
        found += (match["address"] for match in _STRING.finditer(text))
    elif media_type == "text/css":
        found += _STYLE.findall(text)
    for address in found:
        own = _own(unescape(address), base)
        if own is not None:
            yield own.partition("#")[0]


def _own(address: str, base: str) -> str | None:
    """Return an address without ``base``, ``None`` when it leads elsewhere."""
    own = address.removeprefix(base) if address == base or address.startswith(f"{base}/") else address
    return own if own.startswith("/") and not own.startswith("//") else None
