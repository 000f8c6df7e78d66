"""What a process of the server asks of the system: to hold little memory, and to leave no dump of it when it dies."""

from __future__ import annotations

import ctypes
import resource
import sys

_SET_DUMPABLE = 4
"""``PR_SET_DUMPABLE`` of Linux's ``prctl``: no dump, also not to a program that collects them, which no limit stops."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""``M_TRIM_THRESHOLD``, ``M_MMAP_THRESHOLD`` and ``M_ARENA_MAX`` of the GNU C library's ``mallopt``."""
LARGE = 64 * 1024


def hold_little_memory() -> None:
    """Have memory in large pieces given back to the system at once, and one heap for all threads of this process.

    Left alone, the C library keeps a heap for each thread and what building the site once needed: 5 MB a worker. Does
    nothing where the C library is another one.
    """
    options = getattr(ctypes.CDLL(None), "mallopt", None)
    if options is not None:
        for option, value in ((_ARENA_MAX, 1), (_TRIM_THRESHOLD, LARGE), (_MMAP_THRESHOLD, LARGE)):
            options(option, value)


def leave_no_core() -> None:
    """Forbid core dumps of this process, for good: one would hold the forms that were being read.

    Does what it can on systems other than Linux.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
