"""A copy of the last good content on disk, so that a restart on faulty content does not take the site down.

Each file is kept once under the hash of its bytes, and a list says which of them make the content: a change costs the
files that changed. The list is written last and whole, so that an interruption leaves the copy before it in force.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp

from careers.content.library import version_of

log = logging.getLogger(__name__)

_LIST, _FILES, _LAID_OUT = "current.json", "files", "laid-out"


class Keepsake:
    """The copy in one folder, for one thread at a time. Several processes may keep at once."""

    def __init__(self, cupboard: Path) -> None:
        self._cupboard = cupboard
        self._mark: _Mark | None = None
        self._known: Mapping[str, str] = {}

    def keep(self, folder: Path, fingerprints: Mapping[str, str]) -> None:
        """Keep the sound content of ``folder``, whose files have these fingerprints, and forget what came before.

        A full or read-only disk costs the copy, never the site: the fault is logged. A file that has changed by now
        leaves the earlier copy in force; the next sound content is kept instead.
        """
        listed = self._listed()
        before, files = set(listed.values()), self._cupboard / _FILES
        try:
            if listed != fingerprints:
                files.mkdir(parents=True, exist_ok=True)
                for path, fingerprint in [(p, f) for p, f in fingerprints.items() if f not in before]:
                    if (files / fingerprint).exists():
                        continue
                    data = (folder / path).read_bytes()
                    if _hash(data) != fingerprint:
                        return
                    _write(files / fingerprint, data)
                listing = json.dumps(dict(fingerprints)).encode()
                self._mark, self._known = _write(self._cupboard / _LIST, listing), fingerprints
                for fingerprint in before.difference(fingerprints.values()):
                    (files / fingerprint).unlink(missing_ok=True)
            _forget_laid_out(self._cupboard)
        except OSError as error:
            log.warning("The last good content could not be kept: %s", error.strerror)

    def _listed(self) -> Mapping[str, str]:
        """Return what is listed, from memory while the list is the one that this process wrote or read last."""
        mark = _mark(self._cupboard / _LIST)
        if mark is None or mark != self._mark:
            self._mark, self._known = mark, _listed(self._cupboard) or {}
        return self._known


_Mark = tuple[int, int, int]


def _mark(path: Path) -> _Mark | None:
    """Return what tells one written state of a file from another: each has a file of its own."""
    try:
        status = path.stat()
    except OSError:
        return None
    return _mark_of(status)


def _mark_of(status: os.stat_result) -> _Mark:
    return status.st_ino, status.st_mtime_ns, status.st_size


def kept(cupboard: Path) -> Path | None:
    """Return a folder with the last good content; ``None`` when there is none or part of it is lost.

    Another process may serve from the one that is there, so it is used again as long as it is whole.
    """
    listed = _listed(cupboard)
    if listed is None:
        return None
    name = f"{_LAID_OUT}-{version_of(listed)}-"
    copy: Path | None = None
    try:
        for there in cupboard.glob(f"{name}*"):
            if _is_whole(there, listed):
                return there
        copy = Path(mkdtemp(dir=cupboard, prefix=f".{name}"))
        for path, fingerprint in listed.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(cupboard / _FILES / fingerprint, copy / path)
        if not _is_whole(copy, listed):
            raise OSError(0, "a kept file is not what it was")
        _forget_laid_out(cupboard, but=name)
        target = cupboard / copy.name.removeprefix(".")
        copy.rename(target)
    except OSError as error:
        log.warning("The last good content could not be read: %s", error.strerror)
        if copy:
            shutil.rmtree(copy, ignore_errors=True)
        return None
    return target


def _is_whole(folder: Path, listed: Mapping[str, str]) -> bool:
    """Tell whether a folder has every file that is listed, with the bytes that it should have."""
    try:
        return all(_hash((folder / path).read_bytes()) == fingerprint for path, fingerprint in listed.items())
    except OSError:
        return False


def _listed(cupboard: Path) -> dict[str, str] | None:
    """Return which file has which hash, ``None`` when nothing sound is listed."""
    try:
        found = json.loads((cupboard / _LIST).read_bytes())
        listed = {str(path): str(fingerprint) for path, fingerprint in found.items()}
    except (OSError, ValueError, AttributeError):
        return None
    return listed if all(_is_inside(path) and value.isalnum() for path, value in listed.items()) else None


def _forget_laid_out(cupboard: Path, *, but: str | None = None) -> None:
    """Delete the folders that were laid out, but not those whose names begin with ``but``."""
    for old in cupboard.glob(f"{_LAID_OUT}-*"):
        if but is None or not old.name.startswith(but):
            shutil.rmtree(old, ignore_errors=True)


def _is_inside(path: str) -> bool:
    return bool(path) and not path.startswith("/") and ".." not in path.split("/")


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]


def _write(path: Path, data: bytes) -> _Mark:
    """Write a file whole or not at all, and return its mark, which another process's file in its place does not have."""
    with NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as new:
        new.write(data)
        new.flush()
        mark = _mark_of(os.fstat(new.fileno()))
    Path(new.name).replace(path)
    return mark
