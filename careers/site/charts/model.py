"""What a chart is given and what it gives back. Knows nothing of figures files, pages or requests."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Reading:
    """One value with its label: `Reading("2017", 25.8)`, `Reading("Social workers", 2)`."""

    label: str
    value: float


@dataclass(frozen=True)
class DatedReading:
    """A value, or a range of values, true at one time.

    `year` places it along the axis; `label` is how the time is written ("about 2016"). A `target` is drawn
    hollow: it was aimed for, not measured.
    """

    year: float
    label: str
    low: float
    high: float
    note: str = ""
    target: bool = False


@dataclass(frozen=True)
class Credit:
    """Where the numbers come from and when they were true."""

    source: str
    as_at: str


@dataclass(frozen=True)
class Chart:
    """A drawn chart with everything that is said beside it: the same numbers as words and as a table."""

    key: str
    svg: Markup
    title: str
    description: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str
    as_at: str


def shown(value: float, unit: str = "") -> str:
    """Write a value with its unit: `25.8%`, `£24 million`, `6 people`, `1,200`.

    A percent sign follows without a space, a leading pound sign goes in front, any other unit after a space.
    """
    number = f"{value:,.2f}".rstrip("0").rstrip(".")
    if unit == "%":
        return f"{number}%"
    if unit.startswith("£"):
        return f"£{number}{unit[1:]}"
    return f"{number} {unit}".rstrip()
