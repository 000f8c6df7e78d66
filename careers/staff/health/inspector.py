"""The check of the content, made once for each version and day, and never while somebody waits for a page.

A whole check reads every text several times over and takes longer than any page may. So the first who asks gets the
promise of a report, a thread makes it, and whoever asks next gets it. Each process makes its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock, Thread

from careers.check.examine import Report, examine_library
from careers.check.matter import FindPersonalData
from careers.clock import Clock
from careers.content.library import Library

log = logging.getLogger(__name__)
Examine = Callable[[Path, Library, datetime, FindPersonalData], Report]


class State(StrEnum):
    """How far an inspection is."""

    AT_WORK = "at work"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is known of one version on one day; the report is there once it is done."""

    state: State
    report: Report | None = None


class Inspector:
    """Makes inspections of a content folder, one at a time."""

    def __init__(self, folder: Path, clock: Clock, find: FindPersonalData, examine: Examine = examine_library) -> None:
        self._folder, self._clock, self._find, self._examine = folder, clock, find, examine
        self._lock = Lock()
        self._key = ""
        self._inspection = Inspection(State.AT_WORK)

    def look_at(self, library: Library) -> Inspection:
        """Return the inspection of a library today, and begin it when nobody has."""
        now = self._clock.now()
        key = f"{library.version} {now.date()}"
        with self._lock:
            if key == self._key:
                return self._inspection
            self._key, self._inspection = key, Inspection(State.AT_WORK)
        Thread(target=self._make, args=(key, library, now), name="inspector", daemon=True).start()
        return Inspection(State.AT_WORK)

    def _make(self, key: str, library: Library, now: datetime) -> None:
        try:
            made = Inspection(State.DONE, self._examine(self._folder, library, now, self._find))
        except Exception as fault:
            log.error("the content could not be looked through: %s", type(fault).__name__)
            made = Inspection(State.FAILED)
        with self._lock:
            if key == self._key:
                self._inspection = made
