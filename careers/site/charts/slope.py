# ruff: noqa: PLR0917 -- geometry reads best as plain runs of numbers
"""Two values, then and now, joined by one straight line."""

from careers.site.charts.ink import WIDTH, box, frame, line, text, window
from careers.site.charts.model import Chart, Credit, Reading, shown

_LEFT, _RIGHT, _TOP, _FLOOR, _HEIGHT = 104.0, WIDTH - 104.0, 24.0, 176.0, 208.0
_SHORT = 5


def slope(key: str, title: str, before: Reading, after: Reading, unit: str, credit: Credit) -> Chart:
    """Draw a fall or a rise from `before` to `after`; the floor is zero, so that the slope is honest.

    Raises ValueError for a negative value.
    """
    top = max(before.value, after.value)
    if min(before.value, after.value) < 0:
        raise ValueError("a slope stands on zero: values can't be negative")

    def height(value: float) -> float:
        return round(_FLOOR - (_FLOOR - _TOP) * (value / top if top else 0), 1)

    y0, y1 = height(before.value), height(after.value)
    first, last = shown(before.value, unit), shown(after.value, unit)
    description = f"{first} in {before.label}, {last} in {after.label}."
    marks = [
        f'<path class="c-area" d="M{_LEFT:g} {_FLOOR:g}V{y0:g}L{_RIGHT:g} {y1:g}V{_FLOOR:g}z"/>',
        line("floor", 0, _FLOOR, WIDTH, _FLOOR),
        box("post", _LEFT - 1, y0, 2, _FLOOR - y0),
        box("post", _RIGHT - 1, y1, 2, _FLOOR - y1),
        line("line", _LEFT, y0, _RIGHT, y1),
        window("then", _LEFT, y0),
        window("mark", _RIGHT, y1),
        text(_size(first), _LEFT - 18, y0 + 9, first, "end"),
        text(_size(last), _RIGHT + 18, y1 + 9, last),
        text("label", _LEFT, _FLOOR + 24, before.label, "middle"),
        text("label", _RIGHT, _FLOOR + 24, after.label, "middle"),
    ]
    return Chart(
        key=key,
        svg=frame(key, "slope", title, description, _HEIGHT, marks),
        title=title,
        description=description,
        header=("Year", title),
        rows=((before.label, first), (after.label, last)),
        source=credit.source,
        as_at=credit.as_at,
    )


def _size(words: str) -> str:
    """Return the kind of text that fits beside the post: a long value is set smaller."""
    return "value" if len(words) <= _SHORT else "label"
