"""Change the content folder only when what comes out is sound: try on a copy, build it, then write for real."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile, TemporaryDirectory

from careers.content.builder import build
from careers.content.library import Library
from careers.content.problem import ContentError, Problem

Changes = Mapping[PurePosixPath, str | bytes | None]
"""What each file, by its path in the folder, is to hold; ``None`` takes the file away."""


class EditingError(Exception):
    """What was asked cannot be done; the message says why, and what to do instead. Nothing has been changed."""


def apply(folder: Path, changes: Changes, today: date) -> Library:
    """Make the changes and return the library that they give.

    Raises :class:`EditingError` with every mistake when the content would be faulty; the folder is as it was then.
    """
    library = _tried(folder, changes, today)
    if isinstance(library, ContentError):
        raise EditingError(f"nothing was changed, because the content would be faulty:\n{library}")
    write(folder, changes)
    return library


def try_no_worse(folder: Path, changes: Changes, today: date) -> None:
    """Raise :class:`EditingError` when the changes would bring a mistake that is not there already; change nothing.

    So a file that somebody else is still writing keeps nobody from saving another, and a file with two mistakes can be
    mended one by one.
    """
    tried = _tried(folder, changes, today)
    if isinstance(tried, ContentError):
        before = _tried(folder, {}, today)
        known = {_without_line(problem) for problem in before.problems} if isinstance(before, ContentError) else set()
        new = ContentError(tuple(problem for problem in tried.problems if _without_line(problem) not in known))
        if mistakes := str(new):
            raise EditingError(mistakes)


def _without_line(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.field, problem.message


def _tried(folder: Path, changes: Changes, today: date) -> Library | ContentError:
    """Return the library that the changes would give, or what would be wrong with it."""
    with TemporaryDirectory(prefix="careers-trial-") as temporary:
        copy = Path(temporary) / "content"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".*"))
        write(copy, changes)
        try:
            return build(copy, today)
        except ContentError as error:
            return error


def write(folder: Path, changes: Changes) -> None:
    """Write new files before old ones go, each whole, so that an interruption loses nothing."""
    for path, text in changes.items():
        if text is None:
            continue
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("wb", dir=target.parent, prefix=".", delete=False) as new:
            new.write(text.encode() if isinstance(text, str) else text)
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
        raise EditingError(f"put these mistakes right first:\n{error}") from None
