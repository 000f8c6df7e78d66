"""How an operator tells every process of the site to take up changed content: by the time of one small file.

A signal reaches one process, and starting the workers afresh would leave moments in which none listens. A file in the
instance folder reaches all of them, costs a look at one file fifty times a second, and says the same to a process
that starts later.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

INTERVAL = timedelta(milliseconds=20)


class ReloadSignal:
    """Notice when :func:`give` was called, in any process, since the last look."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "reload"
        self._seen = self._stamp()
        self._looked: datetime | None = None
        self._is_heeded = True

    def was_given(self, now: datetime) -> bool:
        """Tell, once, whether the signal was given; looks at most fifty times a second, as ``now`` has it."""
        if not self._is_heeded or (self._looked is not None and abs(now - self._looked) < INTERVAL):
            return False
        self._looked = now
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        return True

    @contextmanager
    def unheeded(self) -> Iterator[None]:
        """Heed no signal for a while; one that is given meanwhile is noticed after that."""
        self._is_heeded = False
        try:
            yield
        finally:
            self._is_heeded = True

    def give(self) -> None:
        """Tell every process that content has changed. Raises OSError when the folder cannot be written."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(b"")

    def _stamp(self) -> tuple[int, int]:
        try:
            status = self._file.stat()
        except OSError:
            return 0, 0
        return status.st_mtime_ns, status.st_ino
