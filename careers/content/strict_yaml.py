"""YAML as plain data with line numbers: text, lists and mappings, and none of YAML's surprises.

No type is guessed (``no`` stays "no", 1:30 stays "1:30"); anchors, aliases, tags, merge keys and duplicate keys are
refused; depth and size are limited while the text is read, so that no file can blow up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from careers.content.problem import Problem
from careers.content.sheet import UNFIT

MAX_DEPTH = 12
MAX_NODES = 20_000
MAX_CHARACTERS = 200_000
REMEMBERED = 256
"""Texts whose meaning is kept; nobody changes what a text was found to say."""
Path = tuple[str | int, ...]
Data = str | list["Data"] | dict[str, "Data"]
_QUICK: Any = getattr(yaml, "CBaseLoader", None)
_DISPUTED = re.compile(r"\t|^%|[|>][-+0-9]*#", re.MULTILINE)
_QUOTE = 'put "double quotes" around the whole text'
# What PyYAML says, and what an editor needs to hear.
_PLAIN_WORDS = (
    ("mapping values are not allowed", f"a colon and a space inside a text, or a line indented too far: {_QUOTE}"),
    ("could not find expected ':'", "a line without a colon after its field name: write it as name: value"),
    ("found character '\\t'", "a tab: indent with spaces only"),
    ("found a tab", "a tab: indent with spaces only"),
    ("found character", f"a text that starts with a sign that YAML keeps for itself: {_QUOTE}"),
    ("expected <block end>", "a line that is indented more or less than the lines it belongs to: line them up"),
    ("unexpected end of stream", "a quotation mark that is never closed: close it"),
    ("found unexpected document", "a quotation mark that is never closed: close it"),
    ("unknown escape character", 'a backslash inside "double quotes": write it twice, or use single quotes'),
    ("expected alphabetic or numeric", f"a text that starts with & or *: {_QUOTE}"),
    ("expected ',' or", "a list or a mapping in brackets that is never closed: close it"),
    ("expected the node content", f"a value that cannot be read: {_QUOTE}"),
    ("found unknown directive", f"a text that starts with %: {_QUOTE}"),
    ("sequence entries are not allowed", "a list item where none can stand: put it on a line below its field name"),
    ("expected a comment or a line break", "text after | or >: put it on the next line"),
    ("special characters are not allowed", "a character that cannot be printed: delete it"),
)


@dataclass(slots=True)
class Parsed:
    """What a YAML text says. ``lines`` has the line in the file of every key and item, by its path; () is the whole."""

    data: dict[str, Data] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Return the line of a path, or of the nearest thing around it."""
        return line_of(self.lines, path)


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of a path, or of the nearest thing around it that has one."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def strings(data: Data, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text in YAML data with its path."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from strings(value, (*path, name))
    else:
        for index, value in enumerate(data):
            yield from strings(value, (*path, index))


def field_name(path: Path, source: str) -> str:
    """Return how a path is shown to editors, items counted from 1: ("photos", 0, "alt") is "photos[1].alt".

    The whole is the "front matter" of a Markdown file, and the "file" of settings.
    """
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text or whole(source)


def whole(source: str) -> str:
    """Return the word for everything that a YAML text says."""
    return "file" if source.endswith(".yaml") else "front matter"


class _RefusedError(Exception):
    def __init__(self, line: int, path: Path, message: str) -> None:
        super().__init__(message)
        self.line, self.path, self.message = line, path, message


def parse(text: str, source: str, first_line: int, problems: list[Problem]) -> Parsed | None:
    """Return the mapping in a YAML text that begins on ``first_line`` of ``source``; ``None`` after a fault in it."""
    if len(text) > MAX_CHARACTERS:
        message = f"more than {MAX_CHARACTERS:,} characters of settings: move text into the body of the file"
        problems.append(Problem(source, first_line, whole(source), message))
        return None
    parsed, found = _read(text, source, first_line)
    problems.extend(found)
    return parsed


@lru_cache(maxsize=REMEMBERED)
def _read(text: str, source: str, first_line: int) -> tuple[Parsed | None, tuple[Problem, ...]]:
    """Return what a text says and what is wrong with it. Remembered, as most files are the same at the next look.

    PyYAML has two parsers. The one in C takes a tenth of the time, the one in Python says better what is wrong: a text
    with any fault is read again by that one, and so is one with the few signs about which they disagree.
    """
    if _QUICK is not None and not _DISPUTED.search(text) and (parsed := _read_quickly(text, source, first_line)):
        return parsed, ()
    problems: list[Problem] = []
    builder = _Builder(source, first_line, problems)
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            builder.take(event)
    except _RefusedError as refused:
        problems.append(Problem(source, refused.line, field_name(refused.path, source), refused.message))
    except yaml.YAMLError as error:
        problems.append(_in_plain_words(error, text, source, first_line))
    if problems and not builder.is_whole:
        return None, tuple(problems)
    if not isinstance(builder.result, dict):
        message = "found no fields, write one a line as name: value"
        problems.append(Problem(source, first_line, whole(source), message))
        return None, tuple(problems)
    return Parsed(builder.result, builder.lines), tuple(problems)


