"""A process that dies leaves nothing of what it was doing: no core dump, whatever the system would allow."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from tests.serving import ROOT, Server, serve

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

SAID = """
import ctypes, resource
from careers.delivery.process import leave_no_core
leave_no_core()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
"""


def test_process_may_not_be_dumped() -> None:
    """3 is PR_GET_DUMPABLE: it is 1 for any other process."""
    done = subprocess.run([sys.executable, "-c", SAID], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["0", "0", "0"]


def workers(server: Server) -> list[int]:
    """Return the processes below the server's that serve the site: those that may not be dumped."""
    found, waiting = [], [server.process.pid]
    while waiting:
        task = Path(f"/proc/{waiting.pop()}/task")
        children = [int(pid) for part in task.glob("*/children") for pid in part.read_text().split()]
        found += children
        waiting += children
    return found


def core_limit(pid: int) -> list[str]:
    """Return the soft and the hard limit of the size of a core dump."""
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(line for line in lines if line.startswith("Max core file size")).split()[4:6]


def test_worker_that_crashes_leaves_no_core(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    known = set(ROOT.glob("core*"))
    try:
        with serve(tmp_path) as server:
            serving = [pid for pid in workers(server) if core_limit(pid) == ["0", "0"]]
            assert serving, "no process has forbidden its core dump"
            for pid in serving:
                subprocess.run(["kill", f"-{signal.SIGSEGV}", str(pid)], check=True)
            for _ in range(200):
                if not any(Path(f"/proc/{pid}/exe").exists() for pid in serving):
                    break
                Event().wait(0.05)
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)
    assert set(ROOT.glob("core*")) == known
    assert not list(tmp_path.rglob("core*"))
