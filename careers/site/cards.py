"""The small views of a story, an advert, a stage or a file that other pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from careers.content.document import Page, Stage, Story
from careers.content.edition import Edition
from careers.content.front_matter import Download
from careers.content.library import Asset


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


@dataclass(frozen=True, slots=True)
class StageCard:
    """A stage as other pages show it."""

    slug: str
    url: str
    title: str
    description: str
    typical_time: str
    is_council: bool


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file to download, with its type and size in words."""

    url: str
    title: str
    description: str
    type_name: str
    size: str


def story_card(edition: Edition, story: Story) -> StoryCard:
    """Return a story as other pages show it."""
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
    )


def stage_card(stage: Stage) -> StageCard:
    """Return a stage as other pages show it."""
    front = stage.front
    council = front.basis == "council"
    return StageCard(stage.slug, stage.url, front.title, front.description, front.typical_time, council)


def file_card(download: Download, asset: Asset) -> FileCard:
    """Return a download as pages show it."""
    return FileCard(asset.url, download.title, download.description or "", asset.type_name, size_in_words(asset.size))


def file_cards(edition: Edition, page: Page) -> tuple[FileCard, ...]:
    """Return the downloads of a page, in the order of its front matter."""
    assets = edition.library.downloads
    return tuple(file_card(item, assets[item.file]) for item in page.front.downloads if item.file in assets)


def size_in_words(size: int) -> str:
    """Return a size as readers know it: "640 bytes", "58 KB", "1.2 MB"; a KB is 1,000 bytes, as browsers count."""
    if size < 1000:
        return f"{size} bytes"
    if size < 999_500:
        return f"{size / 1000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"
