"""One Markdown file as text: decoded, and split at its fences into front matter and body. Knows no field."""

from __future__ import annotations

import re
from dataclasses import dataclass

from careers.content.problem import Problem

FENCE = "---"
# Controls, and the private characters of icon fonts, which readers would see as boxes.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ue000-\uf8ff\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The two halves of a file, each with the line on which it begins."""

    front: str
    front_line: int
    body: str
    body_line: int


def decode(data: bytes, source: str, problems: list[Problem]) -> str | None:
    """Return the text of a file with plain line ends; ``None`` for bytes that are no clean UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.append(Problem(source, 1, "file", "saved as UTF-16: save it again as UTF-8"))
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        message = "begins with a byte order mark: save it again as UTF-8 without BOM"
        problems.append(Problem(source, 1, "file", message))
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "a character that is not UTF-8, often a quotation mark or a £ from Word: save the file as UTF-8"
        problems.append(Problem(source, line, "file", message))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if unfit := _UNFIT.search(text):
        line = text.count("\n", 0, unfit.start()) + 1
        message = f"an invisible character (U+{ord(unfit.group()):04X}): delete it"
        problems.append(Problem(source, line, "file", message))
        return None
    return text


def split(text: str, source: str, problems: list[Problem]) -> Sheet | None:
    """Return front matter and body; ``None`` when the fences are missing or unclosed."""
    rows = text.split("\n")
    if rows[0].rstrip() != FENCE:
        message = "found no front matter, write --- on the first line, then the fields, then --- again"
        problems.append(Problem(source, 1, "front matter", message))
        return None
    end = next((i for i, row in enumerate(rows) if i and row.rstrip() == FENCE), None)
    if end is None:
        message = "found no closing ---, write --- on a line of its own after the last field"
        problems.append(Problem(source, 1, "front matter", message))
        return None
    return Sheet("\n".join(rows[1:end]), 2, "\n".join(rows[end + 1 :]), end + 2)
