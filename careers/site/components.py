"""What the components on a page are given, where the content model has no type of its own for it.

Plain values, ready to be shown: a macro formats nothing and decides nothing. Knows no template or request.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class PictureSource:
    """One format of a photograph: its media type and its `srcset`."""

    media_type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph that may be shown today. Width and height are in pixels of `src`."""

    src: str
    alt: str
    width: int
    height: int
    caption: str
    credit: str
    licence: str
    sources: tuple[PictureSource, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryCard:
    """The way into a story; without a picture its facade is drawn from the slug."""

    slug: str
    title: str
    url: str
    standfirst: str
    first_name: str
    role: str
    team: str
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Statistic:
    """One figure said large: `then` is what it was before ("from 25.8% in 2017"), if that is known."""

    value: str
    what: str
    as_at: str
    source: str
    then: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file to take away: its type as readers know it ("PDF") and its size in words ("240 KB")."""

    title: str
    url: str
    type_name: str
    size: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a form."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One thing to put right: the id of the field, and what to do."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One page found; `excerpt` is escaped text with the words sought in `mark` elements."""

    title: str
    url: str
    excerpt: Markup
    note: str = ""


@dataclass(frozen=True, slots=True)
class SearchGroup:
    """Pages of one kind that were found; `more` is the address of all of them, if there are more."""

    label: str
    total: int
    hits: tuple[SearchHit, ...]
    more: str = ""
