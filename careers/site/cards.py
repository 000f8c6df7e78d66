"""The small views of a story, an advert, a stage or a file that other pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from careers.content.document import Story
from careers.content.edition import Edition
from careers.content.front_matter import Download
from careers.content.library import Asset
from careers.site.photos import Album, PhotoCard, photo_cards


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story as other pages show it. ``slug`` gives its facade; ``themes`` are labels."""

    slug: str
    url: str
    title: str
    standfirst: str
    first_name: str
    role: str
    team: str
    themes: tuple[str, ...]
    published_on: date
    picture: PhotoCard | None


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file to download, with its type and size in words."""

    url: str
    title: str
    description: str
    type_name: str
    size: str


def story_card(edition: Edition, story: Story, album: Album) -> StoryCard:
    """Return a story as other pages show it, with its first photograph if there is one."""
    photos = photo_cards(story.front.photos[:1], edition, album)
    front, labels = story.front, edition.library.vocabulary.labels["themes"]
    return StoryCard(
        slug=story.slug,
        url=story.url,
        title=front.title,
        standfirst=front.standfirst,
        first_name=front.person.first_name,
        role=front.person.role,
        team=front.person.team,
        themes=tuple(labels[theme] for theme in front.themes),
        published_on=front.published_on,
        picture=photos[0] if photos else None,
    )


def file_card(download: Download, asset: Asset) -> FileCard:
    """Return a download as pages show it."""
    return FileCard(asset.url, download.title, download.description or "", asset.type_name, size_in_words(asset.size))


def size_in_words(size: int) -> str:
    """Return a size as readers know it: "640 bytes", "58 KB", "1.2 MB"; a KB is 1,000 bytes, as browsers count."""
    if size < 1000:
        return f"{size} bytes"
    if size < 999_500:
        return f"{size / 1000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"
