"""A workbook with typed columns, a data dictionary, and a sheet that says what this is. Written row by row.

Text is always written as text: nothing becomes a formula, a link or a number by the way it looks.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any

from careers.staff.exports.model import Cell, Export, Kind

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = {Kind.TEXT: 28, Kind.DAY: 13, Kind.NUMBER: 12}
_FEW, _WIDE = 4, 44
"""A table of so few columns fits on paper, with columns of text as wide as this."""
_A4 = 9
_LINE = 15
"""The height of a line of text in points."""
MOST_ROWS = 1_048_575
"""What a sheet of Excel holds under its heading."""


def write(export: Export, sink: IO[bytes], folder: Path | None = None) -> int:
    """Write ``export`` and return how many rows it has. Raises :class:`ValueError` for more than a sheet holds.

    Parts of the workbook lie in ``folder`` until it is complete.
    """
    import xlsxwriter  # noqa: PLC0415 - three megabytes that public pages never need

    book = xlsxwriter.Workbook(sink, {**_OPTIONS, "tmpdir": str(folder) if folder else None})
    book.set_properties({"title": export.title, "created": datetime.combine(export.day, time.min)})
    bold = book.add_format({"bold": True, "bottom": 2})
    formats = {kind: book.add_format({"num_format": code, **_ALIGNED.get(kind, {})}) for kind, code in _CODES.items()}
    sheet = book.add_worksheet("Data")
    is_narrow = len(export.columns) <= _FEW
    widths = _WIDTHS | {Kind.TEXT: _WIDE} if is_narrow else _WIDTHS
    sheet.freeze_panes(1, 0 if is_narrow else 1)
    _on_paper(sheet, export.title, is_one_wide=is_narrow)
    for number, column in enumerate(export.columns):
        sheet.set_column(number, number, widths[column.kind], formats[column.kind])
    for number, column in enumerate(export.columns):
        sheet.write_string(0, number, column.name, bold)
    count = 0
    for count, row in enumerate(export.rows, start=1):
        if count > MOST_ROWS:
            raise ValueError(f"a sheet holds {MOST_ROWS:,} rows: choose fewer, or CSV")
        for number, cell in enumerate(row):
            _write(sheet, count, number, cell, formats)
    sheet.autofilter(0, 0, count, len(export.columns) - 1)
    dictionary = [(column.name, column.kind.value, column.what) for column in export.columns]
    for name, header, lines in (
        ("Columns", ("Column", "Holds", "Meaning"), dictionary),
        ("About", ("What", "Value"), [*export.about, ("Rows", f"{count:,}")]),
    ):
        small = _small(book, name, header, lines, bold)
        _on_paper(small, export.title, is_one_wide=True)
    book.close()
    return count


_CODES = {Kind.TEXT: "@", Kind.DAY: "yyyy-mm-dd", Kind.NUMBER: "0"}
_ALIGNED: dict[Kind, dict[str, Any]] = {Kind.DAY: {"align": "left"}, Kind.NUMBER: {"align": "right", "indent": 1}}
"""So that neither touches the text of the column after it."""


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[Kind, Any]) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, formats[Kind.TEXT])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime.combine(cell, time.min), formats[Kind.DAY])
    else:
        sheet.write_number(row, column, cell, formats[Kind.NUMBER])


def _small(book: Any, name: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]], bold: Any) -> Any:
    """Return a sheet of a few lines. Their heights are written down, as LibreOffice lets them lie on each other if not."""
    sheet = book.add_worksheet(name)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    widths = (28, 80) if len(header) == 2 else (28, 16, 64)
    sheet.freeze_panes(1, 0)
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    for row_number, row in enumerate([header, *rows]):
        lines = max(len(textwrap.wrap(text, width - 4)) for text, width in zip(row, widths, strict=True))
        sheet.set_row(row_number, _LINE * max(1, lines))
        for column, text in enumerate(row):
            sheet.write_string(row_number, column, text, wrapped if row_number else bold)
    return sheet


def _on_paper(sheet: Any, title: str, *, is_one_wide: bool) -> None:
    """Lay a sheet out for A4: across, its heading on each side, what it is and which side it is at the foot.

    Wide tables run on to the right, with their first column on each side, since small print helps nobody.
    """
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&R&P of &N")
    if is_one_wide:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.repeat_columns(0)
