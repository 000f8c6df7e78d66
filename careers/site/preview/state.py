"""How the files stand for visitors: what they do not see yet, what they no longer see, and the marks for that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from careers.clock import LONDON
from careers.content.document import Document
from careers.content.edition import Edition
from careers.content.front_matter import FrontMatter, StoryFront, VacancyFront

_LINK = re.compile(r'<a\b(?P<rest>[^>]*?\shref="(?P<path>/[^"#?]*)[^"]*")')


@dataclass(frozen=True, slots=True)
class Standing:
    """One page that visitors see otherwise than its neighbours: its title, its address and how it stands."""

    title: str
    url: str
    words: str


def standing(edition: Edition, document: Document[FrontMatter]) -> str:
    """Return how a document stands at the moment of an edition: "draft", "from 1 December 2026", "closed" or ""."""
    front = document.front
    if isinstance(front, StoryFront) and front.consent_withdrawn:
        return "consent withdrawn"
    if isinstance(front, StoryFront) and front.consent_until and front.consent_until < edition.today:
        return "consent ended"
    if front.draft:
        return "draft"
    start = document.published_from
    if start and start > edition.now:
        local = start.astimezone(LONDON)
        return f"from {local.day} {local:%B %Y}" + (f" at {local:%H:%M}" if f"{local:%H:%M}" != "00:00" else "")
    if isinstance(front, VacancyFront) and edition.has_closed(document):  # type: ignore[arg-type]
        return "closed"
    return "sample" if isinstance(front, VacancyFront) and front.sample else ""


def standings(edition: Edition) -> Iterator[Standing]:
    """Yield every page that does not simply stand there for visitors."""
    for document in edition.library.documents():
        if words := standing(edition, document):
            yield Standing(document.title, document.url, words)


def marked(html: str, marks: Mapping[str, str]) -> str:
    """Return a page whose links to the addresses in ``marks`` say how those pages stand."""

    def mark(found: re.Match[str]) -> str:
        words = marks.get(found["path"])
        return f'<a data-preview="{words}"{found["rest"]}' if words else found.group()

    return _LINK.sub(mark, html)
