"""Fifty thousand rows: little memory, the same bytes again, and visitors whose forms are taken meanwhile."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from careers.forms.reference import new_reference
from careers.staff.exports.workspace import NAME, clear, workspace
from careers.storage import database, expressions, pipeline
from careers.storage.database import UnavailableError
from careers.storage.pipeline import Selection
from careers.storage.records import NewExpression
from careers.storage.snapshot import one_moment
from tests import environment
from tests.serving import ROOT
from tests.staff.visitors import STUDENT, TODAY, crowd, register
from tests.staff.volume import fill

ROWS = 50_000
MOST_KILOBYTES = 200_000


def test_form_is_taken_while_an_export_is_read_which_stays_of_its_moment(any_site: Flask) -> None:
    """Without the copy, SQLite would refuse the form after five seconds."""
    before = sorted(crowd(any_site, 3))
    with any_site.app_context():
        with one_moment():
            reader = pipeline.everything(Selection())
            found = [next(reader).reference]
            new = NewExpression(new_reference(), "an address", STUDENT, TODAY, 1, "/")
            assert expressions.record(new, "a key")
            assert expressions.withdraw(before[1])
            found += [expression.reference for expression in reader]
            assert found == before
            assert expressions.find(before[1]), "other questions are of the same moment too"
        assert sorted(e.reference for e in pipeline.everything(Selection())) == sorted(
            [before[0], before[2], new.reference]
        )


def test_copy_has_no_name_and_needs_no_journal(site: Flask, built: Path) -> None:
    register(site)
    others = set(built.rglob("*"))
    with site.app_context(), one_moment():
        assert len(list(pipeline.everything(Selection()))) == 1
        assert set(built.rglob("*")) == others


def test_moment_is_of_a_database_in_wal_mode_too(site: Flask, tmp_path: Path) -> None:
    """Newer versions of SQLite use that journal; what is only in it belongs to the moment."""
    with sqlite3.connect(tmp_path / "careers.sqlite3") as connection:
        assert connection.execute("PRAGMA journal_mode = wal").fetchone() == ("wal",)
    reference = register(site)
    with site.app_context(), one_moment():
        assert [e.reference for e in pipeline.everything(Selection())] == [reference]
    connection.close()


def test_database_that_is_locked_for_long_is_said_to_be(
    site: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(site)
    with site.app_context(), sqlite3.connect(tmp_path / "careers.sqlite3", isolation_level=None) as other:
        real = database.db.engine.raw_connection
        monkeypatch.setattr(database.db.engine, "raw_connection", lambda: _impatient(real()))
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnavailableError), one_moment():
            pass
        other.execute("ROLLBACK")
    other.close()


def _impatient(connection):  # type: ignore[no-untyped-def]
    connection.driver_connection.execute("PRAGMA busy_timeout = 1")
    return connection


KILLED = """
import sys
from pathlib import Path
from careers.staff.exports.workspace import workspace
with workspace(Path(sys.argv[1])) as folder:
    (folder / "sheet.xml").write_text("answers of visitors")
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_export_leaves_goes_with_the_next_and_one_at_work_is_left_alone(tmp_path: Path) -> None:
    def begin() -> tuple[subprocess.Popen[str], Path]:
        command = [sys.executable, "-c", KILLED, str(tmp_path)]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        return process, Path(process.stdout.readline().strip())

    process, folder = begin()
    assert (folder / "sheet.xml").exists()
    assert folder.stat().st_mode & 0o077 == 0
    clear(tmp_path)
    assert (folder / "sheet.xml").exists(), "that export is at work"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert (folder / "sheet.xml").exists()
    with workspace(tmp_path) as own:
        assert not folder.exists()
        assert own.exists()
    assert [path.name for path in (tmp_path / NAME).iterdir()] == ["lock"]


MEASURED = """
import sys
from careers.cli import main
try:
    main(sys.argv[1:])
finally:
    with open("/proc/self/status") as status:
        print(next(line for line in status if line.startswith("VmHWM")).split()[1])
"""
"""The command, and at its end the most memory that it ever had, in KiB. What the kernel tells the parent would be of no
use: it counts from before the program was replaced, so a large test would pass its own size on."""


@pytest.mark.soak
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_fifty_thousand_rows_take_little_memory_and_keep_no_form_waiting(
    site: Flask, tmp_path: Path, sqlite_url: str, ending: str
) -> None:
    with site.app_context():
        fill(site.extensions["careers.staff"].questionnaire(), ROWS, TODAY)
    target = tmp_path / f"rows.{ending}"
    env = environment(CAREERS_DATABASE_URL=sqlite_url, CAREERS_INSTANCE=str(tmp_path / "instance"))
    command = [sys.executable, "-c", MEASURED, "export", "rows", str(target)]
    taken = 0
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            register(site)
            taken += 1
            Event().wait(0.1)
        said = process.stdout.read().split() if process.stdout else []
    assert process.returncode == 0
    assert taken > 3, "forms were sent while the file was written"
    assert 20_000 < int(said[-1]) < MOST_KILOBYTES
    if ending == "xlsx":
        with zipfile.ZipFile(target) as archive, archive.open("xl/worksheets/sheet1.xml") as sheet:
            lines = sum(piece.count(b"<row ") for piece in iter(lambda: sheet.read(1 << 20), b""))
    else:
        lines = target.read_bytes().count(b"\r\n")
    assert ROWS < lines <= ROWS + 1 + taken
