"""How interest converts, as tables: of each month and each page, how many reached which stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from careers.staff.interest.contexts import Conversion, ConversionRow
from careers.staff.interest.origins import origin
from careers.staff.selection import Filters, month_name
from careers.staff.words import counted, percent
from careers.storage.pipeline import Counts, Progress
from careers.storage.records import OPEN_STAGES

LEAST = 10
"""A share is said from this many on; of fewer, one person more or less would move it by more than ten in a hundred."""
PAGES = 10
"""How many of the pages that people came from have a line of their own, those with the most first."""
_HEADER = ("Interest", "In conversation", "Applied", "Appointed", "Closed by now")


def by_month(counts: Counts, months: Sequence[date], filters: Filters, path: str) -> Conversion:
    """Return a line for each month that has any, the oldest first, and one for all of them."""
    having = [month for month in months if month in counts.months]
    rows = [
        _row(month_name(month), counts.months[month], filters.way(("month", f"{month:%Y-%m}"), path))
        for month in having
    ]
    if len(rows) > 1:
        rows.append(_row("All of them", together(counts.months.values())))
    empty = _empty_months(len(months) - len(having), len(months))
    return _without_zeros(Conversion("By month of their answers", ("Month", *_HEADER), tuple(rows), empty))


def _empty_months(empty: int, months: int) -> str:
    """Return a sentence about the months that have no line."""
    if not empty:
        return ""
    return f"{empty} of the last {months} months had nobody and {'has' if empty == 1 else 'have'} no line."


def by_page(counts: Counts, filters: Filters, path: str) -> Conversion:
    """Return a line for each of the pages that most came from, and one for all others together."""
    pages = sorted(counts.pages.items(), key=lambda item: (-item[1].total, item[0]))
    shown, others = pages[:PAGES], pages[PAGES:]
    most = max((progress.total for _, progress in shown), default=1)
    rows = [
        _row(
            found.name,
            progress,
            filters.way(("from", page), path),
            round(100 * progress.total / most, 1),
            found.address,
        )
        for page, progress in shown
        for found in (origin(page),)
    ]
    if others:
        rows.append(_row(counted(len(others), "other page"), together(progress for _, progress in others)))
    return _without_zeros(Conversion("By page they came from", ("Page", *_HEADER), tuple(rows)))


def _without_zeros(table: Conversion) -> Conversion:
    """Return a table without the columns in which nobody is, and a sentence that names them."""
    kept = [n for n in range(len(_HEADER)) if n == 0 or any(row.counts[n][0] != "0" for row in table.rows)]
    gone = [name for n, name in enumerate(_HEADER) if n not in kept]
    rows = tuple(replace(row, counts=tuple(row.counts[n] for n in kept)) for row in table.rows)
    said = f"Nobody yet, so without a column: {', '.join(gone)}." if gone else ""
    header = (table.header[0], *(_HEADER[n] for n in kept))
    return Conversion(table.caption, header, rows, " ".join(filter(None, (table.left_out, said))))


def together(groups: Iterable[Progress]) -> Progress:
    """Return how far all groups have got together."""
    all_of_them = tuple(groups)
    reached: dict[str, int] = {stage.value: sum(p.reached[stage] for p in all_of_them) for stage in OPEN_STAGES[1:]}
    return Progress(sum(p.total for p in all_of_them), reached, sum(p.closed for p in all_of_them))


def _row(label: str, progress: Progress, url: str = "", part: float | None = None, note: str = "") -> ConversionRow:
    """Return a line; of a group that is too small for it, without shares."""
    numbers = [progress.reached[stage] for stage in OPEN_STAGES[1:]]
    shares = [percent(number / progress.total) if progress.total >= LEAST else "" for number in numbers]
    counts = [(progress.total, ""), *zip(numbers, shares, strict=True), (progress.closed, "")]
    return ConversionRow(label, tuple((f"{number:,}", share) for number, share in counts), url, part, note)
