"""All files of the folder, read and checked one by one, before they are checked against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from careers.content.document import Document, Figure, Kind
from careers.content.front_matter import FrontMatter
from careers.content.library import Asset
from careers.content.problem import Problem, Severity
from careers.content.strict_yaml import Parsed, Path, field_name

F_co = TypeVar("F_co", bound=FrontMatter, covariant=True)
S = TypeVar("S", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Entry(Generic[F_co]):
    """A document and the lines of its fields."""

    document: Document[F_co]
    parsed: Parsed

    def problem(self, path: Path, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem with the field at ``path``, on its line."""
        return Problem(str(self.document.source), self.parsed.line(path), field_name(path), message, severity)

    def problem_at(self, line: int, what: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem with something on a line of the text."""
        return Problem(str(self.document.source), line, what, message, severity)


@dataclass(frozen=True, slots=True)
class Setting:
    """A settings file, its data and the lines of its fields."""

    source: str
    value: Any
    parsed: Parsed

    def problem(self, path: Path, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem with the field at ``path``, on its line."""
        return Problem(self.source, self.parsed.line(path), field_name(path), message, severity)


@dataclass(frozen=True, slots=True)
class Collection:
    """What was read. ``known`` and ``addresses`` hold faulty files too, so that one fault is told once.

    ``known`` is the path by kind and slug; ``addresses`` the paths by address; ``served`` what the program answers.
    """

    entries: tuple[Entry[FrontMatter], ...]
    known: Mapping[Kind, Mapping[str, str]]
    settings: Mapping[str, Setting]
    images: Mapping[str, Asset]
    downloads: Mapping[str, Asset]
    image_names: frozenset[str]
    download_names: frozenset[str]
    addresses: Mapping[str, tuple[str, ...]]
    served: frozenset[str]
    today: date
    _by_url: dict[str, Document[FrontMatter]] = field(default_factory=dict)

    def of(self, kind: Kind) -> Iterator[Entry[Any]]:
        """Yield the entries of one kind."""
        return (entry for entry in self.entries if entry.document.kind is kind)

    def figures(self) -> Mapping[str, Figure]:
        """Return the figures by id."""
        return {entry.document.slug: entry.document for entry in self.of(Kind.FIGURE)}

    def by_url(self) -> Mapping[str, Document[FrontMatter]]:
        """Return the documents that have a page of their own, by address."""
        if not self._by_url:
            pages = (entry.document for entry in self.entries if entry.document.kind is not Kind.FIGURE)
            self._by_url.update({document.url: document for document in pages})
        return self._by_url
