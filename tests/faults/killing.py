"""Run a part of the program in a process of its own, and kill it with signal 9 at whatever it is doing after a while."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.synchronize import Event

_context = multiprocessing.get_context("fork")


def killed(work: Callable[[], object], after: float) -> bool:
    """Begin ``work`` and kill it ``after`` seconds later; tell whether that came before its end.

    The process is a copy of this one, so that a round costs the work and not the start of Python. Fails when the work
    ends by itself with a fault.
    """
    begun = _context.Event()
    process = _context.Process(target=_quietly, args=(work, begun))
    process.start()
    assert begun.wait(30)
    process.join(after)
    is_early = process.is_alive()
    process.kill()
    process.join()
    assert is_early or process.exitcode in {0, -9}, f"it failed by itself: {process.exitcode}"
    return is_early


def _quietly(work: Callable[[], object], begun: Event) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    begun.set()
    work()
