"""Write an export into a file, and the fact into the audit."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from typing import IO

from careers.staff.exports import csv_file, xlsx_file
from careers.staff.exports.model import Export
from careers.storage.staff import audit
from careers.storage.staff.records import Action, Event

FORMATS: dict[str, tuple[str, Callable[[Export, IO[bytes]], int]]] = {
    "csv": ("text/csv; charset=utf-8", csv_file.write),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_file.write),
}
"""Media type and writer by the ending of the file's name."""


def write(export: Export, ending: str, sink: IO[bytes], *, who: str, what: str, now: datetime) -> None:
    """Write ``export`` into ``sink`` and note in the audit who exported what. ``what`` says nothing about a visitor."""
    count = FORMATS[ending][1](export, sink)
    audit.record(Event(who, Action.EXPORTED, f"{what}, {ending}, {count} rows"), now)


def temporary() -> IO[bytes]:
    """Return a file without a name that vanishes when it is closed.

    An export is written here first and sent afterwards, so that a slow reader never holds the database.
    """
    return tempfile.TemporaryFile()
