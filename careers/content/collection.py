"""All files of the folder, read and checked one by one, before they are checked against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from careers.content.document import Body, Document, Kind
from careers.content.front_matter import FigureFront, FrontMatter
from careers.content.library import Asset
from careers.content.problem import Problem, Severity
from careers.content.strict_yaml import Data, Parsed, Path, field_name


@dataclass(frozen=True, slots=True)
class Written:
    """A file as an editor wrote it: its fields as text, with their lines."""

    source: str
    parsed: Parsed

    def problem(self, path: Path, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem with the field at ``path``, on its line."""
        return Problem(self.source, self.parsed.line(path), field_name(path, self.source), message, severity)

    def problem_at(self, line: int, what: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem with something on a line of the text."""
        return Problem(self.source, line, what, message, severity)

    def texts(self, *path: str) -> Iterator[tuple[Path, str]]:
        """Yield the text of a field, or each text of a list in it, with its path."""
        found: Data = self.parsed.data
        for name in path:
            found = found.get(name, "") if isinstance(found, dict) else ""
        if isinstance(found, str):
            yield from [(path, found)] if found else []
        elif isinstance(found, list):
            for index, item in enumerate(found):
                if isinstance(item, str):
                    yield (*path, index), item

    def says_yes(self, name: str) -> bool:
        """Tell whether a field says yes."""
        return str(self.parsed.data.get(name, "")).strip().lower() in {"yes", "true"}


@dataclass(frozen=True, slots=True)
class Setting(Written):
    """A settings file at the top of the folder."""

    value: Any


@dataclass(frozen=True, slots=True)
class Entry(Written):
    """A Markdown file with its text rendered. ``front`` is ``None`` when its front matter has faults."""

    path: PurePosixPath
    kind: Kind
    slug: str
    url: str
    front: FrontMatter | None
    body: Body
    fingerprint: str

    @property
    def is_draft(self) -> bool:
        """Tell whether readers cannot see the file yet."""
        return self.says_yes("draft")

    @property
    def document(self) -> Document[FrontMatter] | None:
        """Return the document that the file makes, ``None`` when its front matter has faults."""
        if self.front is None:
            return None
        return Document(self.kind, self.slug, self.url, self.path, self.front, self.body, self.fingerprint)


@dataclass(frozen=True)
class Collection:
    """What was read, faulty files included, so that each fault is told once and no sound file is blamed for it.

    ``image_names`` and ``download_names`` are of all files there; ``served`` is what the program itself answers.
    """

    entries: tuple[Entry, ...]
    settings: Mapping[str, Setting]
    images: Mapping[str, Asset]
    downloads: Mapping[str, Asset]
    image_names: frozenset[str]
    download_names: frozenset[str]
    known: Mapping[Kind, frozenset[str]]
    addresses: Mapping[str, tuple[str, ...]]
    served: frozenset[str]
    today: date

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of one kind."""
        return tuple(entry for entry in self.entries if entry.kind is kind)

    @cached_property
    def figures(self) -> Mapping[str, FigureFront]:
        """Return the sound figures by id."""
        return {entry.slug: entry.front for entry in self.entries if isinstance(entry.front, FigureFront)}

    @cached_property
    def by_url(self) -> Mapping[str, Entry]:
        """Return the files that have a page of their own, by address."""
        return {entry.url: entry for entry in self.entries if entry.kind is not Kind.FIGURE}
