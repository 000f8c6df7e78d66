"""Limits in front of Markdown, so that no text can keep the renderer busy. Told to editors as faults with a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careers.content.problem import Problem


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` of what ``pattern`` finds in one paragraph (or, with ``whole``, in the text)."""

    pattern: re.Pattern[str]
    most: int
    what: str
    whole: bool = False


PARAGRAPH = 10_000
PARAGRAPHS = 10_000
LINES = 400
_LIMITS = (
    Limit(re.compile(r"[\[\]]"), 400, "square brackets"),
    Limit(re.compile(r"[*_]"), 600, "stars and underscores"),
    Limit(re.compile(r"`"), 400, "backticks"),
    Limit(re.compile(r"\\"), 400, "backslashes"),
    Limit(re.compile(r"<"), 200, "signs <"),
    Limit(re.compile(r"&"), 400, "signs &"),
    Limit(re.compile(r"[{}]"), 200, "braces"),
    Limit(re.compile(r"['\"]|--|\.\.\."), 1_000, "quotation marks and dashes"),
    Limit(re.compile(r"\|"), 4_000, "bars"),
    Limit(re.compile(r"\[\^"), 1_000, "footnote marks", whole=True),
    Limit(re.compile(r"\]\(|\]:"), 5_000, "links", whole=True),
)
_QUOTED = re.compile(r"(?:[ ]{0,3}>){7}|(?:[ >]*>){9}")
_INDENTED = re.compile(r"[ >]*")
MAX_INDENT = 40


def faults(text: str, source: str, first_line: int) -> Iterator[Problem]:
    """Yield the first fault of each kind in a text whose first line is ``first_line``. Takes linear time."""
    for limit in _LIMITS:
        if limit.whole and (found := _nth(limit.pattern, text, limit.most)) is not None:
            line = first_line + text.count("\n", 0, found)
            yield _problem(source, line, f"more than {limit.most:,} {limit.what} in the text: split the page")
    seen: set[str] = set()
    for line, block in _paragraphs(text, first_line):
        for kind, message in _faults_of(block):
            if kind not in seen:
                seen.add(kind)
                yield _problem(source, line, message)


def _paragraphs(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    line = first_line
    for block in re.split(r"(\n[ \n]*\n)", text):
        if block.strip():
            yield line, block
        line += block.count("\n")


def _faults_of(block: str) -> Iterator[tuple[str, str]]:
    if len(block) > PARAGRAPH:
        yield "long", f"a paragraph of more than {PARAGRAPH:,} characters: split it with blank lines"
        return
    rows = block.split("\n")
    if len(rows) > LINES:
        yield "rows", f"more than {LINES} lines without a blank line: split them"
    for limit in _LIMITS:
        if not limit.whole and _nth(limit.pattern, block, limit.most) is not None:
            yield limit.what, f"more than {limit.most:,} {limit.what} in one paragraph: split it, or write it plainly"
    if any(_QUOTED.match(row) for row in rows):
        yield "quoted", "quotations nested more than 6 deep: write them flat"
    if any(len(found.group()) > MAX_INDENT for row in rows if (found := _INDENTED.match(row))):
        yield "indented", f"a line indented by more than {MAX_INDENT} spaces: write lists flatter"


def _nth(pattern: re.Pattern[str], text: str, most: int) -> int | None:
    for number, found in enumerate(pattern.finditer(text)):
        if number >= most:
            return found.start()
    return None


def _problem(source: str, line: int, message: str) -> Problem:
    return Problem(source, line, "body", message)
