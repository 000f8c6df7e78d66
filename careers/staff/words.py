"""Days, numbers and shares as people read them."""

from __future__ import annotations

from datetime import date


def day_in_words(day: date) -> str:
    """Return a day such as 22 November 2026."""
    return f"{day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """Return a day such as 22 Nov 2026, for a column of many."""
    return f"{day.day} {day:%b %Y}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 comment", "12 comments"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def percent(share: float) -> str:
    """Return a share from 0 to 1 without decimals; some and not all never read 0% or 100%."""
    if 0 < share < 0.01:
        return "under 1%"
    return "over 99%" if 0.99 < share < 1 else f"{100 * share:.0f}%"
