"""Exports for whoever has the command line: the same files as from the screen, noted in the audit too."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from werkzeug.datastructures import MultiDict

from careers.staff import selection
from careers.staff.exports import delivery
from careers.staff.exports.model import Export
from careers.staff.exports.statistics import quarters, statistics
from careers.staff.exports.working import working_rows
from careers.staff.exports.workspace import replacing
from careers.staff.ports import services
from careers.storage import pipeline
from careers.storage.database import UnavailableError

WHO = "command line"


class ExportError(ValueError):
    """An export that cannot be made; the message says what to write instead."""


def write(kind: str, file: Path, pairs: Iterable[tuple[str, str]], quarter: str | None) -> None:
    """Write an export of ``kind`` into ``file``, which only its owner can read. Raises :class:`ExportError`.

    A file that is there is replaced when the new one is complete, and not before.
    """
    ending = file.suffix.removeprefix(".")
    if ending not in delivery.FORMATS:
        raise ExportError(f"{file}: the name has to end in .{' or .'.join(delivery.FORMATS)}")
    ready = services()
    try:
        export, what = _export(kind, list(pairs), quarter)
        made = delivery.written(export, ending, ready.config.instance, who=WHO, what=what, now=ready.clock.now())
        with made as finished, replacing(file) as sink:
            delivery.copy(finished, sink)
    except UnavailableError as fault:
        raise ExportError(f"the database cannot be used now: {fault}") from None
    except OSError as fault:
        raise ExportError(f"{file}: {fault.strerror}") from None


def _export(kind: str, pairs: list[tuple[str, str]], quarter: str | None) -> tuple[Export, str]:
    questionnaire, today = services().questionnaire(), services().clock.today()
    months = services().config.retention_months
    if kind == "statistics":
        if pairs:
            raise ExportError("statistics have no filters but the quarter, so that they can be published")
        try:
            chosen = quarter or next(iter(quarters(today, months)), "")
            return statistics(chosen, questionnaire, today, months), f"statistics of {chosen}"
        except ValueError as fault:
            raise ExportError(str(fault)) from None
    filters = selection.read(MultiDict(pairs), questionnaire, pipeline.known_pages())
    unknown = set(pairs) - set(filters.pairs)
    if unknown:
        raise ExportError(f"there is no such filter: {', '.join('='.join(pair) for pair in sorted(unknown))}")
    return working_rows(filters, questionnaire, today), f"working rows, filters {filters.query or 'none'}"
