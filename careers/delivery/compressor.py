"""The best compression of what is stored, made while the machine has nothing else to do.

Somebody who waits for a page gets it at the quick level, 2 ms at most; the best level takes up to 60 ms a page and saves a
sixth. It is made in a thread of the lowest priority, so that a busy machine leaves it for later.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from queue import Full, Queue
from threading import Lock, Thread

from careers.delivery import encoding
from careers.delivery.page_store import StoredPage
from careers.delivery.warming import give_way

MOST_WAITING = 20_000
log = logging.getLogger(__name__)


class Compressor:
    """Take pages in hand one after the other; the thread begins with the first page, in the process that has it."""

    def __init__(self) -> None:
        self._waiting: Queue[StoredPage] = Queue(MOST_WAITING)
        self._lock = Lock()
        self._thread: Thread | None = None

    def take(self, page: StoredPage) -> None:
        """Compress a page later; it stays as it is when very many wait already."""
        if not page.is_compressible:
            return
        with suppress(Full):
            self._waiting.put_nowait(page)
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._work, name="compressor", daemon=True)
                self._thread.start()

    def finish(self) -> None:
        """Wait until everything that was taken is done."""
        self._waiting.join()

    def _work(self) -> None:
        give_way()
        while True:
            page = self._waiting.get()
            try:
                for coding in encoding.CODINGS:
                    page.variant(coding, best=True)
            except Exception:
                log.exception("a page could not be compressed")
            finally:
                self._waiting.task_done()
