"""What a server's processes take: memory, where each page that several share counts in parts, and processor time."""

from __future__ import annotations

import os
import re
from pathlib import Path
from threading import Event

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 120


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that still run."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def proportional_memory(pid: int) -> int:
    """Return the bytes (PSS) of the largest process that ``pid`` has started: of a worker of the server."""
    found = [
        re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{child}/smaps_rollup").read_text(), re.M) for child in children(pid)
    ]
    return max(int(size[1]) * 1024 for size in found if size)


def rest(pid: int) -> None:
    """Wait until the processes that ``pid`` has started are done with what they do after the start: making pages ahead.

    That is when they use less than a twentieth of a second of the processor in a second; at most two minutes.
    """
    for _ in range(PATIENCE):
        before = _processor_time(pid)
        Event().wait(1)
        if _processor_time(pid) - before < TICKS / 20:
            return


def _processor_time(pid: int) -> int:
    fields = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children(pid)]
    return sum(int(user) + int(system) for user, system in (each[11:13] for each in fields))
