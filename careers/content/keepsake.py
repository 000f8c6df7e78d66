"""A copy of the last good content on disk, so that a restart on faulty content does not take the site down.

Each file is kept once under the hash of its bytes, and a list says which of them make the content: a change costs the
files that changed. The list is written last and whole, so that an interruption leaves the copy before it in force.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp

log = logging.getLogger(__name__)

_LIST, _FILES, _LAID_OUT = "current.json", "files", "laid-out"


def keep(folder: Path, fingerprints: Mapping[str, str], cupboard: Path) -> None:
    """Keep the sound content of ``folder``, whose files have these fingerprints, and forget what came before.

    A full or read-only disk costs the copy, never the site: the fault is logged. Several processes may keep at once. A
    file that has changed by now leaves the earlier copy in force; the next sound content is kept instead.
    """
    try:
        listed = _listed(cupboard) or {}
        if listed == fingerprints:
            _forget_laid_out(cupboard)
            return
        before = set(listed.values())
        files = cupboard / _FILES
        files.mkdir(parents=True, exist_ok=True)
        for path, fingerprint in fingerprints.items():
            if fingerprint in before or (files / fingerprint).exists():
                continue
            data = (folder / path).read_bytes()
            if _hash(data) != fingerprint:
                return
            _write(files / fingerprint, data)
        _write(cupboard / _LIST, json.dumps(dict(fingerprints)).encode())
        for fingerprint in before.difference(fingerprints.values()):
            (files / fingerprint).unlink(missing_ok=True)
        _forget_laid_out(cupboard)
    except OSError as error:
        log.warning("The last good content could not be kept: %s", error.strerror)


def kept(cupboard: Path) -> Path | None:
    """Return a folder with the last good content, laid out anew; ``None`` when there is none or part of it is lost."""
    listed = _listed(cupboard)
    if listed is None:
        return None
    try:
        copy = Path(mkdtemp(dir=cupboard, prefix=".laid-out-"))
        for path, fingerprint in listed.items():
            data = (cupboard / _FILES / fingerprint).read_bytes()
            if _hash(data) != fingerprint:
                raise OSError(0, "a kept file is not what it was")
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(data)
        _forget_laid_out(cupboard)
        target = cupboard / f"{_LAID_OUT}-{copy.name.removeprefix('.laid-out-')}"
        copy.rename(target)
    except OSError as error:
        log.warning("The last good content could not be read: %s", error.strerror)
        return None
    return target


def _listed(cupboard: Path) -> dict[str, str] | None:
    """Return which file has which hash, ``None`` when nothing sound is listed."""
    try:
        found = json.loads((cupboard / _LIST).read_bytes())
        listed = {str(path): str(fingerprint) for path, fingerprint in found.items()}
    except (OSError, ValueError, AttributeError):
        return None
    return listed if all(_is_inside(path) and value.isalnum() for path, value in listed.items()) else None


def _forget_laid_out(cupboard: Path) -> None:
    for old in cupboard.glob(f"{_LAID_OUT}-*"):
        shutil.rmtree(old, ignore_errors=True)


def _is_inside(path: str) -> bool:
    return bool(path) and not path.startswith("/") and ".." not in path.split("/")


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    with NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as new:
        new.write(data)
    Path(new.name).replace(path)
