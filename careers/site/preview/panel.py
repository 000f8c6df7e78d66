"""What the panel beside a page shows, and what the overview of the whole site shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePosixPath
from threading import Lock
from typing import Protocol

from careers.check.catalogue import of_engine
from careers.check.examine import examine_file, examine_library
from careers.check.finding import Finding
from careers.check.matter import FindPersonalData, Seen
from careers.content.addresses import url_of
from careers.content.document import Kind
from careers.content.edition import Edition
from careers.content.folder import ROOMS
from careers.content.lookout import Signature
from careers.content.problem import Problem
from careers.head import Meta
from careers.site.current import Site
from careers.site.preview.editor import is_for_this_machine, place_of
from careers.site.preview.state import Standing, standing, standings

KEPT = 200
PASSAGES = 4000
"""Passages whose personal data is remembered: more than the site has, so that a save costs the passages that changed."""


class Feedback(Protocol):
    """What visitors said of a page, in words: the present version, earlier ones, reasons, and the newest comments."""

    @property
    def words(self) -> str:
        """Return the share of the present version with its interval."""

    @property
    def earlier(self) -> str:
        """Return what was said of earlier versions, "" when nothing was."""

    @property
    def reasons(self) -> str:
        """Return the reasons with their numbers."""

    @property
    def comments(self) -> Sequence[str]:
        """Return the newest comments on the present version."""

    @property
    def url(self) -> str:
        """Return the address of all that was said of the page, for those who can sign in."""


TellFeedback = Callable[[str], "Feedback | None"]
"""Return what visitors said of the page at a path, ``None`` when nobody said anything."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One finding as the panel shows it: where, what to do, the name of the rule and whether it blocks.

    ``url`` is the address of the page that the file makes, "" when it makes none.
    """

    path: str
    line: int
    message: str
    rule: str
    blocks: bool
    url: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel of one page. ``source`` is its file, "" when it has none; ``day`` is the chosen day as YYYY-MM-DD.

    ``feedback`` tells what visitors said of the page, ``None`` when nobody did. ``is_behind`` says that the newest files
    are faulty, so that the page shows the last good ones, and ``is_without_page`` that this file was never sound.
    ``edit`` is the address of the file in the editor, "" where nothing can be edited in the browser.
    """

    source: str
    edit: str
    standing: str
    troubles: tuple[Trouble, ...]
    elsewhere: int
    is_behind: bool
    is_without_page: bool
    day: str
    is_chosen: bool
    here: str
    seen: str
    feedback: Feedback | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that is to do on the whole site, and every page that visitors see otherwise."""

    meta: Meta
    blocking: tuple[Trouble, ...]
    advice: tuple[Trouble, ...]
    silent: int
    standings: tuple[Standing, ...]
    is_behind: bool


class Adviser:
    """Asks the check about files, and remembers what it said for as long as the content is the same."""

    def __init__(self, site: Site, find: FindPersonalData, tell: TellFeedback) -> None:
        self._site, self._find, self.tell = site, _remembering(find), tell
        self._version = ""
        self._marked: tuple[Edition, Mapping[str, str]] | None = None
        self._of_files: dict[str, tuple[Finding, ...]] = {}
        self._state: tuple[Signature, str] = {}, ""
        self._lock = Lock()

    def on_file(self, path: str, now: datetime) -> tuple[Finding, ...]:
        """Return what the rules say of one file of the library in use."""
        library = self._site.shelf.library
        version = f"{library.version} {now.date()}"
        with self._lock:
            if version != self._version:
                self._version, self._of_files = version, {}
            if path not in self._of_files and len(self._of_files) < KEPT:
                report = examine_file(self._site.config.content, library, path, now, self._find)
                self._of_files[path] = report.findings
            return self._of_files.get(path, ())

    def marks(self, edition: Edition) -> Mapping[str, str]:
        """Return the address of every page that visitors do not simply see, and how it stands."""
        if self._marked is None or self._marked[0] is not edition:
            self._marked = edition, {one.url: one.words for one in standings(edition)}
        return self._marked[1]

    def state(self, seen: Signature) -> str:
        """Return a short text that differs as soon as one file of the content has changed."""
        held = self._state
        if held[0] is not seen:
            held = self._state = seen, sha256(repr(seen).encode()).hexdigest()[:16]
        return held[1]

    def overview(self, now: datetime) -> Overview:
        """Return the overview of the whole site."""
        site = self._site
        problems = site.shelf.problems
        library = site.shelf.library
        report = None if problems else examine_library(site.config.content, library, now, self._find)
        found = report.findings if report else tuple(sorted({of_engine(problem) for problem in problems}))
        return Overview(
            meta=Meta("Preview", "What is to do on the whole site.", noindex=True),
            blocking=_troubles(f for f in found if f.is_error),
            advice=_troubles(f for f in found if not f.is_error),
            silent=len(report.silent) if report else 0,
            standings=tuple(standings(site.edition())),
            is_behind=bool(problems),
        )


def panel(site: Site, adviser: Adviser, path: str, day: datetime | None, seen: str) -> Panel:
    """Return the panel of the page at ``path``; ``day`` is the chosen day, ``seen`` the state of the files."""
    now = site.clock.now()
    edition = site.edition()
    problems = site.shelf.problems
    document = edition.library.find(path)
    source = str(document.source) if document else next((p.path for p in problems if _is_at(p, path)), "")
    if problems:
        found = tuple(sorted({of_engine(problem) for problem in problems}))
    else:
        found = adviser.on_file(source, now) if source else ()
    of_page = [finding for finding in found if finding.path == source]
    return Panel(
        source=f"content/{source}" if source else "",
        edit=place_of(source) if source and is_for_this_machine(site.config.host) else "",
        standing=standing(edition, document) if document else "",
        troubles=_troubles(of_page),
        elsewhere=sum(finding.is_error and finding.path != source for finding in found),
        is_behind=bool(problems),
        is_without_page=bool(source) and document is None,
        day=f"{day or now:%Y-%m-%d}",
        is_chosen=day is not None,
        here=path,
        seen=seen,
        feedback=adviser.tell(path),
    )


def _remembering(find: FindPersonalData) -> FindPersonalData:
    """Return the same guard, which does not read a passage twice: most of what the check of a page takes."""

    @lru_cache(maxsize=PASSAGES)
    def found(text: str, known: frozenset[str]) -> tuple[Seen, ...]:
        return tuple(find(text, known))

    return lambda text, known: found(text, frozenset(known))


def _is_at(problem: Problem, path: str) -> bool:
    """Tell whether a faulty file would have the address ``path``."""
    return _url(problem.path) == path


def _url(path: str) -> str:
    """Return the address of the page that a file makes, "" when it makes none."""
    source = PurePosixPath(path)
    is_page = source.suffix == ".md" and source.parts[0] in ROOMS and source.parts[0] != Kind.FIGURE
    return url_of(source) if is_page else ""


def _troubles(findings: Iterable[Finding]) -> tuple[Trouble, ...]:
    return tuple(
        Trouble(
            f"content/{finding.path}", finding.line, finding.message, finding.rule, finding.is_error, _url(finding.path)
        )
        for finding in sorted(findings, key=lambda finding: (not finding.is_error, finding))
    )
