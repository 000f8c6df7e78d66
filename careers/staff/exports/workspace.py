"""A place for files that are being written, which leaves nothing behind, even when the program is killed.

While an export is being written it shares a lock that the system gives back when its process ends. Whoever comes next and
finds the lock free knows that all that lies there was left by somebody who was killed.
"""

from __future__ import annotations

import fcntl
import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

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


@contextmanager
def replacing(file: Path) -> Iterator[IO[bytes]]:
    """Give a file to write that takes the place of ``file`` when it is whole and on the disk, and not before.

    Only its owner can read it, whoever could read the one before. Raises :class:`OSError`.
    """
    prefix, suffix = f".{file.name}.", ".part"
    for left in file.parent.glob(f"{glob.escape(prefix)}*{suffix}"):
        _remove_if_left(left)
    part = tempfile.NamedTemporaryFile(dir=file.parent, prefix=prefix, suffix=suffix, delete=False)  # noqa: SIM115
    try:
        with part:
            fcntl.flock(part, fcntl.LOCK_EX)
            yield part
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).replace(file)
    except BaseException:
        Path(part.name).unlink(missing_ok=True)
        raise


def _remove_if_left(part: Path) -> None:
    with suppress(OSError), part.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        part.unlink()
