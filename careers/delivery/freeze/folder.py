"""Where an export is written: beside the one in use, entry by entry, and put in its place only when it is whole.

A journal notes each finished entry, so that an export that was killed goes on where it was. What has not changed since
the export in use is linked from there, with its twins and its time, so that browsers and CDNs keep what they have.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Lock

from careers.delivery.freeze.entry import Entry, FreezeError
from careers.delivery.freeze.twins import encode, is_twin

SITE, MANIFEST, JOURNAL = "site", "manifest.json", "journal.jsonl"
_EXCHANGE, _HERE = 2, -100


class Folder:
    """An export under way. Several threads may write entries."""

    def __init__(self, out: Path, key: str) -> None:
        self.out = out
        self.staging = out.with_name(f".{out.name}.freezing")
        self._journal = self.staging / JOURNAL
        self._lock = Lock()
        _put_back(out)
        self.before = _entries_of(out)
        self.done = self._take_up(key)

    def _take_up(self, key: str) -> dict[str, Entry]:
        """Return what an interrupted export of the same site has finished; begin afresh when there is none."""
        try:
            first, *lines = self._journal.read_text("utf-8").splitlines()
        except (OSError, ValueError):
            first, lines = "", []
        if first != key:
            shutil.rmtree(self.staging, ignore_errors=True)
            (self.staging / SITE).mkdir(parents=True)
            self._journal.write_text(f"{key}\n", encoding="utf-8")
            return {}
        done = {entry.address: entry for line in lines if (entry := _entry(line)) and self._is_whole(entry)}
        self._journal.write_text(
            "".join(f"{line}\n" for line in (key, *(_line(entry) for entry in done.values()))), encoding="utf-8"
        )
        return done

    def _is_whole(self, entry: Entry) -> bool:
        sizes = {"": entry.size, **entry.twins}
        files = {suffix: Path(f"{self.staging / SITE / entry.path}{suffix}") for suffix in sizes}
        return all(path.is_file() and path.stat().st_size == sizes[suffix] for suffix, path in files.items())

    def write(self, entry: Entry, body: bytes) -> Entry:
        """Write one file with its twins, and note it; return the entry with the twins' sizes."""
        target = self.staging / SITE / entry.path
        target.parent.mkdir(parents=True, exist_ok=True)
        twins = self._kept_twins(entry, body)
        if twins is None:
            made = encode(body, entry.media_type)
            for suffix, data in {**made, "": body}.items():
                path = Path(f"{target}{suffix}")
                path.unlink(missing_ok=True)  # it may be a link to the export in use
                path.write_bytes(data)
            twins = {suffix: len(data) for suffix, data in made.items()}
        return self.note(replace(entry, digest=digest_of(body), size=len(body), twins=twins))

    def keep(self, entry: Entry) -> bool:
        """Take over an entry of the export in use without looking at its content; tell whether it was there whole."""
        path = self.out / SITE / entry.path
        try:
            body = path.read_bytes()
        except OSError:
            return False
        if digest_of(body) != entry.digest:
            return False
        self.write(entry, body)
        return True

    def note(self, entry: Entry) -> Entry:
        """Write down that an entry is finished."""
        with self._lock:
            self.done[entry.address] = entry
            with self._journal.open("a", encoding="utf-8") as journal:
                journal.write(_line(entry) + "\n")
        return entry

    def _kept_twins(self, entry: Entry, body: bytes) -> dict[str, int] | None:
        """Link the file and its twins from the export in use if they are the same there; return the twins' sizes."""
        old, new = self.out / SITE / entry.path, self.staging / SITE / entry.path
        known = self.before.get(entry.address)
        if known is None or known.digest != digest_of(body):
            return None
        try:
            if old.read_bytes() != body:
                return None
            for suffix in known.twins:
                if not is_twin(Path(f"{old}{suffix}").read_bytes(), suffix, body):
                    return None
        except OSError:
            return None
        for suffix in (*known.twins, ""):
            _link(Path(f"{old}{suffix}"), Path(f"{new}{suffix}"))
        return dict(known.twins)

    def finish(self, files: Mapping[str, str], manifest: Mapping[str, object]) -> None:
        """Add ``files`` (paths and texts) and the manifest, remove what does not belong, and put the export in place."""
        for name, text in files.items():
            (self.staging / name).write_text(text, encoding="utf-8")
        listed = [entry.as_json() for _, entry in sorted(self.done.items())]
        text = json.dumps({**manifest, "files": listed}, indent=1, ensure_ascii=False, sort_keys=True)
        (self.staging / MANIFEST).write_text(text + "\n", encoding="utf-8")
        expected = {f"{SITE}/{e.path}{suffix}" for e in self.done.values() for suffix in ("", *e.twins)}
        for path in [p for p in self.staging.rglob("*") if p.is_file()]:
            if path.relative_to(self.staging).as_posix() not in {*expected, *files, MANIFEST, JOURNAL}:
                path.unlink()
        os.sync()
        self._journal.unlink()
        _put_in_place(self.staging, self.out)
        shutil.rmtree(self.staging, ignore_errors=True)


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of a body."""
    return sha256(body).hexdigest()


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Keep others from exporting into the same folder meanwhile. Raises :class:`FreezeError`."""
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / MANIFEST).is_file())):
        raise FreezeError(f"{out} holds something else than an export. Name a new or an empty folder.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.with_name(f".{out.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FreezeError(f"another export into {out} is under way") from None
        yield


def _line(entry: Entry) -> str:
    return json.dumps(entry.as_json(), ensure_ascii=False)


def _entry(line: str) -> Entry | None:
    """Return the entry of one line; the last line of a killed export may be torn."""
    try:
        return Entry.of_json(json.loads(line))
    except (ValueError, TypeError, KeyError):
        return None


def _entries_of(out: Path) -> dict[str, Entry]:
    """Return what the export in use holds, nothing when there is none."""
    try:
        listed = json.loads((out / MANIFEST).read_text("utf-8"))["files"]
        return {data["address"]: Entry.of_json(data) for data in listed}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _link(old: Path, new: Path) -> None:
    new.unlink(missing_ok=True)
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def _put_in_place(new: Path, place: Path) -> None:
    """Let ``new`` be what is at ``place``, and what was there at ``new``, in one step where the system can do it.

    Linux can exchange two names (renameat2). Elsewhere two renames leave an instant in which nothing is there.
    """
    if not place.exists():
        new.rename(place)
        return
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename and rename(_HERE, os.fsencode(new), _HERE, os.fsencode(place), _EXCHANGE) == 0:
        return
    aside = _aside(place)
    shutil.rmtree(aside, ignore_errors=True)
    place.rename(aside)
    new.rename(place)
    aside.rename(new)


def _put_back(place: Path) -> None:
    """Put an export back that was taken aside by one that was killed in that instant."""
    if not place.exists() and _aside(place).exists():
        _aside(place).rename(place)


def _aside(place: Path) -> Path:
    return place.with_name(f".{place.name}.before")
