"""Set or remove a field in the front matter of a file and leave every other line, comments too, as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOP = re.compile(r"([A-Za-z_]\w*)[ ]*:")
_ITEM = re.compile(r" *-( |$)")


def set_field(text: str, name: str, value: str) -> str:
    """Return the file with ``name: value`` in the place of the field, or as the last field where there was none."""
    return put_rows(text, name, [f"{name}: {value}"])


def put_rows(text: str, name: str, rows_of_field: Sequence[str]) -> str:
    """Return the file with the lines of a field in its place, or as the last field where there was none."""
    rows = text.split("\n")
    start, stop = _span(rows, name) or (_fence(rows), _fence(rows))
    rows[start:stop] = rows_of_field
    return "\n".join(rows)


def rows_of_items(text: str, name: str) -> tuple[list[str], list[list[str]]] | None:
    """Return the lines of a list above its first item, and those of each item; ``None`` when it is written otherwise."""
    rows = text.split("\n")
    span = _span(rows, name)
    head, *rest = rows[span[0] : span[1]] if span else [""]
    if not head.partition("#")[0].rstrip().endswith(":"):
        return None
    first = next((index for index, row in enumerate(rest) if _ITEM.match(row)), None)
    if first is None:
        return None
    dash = rest[first].index("-")
    items: list[list[str]] = []
    for row in rest[first:]:
        if _ITEM.match(row) and row.index("-") == dash:
            items.append([])
        items[-1].append(row)
    return [head, *rest[:first]], items


def remove_field(text: str, name: str) -> str:
    """Return the file without a field and what is indented below it."""
    rows = text.split("\n")
    span = _span(rows, name)
    if span is not None:
        del rows[span[0] : span[1]]
    return "\n".join(rows)


def _fence(rows: list[str]) -> int:
    return next(index for index, row in enumerate(rows) if index and row.rstrip() == "---")


def _span(rows: list[str], name: str) -> tuple[int, int] | None:
    """Return the first line of a field and the line after its last; comments above the next field belong to that."""
    end = _fence(rows)
    starts = [i for i in range(1, end) if (found := _TOP.match(rows[i])) and found.group(1) == name]
    if not starts:
        return None
    stop = starts[0] + 1
    while stop < end and (rows[stop][:1] in {" ", "-"} or (not rows[stop].strip() and stop + 1 < end)):
        stop += 1
    return starts[0], stop
