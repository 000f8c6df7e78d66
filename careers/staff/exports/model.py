"""What is exported, whatever the format. Pure: knows no database, no request and no file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Cell = str | int | date


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "whole number"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what its cells hold, and what they mean."""

    name: str
    kind: Kind
    what: str


@dataclass(frozen=True, slots=True)
class Export:
    """A table to be written. ``rows`` are used up once; ``about`` says which filters and which day, and the method.

    Nothing in it depends on the time of day, so that the same data give the same bytes.
    """

    stem: str
    title: str
    day: date
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    about: tuple[tuple[str, str], ...]
