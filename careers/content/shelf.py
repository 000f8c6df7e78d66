"""The library in use: one at a time, replaced whole, kept when the new one is faulty."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from threading import Lock

from careers.clock import Clock
from careers.content.addresses import PROGRAM_ADDRESSES
from careers.content.builder import Memory, build
from careers.content.desk import Progress
from careers.content.keepsake import Keepsake, kept
from careers.content.library import Library
from careers.content.lookout import Lookout, Signature
from careers.content.problem import ContentError, Problem
from careers.content.store import Store

log = logging.getLogger(__name__)


class Shelf:
    """Hold the current library of ``folder`` and swap in a new one on request.

    With a ``cupboard``, a copy of sound content is kept there, and a start on faulty content serves that copy. Raises
    :class:`ContentError` when the very first library cannot be built and no copy is kept; after that the last good one
    stays. With a ``store`` texts that were rendered before are read from there; ``progress`` is told of long work.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        *,
        served: Iterable[str] = PROGRAM_ADDRESSES,
        cupboard: Path | None = None,
        store: Path | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._folder, self._clock, self._served, self._cupboard = folder, clock, frozenset(served), cupboard
        self._keepsake = Keepsake(cupboard) if cupboard else None
        self._building, self._looking = Lock(), Lock()
        self._lookout = Lookout(folder.resolve())
        self._memory = Memory(Store(store) if store else None, progress)
        self._seen: Signature = {}
        self._problems: tuple[Problem, ...] = ()
        self._faults_since: datetime | None = None
        self._library = self._first()

    @property
    def library(self) -> Library:
        """Return the library that is served now."""
        return self._library

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps the newest files from being served; empty when they are."""
        return self._problems

    @property
    def faults_since(self) -> datetime | None:
        """Return when the content was first found faulty, ``None`` while it is sound."""
        return self._faults_since

    def _first(self) -> Library:
        try:
            library = self._build()
        except ContentError as error:
            copy = kept(self._cupboard) if self._cupboard else None
            if copy is None:
                raise
            library = build(copy, self._clock.today(), served=self._served, memory=Memory(self._memory.store))
            self._report(error)
        else:
            self._keep()
        return library

    def _build(self) -> Library:
        try:
            return build(self._folder, self._clock.today(), served=self._served, memory=self._memory)
        finally:
            self._seen = self._memory.signature

    def _keep(self) -> None:
        if self._keepsake:
            self._keepsake.keep(self._folder, self._memory.fingerprints)

    def _report(self, error: ContentError) -> None:
        self._problems = error.problems
        self._faults_since = self._faults_since or self._clock.now()
        log.error("The content has faults; the last good version stays:\n%s", error)

    def look(self) -> Signature:
        """Return what the system says of every file now, the same object until that differs."""
        root = self._folder.resolve()
        with self._looking:
            if root != self._lookout.root:
                self._lookout = Lookout(root)
            self._lookout.look([])
            self._lookout.settle()
            return self._lookout.stamps

    def changed(self, seen: Signature | None = None) -> bool:
        """Tell whether a file has changed since the last build, by its status alone: as ``seen``, or as it is now."""
        return (self.look() if seen is None else seen) != self._seen

    def wait(self) -> None:
        """Return when no new library is being built, so that work without haste can leave Python to that."""
        with self._building:
            pass

    def reload(self) -> bool:
        """Build a new library beside the current one and swap it in; return whether it was sound.

        Readers never wait: they hold the library that they were given. A fault is logged, the last good library stays.
        """
        with self._building:
            try:
                library = self._build()
            except ContentError as error:
                self._report(error)
                return False
            self._problems, self._faults_since = (), None
            self._library = library
            self._keep()
            return True
