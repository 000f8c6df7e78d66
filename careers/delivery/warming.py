"""Pages are made before anybody asks: after the start and each change of edition, one after the other, beside the visitors.

So the first visitor of a page waits for no template and nearly everybody gets the best compression. It is done in a
thread of the lowest priority that rests as long as it works, and it ends when the edition does.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Event, Lock, get_native_id
from typing import TYPE_CHECKING

from werkzeug.test import EnvironBuilder

from careers.delivery.gateway import call
from careers.delivery.page_store import PageStore, Shelf

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LOWEST_PRIORITY = 19
HEAD_START = 0.25
"""Seconds for those who ask for a page in the moment in which content changes."""
MOST = 2_000
"""Pages made ahead; a larger site makes the others when they are asked for, so that a change costs no minutes of work."""
log = logging.getLogger(__name__)


def give_way() -> None:
    """Let everything else on this machine come before the thread that calls, where the system knows such a thing."""
    with suppress(OSError, AttributeError):  # a priority of its own for one thread is Linux's
        os.setpriority(os.PRIO_PROCESS, get_native_id(), LOWEST_PRIORITY)


def one_at_a_time(store: PageStore, prepare: Callable[[Shelf], None]) -> Callable[[Shelf], None]:
    """Return what does the work for a shelf once the last one's has ended; nothing for one that is the present no more.

    The visitors of the moment in which content changes come first.
    """
    turn = Lock()

    def work(shelf: Shelf) -> None:
        Event().wait(HEAD_START)
        with turn:
            if store.holds(shelf):
                prepare(shelf)

    return work


def warm(
    store: PageStore,
    shelf: Shelf,
    application: WSGIApplication,
    base: str,
    paths: Iterable[str],
    *,
    pause: Callable[[], None] = lambda: None,
    gently: bool = True,
) -> int:
    """Have the pages at ``paths`` rendered and stored that are not there yet; return how many were asked for.

    ``application`` is what fills the store, ``base`` the address under which it is asked. ``pause`` returns when there is
    nothing that should come first. Done ``gently``, each page is followed by a rest as long as it took. Ends early when
    ``shelf`` is no longer the present one.
    """
    asked = 0
    for path in paths:
        pause()
        if asked == MOST or not store.holds(shelf):
            break
        if path in shelf.pages:
            continue
        begun = time.perf_counter()
        asked += 1
        try:
            call(application, EnvironBuilder(path, base_url=base).get_environ())
        except Exception:
            log.exception("a page could not be made ahead")
        if gently:
            Event().wait(time.perf_counter() - begun)
    return asked
