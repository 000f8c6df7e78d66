"""Content coding: which ones a client takes, and the bytes in one. Source: RFC 9110, sections 8.4 and 12.5.3; RFC 8878."""

from __future__ import annotations

import gzip
from functools import lru_cache

import brotli
import zstandard

IDENTITY, GZIP, BROTLI, ZSTD = "", "gzip", "br", "zstd"
CODINGS = (BROTLI, ZSTD, GZIP)
"""Ours is the order of preference, the smallest first, as clients give equal weights."""

SMALLEST_WORTH_IT = 256
_COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/atom+xml",
    "application/feed+json",
    "application/manifest+json",
    "application/xml",
    "image/svg",
)
_QUICK = {BROTLI: 5, ZSTD: 3, GZIP: 6}
_BEST = {BROTLI: 11, ZSTD: 19, GZIP: 9}


@lru_cache(maxsize=512)
def choose(accept: str) -> str:
    """Return the best coding for an ``Accept-Encoding`` header; for none, the empty string.

    A coding with ``q=0`` is refused, ``*`` stands for those not named. The cache is bounded, so that a stranger's odd
    headers cannot fill the memory.
    """
    weights: dict[str, float] = {}
    for item in accept.lower().split(","):
        name, _, parameter = item.strip().partition(";")
        quality = parameter.strip().removeprefix("q=") if parameter else "1"
        try:
            weights[name.strip()] = float(quality)
        except ValueError:
            weights[name.strip()] = 0.0
    rest = weights.get("*", 0.0)
    return next((coding for coding in CODINGS if weights.get(coding, rest) > 0), IDENTITY)


def is_worth_it(kind: str, length: int) -> bool:
    """Tell whether content of a media type and a length gets smaller by a coding."""
    return length >= SMALLEST_WORTH_IT and kind.startswith(_COMPRESSIBLE)


def encode(body: bytes, coding: str, *, best: bool = False) -> bytes:
    """Return ``body`` in a coding, quickly (2 ms for a page) or at the best level (up to 60 ms).

    Brotli at level 11 saves a sixth over level 5, which is worth it for what is sent many times, but never while
    somebody waits. gzip's header carries no time, so the same page always gives the same bytes.
    """
    level = (_BEST if best else _QUICK).get(coding, 0)
    match coding:
        case "br":
            return bytes(brotli.compress(body, quality=level))
        case "zstd":
            return zstandard.ZstdCompressor(level=level).compress(body)
        case "gzip":
            return gzip.compress(body, compresslevel=level, mtime=0)
        case _:
            return body
