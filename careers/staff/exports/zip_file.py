"""CSV with what belongs to it in one file: the data, what the columns mean, and what this is."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from careers.staff.exports import csv_file
from careers.staff.exports.model import Column, Export, Kind

_COLUMNS = (
    Column("Column", Kind.TEXT, ""),
    Column("Holds", Kind.TEXT, ""),
    Column("Meaning", Kind.TEXT, ""),
)
_ABOUT = (Column("What", Kind.TEXT, ""), Column("Value", Kind.TEXT, ""))
APOSTROPHES = (
    "Text that a spreadsheet would take for a formula has an apostrophe in front, and so has text that begins with one: "
    "take one apostrophe away to have it as it was."
)


def write(export: Export, sink: IO[bytes], folder: Path) -> int:
    """Write ``export`` and return how many rows it has."""
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        count = _add(archive, f"{export.stem}.csv", export, folder)
        columns = [(column.name, column.kind.value, column.what) for column in export.columns]
        about = [*export.about, ("Rows", f"{count:,}"), ("Apostrophes", APOSTROPHES)]
        _add(archive, "columns.csv", _beside(export, _COLUMNS, columns), folder)
        _add(archive, "about.csv", _beside(export, _ABOUT, about), folder)
    return count


def _add(archive: zipfile.ZipFile, name: str, export: Export, folder: Path) -> int:
    """Add a file whose time is the export's day, so that the same data give the same bytes."""
    info = zipfile.ZipInfo(name, (export.day.year, export.day.month, export.day.day, 0, 0, 0))
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    with archive.open(info, "w") as member:
        return csv_file.write(export, member, folder)


def _beside(export: Export, columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> Export:
    return Export(export.stem, export.title, export.day, columns, rows, ())
