"""Change the content folder only when what comes out is sound: try on a copy, build it, then write for real."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile, TemporaryDirectory

from careers.content.builder import build
from careers.content.library import Library
from careers.content.problem import ContentError, Severity

Changes = Mapping[PurePosixPath, str | None]
"""What each file, by its path in the folder, is to hold; ``None`` takes the file away."""


class EditingError(Exception):
    """What was asked cannot be done; the message says why, and what to do instead. Nothing has been changed."""


def apply(folder: Path, changes: Changes, today: date) -> Library:
    """Make the changes and return the library that they give.

    Raises :class:`EditingError` with every mistake when the content would be faulty; the folder is as it was then.
    """
    with TemporaryDirectory(prefix="careers-trial-") as temporary:
        copy = Path(temporary) / "content"
        shutil.copytree(folder, copy)
        _write(copy, changes)
        try:
            library = build(copy, today)
        except ContentError as error:
            raise EditingError(f"nothing was changed, because the content would be faulty:\n{_errors(error)}") from None
    _write(folder, changes)
    return library


def _write(folder: Path, changes: Changes) -> None:
    """Write new files before old ones go, each whole, so that an interruption loses nothing."""
    for path, text in changes.items():
        if text is None:
            continue
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", dir=target.parent, prefix=".", delete=False, encoding="utf-8", newline="\n"
        ) as new:
            new.write(text)
        written = Path(new.name)
        written.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        written.replace(target)
    for path, text in changes.items():
        if text is None:
            (folder / path).unlink()


def texts(folder: Path) -> dict[PurePosixPath, str]:
    """Return every Markdown and YAML file of the folder by its path, in order; those that are no text are left out."""
    found: dict[PurePosixPath, str] = {}
    for path in sorted(folder.rglob("*")):
        relative = PurePosixPath(path.relative_to(folder).as_posix())
        hidden = any(part.startswith(".") for part in relative.parts)
        if path.suffix in {".md", ".yaml"} and path.is_file() and not hidden:
            try:
                found[relative] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
    return found


def sound(folder: Path, today: date) -> Library:
    """Return the library as it is; raise :class:`EditingError` when the content is faulty already."""
    try:
        return build(folder, today)
    except ContentError as error:
        raise EditingError(f"put these mistakes right first:\n{_errors(error)}") from None


def _errors(error: ContentError) -> str:
    return "\n".join(str(problem) for problem in error.problems if problem.severity is Severity.ERROR)
