"""The small views of a story or a file that other pages show."""

from __future__ import annotations

from careers.content.document import Story
from careers.content.edition import Edition
from careers.content.front_matter import Download
from careers.content.library import Asset
from careers.site.components import FileLink, StoryCard
from careers.site.photos import Album, pictures


def story_card(edition: Edition, story: Story, album: Album) -> StoryCard:
    """Return a story as other pages show it, with its first photograph if there is one."""
    photos = pictures(story.front.photos[:1], edition, album)
    front = story.front
    return StoryCard(
        slug=story.slug,
        url=story.url,
        title=front.title,
        standfirst=front.standfirst,
        first_name=front.person.first_name,
        role=front.person.role,
        team=front.person.team,
        picture=photos[0] if photos else None,
    )


def file_link(download: Download, asset: Asset) -> FileLink:
    """Return a download as pages show it."""
    return FileLink(download.title, asset.url, asset.type_name, size_in_words(asset.size), download.description or "")


def size_in_words(size: int) -> str:
    """Return a size as readers know it: "640 bytes", "58 KB", "1.2 MB"; a KB is 1,000 bytes, as browsers count."""
    if size < 1000:
        return f"{size} bytes"
    if size < 999_500:
        return f"{size / 1000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"
