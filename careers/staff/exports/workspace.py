"""A place for files that are being written, which leaves nothing behind, even when the program is killed.

While an export is being written it shares a lock that the system gives back when its process ends. Whoever comes next and
finds the lock free knows that all that lies there was left by somebody who was killed.
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NAME = "unfinished-exports"


@contextmanager
def workspace(instance: Path) -> Iterator[Path]:
    """Give a folder that only its owner can read, and remove it with all that is in it. Raises :class:`OSError`."""
    home = instance / NAME
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear(instance)
    with (home / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        with tempfile.TemporaryDirectory(dir=home) as folder:
            yield Path(folder)


def clear(instance: Path) -> None:
    """Remove what a killed process has left, unless an export is being written just now; another time will do too."""
    home = instance / NAME
    if not home.is_dir():
        return
    with suppress(OSError), (home / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for path in home.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
