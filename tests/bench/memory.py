"""How much memory a server's processes take: each page of memory that several share counts in parts."""

from __future__ import annotations

import re
from pathlib import Path


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that still run."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def proportional_memory(pid: int) -> int:
    """Return the bytes (PSS) of the largest process that ``pid`` has started: of a worker of the server."""
    found = [
        re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{child}/smaps_rollup").read_text(), re.M) for child in children(pid)
    ]
    return max(int(size[1]) * 1024 for size in found if size)
