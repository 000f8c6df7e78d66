"""Refuse forms that another site sends, without a token and without a cookie. Pure: headers in, decision out.

Browsers since 2020 say where a request comes from (``Sec-Fetch-Site``); older ones name the origin of a POST. A request
with neither is let through: no browser that other sites could misuse sends it, and as visitors carry no cookie, a
forged form could do nothing that its author could not do from their own machine. ``docs/decisions/forms.md`` says more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

_TRUSTED = frozenset({"same-origin", "none"})


def is_own(headers: Mapping[str, str], hosts: Collection[str]) -> bool:
    """Tell whether a POST comes from this site, whose host names (with a port that is not the default) are ``hosts``.

    "none" is the person at the browser, who presses reload. "same-site" is refused: a sister site of the council is not
    this site. The scheme of the origin is left aside, because a proxy may end TLS in front of the program.
    """
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in _TRUSTED
    origin = headers.get("Origin")
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.lower() in {host.lower() for host in hosts}


def is_from(headers: Mapping[str, str], origins: Collection[str]) -> bool:
    """Tell whether a POST comes from one of ``origins``, named in full: a frozen copy of this site at another address.

    Only what a page of the copy can send may be let in by this; the browser names the origin of every such POST.
    """
    return headers.get("Origin") in origins
