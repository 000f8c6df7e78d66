"""All files of the folder, read and checked one by one, before they are checked against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from careers.content.addresses import FIGURES_PAGE
from careers.content.document import Body, Document, Kind
from careers.content.front_matter import FigureFront, FrontMatter
from careers.content.library import Asset
from careers.content.problem import Problem, Severity
from careers.content.settings import Vocabulary
from careers.content.strict_yaml import Data, Parsed, Path, field_name, parse

Subject = tuple[str, ...]
"""What one file can ask of the others, as :meth:`Collection.fact` answers it: ("page", "/working-here/")."""
Fact = str | None
THERE, DRAFT, RETIRED = "there", "draft", "retired"


class Written:
    """A file as an editor wrote it: its fields as text, with their lines."""

    __slots__ = ()
    source: str
    if TYPE_CHECKING:

        @property
        def parsed(self) -> Parsed:
            """Return the fields."""

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

    source: str
    parsed: Parsed
    value: Any


@dataclass(frozen=True)
class Entry(Written):
    """A Markdown file with its text rendered. ``front`` is ``None`` when its front matter has faults.

    ``fields`` is the front matter as it is written, from line ``fields_line`` on: small, and read again when needed.
    ``addresses`` are those on this site that it leads to, each with its path.
    """

    source: str
    path: PurePosixPath
    kind: Kind
    slug: str
    url: str
    front: FrontMatter | None
    body: Body
    fingerprint: str
    fields: str
    fields_line: int
    addresses: tuple[tuple[Path, str], ...]

    @property
    def parsed(self) -> Parsed:
        """Return the fields as text with their lines; nothing where they cannot be read."""
        return parse(self.fields, self.source, self.fields_line, []) or Parsed()

    def texts(self, *path: str) -> Iterator[tuple[Path, str]]:
        """Yield what :meth:`Written.texts` does; a list of names in sound fields is there without reading them again."""
        names = getattr(self.front, path[0], None) if len(path) == 1 else None
        if isinstance(names, tuple) and all(isinstance(name, str) for name in names):
            for index, name in enumerate(names):
                yield (path[0], index), name
        elif path[0] in self.fields or "\\" in self.fields:  # with which a letter can be written otherwise
            yield from super().texts(*path)

    @cached_property
    def is_draft(self) -> bool:
        """Tell whether readers cannot see the file yet."""
        return self.says_yes("draft") if self.front is None else self.front.draft

    @cached_property
    def document(self) -> Document[FrontMatter] | None:
        """Return the document that the file makes, ``None`` when its front matter has faults."""
        if self.front is None:
            return None
        return Document(self.kind, self.slug, self.url, self.path, self.front, self.body, self.fingerprint)


@dataclass(frozen=True)
class Collection:
    """What was read, faulty files included, so that each fault is told once and no sound file is blamed for it.

    ``entries`` are in the order of their paths, by which they are named. ``image_names`` and
    ``download_names`` are of all files there; ``served`` is what the program itself answers.
    """

    entries: Mapping[str, Entry]
    settings: Mapping[str, Setting]
    images: Mapping[str, Asset]
    downloads: Mapping[str, Asset]
    image_names: frozenset[str]
    download_names: frozenset[str]
    known: Mapping[Kind, frozenset[str]]
    addresses: Mapping[str, tuple[str, ...]]
    served: frozenset[str]
    today: date

    def with_texts(self, entries: Mapping[str, Entry]) -> Collection:
        """Return the same with other texts in these entries, whose front matter and places are as they were."""
        found = replace(self, entries={**self.entries, **entries})
        vars(found).update(
            by_url={**self.by_url, **{entry.url: entry for entry in entries.values()}},
            figures=self.figures,
            terms=self.terms,
            _drafts=self._drafts,
        )
        return found

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of one kind."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[Kind, tuple[Entry, ...]]:
        found: dict[Kind, list[Entry]] = {}
        for entry in self.entries.values():
            found.setdefault(entry.kind, []).append(entry)
        return {kind: tuple(entries) for kind, entries in found.items()}

    @cached_property
    def figures(self) -> Mapping[str, FigureFront]:
        """Return the sound figures by id."""
        return {entry.slug: entry.front for entry in self.of(Kind.FIGURE) if isinstance(entry.front, FigureFront)}

    @cached_property
    def by_url(self) -> Mapping[str, Entry]:
        """Return the files that have a page of their own, by address."""
        return {entry.url: entry for entry in self.entries.values() if entry.kind is not Kind.FIGURE}

    @cached_property
    def _drafts(self) -> frozenset[tuple[Kind, str]]:
        return frozenset((entry.kind, entry.slug) for entry in self.entries.values() if entry.is_draft)

    @cached_property
    def _served_below(self) -> tuple[str, ...]:
        return tuple(served for served in self.served if served.endswith("/"))

    @cached_property
    def terms(self) -> Mapping[tuple[str, str], str] | None:
        """Return the words of the vocabulary by list and id, each RETIRED or THERE; ``None`` without a sound one."""
        setting = self.settings.get("vocabulary.yaml")
        if setting is None:
            return None
        return {
            (name, term.id): RETIRED if term.retired else THERE
            for name in Vocabulary.model_fields
            for term in getattr(setting.value, name)
        }

    @cached_property
    def _anchors(self) -> dict[str, frozenset[str]]:
        return {}

    def anchors(self, entry: Entry) -> frozenset[str]:
        """Return every place on a page that its own text and the page of figures give it."""
        found = self._anchors.get(entry.url)
        if found is None:
            own = entry.body.anchors
            found = own | self.known[Kind.FIGURE] if entry.url == FIGURES_PAGE else own
            self._anchors[entry.url] = found
        return found

    def is_served(self, path: str) -> bool:
        """Tell whether the program itself answers an address."""
        return path in self.served or path.startswith(self._served_below)

    def fact(self, subject: Subject) -> Fact:
        """Answer one question that a file asks of the others; ``None`` means that there is no such thing.

        ("page", path) and (kind, slug) tell a draft from what is "there", ("place", path, anchor) and ("image" or
        "download", name) only whether it is there. ("kind", path) tells the kind of the file that has an address and can
        be read, ("chart", figure) the kind of its chart, ("term", list, word) a "retired" word from one that is "there";
        without a vocabulary every word passes.
        """
        about, *rest = subject
        found: Fact
        match about:
            case "page":
                found = self._page(*rest)
            case "place":
                found = self._place(*rest)
            case "kind":
                found = target.kind if (target := self.by_url.get(rest[0])) else None
            case "image" | "download":
                found = THERE if rest[0] in (self.image_names if about == "image" else self.download_names) else None
            case "chart":
                found = figure.chart if (figure := self.figures.get(rest[0])) else None
            case "term":
                found = THERE if self.terms is None else self.terms.get((rest[0], rest[1]))
            case _:
                found = self._named(Kind(about), rest[0])
        return found

    def _named(self, kind: Kind, slug: str) -> Fact:
        if slug not in self.known[kind]:
            return None
        return DRAFT if (kind, slug) in self._drafts else THERE

    def _place(self, path: str, anchor: str) -> Fact:
        target = self.by_url.get(path)
        return THERE if target is not None and anchor in self.anchors(target) else None

    def _page(self, path: str) -> Fact:
        for folder, names in (("/images/", self.image_names), ("/downloads/", self.download_names)):
            if path.startswith(folder):
                return THERE if path.removeprefix(folder) in names else None
        if path not in self.addresses:
            return THERE if self.is_served(path) else None
        target = self.by_url.get(path)
        return DRAFT if target is not None and target.is_draft else THERE


@dataclass(slots=True)
class Outlook:
    """The collection as one file sees it: what it asked is written down, so that what was found is kept till it changes."""

    collection: Collection
    leans_on: dict[Subject, Fact] = field(default_factory=dict)

    def fact(self, *subject: str) -> Fact:
        """Return the answer to a question and remember both."""
        found = self.leans_on[subject] = self.collection.fact(subject)
        return found
