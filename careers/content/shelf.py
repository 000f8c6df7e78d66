"""The library in use: one at a time, replaced whole, kept when the new one is faulty."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from threading import Lock

from careers.clock import Clock
from careers.content.addresses import PROGRAM_ADDRESSES
from careers.content.builder import Cache, build
from careers.content.folder import Signature, signature
from careers.content.keepsake import keep, kept
from careers.content.library import Library
from careers.content.problem import ContentError, Problem

log = logging.getLogger(__name__)


class Shelf:
    """Hold the current library of ``folder`` and swap in a new one on request.

    With a ``cupboard``, a copy of sound content is kept there, and a start on faulty content serves that copy. Raises
    :class:`ContentError` when the very first library cannot be built and no copy is kept; after that the last good one
    stays.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        *,
        served: Iterable[str] = PROGRAM_ADDRESSES,
        cupboard: Path | None = None,
    ) -> None:
        self._folder, self._clock, self._served, self._cupboard = folder, clock, frozenset(served), cupboard
        self._building = Lock()
        self._cache: Cache = {}
        self._seen: Signature = signature(folder)
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
            library = self._build(self._folder)
        except ContentError as error:
            copy = kept(self._cupboard) if self._cupboard else None
            if copy is None:
                raise
            library = self._build(copy)
            self._report(error)
        else:
            self._keep(library)
        return library

    def _build(self, folder: Path) -> Library:
        return build(folder, self._clock.today(), served=self._served, cache=self._cache)

    def _keep(self, library: Library) -> None:
        if self._cupboard and signature(self._folder) == self._seen:
            keep(self._folder, library.version, self._cupboard)

    def _report(self, error: ContentError) -> None:
        self._problems = error.problems
        self._faults_since = self._faults_since or self._clock.now()
        log.error("The content has faults; the last good version stays:\n%s", error)

    def changed(self) -> bool:
        """Tell whether a file has changed since the last build, by its status alone."""
        return signature(self._folder) != self._seen

    def reload(self) -> bool:
        """Build a new library beside the current one and swap it in; return whether it was sound.

        Readers never wait: they hold the library that they were given. A fault is logged, the last good library stays.
        """
        with self._building:
            seen = signature(self._folder)
            try:
                library = self._build(self._folder)
            except ContentError as error:
                self._seen = seen
                self._report(error)
                return False
            self._seen, self._problems, self._faults_since = seen, (), None
            self._library = library
            self._keep(library)
            return True
