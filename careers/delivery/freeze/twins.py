"""Compressed twins beside a file, at the best levels: made once, sent for as long as the file stays as it is."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from zlib import error as zlib_error

import brotli
import zstandard

SMALLEST_WORTH_IT = 256
LARGEST_PART = 0.95
"""A twin of more than this part of the file saves too little."""

COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/atom+xml",
    "application/feed+json",
    "application/manifest+json",
    "application/xml",
    "image/svg+xml",
)

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": lambda body: gzip.compress(body, compresslevel=9, mtime=0),
    ".br": lambda body: bytes(brotli.compress(body, quality=11)),
    ".zst": lambda body: zstandard.ZstdCompressor(level=19, threads=0).compress(body),
}
_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".br": lambda data: bytes(brotli.decompress(data)),
    ".zst": lambda data: zstandard.ZstdDecompressor().decompress(data),
}


def encode(body: bytes, media_type: str) -> dict[str, bytes]:
    """Return the twins worth having by their suffix; the same body always gives the same bytes."""
    if len(body) < SMALLEST_WORTH_IT or not media_type.startswith(COMPRESSIBLE):
        return {}
    made = {suffix: encoder(body) for suffix, encoder in ENCODERS.items()}
    return {suffix: data for suffix, data in made.items() if len(data) <= len(body) * LARGEST_PART}


def is_twin(data: bytes, suffix: str, body: bytes) -> bool:
    """Tell whether ``data`` is ``body`` in the coding of ``suffix``; a torn or foreign file is not."""
    try:
        return _DECODERS[suffix](data) == body
    except (OSError, EOFError, zlib_error, brotli.error, zstandard.ZstdError):
        return False
