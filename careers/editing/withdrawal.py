"""Take a person off the site: the story, the photographs that only it uses, and a list of every other mention.

What visitors can still see afterwards is proven on the rendered pages, which are handed in as addresses and texts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from careers.content.addresses import image_name
from careers.content.document import Document, Story
from careers.content.front_matter import FrontMatter
from careers.content.library import Library
from careers.content.validation import near
from careers.editing.fields_in_place import remove_field, set_field
from careers.editing.trial import EditingError, apply, sound, texts

_IMAGE = re.compile(r"!\[[^\]]*\]\(<?(?P<name>[^)\s>]+)")
_TAG = re.compile(r"<[^>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
AROUND = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """A line of another file that names the person or leads to the story."""

    path: PurePosixPath
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something of the person that visitors can still see, at a public address."""

    address: str
    what: str

    def __str__(self) -> str:
        return f"{self.address}: {self.what}"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who was withdrawn, which photographs were deleted, and where other files mention the person.

    ``story`` is as it was before; ``photos`` are the file names that it had, deleted or not.
    """

    story: Story
    photos: tuple[str, ...]
    deleted: tuple[PurePosixPath, ...]
    mentions: tuple[Mention, ...]

    @property
    def first_name(self) -> str:
        """Return the name by which the site knew the person."""
        return self.story.front.person.first_name


def withdraw(folder: Path, slug: str, today: date) -> Withdrawal:
    """Withdraw a story and return what was done and what other files still say. It may be called again.

    Raises :class:`EditingError` when there is no such story, or when the content is faulty.
    """
    library = sound(folder, today)
    story = library.stories.get(slug)
    if story is None:
        raise EditingError(f'there is no story "{slug}"{near(slug, sorted(library.stories))}')
    path = PurePosixPath(story.source)
    own = tuple(sorted(_images(story)))
    others = {name for document in _others(library, story) for name in _images(document)}
    deleted = tuple(library.images[name].source for name in own if name not in others and name in library.images)
    text = (folder / path).read_text(encoding="utf-8")
    text = set_field(remove_field(text, "photos"), "consent_withdrawn", "yes")
    changes: dict[PurePosixPath, str | None] = {path: _without_pictures(text, own)}
    changes |= dict.fromkeys(deleted)
    apply(folder, changes, today)
    return Withdrawal(story, own, deleted, tuple(_mentions(folder, path, story)))


def _images(document: Document[FrontMatter]) -> set[str]:
    photos = {photo.src for photo in getattr(document.front, "photos", ())}
    return photos | {image_name(link.target) for link in document.body.links if link.is_image}


def _others(library: Library, story: Story) -> Iterator[Document[FrontMatter]]:
    yield from (document for document in library.documents() if document.source != story.source)
    yield from library.figures.values()


def _without_pictures(text: str, names: Iterable[str]) -> str:
    """Return the text without the lines that place the story's pictures."""
    wanted = set(names)
    kept = []
    for row in text.split("\n"):
        placed = re.fullmatch(r"\{\{ *photo +(\S+) *\}\}", row.strip())
        image = _IMAGE.match(row.strip())
        if (placed and placed[1] in wanted) or (image and image_name(image["name"]) in wanted):
            continue
        kept.append(row)
    return "\n".join(kept)


def _mentions(folder: Path, path: PurePosixPath, story: Story) -> Iterator[Mention]:
    name = story.front.person.first_name
    wanted = re.compile(rf"\b{re.escape(name)}\b|{re.escape(story.url)}|\b{re.escape(story.slug)}(?:\.md)?\b")
    for other, text in texts(folder).items():
        if other == path:
            continue
        for number, row in enumerate(text.split("\n"), 1):
            if wanted.search(row):
                yield Mention(other, number, row.strip()[:120])


def left(withdrawal: Withdrawal, pages: Iterable[tuple[str, str]], gone: Collection[str] = ()) -> Iterator[Leftover]:
    """Yield whatever of the person stands on the public ``pages``, given as addresses and texts (HTML, feeds, JSON).

    Those at ``gone``, such as the story's own page and its share picture, must not answer at all.

    The name counts as a whole word, in the text, in attributes and in data. A page of search results repeats what was
    searched for, so only links count there. An ordinary word that is a name too is told as well: a person must look.
    """
    stems = "|".join(re.escape(PurePosixPath(name).stem) for name in withdrawal.photos)
    patterns = {
        "the first name": re.compile(rf"\b{re.escape(withdrawal.first_name)}\b"),
        "a link to the story": re.compile(re.escape(withdrawal.story.url)),
        "a photo": re.compile(rf"/images/(?:{stems})(?:\.|-[0-9a-f]{{12}}-)") if stems else re.compile(r"(?!)"),
    }
    for address, text in pages:
        if address in gone:
            yield Leftover(address, "still answers")
        readable = unescape(unquote(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)))
        for what, pattern in patterns.items():
            if what == "the first name" and "?q=" in address:
                continue
            if found := pattern.search(readable):
                around = _TAG.sub(" ", readable[max(0, found.start() - AROUND) : found.end() + AROUND])
                yield Leftover(address, f"{what}: …{' '.join(around.split())}…")