def _read_quickly(text: str, source: str, first_line: int) -> Parsed | None:
    """Return what a sound text says, ``None`` for any other."""
    problems: list[Problem] = []
    builder = _Builder(source, first_line, problems)
    try:
        for event in yaml.parse(text, Loader=_QUICK):
            builder.take(event)
    except (_RefusedError, yaml.YAMLError):
        return None
    if problems or not builder.is_whole or not isinstance(builder.result, dict):
        return None
    return Parsed(builder.result, builder.lines)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read."""

    holder: dict[str, Data] | list[Data]
    path: Path
    key: str | None = None
    skipped: bool = False


class _Builder:
    """Put data together from the events of the YAML parser, with a line for each path."""

    def __init__(self, source: str, first_line: int, problems: list[Problem]) -> None:
        self._source, self._first, self._problems = source, first_line, problems
        self._stack: list[_Open] = []
        self._nodes = 0
        self._documents = 0
        self.result: Data | None = None
        self.lines: dict[Path, int] = {(): first_line}
        self.is_whole = False

    def take(self, event: yaml.Event) -> None:
        """Take in the next event; raise :class:`_RefusedError` for what is not allowed."""
        if isinstance(event, yaml.NodeEvent):
            self._refuse_cleverness(event)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _RefusedError(self._line(event), (), "found a second ---, write one block of fields only")
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin([], event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._stack.pop()
        elif isinstance(event, yaml.StreamEndEvent):
            self.is_whole = True

    def _line(self, event: yaml.Event) -> int:
        return self._first + (event.start_mark.line if event.start_mark else 0)

    def _refuse_cleverness(self, event: yaml.NodeEvent) -> None:
        self._nodes += 1
        line, path, tag = self._line(event), self._place(), getattr(event, "tag", None)
        if self._nodes > MAX_NODES:
            raise _RefusedError(line, path, f"more than {MAX_NODES:,} values: split the file")
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError(line, path, f'found the reference "*{event.anchor}", write the value itself')
        if event.anchor is not None:
            raise _RefusedError(line, path, f'found the anchor "&{event.anchor}", write the value alone')
        if tag is not None:
            raise _RefusedError(line, path, f'found the tag "{tag}", write the value alone, or in "double quotes"')

    def _place(self) -> Path:
        if not self._stack:
            return ()
        top = self._stack[-1]
        if isinstance(top.holder, list):
            return (*top.path, len(top.holder))
        return top.path if top.key is None else (*top.path, top.key)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if unfit := UNFIT.search(str(event.value)):
            message = f"found an invisible character (U+{ord(unfit.group()):04X}), write the text without it"
            raise _RefusedError(self._line(event), self._place(), message)
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.holder, dict) and top.key is None:
            self._key(top, event)
        else:
            self._put(str(event.value), self._line(event))

    def _key(self, top: _Open, event: yaml.ScalarEvent) -> None:
        key, path, line = str(event.value), (*top.path, str(event.value)), self._line(event)
        if "\n" in key:
            raise _RefusedError(line, top.path, "found a line break in a field name, write a plain word")
        if key == "<<":
            raise _RefusedError(line, top.path, "found the merge key <<, write the fields themselves")
        top.key = key
        top.skipped = key in top.holder
        if top.skipped:
            message = f"found twice (first on line {self.lines[path]}), write it once"
            self._problems.append(Problem(self._source, line, field_name(path, self._source), message))
        else:
            self.lines[path] = line

    def _put(self, value: Data, line: int) -> None:
        if not self._stack:
            self.result = value
            return
        top = self._stack[-1]
        if isinstance(top.holder, list):
            self.lines.setdefault((*top.path, len(top.holder)), line)
            top.holder.append(value)
            return
        if top.key is not None and not top.skipped:
            top.holder[top.key] = value
        top.key = None

    def _begin(self, holder: dict[str, Data] | list[Data], event: yaml.Event) -> None:
        path, line = self._place(), self._line(event)
        if len(self._stack) >= MAX_DEPTH:
            raise _RefusedError(line, path, f"lists and fields nested more than {MAX_DEPTH} deep: write them flat")
        if self._stack and isinstance(self._stack[-1].holder, dict) and self._stack[-1].key is None:
            raise _RefusedError(line, path, "found a list or a mapping as a field name, write a plain word")
        self._put(holder, line)
        self._stack.append(_Open(holder, path))


def _in_plain_words(error: yaml.YAMLError, text: str, source: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index = int(mark.line) if mark else text.count("\n", 0, getattr(error, "position", 0))
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    rows = text.split("\n")
    row = rows[index] if index < len(rows) else ""
    if re.match(r" *\t", row):
        said = "found a tab"
    words = next(
        (plain for start, plain in _PLAIN_WORDS if start in said), "something that is not valid YAML: " + _QUOTE
    )
    name = re.match(r"[ -]*([A-Za-z_]\w*) *:", row)
    return Problem(source, first_line + index, name.group(1) if name else whole(source), f"found {words}")
