"""Make counts publishable, so that no group of one to four people can be counted from what is published. Pure.

1 to 4 is said as "fewer than 5", every other number is rounded to the nearest 5, and 0 stays 0. That alone is not enough:
where the groups of a table add up to a total, somebody can subtract. So a sceptic is played who even knows the exact
total: what could each small group be, given what the table shows? Where that is less than the whole range from 1 to 4,
the table is held back.

It is held back whole, and the decision is taken by what would be shown, never by the counts behind it. Hiding single
numbers was tried: somebody who knows the method can then work out which number it was worth hiding. Now two sets of
counts that round alike are treated alike. And as the exact total would not help, neither does anything that other
tables say about it. Counts are kept as they were first published, since two counts of the same people a day apart would
tell which number crossed a threshold. ``tests/staff/test_disclosure.py`` tries all of this.

Sources: Government Statistical Service, Disclosure Control Guidance for Tables Produced from Administrative Sources
(2014); Hundepool and others, Statistical Disclosure Control (2012), chapters 4 and 5, on secondary suppression, the
attacker's feasibility interval and frequency tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

BASE = 5
SMALL = range(1, BASE)
FEWER = f"fewer than {BASE}"
HELD_BACK = "not shown"
LEAST_TOTAL = 2 * BASE
"""With fewer people than this in all, only the total is published."""

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """A table: its title and a count for each label.

    It is exhaustive when everybody is in at least one of its groups. Whoever is in a group of ``alone`` is in no other.
    """

    title: str
    counts: Mapping[str, int]
    is_exhaustive: bool
    alone: frozenset[str]


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may be published; no cells when it is held back whole."""

    title: str
    cells: tuple[tuple[str, str], ...]


def parts(title: str, counts: Mapping[str, int]) -> Counted:
    """Return a table in which everybody is in one group and no more."""
    return Counted(title, counts, is_exhaustive=True, alone=frozenset(counts))


def said(count: int) -> str:
    """Return a count as it is published."""
    return FEWER if count in SMALL else str(BASE * ((count + BASE // 2) // BASE))


def possible(text: str) -> Interval:
    """Return the least and the greatest count that a published text can stand for, both included."""
    if text == FEWER:
        return SMALL[0], SMALL[-1]
    number = int(text)
    return (0, 0) if number == 0 else (max(BASE, number - BASE // 2), number + BASE // 2)


def publish(total: int, tables: Iterable[Counted]) -> tuple[str, tuple[Published, ...]]:
    """Return the total and the tables as they may be published. All tables are about the same people."""
    return said(total), tuple(_published(total, table) for table in tables)


def _published(total: int, table: Counted) -> Published:
    shown = {label: said(count) for label, count in table.counts.items()}
    if total < LEAST_TOTAL or is_exposed(said(total), shown, table):
        return Published(table.title, ())
    return Published(table.title, tuple(shown.items()))


def is_exposed(total: str, shown: Mapping[str, str], table: Counted) -> bool:
    """Tell whether a small group could be narrowed down from what would be shown, by somebody who knows the total."""
    low, high = possible(total)
    low = max(low, LEAST_TOTAL)  # because there are tables at all
    return any(
        _leaves_too_little(label, shown, table.alone, low) or (table.is_exhaustive and _needs_too_much(shown, high))
        for label, text in shown.items()
        if text == FEWER
    )


def _leaves_too_little(label: str, shown: Mapping[str, str], alone: frozenset[str], total: int) -> bool:
    """Tell whether those who cannot be in a small group leave fewer people than it may have.

    They are at least all those in groups that stand alone, and, when the small group stands alone itself, those in the
    greatest of the others too.
    """
    others = {other: possible(text)[0] for other, text in shown.items() if other != label}
    outside = sum(count for other, count in others.items() if other in alone)
    if label in alone:
        outside += max((count for other, count in others.items() if other not in alone), default=0)
    return total - outside < SMALL[-1]


def _needs_too_much(shown: Mapping[str, str], total: int) -> bool:
    """Tell whether all other groups together may be too few to make up the total without the greatest small ones."""
    return total - (sum(possible(text)[1] for text in shown.values()) - SMALL[-1]) > SMALL[0]
