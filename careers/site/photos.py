"""Photographs as pages show them, with alternative text, caption, credit and licence; only while consent lasts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from careers.content.edition import Edition
from careers.content.front_matter import Photo
from careers.content.library import Asset
from careers.site.pictures.photographs import Picture, Rendition

Album = Callable[[Asset], Picture]
"""Gives the smaller copies of a photograph, made if need be."""


@dataclass(frozen=True, slots=True)
class PhotoCard:
    """A photograph with everything that must stand beside it; ``sources`` are its modern formats, best first."""

    src: str
    alt: str
    width: int
    height: int
    caption: str
    credit: str
    licence: str
    sources: tuple[Rendition, ...]


def photo_cards(photos: tuple[Photo, ...], edition: Edition, album: Album) -> tuple[PhotoCard, ...]:
    """Return the photographs whose consent lasts, ready for a page."""
    images = edition.library.images
    return tuple(_photo_card(p, album(images[p.src])) for p in edition.photos(photos) if p.src in images)


def _photo_card(photo: Photo, made: Picture) -> PhotoCard:
    return PhotoCard(
        made.src, photo.alt, made.width, made.height, photo.caption, photo.credit, photo.licence, made.sources
    )
