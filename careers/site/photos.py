"""Photographs as pages show them, with alternative text, caption, credit and licence; only while consent lasts."""

from __future__ import annotations

from collections.abc import Callable

from careers.content.edition import Edition
from careers.content.front_matter import Photo
from careers.content.library import Asset
from careers.site.components import Picture
from careers.site.pictures.photographs import Renditions

Album = Callable[[Asset], Renditions | None]
"""Gives the smaller copies of a photograph, made if need be; ``None`` where that cannot be."""


def pictures(photos: tuple[Photo, ...], edition: Edition, album: Album) -> tuple[Picture, ...]:
    """Return the photographs whose consent lasts and that can be shown, ready for a page."""
    images = edition.library.images
    lasting = (photo for photo in edition.photos(photos) if photo.src in images)
    return tuple(_picture(photo, made) for photo in lasting if (made := album(images[photo.src])))


def _picture(photo: Photo, made: Renditions) -> Picture:
    return Picture(
        made.src, photo.alt, made.width, made.height, photo.caption, photo.credit, photo.licence, made.sources
    )
