"""Photographs as pages show them, with alternative text, caption, credit and licence; only while consent lasts."""

from __future__ import annotations

from collections.abc import Callable

from careers.content.edition import Edition
from careers.content.front_matter import Photo
from careers.content.library import Asset
from careers.site.components import Picture
from careers.site.pictures.photographs import Renditions

Album = Callable[[Asset], Renditions]
"""Gives the smaller copies of a photograph, made if need be."""


def pictures(photos: tuple[Photo, ...], edition: Edition, album: Album) -> tuple[Picture, ...]:
    """Return the photographs whose consent lasts, ready for a page."""
    images = edition.library.images
    return tuple(_picture(p, album(images[p.src])) for p in edition.photos(photos) if p.src in images)


def _picture(photo: Photo, made: Renditions) -> Picture:
    return Picture(
        made.src, photo.alt, made.width, made.height, photo.caption, photo.credit, photo.licence, made.sources
    )
