"""See which files of the content folder have changed, by what the system says of each and without opening any.

Of ten thousand files this is most of what a change costs, so that nothing is done twice that the last look did.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path, PurePosixPath

from careers.content.problem import Problem

MAX_DEPTH = 6
MAX_FILES = 100_000
_IGNORED = frozenset({"README.md", "Thumbs.db", "desktop.ini"})
_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

Stamp = tuple[int, int, int, int]
"""Change time, status time, size and inode of a file: they differ as soon as it has changed."""
Signature = Mapping[str, Stamp]
_stamp_of = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")
_SAME_TICK = 50_000_000
"""Nanoseconds within which a file can change twice without a new change time, on file systems with coarse clocks."""


@dataclass(slots=True)
class Lookout:
    """What was seen of the resolved folder ``root``, for one thread at a time.

    ``stamps`` has the stamp of every file by its path, in order; it is the same object until one of them differs.
    ``unsettled`` are the files to look into at the next look too, whatever their stamps say by then.
    """

    root: Path
    stamps: dict[str, Stamp] = field(default_factory=dict)
    unsettled: frozenset[str] = frozenset()
    _newest: tuple[int, int] = (0, 0)
    _listings: dict[str, _Listing] = field(default_factory=dict)

    def look(self, problems: list[Problem]) -> frozenset[str]:
        """Look again; return the files that are new, that have changed, and that were not settled."""
        walk = _Walk(str(self.root), self.stamps, self._listings, problems)
        if os.path.isdir(self.root):  # noqa: PTH112  # Path.is_dir raises where a folder above may not be entered
            walk.through()
        else:
            told = "there is no such folder of content, or this program may not look there"
            problems.append(Problem(self.root.name or ".", 1, "folder", told))
        if walk.changed or len(walk.found) < len(self.stamps):
            self.stamps = walk.found
        self._listings = walk.listings
        self.unsettled = self.unsettled.union(walk.changed) & self.stamps.keys()
        return self.unsettled

    def settle(self) -> None:
        """Say that all these have been read: only what changed last may change again without a new stamp."""
        seen = [(path, *self.stamps[path][:2]) for path in self.unsettled]
        changed = max([self._newest[0], *(changed for _, changed, _ in seen)])
        status = max([self._newest[1], *(status for _, _, status in seen)])
        self._newest = changed, status
        self.unsettled = frozenset(
            [path for path, *times in seen if times[0] >= changed - _SAME_TICK or times[1] >= status - _SAME_TICK]
        )


@dataclass(frozen=True, slots=True)
class _Listing:
    """One folder: what the system lists, in its order, and what of that counts, sorted. ``True`` is a folder."""

    listed: list[tuple[str, bool]]
    entries: list[tuple[str, str, bool]]


@dataclass(slots=True)
class _Walk:
    """One look at everything below ``root``, which uses what is as it was at the last."""

    root: str
    before: Mapping[str, Stamp]
    known: Mapping[str, _Listing]
    problems: list[Problem]
    found: dict[str, Stamp] = field(default_factory=dict)
    listings: dict[str, _Listing] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)

    def through(self) -> None:
        """Look at every file, as far as there may be so many."""
        try:
            self._into("", 0)
        except _FullError as error:
            self._tell(str(error), f"more than {MAX_FILES} files: remove some")

    def _into(self, under: str, depth: int) -> None:
        try:
            folder = os.open(f"{self.root}/{under}", _FLAGS)
        except OSError as error:
            return self._unreadable(under, error)
        try:
            listing = self.listings[under] = self._list(under, folder)
            for name, path, is_folder in listing.entries:
                if not is_folder:
                    self._note(path, name, folder)
                elif depth >= MAX_DEPTH:
                    self._tell(path, f"folders more than {MAX_DEPTH} deep: move the files up")
                else:
                    self._into(f"{path}/", depth + 1)
        except OSError as error:
            self._unreadable(under, error)
        finally:
            os.close(folder)
        return None

    def _list(self, under: str, folder: int) -> _Listing:
        with os.scandir(folder) as entries:
            listed = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        known = self.known.get(under)
        if known and known.listed == listed:
            return known
        counting = [(name, d) for name, d in sorted(listed) if not name.startswith(".") and name not in _IGNORED]
        return _Listing(listed, [(name, under + name, is_folder) for name, is_folder in counting])

    def _note(self, path: str, name: str, folder: int) -> None:
        if len(self.found) == MAX_FILES:
            raise _FullError(path)
        try:
            stamp = _stamp_of(os.stat(name, dir_fd=folder))
        except OSError:  # a link that leads nowhere is a change too, which the next build reports
            stamp = 0, 0, 0, 0
        known = self.before.get(path)
        if known == stamp:
            self.found[path] = known  # the tuple that is there: of ten thousand new ones Python would keep account
        else:
            self.found[path] = stamp
            self.changed.append(path)

    def _unreadable(self, under: str, error: OSError) -> None:
        self._tell(under, f"the folder cannot be read ({error.strerror}): check who may read it")

    def _tell(self, path: str, message: str) -> None:
        self.problems.append(problem_with(PurePosixPath(path), message))


class _FullError(Exception):
    """There are more files than may be; it says at which the count ended."""


def problem_with(path: PurePosixPath, message: str) -> Problem:
    """Return what is wrong with a whole file or folder."""
    return Problem(printable(path), 1, "file", message)


def printable(path: PurePosixPath) -> str:
    """Return a path that can be printed and logged on one line, whatever bytes its name has."""
    text = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
