"""What one file becomes: typed front matter, a rendered body and its place on the site. Immutable."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from careers.clock import as_instant, start_of_day
from careers.content.front_matter import (
    FigureFront,
    FrontMatter,
    PageFront,
    StageFront,
    StoryFront,
    VacancyFront,
)


class Kind(StrEnum):
    """The five kinds of Markdown file, named by the folder that holds them."""

    PAGE = "pages"
    STORY = "stories"
    VACANCY = "vacancies"
    STAGE = "progression"
    FIGURE = "figures"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a body, for its table of contents and for checking anchors."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Sanitised HTML, safe to put on a page as it is."""

    html: str


@dataclass(frozen=True, slots=True)
class Component:
    """A component placed in the text: ``{{ chart vacancy-rate }}`` has name "chart" and argument "vacancy-rate".

    ``line`` counts from 1 in the source file.
    """

    name: str
    argument: str
    line: int


Block = Prose | Component


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image in the text, as written, with the line it stands on."""

    target: str
    line: int
    is_image: bool = False


BREAK = " ·"
"""What parts two blocks in the words of a text, where the first ends without a stop."""


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered Markdown text.

    ``text`` is the words without markup, for the search, with a :data:`BREAK` where a heading or an item ends without a
    stop of its own; ``figures`` are the ids of figures used in running text.
    """

    blocks: tuple[Block, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    figures: tuple[str, ...] = ()
    text: str = ""

    @property
    def anchors(self) -> frozenset[str]:
        """Return every id that a link can point to."""
        in_prose = (
            anchor
            for block in self.blocks
            if isinstance(block, Prose)
            for anchor in re.findall(r'\sid="([^"]+)"', block.html)
        )
        return frozenset(in_prose)


@lru_cache(maxsize=4096)
def beginning(day: date) -> datetime:
    """Return the instant (UTC) at which a day begins in London."""
    return as_instant(start_of_day(day))


F_co = TypeVar("F_co", bound=FrontMatter, covariant=True)


@dataclass(frozen=True, slots=True)
class Document(Generic[F_co]):
    """One file of content.

    ``source`` is relative to the content folder; ``url`` starts and ends with a slash; ``fingerprint`` is a hash of the
    file's bytes, so that feedback knows which version of a page it is about.
    """

    kind: Kind
    slug: str
    url: str
    source: PurePosixPath
    front: F_co
    body: Body
    fingerprint: str

    @property
    def title(self) -> str:
        """Return the title in the front matter."""
        return self.front.title

    @property
    def published_from(self) -> datetime | None:
        """Return the instant (UTC) from which the document is public; ``None`` means always."""
        front: FrontMatter = self.front
        if type(front) is VacancyFront:  # isinstance asks Pydantic, which takes longer than everything else here
            return front.opening
        day = front.published_on
        return beginning(day) if day else None

    @property
    def changed_on(self) -> date | None:
        """Return the day on which readers last saw it change, for feeds and the sitemap."""
        front = self.front
        opened = front.opens_at.date() if isinstance(front, VacancyFront) else None
        days = [d for d in (front.updated_on, front.published_on, front.reviewed_on, opened) if d]
        return max(days, default=None)


Page = Document[PageFront]
Story = Document[StoryFront]
Vacancy = Document[VacancyFront]
Stage = Document[StageFront]
Figure = Document[FigureFront]
