"""A copy of the last good content on disk, so that a restart on faulty content does not take the site down."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from tempfile import mkdtemp

log = logging.getLogger(__name__)

_POINTER = "current"


def keep(folder: Path, version: str, cupboard: Path) -> None:
    """Copy sound content of ``version`` into ``cupboard`` and forget older copies.

    A full or read-only disk costs the copy, never the site: the fault is logged. Several processes may keep the same
    version at once; each copies to a name of its own, and the first to arrive counts.
    """
    try:
        cupboard.mkdir(parents=True, exist_ok=True)
        target = cupboard / version[:32]
        if not target.exists():
            copy = Path(mkdtemp(dir=cupboard, prefix=".copy-"))
            shutil.copytree(folder, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))
            try:
                copy.rename(target)
            except OSError:
                shutil.rmtree(copy, ignore_errors=True)
        pointer = cupboard / f".{_POINTER}-{version[:32]}"
        pointer.write_text(target.name, "utf-8")
        pointer.replace(cupboard / _POINTER)
        for old in cupboard.iterdir():
            if old.is_dir() and old != target and not old.name.startswith("."):
                shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        log.warning("The last good content could not be kept: %s", error.strerror)


def kept(cupboard: Path) -> Path | None:
    """Return the folder of the last good content, ``None`` when there is none."""
    try:
        folder = cupboard / (cupboard / _POINTER).read_text("utf-8").strip()
    except (OSError, ValueError):
        return None
    return folder if folder.is_dir() and folder.parent == cupboard else None
