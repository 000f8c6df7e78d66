"""Checks of the files against each other: whatever one file says of another must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from careers.content.collection import Collection
from careers.content.problem import Problem

Check = Callable[[Collection], Iterator[Problem]]
CHECKS: tuple[Check, ...] = ()


def check(collection: Collection) -> Iterator[Problem]:
    """Yield every problem that one file has with another."""
    for one in CHECKS:
        yield from one(collection)
