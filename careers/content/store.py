"""Rendered texts on disk, so that nothing is rendered twice: not at the next start, not by the process next door.

Each entry is found by a hash of the engine, of the file's path and of its content, and carries a hash of itself. What is
missing, foreign, cut short or altered counts as not there. A disk that is full or cannot be written costs speed and
nothing else. Whoever may write this file may write the database and the content too; that it holds plain JSON means
only that no mistake in it can run anything.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from os import fsencode
from pathlib import Path

from careers.content.lookout import Stamp

log = logging.getLogger(__name__)

Key = bytes
_LIBRARIES = ("markdown", "nh3", "pydantic", "pydantic-core", "pyyaml")
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS texts (key BLOB PRIMARY KEY, mark BLOB NOT NULL, data BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS checks (key BLOB PRIMARY KEY, mark BLOB NOT NULL, data BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS seen (key BLOB PRIMARY KEY, mark BLOB NOT NULL, data BLOB NOT NULL)",
)
_AT_ONCE = 500
Sight = tuple[Stamp, str]
"""What a look saw of a file: its stamp, and the hash of its bytes when they were read."""


@cache
def engine() -> bytes:
    """Return a hash of everything that decides how a text comes out: this package and the libraries under it."""
    digest = blake2b(digest_size=16)
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{name}={version(name)}\0".encode())
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes())
    return digest.digest()


def key_of(path: str, fingerprint: str) -> Key:
    """Return the key of a file's entry."""
    return blake2b(fsencode(f"{path}\0{fingerprint}"), key=engine(), digest_size=16).digest()


class Store:
    """The store in one SQLite file. Every method may be called in any thread and never raises for the disk's sake."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def texts(self, keys: list[Key]) -> Iterator[tuple[Key, bytes]]:
        """Yield the rendered texts that are there and sound."""
        return self._read("texts", keys)

    def checks(self, keys: list[Key]) -> Iterator[tuple[Key, bytes]]:
        """Yield what the checks against other files found, where that is there and sound."""
        return self._read("checks", keys)

    def keep_texts(self, found: Mapping[Key, bytes]) -> None:
        """Keep rendered texts."""
        self._write("texts", found)

    def keep_checks(self, found: Mapping[Key, bytes]) -> None:
        """Keep what the checks found."""
        self._write("checks", found)

    def seen(self, folder: Path) -> dict[str, Sight]:
        """Return the stamp and the hash that each text of a folder had at the last look that was kept."""
        for _, data in self._read("seen", [key_of(str(folder), "")]):
            try:
                return {path: (tuple(stamp), str(hashed)) for path, (stamp, hashed) in json.loads(data).items()}
            except (ValueError, TypeError, AttributeError):
                break
        return {}

    def keep_seen(self, folder: Path, seen: Mapping[str, Sight]) -> None:
        """Keep what a look at a folder saw."""
        self._write("seen", {key_of(str(folder), ""): json.dumps(seen, separators=(",", ":")).encode()})

    def forget(self, keys: list[Key]) -> None:
        """Forget texts that no file has any more: what was withdrawn must not be left here."""
        with self._open() as database:
            for table in ("texts", "checks") if database and keys else ():
                assert database is not None
                database.executemany(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in keys])  # noqa: S608

    def sweep(self, used: set[Key]) -> None:
        """Forget everything that is not in use."""
        with self._open() as database:
            if database is None:
                return
            for table in ("texts", "checks"):
                keys = [key for (key,) in database.execute(f"SELECT key FROM {table}")]  # noqa: S608
                unused = [(key,) for key in keys if key not in used]
                database.executemany(f"DELETE FROM {table} WHERE key = ?", unused)  # noqa: S608

    def _read(self, table: str, keys: list[Key]) -> Iterator[tuple[Key, bytes]]:
        with self._open() as database:
            for start in range(0, len(keys) if database else 0, _AT_ONCE):
                some = keys[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                assert database is not None
                for key, mark, data in database.execute(
                    f"SELECT key, mark, data FROM {table} WHERE key IN ({marks})",  # noqa: S608
                    some,
                ):
                    if isinstance(data, bytes) and mark == _mark(key, data):
                        yield key, data

    def _write(self, table: str, found: Mapping[Key, bytes]) -> None:
        rows = [(key, _mark(key, data), data) for key, data in found.items()]
        with self._open() as database:
            if database is not None and rows:
                database.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", rows)  # noqa: S608

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection | None]:
        """Give a connection, ``None`` where there can be none; a file that is no database is put out of the way."""
        database: sqlite3.Connection | None = None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(self._path, timeout=2)
            database.execute("PRAGMA synchronous = OFF")  # an entry that a power cut spoils is found out by its mark
            database.execute("PRAGMA secure_delete = ON")  # what is forgotten is gone from the file too
            for statement in _SCHEMA:
                database.execute(statement)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error, database)
            database = None
        try:
            yield database
            if database is not None:
                database.commit()
        except sqlite3.Error as error:
            self._give_up(error, database)
        finally:
            if database is not None:
                database.close()

    def _give_up(self, error: Exception, database: sqlite3.Connection | None) -> None:
        log.warning("The store of rendered texts cannot be used now: %s", error)
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError, sqlite3.Error):
                if database is not None:
                    database.close()
                for path in (self._path, self._path.with_name(f"{self._path.name}-journal")):
                    path.unlink(missing_ok=True)


def _mark(key: Key, data: bytes) -> bytes:
    return blake2b(data, key=key, digest_size=16).digest()
