"""CSV as RFC 4180 has it, in UTF-8 with the byte order mark by which Excel knows it, safe to open.

A spreadsheet runs text that begins like a formula. Such text gets an apostrophe in front, and so does text that begins
with an apostrophe already, so that taking one away always gives the text back. Source: OWASP, CSV injection.
"""

from __future__ import annotations

import csv
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from careers.staff.exports.model import Cell, Export

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\0", "＝", "＋", "－", "＠", "'")


def write(export: Export, sink: IO[bytes], _folder: Path | None = None) -> int:
    """Write ``export`` and return how many rows it has, the heading not among them."""
    text = TextIOWrapper(sink, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(neutral(column.name) for column in export.columns)
    count = 0
    for count, row in enumerate(export.rows, start=1):  # noqa: B007 - the last number is the result
        writer.writerow(_said(cell) for cell in row)
    text.flush()
    text.detach()
    return count


def neutral(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if _needs_apostrophe(text) else text


def _needs_apostrophe(text: str) -> bool:
    return text.startswith(_DANGEROUS) or text.lstrip().startswith(_DANGEROUS)


def _said(cell: Cell) -> str:
    return neutral(cell) if isinstance(cell, str) else str(cell)
