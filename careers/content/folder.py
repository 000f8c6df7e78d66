"""Read the content folder without trusting it: regular files inside it, of known kinds and sizes, and nothing else.

Knows files and their names; knows nothing of YAML, Markdown or what the files mean.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from operator import attrgetter, itemgetter
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from careers.content.addresses import file_name_fault
from careers.content.document import Kind
from careers.content.problem import Problem

MEGABYTE = 1_000_000
IMAGE_TYPES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".svg"})
DOWNLOAD_TYPES = frozenset({".pdf", ".docx", ".xlsx", ".odt", ".ods", ".csv", ".txt", ".png", ".jpg", ".jpeg", ".svg"})
MAX_DEPTH = 6
MAX_FILES = 100_000
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_IGNORED = frozenset({"README.md", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Room:
    """What one folder of the content may hold: the endings of its files and the most bytes of each."""

    endings: frozenset[str]
    limit: int
    nested: bool = False


ROOMS = {kind.value: Room(frozenset({".md"}), MEGABYTE, nested=kind is Kind.PAGE) for kind in Kind} | {
    "images": Room(IMAGE_TYPES, 5 * MEGABYTE),
    "downloads": Room(DOWNLOAD_TYPES, 20 * MEGABYTE),
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of one file; ``path`` is relative to the content folder, ``location`` is where it stands on disk."""

    path: PurePosixPath
    location: Path
    data: bytes

    @property
    def fingerprint(self) -> str:
        """Return a hash of the bytes, 32 hexadecimal digits long."""
        return sha256(self.data).hexdigest()[:32]


Stamp = tuple[int, int, int, int]
"""Change time, status time, size and inode of a file: they differ as soon as it has changed."""
Signature = Mapping[str, Stamp]
_TIMES = itemgetter(0), itemgetter(1)
_SAME_TICK = 50_000_000
"""Nanoseconds within which a file can change twice without a new change time, on file systems with coarse clocks."""


def read_folder(folder: Path, settings: frozenset[str], problems: list[Problem]) -> tuple[SourceFile, ...]:
    """Return every readable file in the order of their paths; add what is wrong with the others to ``problems``.

    ``settings`` are the names of the YAML files that may stand at the top.
    """
    root = folder.resolve()
    paths = (PurePosixPath(path) for path in look(folder, problems))
    return tuple(file for path in paths if (file := read_file(root, path, settings, problems)))


def read_file(root: Path, path: PurePosixPath, settings: frozenset[str], problems: list[Problem]) -> SourceFile | None:
    """Return one file of the resolved folder ``root``, ``None`` after telling why it is none of the site's."""
    limit = _limit(path, settings, problems)
    data = _read(root, path, limit, problems) if limit else None
    return None if data is None else SourceFile(path, root / path, data)


def look(folder: Path, problems: list[Problem], before: Signature = MappingProxyType({})) -> dict[str, Stamp]:
    """Return the stamp of every file by its path, in order. Nothing is opened, so that ten thousand take no time.

    Where a stamp is as it was ``before``, that very one is returned: of ten thousand new ones Python would keep account.
    """
    root = folder.resolve()
    found: dict[str, Stamp] = {}
    if not root.is_dir():
        problems.append(Problem(folder.name or ".", 1, "folder", "there is no such folder of content"))
        return found
    _walk(str(root), "", 0, found, problems)
    for path, stamp in before.items():
        if found.get(path) == stamp:
            found[path] = stamp
    return found


def signature(folder: Path) -> Signature:
    """Return what :func:`look` sees, to be compared with what it saw before."""
    return look(folder, [])


def unsettled(seen: Mapping[str, Stamp]) -> frozenset[str]:
    """Return the files that may yet change without a new stamp: those that changed last of all."""
    since = max(max(map(time_of, seen.values()), default=0) for time_of in _TIMES) - _SAME_TICK
    return frozenset([path for path, stamp in seen.items() if stamp[0] >= since or stamp[1] >= since])


