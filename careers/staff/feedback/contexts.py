"""What the templates of feedback are given, as ``page``. Plain values that are ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from careers.staff.contexts import Fact, Pages, Panel, StaffPage, Tag
from careers.staff.ports import Chart


@dataclass(frozen=True, slots=True)
class Strip:
    """A share as a mark on a line from 0 to 100, and the interval around it. The words beside it say the same."""

    share: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """A page in the overview: ``url`` is its own page of feedback; ``strip`` is nothing where nobody answered.

    ``reasons`` are the two that were chosen most.
    """

    title: str
    path: str
    url: str
    kind: str
    strip: Strip | None
    share: str
    between: str
    answers: str
    reasons: str
    comments: str


@dataclass(frozen=True, slots=True)
class OpinionGroup:
    """Pages that stand alike, under a heading that says how."""

    id: str
    title: str
    text: str
    rows: tuple[OpinionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPage(StaffPage):
    """The overview under its filters."""

    summary: str
    panels: tuple[Panel, ...]
    tags: tuple[Tag, ...]
    clear: str | None
    groups: tuple[OpinionGroup, ...]
    pages: Pages
    is_empty: bool
    stopped: str


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment: what its writer thought of the page, about which version, and when it is deleted by itself."""

    id: str
    text: str
    day: str
    iso: str
    said: str
    version: str
    goes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFeedbackPage(StaffPage):
    """What visitors say of one page. ``path`` is that page, "" when it is gone; ``words`` explain the strip."""

    path: str
    is_gone: bool
    words: str
    strip: Strip | None
    facts: tuple[Fact, ...]
    chart: Chart | None
    header: tuple[str, ...]
    versions: tuple[tuple[str, ...], ...]
    remarks: tuple[Remark, ...]
    comments: int
    pages: Pages
