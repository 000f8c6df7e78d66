"""What is kept on disk saves time and is never trusted: spoilt, it is made again; what no file says any more is gone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from careers.content import proof, store
from careers.content.builder import Memory, build
from careers.content.rendering import Surroundings
from careers.content.store import Store
from tests.factories import TODAY, ContentFolder


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _alter(statement: str) -> Callable[[Path], None]:
    def alter(path: Path) -> None:
        with sqlite3.connect(path) as database:
            database.execute(statement)
        database.close()

    return alter


SPOILT = {
    "no database": _garbage,
    "cut short": _cut,
    "another program's tables": _alter("DROP TABLE texts"),
    "bytes changed": _alter("UPDATE texts SET data = CAST(replace(data, 'Ada', 'Eve') AS BLOB)"),
    "entries exchanged": _alter("UPDATE texts SET mark = (SELECT mark FROM texts LIMIT 1)"),
    "no bytes": _alter("UPDATE texts SET data = 7"),
    "other stamps": _alter("UPDATE seen SET data = x'7b7d'"),
    "no texts to the stamps": _alter("DELETE FROM texts"),
    "empty": _alter("UPDATE checks SET data = x''"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=list(SPOILT))
def test_what_was_spoilt_on_disk_is_made_again(
    folder: ContentFolder, kept: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(kept)
    fresh = build(folder.root, TODAY)
    assert build(folder.root, TODAY, memory=Memory(Store(kept))) == fresh
    assert build(folder.root, TODAY, memory=Memory(Store(kept))) == fresh


@pytest.mark.parametrize(
    "data", [b"[]", b"{}", b"7", b'{"fields": ["title: A", 2, {"title": 1}]}', b"\xff", b"[" * 100_000, b"null"]
)
def test_an_entry_of_another_form_is_no_proof(data: bytes) -> None:
    with pytest.raises(ValueError):
        proof.restore(PurePosixPath("pages/a.md"), data)


def test_an_entry_is_nothing_but_data(folder: ContentFolder) -> None:
    source = PurePosixPath("pages/working-here.md")
    fields = proof.read_fields(source, (folder.root / source).read_bytes(), [])
    assert fields is not None
    figures = {slug: figure.front for slug, figure in build(folder.root, TODAY).figures.items()}
    whole = proof.prove(source, fields, Surroundings(figures))
    assert proof.restore(source, proof.encode(whole, source)) == whole
    assert proof.encode(whole, source).startswith(b"{")


def test_another_engine_uses_nothing_of_the_old_one(
    folder: ContentFolder, kept: Path, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "engine", lambda: b"another")
    build(folder.root, TODAY, memory=Memory(Store(kept)))
    assert "pages/working-here.md" in rendered


def test_a_disk_that_is_full_or_read_only_costs_only_speed(folder: ContentFolder, tmp_path: Path) -> None:
    fresh = build(folder.root, TODAY)
    in_the_way = tmp_path / "file"
    in_the_way.write_text("a file where a folder should be")
    assert build(folder.root, TODAY, memory=Memory(Store(in_the_way / "store.sqlite3"))) == fresh
    assert build(folder.root, TODAY, memory=Memory(Store(Path("/dev/full")))) == fresh
    assert build(folder.root, TODAY, memory=Memory(Store(Path("/proc/store.sqlite3")))) == fresh


_BUILD = "import sys; from datetime import date; from pathlib import Path; from careers.content.builder import *; "
_BUILD += "from careers.content.store import Store; f, s = map(Path, sys.argv[1:]); "
_BUILD += "print(build(f, date(2026, 10, 1), memory=Memory(Store(s))).version)"


def test_two_processes_can_fill_one_store_at_once(folder: ContentFolder, tmp_path: Path) -> None:
    path = tmp_path / "shared.sqlite3"
    command = [sys.executable, "-c", _BUILD, str(folder.root), str(path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    said = [process.communicate() for process in running]
    assert {out.decode().strip() for out, _ in said} == {build(folder.root, TODAY).version}, said


def test_a_process_killed_while_it_writes_leaves_a_store_that_can_be_used(
    folder: ContentFolder, tmp_path: Path
) -> None:
    path = tmp_path / "killed.sqlite3"
    killed = (
        "import os, sys; from pathlib import Path; from careers.content.store import Store\n"
        "s = Store(Path(sys.argv[1])); s.keep_texts({b'k' * 16: b'x' * 1000})\n"
        "with s._open() as d:\n"
        "    d.executemany('INSERT INTO texts VALUES (?, ?, ?)', ((os.urandom(16), b'm', b'x' * 9000) for _ in range(900)))\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", killed, str(path)], check=False)
    assert ended.returncode == -9
    assert [key for key, _ in Store(path).texts([b"k" * 16])] == [b"k" * 16]
    build(folder.root, TODAY, memory=Memory(Store(path)))
    assert build(folder.root, TODAY, memory=Memory(Store(path))) == build(folder.root, TODAY)


def _texts(path: Path) -> list[str]:
    with sqlite3.connect(path) as database:
        found = [bytes(data).decode() for (data,) in database.execute("SELECT data FROM texts")]
    database.close()
    return found


def test_what_no_file_says_any_more_is_not_left_on_disk(folder: ContentFolder, kept: Path) -> None:
    memory = Memory(Store(kept))
    build(folder.root, TODAY, memory=memory)
    count = len(_texts(kept))
    page = folder.page("new", "Zerubbabel was here.")
    build(folder.root, TODAY, memory=memory)
    assert len(_texts(kept)) == count + 1
    folder.page("new", "Somebody was here.")
    build(folder.root, TODAY, memory=memory)
    assert len(_texts(kept)) == count + 1
    page.unlink()
    build(folder.root, TODAY, memory=memory)
    assert len(_texts(kept)) == count
    assert b"Zerubbabel" not in kept.read_bytes()


def test_what_changed_while_the_program_was_down_is_swept_at_the_start(folder: ContentFolder, kept: Path) -> None:
    count = len(_texts(kept))
    folder.page("working-here", "Other words.")
    build(folder.root, TODAY, memory=Memory(Store(kept)))
    assert len(_texts(kept)) == count
