"""What a process leaves behind when it dies: nothing. A core dump would hold the forms that were being read."""

from __future__ import annotations

import ctypes
import resource
import sys

_SET_DUMPABLE = 4
"""``PR_SET_DUMPABLE`` of Linux's ``prctl``: no dump, also not to a program that collects them, which no limit stops."""


def leave_no_core() -> None:
    """Forbid core dumps of this process, for good. Does what it can on systems other than Linux."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