def _walk(root: str, under: str, depth: int, found: dict[str, Stamp], problems: list[Problem]) -> bool:
    """Add the stamps of one folder's files and of those below; tell whether there is room for more."""
    try:
        with os.scandir(f"{root}/{under}") as listing:
            entries = sorted(listing, key=_name)
    except OSError as error:
        here = PurePosixPath(under)
        problems.append(_problem(here, f"the folder cannot be read ({error.strerror}): check who may read it"))
        return True
    for entry in entries:
        name = entry.name
        if name.startswith(".") or name in _IGNORED:
            continue
        path = under + name
        if not entry.is_dir(follow_symlinks=False):
            if len(found) == MAX_FILES:
                problems.append(_problem(PurePosixPath(path), f"more than {MAX_FILES} files: remove some"))
                return False
            found[path] = _stamp(entry)
        elif depth >= MAX_DEPTH:
            problems.append(_problem(PurePosixPath(path), f"folders more than {MAX_DEPTH} deep: move the files up"))
        elif not _walk(root, f"{path}/", depth + 1, found, problems):
            return False
    return True


_name = attrgetter("name")
_stamp_of = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        return _stamp_of(entry.stat())
    except OSError:  # a link that leads nowhere is a change too, which the next build reports
        return 0, 0, 0, 0


def _limit(path: PurePosixPath, settings: frozenset[str], problems: list[Problem]) -> int:
    """Return the most bytes that a file may have, 0 when it has no business in the folder."""
    fault = _top_fault(path, settings) if len(path.parts) == 1 else _room_fault(path) or file_name_fault(path)
    if fault:
        problems.append(_problem(path, fault))
        return 0
    return MEGABYTE if len(path.parts) == 1 else ROOMS[path.parts[0]].limit


def _top_fault(path: PurePosixPath, settings: frozenset[str]) -> str:
    if path.name in settings:
        return ""
    near = get_close_matches(path.name, sorted(settings), 1)
    guess = f', did you mean "{near[0]}"?' if near else ": move it into pages, images or another folder of the site"
    return f"no file of this name belongs here{guess}"


def _room_fault(path: PurePosixPath) -> str:
    top = path.parts[0]
    room = ROOMS.get(top)
    if room is None:
        near = get_close_matches(top, ROOMS, 1)
        guess = f', did you mean "{near[0]}"?' if near else f": the folders are {', '.join(ROOMS)}"
        return f'no folder "{top}" belongs here{guess}'
    if path.suffix not in room.endings:
        kinds = ", ".join(sorted(room.endings))
        return f'found a file ending in "{path.suffix}", in {top} write one of {kinds}'
    if len(path.parts) > 2 and not room.nested:
        return f"{top} has no folders inside: move the file up into {top}"
    return ""


def _read(root: Path, path: PurePosixPath, limit: int, problems: list[Problem]) -> bytes | None:
    """Return the bytes of a regular file inside ``root``; pipes and devices are refused."""
    try:
        descriptor = _open(root, path, problems)
        if descriptor is None:
            return None
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                problems.append(_problem(path, "not an ordinary file: replace it with one, or remove it"))
                return None
            data = file.read(limit + 1)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "a link that leads nowhere"
        problems.append(_problem(path, f"the file cannot be read ({reason}): check that it exists and who may read it"))
        return None
    if len(data) > limit:
        problems.append(_problem(path, f"larger than {limit // MEGABYTE} MB: make it smaller or split it"))
        return None
    return data


def _open(root: Path, path: PurePosixPath, problems: list[Problem]) -> int | None:
    """Return a descriptor of the file; a link is followed as long as it stays inside ``root``."""
    with suppress(OSError):
        return os.open(f"{root}/{path}", _FLAGS)
    real = (root / path).resolve(strict=True)
    if not real.is_relative_to(root):
        problems.append(_problem(path, "a link to a file outside the content folder: copy the file in instead"))
        return None
    if not stat.S_ISREG(real.lstat().st_mode):
        problems.append(_problem(path, "not an ordinary file: replace it with one, or remove it"))
        return None
    return os.open(real, _FLAGS)


def _problem(path: PurePosixPath, message: str) -> Problem:
    return Problem(printable(path), 1, "file", message)


def printable(path: PurePosixPath) -> str:
    """Return a path that can be printed and logged on one line, whatever bytes its name has."""
    text = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
