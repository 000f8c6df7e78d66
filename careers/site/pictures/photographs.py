"""Smaller copies of photographs in modern formats, made once and kept, so that a phone fetches what it needs.

Knows files and pixels, not who may see them: consent is judged by the edition before a picture is asked for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile

from PIL import Image, ImageOps

from careers.content.library import Asset
from careers.site.components import PictureSource

WIDTHS = (480, 960, 1440)
FORMATS = {"avif": ("AVIF", 55), "webp": ("WEBP", 74), "jpg": ("JPEG", 78)}
_COPY = re.compile(r"(?P<stem>.+)-[0-9a-f]{12}-(?:[0-9]+|bare)\.[a-z]+")
MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Renditions:
    """A photograph ready for a page: modern formats first, then the fallback with its size in pixels."""

    sources: tuple[PictureSource, ...]
    src: str
    width: int
    height: int
    names: frozenset[str]


def make(asset: Asset, folder: Path) -> Renditions:
    """Return a photograph's smaller copies, making those that ``folder`` does not hold yet.

    Names carry the content of the original, so that a changed photograph gets new addresses. Turned upright first;
    what a camera wrote into the file (place, time, owner) is left out. Raises OSError, SyntaxError or ValueError for a
    file that is no whole photograph, and OSError where a copy cannot be written.
    """
    digest, (full_width, full_height) = _look_at(asset.path, asset.path.stat().st_mtime_ns)
    widths = [width for width in WIDTHS if width < full_width] or [full_width]
    heights = {width: round(full_height * width / full_width) for width in widths}
    names = {(suffix, w): f"{asset.source.stem}-{digest}-{w}.{suffix}" for suffix in FORMATS for w in widths}
    folder.mkdir(parents=True, exist_ok=True)
    missing = [(suffix, w) for (suffix, w), name in names.items() if not (folder / name).exists()]
    if missing:
        with Image.open(asset.path) as original:
            upright = ImageOps.exif_transpose(original).convert("RGB")
        for suffix, width in missing:
            smaller = upright.resize((width, heights[width]), Image.Resampling.LANCZOS)
            save(smaller, folder / names[suffix, width], *FORMATS[suffix])
    *modern, fallback = FORMATS
    largest = widths[-1]
    return Renditions(
        sources=tuple(
            PictureSource(MEDIA_TYPES[suffix], ", ".join(f"/images/{names[suffix, w]} {w}w" for w in widths))
            for suffix in modern
        ),
        src=f"/images/{names[fallback, largest]}",
        width=largest,
        height=heights[largest],
        names=frozenset(names.values()),
    )


def forget(folder: Path, shown: Iterable[str]) -> None:
    """Delete every copy but those of the pictures ``shown``, given by the names of their files.

    Who has withdrawn consent should not lie on the disk of a server for years. One deleted too early is made again.
    """
    stems = {PurePosixPath(name).stem for name in shown}
    for stem, path in _copies(folder):
        if stem not in stems:
            path.unlink(missing_ok=True)


def delete(folder: Path, names: Iterable[str]) -> None:
    """Delete the copies of the pictures ``names``, and of no other whose name begins in the same way."""
    stems = {PurePosixPath(name).stem for name in names}
    for stem, path in _copies(folder):
        if stem in stems:
            path.unlink(missing_ok=True)


def _copies(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each copy in the folder, with the name of its picture's file without the ending."""
    for path in folder.glob("*"):
        if copy := _COPY.fullmatch(path.name):
            yield copy["stem"], path


@lru_cache(maxsize=256)
def _look_at(path: Path, _stamp: int) -> tuple[str, tuple[int, int]]:
    """Return what of its content stands in names, and width and height once it is upright, unpacking it only once."""
    with Image.open(path) as original:
        size = ImageOps.exif_transpose(original).size
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12], size


def save(image: Image.Image, path: Path, form: str, quality: int) -> None:
    """Write a picture whole or not at all, as another process may be reading."""
    temporary = NamedTemporaryFile(dir=path.parent, suffix=path.suffix, delete=False)  # noqa: SIM115 - it becomes the picture
    try:
        with temporary:
            image.save(temporary, form, quality=quality, **({"progressive": True} if form == "JPEG" else {}))
        Path(temporary.name).replace(path)
    except BaseException:
        Path(temporary.name).unlink(missing_ok=True)
        raise
