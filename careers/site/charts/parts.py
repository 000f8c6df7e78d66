# ruff: noqa: PLR0917 -- geometry reads best as plain runs of numbers
"""How a whole divides, and how a few things compare: a stacked column and plain bars."""

from collections.abc import Sequence

from careers.site.charts.ink import LINE, WIDTH, box, frame, line, text, wrapped
from careers.site.charts.model import Chart, Credit, Reading, shown

_COLUMN, _LABEL_X, _LEAST = 76.0, 104.0, 52.0
_TONES = 4


def shares(key: str, title: str, readings: Sequence[Reading], unit: str, credit: Credit) -> Chart:
    """Draw a column of storeys, one a share, each labelled beside itself.

    Raises ValueError without readings, or for a share that is not above zero.
    """
    if not readings or any(r.value <= 0 for r in readings):
        raise ValueError("shares are one or more values above zero")
    total = sum(r.value for r in readings)
    notes = [wrapped(r.label, 22) for r in readings]
    least = max(_LEAST, 34.0 + LINE * max(len(n) for n in notes))
    tall = max(180.0, least * len(readings))
    marks, y, label_y = [], 0.0, 0.0
    for number, (r, lines) in enumerate(zip(readings, notes, strict=True)):
        part = round(tall * r.value / total, 1)
        middle = y + part / 2
        label_y = max(label_y, middle - least / 2)
        label_y = min(label_y, tall - least * (len(readings) - number))
        marks.append(box(f"share c-tone-{number % _TONES + 1}", 0, y, _COLUMN, part))
        block = 24.0 + LINE * len(lines)
        first = label_y + (least - block) / 2 + 20
        marks.append(line("floor", _COLUMN + 4, middle, _LABEL_X - 8, label_y + least / 2))
        marks.append(text("value", _LABEL_X, first, shown(r.value, unit)))
        marks += [text("label", _LABEL_X, first + (i + 1) * LINE, words) for i, words in enumerate(lines)]
        y += part
        label_y += least
    return _chart(key, "shares", title, readings, unit, credit, tall, marks)


def bars(key: str, title: str, readings: Sequence[Reading], unit: str, credit: Credit) -> Chart:
    """Draw one bar a reading from a common zero, its label above and its value at the end.

    Raises ValueError without readings, or for a negative one.
    """
    if not readings or any(r.value < 0 for r in readings):
        raise ValueError("bars are one or more values, none below zero")
    top = max(r.value for r in readings) or 1
    marks: list[str] = []
    y = 0.0
    for r in readings:
        for words in wrapped(r.label, 36):
            y += LINE
            marks.append(text("label", 0, y - 4, words))
        value = shown(r.value, unit)
        room = WIDTH - 12.0 - 15 * len(value)
        wide = max(2.0, round(room * r.value / top, 1))
        marks.append(box("share c-tone-1", 0, y + 4, wide, 28))
        marks.append(text("value", wide + 10, y + 28, value))
        y += 50
    return _chart(key, "bars", title, readings, unit, credit, y - 14, marks)


def _chart(
    key: str,
    kind: str,
    title: str,
    readings: Sequence[Reading],
    unit: str,
    credit: Credit,
    tall: float,
    marks: Sequence[str],
) -> Chart:
    rows = tuple((r.label, shown(r.value, unit)) for r in readings)
    description = "; ".join(f"{label}: {value}" for label, value in rows) + "."
    return Chart(
        key=key,
        svg=frame(key, kind, title, description, tall, marks),
        title=title,
        description=description,
        header=("What", "How many" if unit != "%" else "Share"),
        rows=rows,
        source=credit.source,
        as_at=credit.as_at,
    )
