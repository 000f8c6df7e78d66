"""The headers and redirects of an export, written down for the hosts that there are.

``_headers`` and ``_redirects`` are read by Netlify, Cloudflare Pages and others that took over their form; the nginx lines
belong inside a ``server`` block. All say the same.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable, Mapping

from careers.delivery.freeze.entry import GONE, NOT_FOUND
from careers.delivery.freeze.headers import HeaderRules, Headers, Rule

Redirects = Mapping[str, str]
"""Old addresses and where each leads; "" is an address that is gone for good."""


def headers_file(rules: HeaderRules) -> str:
    """Return ``_headers``. A line ``! Name`` takes a header away that an earlier rule has set.

    Two rules that match one path send both their policies, and a browser keeps to both; so the first has to be taken away.
    """
    blocks = ["# Written by careers freeze: the headers of this export, in the form of Netlify and Cloudflare Pages."]
    blocks.append(_block("/*", rules.common))
    for suffix, kind in sorted(rules.types.items()):
        if kind.partition(";")[0] != mimetypes.guess_type(f"x.{suffix}")[0]:
            blocks.append(_block(f"/*.{suffix}", {"Content-Type": kind}))
    for rule in rules.rules:
        taken = [f"  ! {name}" for name in rule.headers if name in rules.common]
        path = rule.pattern.removesuffix("index.html")
        blocks.append("\n".join([path, *taken, *_block("", rule.headers).splitlines()[1:]]))
    return "\n\n".join(blocks) + "\n"


def _block(path: str, headers: Headers) -> str:
    return "\n".join([path, *(f"  {name}: {value}" for name, value in headers.items())])


def redirects_file(redirects: Redirects) -> str:
    """Return ``_redirects``. Addresses that are gone are not in it: their hosts answer 404 by themselves."""
    lines = ["# Written by careers freeze: addresses that moved, in the form of Netlify and Cloudflare Pages."]
    for old, new in sorted(redirects.items()):
        if new:
            lines += [f"{address} {new} 301" for address in _spellings(old)]
    return "\n".join(lines) + "\n"


def nginx_lines(rules: HeaderRules, redirects: Redirects, *, has_gone: bool) -> str:
    """Return what belongs inside a ``server`` block of nginx beside its ``listen``, ``server_name`` and ``root``."""
    errors = {NOT_FOUND, GONE} if has_gone else {NOT_FOUND}
    return "\n".join(
        [
            "# Written by careers freeze. Include it in a server block whose root is the folder `site` of this export.",
            "index index.html;",
            "absolute_redirect off;",
            "gzip_static on;",
            "gzip_vary on;",
            "# brotli_static on;  # with the module ngx_brotli; zstd_static on; with ngx_zstd",
            "server_tokens off;",
            *(f"error_page {path[1:4]} {path};" for path in sorted(errors)),
            "types {",
            *(f"    {_quoted(kind)} {suffix};" for suffix, kind in sorted(rules.types.items()) if suffix),
            "}",
            "if ($request_uri ~ ^(/|/[^?]*/)index\\.html) { return 301 $1; }",
            *_added(rules.common),
            *(line for rule in rules.rules for line in _location(rule, rules.common)),
            *(f"location = {path} {{ internal; }}" for path in sorted(errors - {rule.pattern for rule in rules.rules})),
            *(line for old, new in sorted(redirects.items()) for line in _moved(old, new)),
            "",
        ]
    )


def _location(rule: Rule, common: Headers) -> Iterable[str]:
    """Return a location. One that adds a header loses those from above, so it names them all again."""
    headers = {**common, **rule.headers}
    kind = headers.pop("Content-Type", None)
    inner = ["    internal;"] if rule.pattern in {NOT_FOUND, GONE} else []
    typed = [f"    types {{ }} default_type {_quoted(kind)};"] if kind else []
    return [f"location {_matcher(rule.pattern)} {{", *inner, *typed, *(f"    {line}" for line in _added(headers)), "}"]


def _matcher(pattern: str) -> str:
    if "*" not in pattern:
        return f"= {_quoted(pattern)}"
    if pattern.count("*") == 1 and pattern.endswith("*"):
        return f"^~ {pattern.removesuffix('*')}"
    return f"~ {_quoted('^' + re.escape(pattern).replace(chr(92) + '*', '.*') + '$')}"


def _added(headers: Headers) -> list[str]:
    return [f"add_header {name} {_quoted(value)} always;" for name, value in headers.items()]


def _moved(old: str, new: str) -> Iterable[str]:
    answer = f"return 301 {_quoted(new)};" if new else "return 410;"
    return (f"location = {_quoted(address)} {{ {answer} }}" for address in _spellings(old))


def _spellings(address: str) -> tuple[str, ...]:
    """Return an address with and without its final slash, as both are asked for."""
    short = address.rstrip("/")
    return (address, short) if short and short != address else (address,)


def _quoted(text: str) -> str:
    """Return text as nginx reads it literally."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
