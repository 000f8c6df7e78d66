"""How a number went from month to month: a column each, with the initial of its month, the year below its first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from careers.site.charts.ink import WIDTH, box, frame, line, text
from careers.site.charts.model import shown

_TALL, _ABOVE = 132.0, 26.0
_ROOM = 15.0
"""Units that an initial takes; where columns are narrower, only the years are written."""
_YEAR = 40.0


@dataclass(frozen=True)
class Drawing:
    """A drawing that says its numbers in words. A table of the same numbers belongs beside it."""

    svg: Markup


def months(key: str, title: str, readings: Sequence[tuple[date, float]]) -> Drawing:
    """Draw one column a month from a common zero, the highest with its value.

    ``readings`` hold the first day of each month, without gaps, the oldest first. Raises ValueError without readings, or
    for a negative one.
    """
    if not readings or any(value < 0 for _, value in readings):
        raise ValueError("months are one or more values, none below zero")
    step, top = WIDTH / len(readings), max(value for _, value in readings)
    floor = _ABOVE + _TALL
    marks = [line("floor", 0, floor, WIDTH, floor)]
    written = -_YEAR
    for number, (month, value) in enumerate(readings):
        left, tall = number * step, round(_TALL * value / top, 1) if top else 0.0
        if value:
            marks.append(box("share c-tone-1", round(left + 0.5, 1), floor - tall, round(step - 1, 1), tall))
        if step >= _ROOM:
            marks.append(text("note", round(left + step / 2, 1), floor + 20, f"{month:%B}"[0], "middle"))
        is_first = number == 0 or month.month == 1
        if is_first and left - written >= _YEAR and left <= WIDTH - _YEAR:
            marks.append(text("note", round(left, 1), floor + 42, str(month.year)))
            written = left
    if top:
        highest = next(number for number, (_, value) in enumerate(readings) if value == top)
        marks.append(_said(highest, len(readings), step, shown(top)))
    said = "; ".join(f"{month:%B %Y}: {shown(value)}" for month, value in readings)
    return Drawing(frame(key, "months", title, f"{said}.", floor + 48, marks))


def _said(number: int, of: int, step: float, value: str) -> str:
    """Write the value of the highest column over it, without running out of the drawing."""
    if number < of / 3:
        return text("label", round(number * step, 1), _ABOVE - 8, value)
    if number > of * 2 / 3:
        return text("label", round((number + 1) * step, 1), _ABOVE - 8, value, "end")
    return text("label", round((number + 0.5) * step, 1), _ABOVE - 8, value, "middle")
