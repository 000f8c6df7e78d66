"""A folder of backups: their names, the checksum beside each, and how many stay.

A backup is one file and, beside it, its SHA-256 in the form that ``sha256sum --check`` reads. The checksum is there
before the backup has its name, so a backup with a name is a whole one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

PREFIX = "careers-"
CHECKSUM = ".sha256"


class BackupError(Exception):
    """A backup could not be taken or put back. The message says why and what to do; nothing was changed."""


@contextmanager
def new_backup(folder: Path, moment: datetime, suffix: str) -> Iterator[Path]:
    """Give the path to write a backup of ``moment`` to; name it and its checksum when it is whole on the disk.

    Only the owner can read it. Raises :class:`BackupError` when there is one of that second, and :class:`OSError`.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    final = folder / f"{PREFIX}{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}{suffix}"
    if final.exists():
        raise BackupError(f"{final} is there already: a backup of this second has been taken")
    private = Path(mkdtemp(dir=folder, prefix=".backup-"))
    try:
        written = private / final.name
        yield written
        written.chmod(0o600)
        checksum = private / (final.name + CHECKSUM)
        checksum.write_text(f"{digest(written)}  {final.name}\n")
        for path in (written, checksum):
            settle(path)
        checksum.replace(checksum_of(final))
        written.replace(final)
        settle(folder)
    finally:
        for left in private.iterdir():
            left.unlink()
        private.rmdir()


def check_digest(file: Path) -> None:
    """Compare a backup with the checksum beside it. Raises :class:`BackupError`."""
    try:
        expected = checksum_of(file).read_text().partition(" ")[0]
        found = digest(file)
    except OSError as error:
        raise BackupError(f"{error.filename} cannot be read: {error.strerror}") from None
    if found != expected:
        raise BackupError(f"{file} is not what was written on the day: its checksum differs. Use another one")


def kept(folder: Path, most: int) -> list[Path]:
    """Delete the oldest backups until ``most`` are left, and return those, the oldest first. Raises OSError."""
    found = sorted(p for p in folder.glob(f"{PREFIX}*") if p.suffix != CHECKSUM and checksum_of(p).exists())
    for old in found[: max(0, len(found) - most)]:
        old.unlink()
        checksum_of(old).unlink()
    return found[-most:]


def checksum_of(file: Path) -> Path:
    """Return where the checksum of a backup lies."""
    return file.with_name(file.name + CHECKSUM)


def digest(file: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal. Raises OSError."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def settle(path: Path) -> None:
    """Wait until a file or the names in a folder are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
