"""Pictures as anybody may have them: their pixels, and nothing of what cameras and programs write beside them.

There stand the place (which may be a family's home), the time, the owner and whoever worked on it. The copies that pages show
never have it; this is for the originals, whose addresses search engines are told of.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageOps

from careers.content.library import Asset
from careers.site.pictures.photographs import save

QUALITY = 90
_FORMS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF"}
_SHOWING = frozenset({"icc_profile", "transparency", "gamma", "srgb", "chromaticity"})
"""What Pillow reads beside the pixels that is needed to show them as they are."""
_HARMLESS = _SHOWING | {
    "adobe", "adobe_transform", "aspect", "background", "dpi", "duration", "interlace", "jfif", "jfif_density",
    "jfif_unit", "jfif_version", "loop", "progression", "progressive", "timestamp",
}  # fmt: skip
_PARTS = {
    "JPEG": frozenset({"APP0", "APP2", "APP14"}),
    "PNG": frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD hIST pHYs acTL fcTL fdAT".split()),
    "WEBP": frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP")),
}
"""The parts of a file that say nothing of anybody. All others are taken out, whatever they are."""


def bare(asset: Asset, folder: Path) -> Path:
    """Return the file to send for an asset: itself, when it is no picture or has nothing beside its pixels.

    Of other pictures ``folder`` keeps a copy of the same form and size, upright. Raises OSError, SyntaxError or ValueError
    for a file that is no whole picture, and OSError where a copy cannot be written.
    """
    form = _FORMS.get(asset.path.suffix)
    digest = _digest_if_told(asset.path, form, asset.path.stat().st_mtime_ns) if form else ""
    if not form or not digest:
        return asset.path
    copy = folder / f"{asset.source.stem}-{digest}-bare{asset.path.suffix}"
    if not copy.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with Image.open(asset.path) as original:
            picture = ImageOps.exif_transpose(original)
        picture.info = {name: value for name, value in picture.info.items() if name in _SHOWING}
        save(picture, copy, form, QUALITY)
    return copy


@lru_cache(maxsize=256)
def _digest_if_told(path: Path, form: str, _stamp: int) -> str:
    """Return what stands in the name of the copy, "" for a picture that has nothing beside its pixels."""
    data = path.read_bytes()
    with Image.open(path) as original:
        original.load()  # a PNG may tell something behind its pixels
        told = set(original.info) - _HARMLESS
        parts = {name for name, _ in getattr(original, "applist", ())} if form == "JPEG" else set(_chunks(data, form))
    is_bare = not told and parts <= _PARTS.get(form, parts)
    return "" if is_bare else sha256(data).hexdigest()[:12]


def _chunks(data: bytes, form: str) -> Iterator[bytes]:
    """Yield the name of each part of a PNG or WebP file. Sources: the PNG specification, 5.3; RFC 9649, 2.3."""
    place = {"PNG": 8, "WEBP": 12}.get(form, len(data))
    while place + 8 <= len(data):
        if form == "PNG":
            size, name = struct.unpack_from(">I4s", data, place)
            place += 12 + size
        else:
            name, size = struct.unpack_from("<4sI", data, place)
            place += 8 + size + size % 2
        yield name
