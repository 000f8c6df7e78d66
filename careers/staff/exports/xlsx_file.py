"""A workbook with typed columns, a data dictionary, and a sheet that says what this is. Written row by row.

Text is always written as text: nothing becomes a formula, a link or a number by the way it looks.
"""

from __future__ import annotations

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
    formats = {kind: book.add_format({"num_format": code}) for kind, code in _CODES.items()}
    sheet = book.add_worksheet("Data")
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(export.columns):
        sheet.set_column(number, number, _WIDTHS[column.kind], formats[column.kind])
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
    _small(book, "Columns", ("Column", "Holds", "Meaning"), dictionary, bold)
    _small(book, "About", ("What", "Value"), [*export.about, ("Rows", f"{count:,}")], bold)
    book.close()
    return count


_CODES = {Kind.TEXT: "@", Kind.DAY: "yyyy-mm-dd", Kind.NUMBER: "0"}


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[Kind, Any]) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, formats[Kind.TEXT])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime.combine(cell, time.min), formats[Kind.DAY])
    else:
        sheet.write_number(row, column, cell, formats[Kind.NUMBER])


def _small(book: Any, name: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]], bold: Any) -> None:
    sheet = book.add_worksheet(name)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(header) - 1, 60 if len(header) == 2 else 40)
    for row_number, row in enumerate([header, *rows]):
        for column, text in enumerate(row):
            sheet.write_string(row_number, column, text, wrapped if row_number else bold)
