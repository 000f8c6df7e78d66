"""Line numbers that survive Markdown.

Python-Markdown forgets on which line anything stood. Before it runs, an invisible mark with the line number goes behind
each sign that can begin a link, a component, a heading or a tag; whoever handles one reads its line from the mark, and
what is left over is taken out at the end. The two characters are refused in files, so nobody can forge a mark.
"""

from __future__ import annotations

import re

OPEN, CLOSE = "\ue000", "\ue001"
MARK = rf"{OPEN}L(\d+){CLOSE}"
SLOT = rf"{OPEN}C(\d+){CLOSE}"
_ANY = re.compile(MARK)
_PLACES = re.compile(
    r"(?P<link>\]\(<?)"
    r"|(?P<component>\{\{)"
    r"|(?P<reference>^ {0,3}\[[^\]\n^][^\]\n]*\]:[ ]*<?)"
    r"|(?P<heading>^[ >]*#{1,6}(?!#)[ ]*)"
    r"|(?P<tag><)(?=[A-Za-z/!?])"
)
_BEGIN = (" ", ">", "#", "[")


def mark(text: str, first_line: int) -> str:
    """Return ``text`` with the marks in it; its first line is line ``first_line`` of the file."""
    rows = text.split("\n")
    for index, row in enumerate(rows):
        if row.startswith(_BEGIN) or "](" in row or "{{" in row or "<" in row:  # most rows have no place, seen at once
            end = f"{OPEN}L{first_line + index}{CLOSE}"
            rows[index] = _PLACES.sub(lambda found, end=end: found[0] + end, row)  # type: ignore[misc]
    return "\n".join(rows)


def unmark(text: str) -> str:
    """Return ``text`` without marks."""
    return _ANY.sub("", text) if OPEN in text else text


def line_in(text: str) -> int:
    """Return the line of the first mark in ``text``, 0 when there is none."""
    found = _ANY.search(text)
    return int(found.group(1)) if found else 0


def slot(number: int) -> str:
    """Return the placeholder of the component with this number."""
    return f"{OPEN}C{number}{CLOSE}"
