"""Read the content folder without trusting it: regular files inside it, of known kinds and sizes, and nothing else.

Knows files and their names; knows nothing of YAML, Markdown or what the files mean.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path, PurePosixPath

from careers.content.addresses import file_name_fault
from careers.content.document import Kind
from careers.content.lookout import Lookout, problem_with
from careers.content.problem import Problem

MEGABYTE = 1_000_000
IMAGE_TYPES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".svg"})
DOWNLOAD_TYPES = frozenset({".pdf", ".docx", ".xlsx", ".odt", ".ods", ".csv", ".txt", ".png", ".jpg", ".jpeg", ".svg"})
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


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


def read_folder(folder: Path, settings: frozenset[str], problems: list[Problem]) -> tuple[SourceFile, ...]:
    """Return every readable file in the order of their paths; add what is wrong with the others to ``problems``.

    ``settings`` are the names of the YAML files that may stand at the top.
    """
    root = folder.resolve()
    lookout = Lookout(root)
    lookout.look(problems)
    paths = (PurePosixPath(path) for path in lookout.stamps)
    return tuple(file for path in paths if (file := read_file(root, path, settings, problems)))


def read_file(root: Path, path: PurePosixPath, settings: frozenset[str], problems: list[Problem]) -> SourceFile | None:
    """Return one file of the resolved folder ``root``, ``None`` after telling why it is none of the site's."""
    limit = _limit(path, settings, problems)
    data = _read(root, path, limit, problems) if limit else None
    return None if data is None else SourceFile(path, root / path, data)


def _limit(path: PurePosixPath, settings: frozenset[str], problems: list[Problem]) -> int:
    """Return the most bytes that a file may have, 0 when it has no business in the folder."""
    fault = _top_fault(path, settings) if len(path.parts) == 1 else _room_fault(path) or file_name_fault(path)
    if fault:
        problems.append(problem_with(path, fault))
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
                problems.append(problem_with(path, "not an ordinary file: replace it with one, or remove it"))
                return None
            data = file.read(limit + 1)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "a link that leads nowhere"
        problems.append(
            problem_with(path, f"the file cannot be read ({reason}): check that it exists and who may read it")
        )
        return None
    if len(data) > limit:
        problems.append(problem_with(path, f"larger than {limit // MEGABYTE} MB: make it smaller or split it"))
        return None
    return data


def _open(root: Path, path: PurePosixPath, problems: list[Problem]) -> int | None:
    """Return a descriptor of the file; a link is followed as long as it stays inside ``root``."""
    with suppress(OSError):
        return os.open(f"{root}/{path}", _FLAGS)
    real = (root / path).resolve(strict=True)
    if not real.is_relative_to(root):
        problems.append(problem_with(path, "a link to a file outside the content folder: copy the file in instead"))
        return None
    if not stat.S_ISREG(real.lstat().st_mode):
        problems.append(problem_with(path, "not an ordinary file: replace it with one, or remove it"))
        return None
    return os.open(real, _FLAGS)
