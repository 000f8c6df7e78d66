"""A file as its readers meet it: passages of plain words, each with its place, without Markdown and without codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careers.content.sheet import split
from careers.content.strict_yaml import Parsed, Path, parse, strings

# Fields whose values are for the program, or are the names that others gave to their work.
_NOT_PROSE = frozenset({"url", "to", "apply_url", "phone", "email", "src", "file", "reference", "credit", "licence"})
_STRUCTURE = re.compile(r"^ *(?:#{1,6} |[-*+] |\d+[.)] |\||!!!|\{\{|>|: |\[\^)")
_CLEAN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\{:[^}\n]*\}"), ""),
    (re.compile(r"\{\{ *as-at [^}]*\}\}"), "2020"),
    (re.compile(r"\{\{ *figure [^}]*\}\}"), "10"),
    (re.compile(r"\{\{[^}]*\}\}"), ""),
    (re.compile(r"`[^`\n]*`"), ""),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[\^[^\]]*\]:?"), ""),
    (re.compile(r"<[^>\n]*>|https?://\S+"), ""),
    (re.compile(r"^ *(?:#{1,6}|[-*+>:]|\d+[.)]) +", re.MULTILINE), ""),
    (re.compile(r"[*_|\\]+"), " "),
)
_END = re.compile(r"(?<=[.!?])[\"’”)]*\s+(?=[\"“‘(]?[A-Z0-9£])")
_NOTICE = re.compile(r"!!! *[\w-]+ *")


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, a paragraph, a list item or a field; ``text`` keeps its line breaks, so that places have lines.

    ``field`` is "" in the body; ``is_heading`` is true for headings and for fields that are no sentences.
    """

    path: str
    line: int
    text: str
    field: str = ""
    is_heading: bool = False

    def line_at(self, position: int) -> int:
        """Return the line of a place in the text."""
        return self.line if self.field else self.line + self.text.count("\n", 0, position)

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Yield each sentence with its line."""
        start = 0
        for end in [*(found.end() for found in _END.finditer(self.text)), len(self.text)]:
            sentence = self.text[start:end]
            if sentence.strip():
                yield self.line_at(start + len(sentence) - len(sentence.lstrip())), " ".join(sentence.split())
            start = end


def passages(path: str, text: str) -> Iterator[Passage]:
    """Yield every passage of a Markdown or YAML file in reading order; of a file that cannot be split, nothing."""
    if path.endswith(".yaml"):
        yield from _fields(path, text, 1)
        return
    sheet = split(text, path, [])
    if sheet is None:
        return
    yield from _fields(path, sheet.front, sheet.front_line)
    for line, raw in paragraphs(sheet.body, sheet.body_line):
        heading = raw.lstrip().startswith(("#", "!!!"))
        words = _NOTICE.sub("", raw).replace('"', "") if raw.startswith("!!!") else raw
        words = plain(words)
        if words.strip():
            yield Passage(path, line, words, "", heading)


def _fields(path: str, text: str, first_line: int) -> Iterator[Passage]:
    parsed = parse(text, path, first_line, []) or Parsed()
    for place, words in strings(parsed.data):
        if _is_prose(place, words):
            yield Passage(path, parsed.line(place), words, _name(place), not words.rstrip().endswith((".", "!", "?")))


def _is_prose(place: Path, words: str) -> bool:
    return " " in words.strip() and _name(place) not in _NOT_PROSE and not {"source", "sources"} & set(place)


def _name(place: Path) -> str:
    return next((part for part in reversed(place) if isinstance(part, str)), "")


def paragraphs(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield each run of lines that belong together, as written, with the line on which it begins."""
    begun, rows, fenced = first_line, list[str](), False
    for line, row in enumerate([*body.split("\n"), ""], first_line):
        if row.lstrip().startswith("```"):
            fenced = not fenced
            continue
        ends = not row.strip() or _STRUCTURE.match(row) is not None
        if ends and rows:
            yield begun, "\n".join(rows)
            rows = []
        if row.strip() and not fenced:
            begun = begun if rows else line
            rows.append(row)


def plain(text: str) -> str:
    """Return Markdown as its words; line breaks stay where they are."""
    for pattern, instead in _CLEAN:
        text = pattern.sub(instead, text)
    return text
