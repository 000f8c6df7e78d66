"""Figures as words: the one way in which a value is written, in running text, in statistics and in charts' tables."""

from __future__ import annotations

from careers.content.fields import parse_as_at
from careers.content.front_matter import FigureFront, FigurePoint

MILLION = 1_000_000


def point_at(figure: FigureFront, as_at: str = "") -> FigurePoint | None:
    """Return the point of a figure at "2017" or "2022-03", the latest when ``as_at`` is empty; ``None`` for no such."""
    if not as_at:
        return figure.points[-1]
    try:
        wanted = parse_as_at(as_at)
    except ValueError:
        return None
    same = (p for p in figure.points if (p.as_at.first, p.as_at.precision) == (wanted.first, wanted.precision))
    return next(same, None)


def in_words(figure: FigureFront, point: FigurePoint) -> str:
    """Return a value as readers see it: "7.5%", "15 to 18", "over £24 million", "4 weeks".

    A figure's own ``display`` stands for its latest value.
    """
    if figure.display and point == figure.points[-1]:
        return figure.display
    if point.value is not None:
        words = amount(point.value, figure.unit)
    else:
        low, high = point.low or 0, point.high or 0
        start = f"{low:,}" if figure.unit != "pounds" else amount(low, "pounds")
        words = f"{start} to {amount(high, figure.unit)}"
    return f"{figure.qualifier} {words}" if figure.qualifier else words


def amount(value: float, unit: str) -> str:
    """Return a number with its unit: "7.5%", "£24 million", "£38,220", "4 weeks"; cases and people are bare numbers."""
    match unit:
        case "percent":
            return f"{value:,}%"
        case "pounds" if abs(value) >= MILLION and value % (MILLION / 100) == 0:
            return f"£{value / MILLION:,g} million"
        case "pounds":
            return f"£{value:,}"
        case "weeks":
            return f"{value:,} week" if value == 1 else f"{value:,} weeks"
        case _:
            return f"{value:,}"
