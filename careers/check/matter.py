"""What the rules look at: the library, the files as they are written, the day, and the lists that editors own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel

from careers.check.passages import Passage, passages
from careers.content.document import Document
from careers.content.folder import read_folder
from careers.content.front_matter import FrontMatter
from careers.content.library import Library
from careers.content.settings import Jargon, JargonTerm
from careers.content.sheet import split
from careers.content.strict_yaml import Parsed, parse
from careers.content.validation import validate


class Seen(Protocol):
    """A piece of personal data in a text: from where to where, and what it is in words."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def words(self) -> str: ...


M = TypeVar("M", bound=BaseModel)
FindPersonalData = Callable[[str, Collection[str]], "Collection[Seen]"]
WORDS_FILE = "words.txt"
SILENCED = "silenced.yaml"
JARGON = "jargon.yaml"


@dataclass(frozen=True)
class Matter:
    """The content at one moment (``now``, aware). ``texts`` has each Markdown and YAML file by its path."""

    library: Library
    texts: Mapping[str, str]
    now: datetime
    words: frozenset[str]
    jargon: tuple[JargonTerm, ...]
    find: FindPersonalData

    @property
    def today(self) -> date:
        """Return the calendar day in London."""
        return self.now.date()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return every passage of every Markdown file and of site.yaml."""
        wanted = [path for path in self.texts if path.endswith(".md") or path == "site.yaml"]
        return tuple(passage for path in wanted for passage in passages(path, self.texts[path]))

    @cached_property
    def by_file(self) -> Mapping[str, tuple[Passage, ...]]:
        """Return the passages of each Markdown file."""
        found: dict[str, list[Passage]] = {}
        for passage in self.passages:
            if passage.path.endswith(".md"):
                found.setdefault(passage.path, []).append(passage)
        return {path: tuple(of_file) for path, of_file in found.items()}

    @cached_property
    def documents(self) -> Mapping[str, Document[FrontMatter]]:
        """Return every document whose text is looked at by its path, figures among them."""
        every = (*self.library.documents(), *self.library.figures.values())
        return {str(d.source): d for d in every if str(d.source) in self.texts}

    def fields(self, path: str) -> Parsed:
        """Return the front matter of a file as it is written, with its lines."""
        sheet = split(self.texts[path], path, [])
        return (parse(sheet.front, path, sheet.front_line, []) if sheet else None) or Parsed()

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the words that are nobody's secret: people in stories, titles, terms, and who published what."""
        library = self.library
        found = {story.front.person.first_name for story in library.stories.values()} | set(self.words)
        found |= {document.title for document in library.documents()}
        found |= {label for labels in library.vocabulary.labels.values() for label in labels.values()}
        found |= {library.settings.name, library.settings.organisation.name, library.settings.organisation.service}
        return frozenset(found)


def gather(folder: Path, library: Library, now: datetime, find: FindPersonalData, only: str = "") -> Matter:
    """Return the matter of a sound content folder, or of one file of it."""
    if only:
        files = {name: _data(folder / name) for name in (only, SILENCED, JARGON, WORDS_FILE)}
    else:
        names = frozenset(path.name for path in folder.iterdir() if path.is_file())
        files = {str(file.path): file.data for file in read_folder(folder, names, [])}
    texts = {path: _text(data) for path, data in files.items() if path.endswith((".md", ".yaml"))}
    jargon = load(texts, JARGON, Jargon)
    if only:
        texts = {path: text for path, text in texts.items() if path in {only, SILENCED}}
    words = _lines(_text(files.get(WORDS_FILE, b"")))
    return Matter(library, texts, now, frozenset(words), jargon.jargon if jargon else (), find)


def load(texts: Mapping[str, str], name: str, model: type[M]) -> M | None:
    """Return a settings file as its model, ``None`` when it is not there or empty."""
    parsed = parse(texts[name], name, 1, []) if texts.get(name, "").strip() else None
    return validate(model, parsed, name, []) if parsed else None


def _data(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def _lines(text: str) -> Iterator[str]:
    """Yield the words of a list, one a line; what follows # is a note."""
    for row in text.split("\n"):
        if word := row.partition("#")[0].strip():
            yield word
