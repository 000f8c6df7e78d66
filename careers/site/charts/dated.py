"""Values known at a few dates, some of them ranges: points and bands, joined by nothing."""

from collections.abc import Sequence

from careers.site.charts.ink import LINE, WIDTH, box, frame, line, text, window, wrapped
from careers.site.charts.model import Chart, Credit, DatedReading, shown

_MARGIN, _TOP, _FLOOR, _HALF = 62.0, 52.0, 204.0, 26.0


def dated(key: str, title: str, readings: Sequence[DatedReading], unit: str, credit: Credit) -> Chart:
    """Draw each reading where its date falls; a range is a band as tall as the range.

    Raises ValueError without readings, or for a range that is upside down or below zero.
    """
    if not readings:
        raise ValueError("a chart of dated readings needs at least one")
    if any(r.low < 0 or r.high < r.low for r in readings):
        raise ValueError("a range goes from low to high, and not below zero")
    top = max(r.high for r in readings) or 1
    years = [r.year for r in readings]
    start, span = min(years), (max(years) - min(years)) or 1

    def height(value: float) -> float:
        return round(_FLOOR - (_FLOOR - _TOP) * value / top, 1)

    marks = [line("floor", 0, _FLOOR, WIDTH, _FLOOR)]
    rows: list[tuple[str, ...]] = []
    lowest = 1
    for r in readings:
        x = WIDTH / 2 if len(readings) == 1 else round(_MARGIN + (WIDTH - 2 * _MARGIN) * (r.year - start) / span, 1)
        marks += _reading(r, x, height(r.high), height(r.low))
        notes = wrapped(r.note, 14)
        lowest = max(lowest, 1 + len(notes))
        marks.append(text("label", x, _FLOOR + 24, r.label, "middle"))
        marks += [text("note", x, _FLOOR + 24 + (i + 1) * LINE, words, "middle") for i, words in enumerate(notes)]
        rows.append((r.label, _range(r, unit), r.note or ("target" if r.target else "measured")))
    description = "; ".join(f"{label}: {value}, {note}" for label, value, note in rows) + "."
    return Chart(
        key=key,
        svg=frame(key, "dated", title, description, _FLOOR + 12 + lowest * LINE, marks),
        title=title,
        description=description,
        header=("Date", title, "What it is"),
        rows=tuple(rows),
        source=credit.source,
        as_at=credit.as_at,
    )


def _reading(r: DatedReading, x: float, high: float, low: float) -> list[str]:
    value = text("value", x, high - 18, _range(r, ""), "middle")
    if r.high > r.low:
        return [
            box("stem", x - _HALF, low, 2 * _HALF, _FLOOR - low),
            box("band", x - _HALF, high, 2 * _HALF, low - high),
            line("line", x - _HALF, high, x + _HALF, high),
            line("line", x - _HALF, low, x + _HALF, low),
            value,
        ]
    mark = window("target" if r.target else "mark", x, high)
    return [box("post", x - 1, high, 2, _FLOOR - high), mark, value]


def _range(r: DatedReading, unit: str) -> str:
    """Write a range once with its unit: `15–18 children`."""
    if r.high == r.low:
        return shown(r.low, unit)
    return f"{shown(r.low)}–{shown(r.high, unit)}"
