"""What the head of any page says, and links in words: the little that pages for visitors, forms and pages for colleagues share.

The base template draws it. It stands below them all, so that none of them need know another.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Link:
    """A link in words. ``is_current`` marks the page, or the section, that the reader is on."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the page's subject: its title, address and media type."""

    title: str
    url: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Meta:
    """What the head of a page says.

    ``crumbs`` are the pages above this one, from the home page down; the page itself is not among them.
    ``structured`` holds JSON-LD documents, already serialised and safe inside a script element.
    """

    title: str
    description: str
    crumbs: tuple[Link, ...] = ()
    noindex: bool = False
    feeds: tuple[Feed, ...] = ()
    kind: str = "website"
    structured: tuple[Markup, ...] = ()
