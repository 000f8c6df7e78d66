"""That a site is being frozen, and which application stands behind the copy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the site without a program. ``live`` is the address of the application that takes its forms, or ""."""

    live: str = ""
