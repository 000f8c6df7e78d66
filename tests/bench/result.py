"""What every benchmark returns: one figure, the peer it is held against in the same run, and the goal.

Absolute figures drift from machine to machine; what counts is the ratio to a peer in one run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One figure. Without a peer it stands for itself, and the goal is about the value; with one, about the ratio."""

    group: str
    """What was measured, the heading that it is printed under: "Serving a stored page, gzip, 32 connections"."""
    label: str
    """Whose figure it is, or of what: "this site", "nginx, a file", "memory of a worker"."""
    value: float
    unit: str
    """What ``value`` counts: "requests/s", "ms", "MB"."""
    peer: str = ""
    """Who else was measured in the same run."""
    peer_value: float | None = None
    goal: float | None = None
    """The bound to keep: a least for rates and ratios, a most where ``less_is_better``."""
    less_is_better: bool = False
    """Whether the goal is a most: of times, of memory, and of ratios between those."""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Return how many times the peer's value ours is."""
        return self.value / self.peer_value if self.peer_value else None

    @property
    def achieved(self) -> float:
        """Return what the goal is about: the ratio where there is a peer, else the value."""
        return self.value if self.ratio is None else self.ratio

    @property
    def margin(self) -> float | None:
        """Return how many times as good as the goal it is: 1 is just met, 2 is twice as good. ``None``: no goal."""
        if not self.goal or not self.achieved:
            return None
        return self.goal / self.achieved if self.less_is_better else self.achieved / self.goal


def number(value: float) -> str:
    """Return a number with as many digits as are worth reading."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def goal_in_words(result: Result) -> str:
    """Return the goal: "at least 0.45", "under 3 ms"."""
    if result.goal is None:
        return ""
    unit = "" if result.ratio is not None else f" {result.unit}"
    return f"{'under' if result.less_is_better else 'at least'} {number(result.goal)}{unit}"


def lines(results: Iterable[Result]) -> list[str]:
    """Return the results as lines of text, group by group."""
    said: list[str] = []
    group = ""
    for result in results:
        if result.group != group:
            group = result.group
            said += ["", group]
        line = f"  {result.label:<36} {number(result.value):>9} {result.unit:<11}"
        if result.ratio is not None:
            line += f" {number(result.ratio):>7} of {result.peer}"
        if result.margin is not None:
            line += f"   goal {goal_in_words(result)}: {'met' if result.margin >= 1 else 'MISSED'}"
        said.append(f"{line}{'   ' + result.note if result.note else ''}".rstrip())
    return said[1:]
