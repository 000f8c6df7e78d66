"""How long the static export takes for each file: all of it, and again when nothing has changed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import environment
from tests.bench.readers import files_of
from tests.bench.result import Result
from tests.serving import ROOT

BASE, LIVE = "https://careers.example", "https://apply.careers.example"


def freeze(out: Path, instance: Path) -> float:
    """Freeze the tests' content as an operator does; return the seconds, start and all."""
    env = environment(CAREERS_INSTANCE=str(instance), CAREERS_BASE_URL=BASE, CAREERS_LIVE_URL=LIVE)
    begin = time.perf_counter()
    command = [sys.executable, "-m", "careers", "freeze", str(out)]
    subprocess.run(command, check=True, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def measure() -> list[Result]:
    """Return milliseconds a file, and how much less a second export takes."""
    with TemporaryDirectory() as name:
        out, instance = Path(name) / "out", Path(name) / "instance"
        first = freeze(out, instance)
        again = freeze(out, instance)
        count = len(files_of(out))
    group = f"The static export, {count} files, best compression, start of the program included"
    return [
        Result(group=group, label="all of it", value=first * 1000 / count, unit="ms a file"),
        Result(
            group=group,
            label="again, nothing changed",
            value=again * 1000 / count,
            unit="ms a file",
            peer="all of it",
            peer_value=first * 1000 / count,
            less_is_better=True,
        ),
    ]
