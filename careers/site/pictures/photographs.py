"""Smaller copies of photographs in modern formats, made once and kept, so that a phone fetches what it needs.

Knows files and pixels, not who may see them: consent is judged by the edition before a picture is asked for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from PIL import Image, ImageOps

from careers.content.library import Asset
from careers.site.components import PictureSource

WIDTHS = (480, 960, 1440)
FORMATS = {"avif": ("AVIF", 55), "webp": ("WEBP", 74), "jpg": ("JPEG", 78)}
MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Renditions:
    """A photograph ready for a page: modern formats first, then the fallback with its size in pixels."""

    sources: tuple[PictureSource, ...]
    src: str
    width: int
    height: int
    names: frozenset[str]


@lru_cache(maxsize=256)
def _digest(path: Path, _stamp: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def make(asset: Asset, folder: Path) -> Renditions:
    """Return a photograph's smaller copies, making those that ``folder`` does not hold yet.

    Names carry the content of the original, so that a changed photograph gets new addresses. Turned upright first;
    what a camera wrote into the file (place, time, owner) is left out.
    """
    digest = _digest(asset.path, asset.path.stat().st_mtime_ns)
    stem = f"{asset.source.stem}-{digest}"
    folder.mkdir(parents=True, exist_ok=True)
    with Image.open(asset.path) as original:
        upright = ImageOps.exif_transpose(original).convert("RGB")
    widths = [width for width in WIDTHS if width < upright.width] or [upright.width]
    names: set[str] = set()
    renditions = []
    for suffix, (form, quality) in FORMATS.items():
        candidates = []
        for width in widths:
            name = f"{stem}-{width}.{suffix}"
            names.add(name)
            candidates.append(f"/images/{name} {width}w")
            if not (folder / name).exists():
                height = round(upright.height * width / upright.width)
                _save(upright.resize((width, height), Image.Resampling.LANCZOS), folder / name, form, quality)
        renditions.append(PictureSource(MEDIA_TYPES[suffix], ", ".join(candidates)))
    largest = widths[-1]
    return Renditions(
        sources=tuple(renditions[:-1]),
        src=f"/images/{stem}-{largest}.jpg",
        width=largest,
        height=round(upright.height * largest / upright.width),
        names=frozenset(names),
    )


def _save(image: Image.Image, path: Path, form: str, quality: int) -> None:
    """Write a picture whole or not at all, as another process may be reading."""
    with NamedTemporaryFile(dir=path.parent, suffix=path.suffix, delete=False) as temporary:
        image.save(temporary, form, quality=quality, **({"progressive": True} if form == "JPEG" else {}))
    Path(temporary.name).replace(path)
