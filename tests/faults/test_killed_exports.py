"""An export whose command is killed at any moment: a whole file or none, the next one is right, and nothing is left."""

from __future__ import annotations

import random
import sqlite3
from datetime import datetime
from pathlib import Path
from time import perf_counter

import pytest
from flask import Flask

from careers.app import create_app
from careers.clock import LONDON, Clock
from careers.config import Config
from careers.staff.exports.command import write
from careers.staff.exports.workspace import NAME
from careers.storage.models import db
from tests.faults.killing import killed
from tests.staff.volume import fill

ROWS = 600
ENDINGS = ("xlsx", "csv")


@pytest.fixture
def office(tmp_path: Path) -> Flask:
    """Return the application on a database with many answers, with nothing open that a copy of this process would share."""
    moment = datetime.now(LONDON)
    app = create_app(Config(instance=tmp_path / "instance", secret_key="tests"), Clock.fixed(moment))
    with app.app_context():
        fill(app.extensions["careers.staff"].questionnaire(), ROWS, moment.date())
        db.engine.dispose()
    return app


def exported(instance: Path) -> int:
    """Return how many exports the audit tells of; fail when the database is damaged."""
    with sqlite3.connect(instance / "careers.sqlite3") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = connection.execute("SELECT count(*) FROM staff_audit WHERE action = 'exported'").fetchone()
    connection.close()
    return int(count)


def left_behind(instance: Path) -> list[str]:
    return [path.name for path in (instance / NAME).iterdir() if path.name != "lock"]


@pytest.mark.parametrize("rounds", [pytest.param(6, id="short"), pytest.param(100, id="long", marks=pytest.mark.soak)])
def test_killed_command_leaves_the_old_file_or_the_new_one(office: Flask, tmp_path: Path, rounds: int) -> None:
    folder, instance = tmp_path / "exports", tmp_path / "instance"
    folder.mkdir()

    def export(file: Path) -> None:
        with office.app_context():
            write("rows", file, [], None)
            db.engine.dispose()

    whole, longest = {}, 0.0
    for ending in ENDINGS:
        began = perf_counter()
        export(folder / f"undisturbed.{ending}")
        longest = max(longest, perf_counter() - began)
        whole[ending] = (folder / f"undisturbed.{ending}").read_bytes()
    chance, early, made = random.Random(17), 0, 0
    for number in range(rounds):
        ending = ENDINGS[number % 2]
        file = folder / f"rows.{ending}"
        old = chance.choice([b"the export of yesterday", None])
        file.unlink(missing_ok=True)
        if old:
            file.write_bytes(old)
        told = exported(instance)
        is_early = killed(lambda: export(file), chance.uniform(0, longest))  # noqa: B023 - called at once
        early += is_early
        longest *= 1.3 if is_early else 0.5  # so that some come too late, however busy the machine is when
        found = file.read_bytes() if file.exists() else None
        assert found in (old, whole[ending]), "half a file under its own name"
        made += found == whole[ending]
        assert found == old or exported(instance) > told, "a file was handed over that the audit does not know"
        export(file)
        assert file.read_bytes() == whole[ending]
        assert file.stat().st_mode & 0o777 == 0o600
        left = {path.name for path in folder.iterdir()}
        assert left <= {f"{stem}.{ending}" for stem in ("undisturbed", "rows") for ending in ENDINGS}
        assert not left_behind(instance)
    assert early, "all were over before they could be killed"
    if rounds > 50:
        assert early > rounds / 3, "most were over before they could be killed"
        assert 0 < made < rounds, "the kills fell on one side only"
