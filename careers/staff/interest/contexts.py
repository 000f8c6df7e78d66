"""What the templates of the pipeline and of a reference are given."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from careers.head import Link
from careers.staff.contexts import Fact, Option, Pages, Panel, StaffPage, Tag
from careers.staff.ports import Drawing


@dataclass(frozen=True, slots=True)
class TallyRow:
    """A line of a tally: ``part`` is the length of its bar in hundredths, ``url`` shows only these, where there is more."""

    label: str
    number: str
    share: str
    part: float
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A table that is a chart too. ``nobody`` are the answers that nobody gave, which have no line of their own."""

    title: str
    rows: tuple[TallyRow, ...]
    nobody: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConversionRow:
    """How far one group has got: counts, each with its share or "".

    ``part`` is the length of its bar, none without one; ``note`` says quietly what the label leaves out.
    """

    label: str
    counts: tuple[tuple[str, str], ...]
    url: str = ""
    part: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A table of how far interest has got; every column but the first holds counts. ``left_out`` says what it lacks."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[ConversionRow, ...]
    left_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What counts and list have in common: which filters there are and which are in force, the other view, and the way on.

    ``path`` is where the filters are sent; ``export`` is where what they fit can be exported.
    """

    summary: str
    total: int
    path: str
    views: tuple[Link, ...]
    panels: tuple[Panel, ...]
    tags: tuple[Tag, ...]
    clear: str | None
    export: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsPage(StaffPage):
    """Who is interested in what, counted. ``trend`` draws what the first column of ``months`` says in numbers."""

    look: Look
    tallies: tuple[Tally, ...]
    trend: Drawing
    months: Conversion
    origins: Conversion


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(StaffPage):
    """One line for each. The first cell of a row is a link."""

    look: Look
    header: tuple[str, ...]
    rows: tuple[tuple[str | Markup, ...], ...]
    pages: Pages


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUpPage(StaffPage):
    """The box in which a reference is typed."""

    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePage(StaffPage):
    """One expression of interest."""

    handle: str
    stage: str
    stages: tuple[Option, ...]
    answers: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    warning: str | None

    @property
    def title(self) -> str:
        """Return a title without the reference, as browsers keep titles in their history."""
        return "The answers of one candidate"
