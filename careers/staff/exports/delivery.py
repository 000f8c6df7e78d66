"""Write an export into a file, and the fact into the audit."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO

from careers.staff.exports import csv_file, xlsx_file, zip_file
from careers.staff.exports.disclosure import said
from careers.staff.exports.model import Export
from careers.staff.exports.workspace import workspace
from careers.storage.snapshot import one_moment
from careers.storage.staff import audit
from careers.storage.staff.records import Action, Event

Write = Callable[[Export, IO[bytes], Path], int]

FORMATS: dict[str, tuple[str, Write]] = {
    "csv": ("text/csv; charset=utf-8", csv_file.write),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_file.write),
    "zip": ("application/zip", zip_file.write),
}
"""Media type and writer by the ending of the file's name."""
ON_SCREEN = ("xlsx", "zip")
"""Those that bring the data dictionary and the method along; CSV alone is for programs."""


@contextmanager
def written(export: Export, ending: str, instance: Path, *, who: str, what: str, now: datetime) -> Iterator[IO[bytes]]:
    """Give a file with ``export`` in it, from its beginning, and note in the audit who exported what.

    The file is finished before anybody reads it, so that a slow reader never holds the database. The audit says how many
    rows as a statistic would, because an administrator may not count a few people by way of a filter. ``what`` says nothing
    about a visitor. Raises :class:`OSError`.
    """
    with workspace(instance) as folder, tempfile.TemporaryFile(dir=folder) as file:
        with nullcontext() if isinstance(export.rows, Sequence) else one_moment():
            count = FORMATS[ending][1](export, file, folder)
        audit.record(Event(who, Action.EXPORTED, f"{what}, {ending}, {said(count)} rows"), now)
        file.seek(0)
        yield file


def copy(source: IO[bytes], target: IO[bytes]) -> None:
    """Copy a finished file."""
    shutil.copyfileobj(source, target, 1024 * 1024)
