"""What the templates of a colleague's own account are given."""

from __future__ import annotations

from dataclasses import dataclass

from careers.staff.contexts import Fact, Option, StaffPage


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage(StaffPage):
    """One's own account. ``sessions`` are those elsewhere, ``may_end`` tells whether they can be ended just now.

    ``is_local`` adds the password.
    """

    facts: tuple[Fact, ...]
    sessions: tuple[Option, ...]
    is_local: bool
    may_end: bool
    shortest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage(StaffPage):
    """A form that was not taken and is not lost. ``shown`` is what it says, ``fields`` what is sent again to ``action``."""

    text: str
    action: str
    shown: tuple[Fact, ...]
    fields: tuple[tuple[str, str], ...]
    sign_in: str | None
