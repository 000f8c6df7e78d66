"""Limits in front of Markdown, so that no text can keep the renderer busy. Told to editors as faults with a line.

Python-Markdown takes time that grows with the square of some constructs in one paragraph, and of blocks in one text.
Each limit stands well above what a readable page needs and keeps the whole within linear time: what is measured here
takes one pass, what is rendered afterwards has a fixed upper bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careers.content.problem import Problem

PARAGRAPH = 20_000
PARAGRAPHS = 3_000
LINES = 400
NESTED = 8
INDENT = 40


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many finds of ``pattern`` in one paragraph, and in the whole text. Each holds one of the ``signs``."""

    what: str
    pattern: re.Pattern[str]
    paragraph: int
    text: int
    signs: tuple[str, ...]

    def is_far_from(self, text: str) -> bool:
        """Tell, without looking for the pattern, whether the whole text has no more finds than one paragraph may have.

        Where the sign is a line's end, the first or the last line may be a find without one: hence one less.
        """
        return sum(map(text.count, self.signs)) < self.paragraph


LIMITS = (
    Limit("square brackets", re.compile(r"[\[\]]"), 200, 5_000, ("[", "]")),
    Limit("links", re.compile(r"\]\(|\]:"), 100, 2_000, ("]",)),
    Limit("footnote marks", re.compile(r"\[\^"), 100, 600, ("[^",)),
    Limit("stars and underscores", re.compile(r"[*_]"), 400, 10_000, ("*", "_")),
    Limit("backticks", re.compile(r"`"), 300, 8_000, ("`",)),
    Limit("backslashes", re.compile(r"\\"), 300, 8_000, ("\\",)),
    Limit("signs <", re.compile(r"<"), 200, 5_000, ("<",)),
    Limit("signs &", re.compile(r"&"), 300, 8_000, ("&",)),
    Limit("braces", re.compile(r"[{}]"), 200, 4_000, ("{", "}")),
    Limit("quotation marks and dashes", re.compile(r"['\"]|--|\.\.\."), 800, 40_000, ("'", '"', "--", "...")),
    Limit("line breaks", re.compile(r"  $", re.MULTILINE), 100, 2_000, ("  \n",)),
    Limit("bars", re.compile(r"\|"), 2_000, 10_000, ("|",)),
    Limit(
        "headings, list items and rules",
        re.compile(r"^[ >]*(?:[-*+:#=_]|\d+[.)]|!!!)", re.MULTILINE),
        400,
        2_500,
        ("\n",),
    ),
)
_GAP = re.compile(r"(\n[ \t\n]*\n)")
_MARKER = re.compile(r"[ \t]*(?:>|(?:[-*+:]|\d{1,9}[.)])[ \t])")
_RULE = re.compile(r"[-*_= \t]*")
_INDENTED = re.compile(r"[ >\t]*")
_DEEP = re.compile(rf"^(?:[ >\t]{{{INDENT // 4 + 1}}}|(?:{_MARKER.pattern}){{{NESTED + 1}}})", re.MULTILINE)
"""A line that may be nested or indented too deep: a tab takes up to four places."""


def faults(text: str, source: str, first_line: int) -> Iterator[Problem]:
    """Yield the first fault of each kind in a text whose first line is ``first_line``. Takes linear time."""
    near = [limit for limit in LIMITS if not limit.is_far_from(text)]
    for limit in near:
        if (found := _beyond(limit.pattern, text, limit.text)) is not None:
            line = first_line + text.count("\n", 0, found)
            yield _problem(source, line, f"more than {limit.text:,} {limit.what} in the text: split the page")
    if not near and len(text) <= PARAGRAPH and text.count("\n") < LINES and not _DEEP.search(text):
        return  # as nearly every text: no paragraph of it can be beyond anything
    told: set[str] = set()
    for number, (line, block) in enumerate(_paragraphs(text, first_line)):
        if number == PARAGRAPHS:
            yield _problem(source, line, f"more than {PARAGRAPHS:,} paragraphs: split the page")
            return
        for message in _faults_of(block, near):
            if message not in told:
                told.add(message)
                yield _problem(source, line, message)


def _paragraphs(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    line = first_line
    for block in _GAP.split(text):
        if block.strip():
            yield line, block
        line += block.count("\n")


def _faults_of(block: str, near: Sequence[Limit]) -> Iterator[str]:
    if len(block) > PARAGRAPH:
        yield f"a paragraph of more than {PARAGRAPH:,} characters: split it with blank lines"
        return
    rows = block.split("\n")
    if len(rows) > LINES:
        yield f"more than {LINES} lines without a blank line: split them"
    for limit in near:
        if _beyond(limit.pattern, block, limit.paragraph) is not None:
            yield f"more than {limit.paragraph:,} {limit.what} in one paragraph: split it, or write it plainly"
    rows = [row for row in rows if not row[:1].isalpha()]  # no mark and no indent begins with a letter
    if any(_nested(row) > NESTED for row in rows):
        yield f"lists and quotations nested more than {NESTED} deep: write them flat"
    if any(len(found.group().expandtabs(4)) > INDENT for row in rows if (found := _INDENTED.match(row))):
        yield f"a line indented by more than {INDENT} spaces: write lists flatter"


def _nested(row: str) -> int:
    """Return how many quotations and list items begin on one line; a line of dashes is a rule, not a list."""
    if _RULE.fullmatch(row):
        return 0
    depth = place = 0
    while depth <= NESTED and (found := _MARKER.match(row, place)):
        depth, place = depth + 1, found.end()
    return depth


def _beyond(pattern: re.Pattern[str], text: str, most: int) -> int | None:
    """Return where the first find after the allowed ones begins, ``None`` when there are no more than allowed."""
    if len(text) <= most:  # each find takes a character
        return None
    for number, found in enumerate(pattern.finditer(text)):
        if number >= most:
            return found.start()
    return None


def _problem(source: str, line: int, message: str) -> Problem:
    return Problem(source, line, "body", message)
