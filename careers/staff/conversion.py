"""How interest converts, as a table: of each month and each page, how many reached which stage."""

from __future__ import annotations

from collections.abc import Sequence

from careers.staff.words import percent
from careers.storage.pipeline import Progress
from careers.storage.records import OPEN_STAGES

LEAST = 10
"""A share is said from this many on; of fewer, one person more or less would move it by more than ten in a hundred."""
HEADER = ("Interest", "In conversation", "Applied", "Appointed", "Closed by now")


def rows(groups: Sequence[tuple[str, Progress]]) -> tuple[tuple[str, ...], ...]:
    """Return a line a group: its name, how many there are, and how many reached each stage or a later one."""
    return tuple((name, f"{p.total:,}", *_reached(p), f"{p.closed:,}") for name, p in groups if p.total)


def together(groups: Sequence[Progress]) -> Progress:
    """Return how far all groups have got together."""
    reached: dict[str, int] = {stage.value: sum(p.reached[stage] for p in groups) for stage in OPEN_STAGES[1:]}
    return Progress(sum(p.total for p in groups), reached, sum(p.closed for p in groups))


def _reached(progress: Progress) -> tuple[str, ...]:
    """Return counts with shares, such as "12 (40%)"; no share of a group that is too small for one."""
    numbers = [progress.reached[stage] for stage in OPEN_STAGES[1:]]
    if progress.total < LEAST:
        return tuple(str(number) for number in numbers)
    return tuple(f"{number:,} ({percent(number / progress.total)})" for number in numbers)
