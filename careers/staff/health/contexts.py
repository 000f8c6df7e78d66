"""What the template of content health is given, as ``page``. Plain values that are ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from careers.staff.contexts import StaffPage

Row = tuple[str | Markup, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A table of things that stand alike. ``header`` names its columns."""

    id: str
    title: str
    text: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """What one rule of the check has found: what it looks for, what to do, and where; ``blocks`` keeps from publishing."""

    id: str
    name: str
    looks_for: str
    what_to_do: str
    blocks: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthPage(StaffPage):
    """The health of the content. ``faults`` are of the newest files when they cannot be served, since ``faulty_since``.

    ``state`` tells how far the check is: "done", "at work" or "failed".
    """

    summary: str
    faults: tuple[Row, ...]
    faulty_since: str
    is_behind: bool
    sections: tuple[Section, ...]
    state: str
    groups: tuple[RuleGroup, ...]
    silent: int
    is_well: bool
