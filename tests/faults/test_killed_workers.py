"""Workers that are killed while visitors write and read and HR exports: others answer, and new ones come by themselves."""

from __future__ import annotations

import io
import random
import re
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from threading import Event, Lock, Thread

import psutil
import pytest

from careers.app import create_app
from careers.clock import LONDON, Clock
from careers.config import Config
from careers.forms.one_time import new_key, private_address
from careers.staff.exports.workspace import NAME
from careers.storage.models import db
from careers.storage.once import digest
from careers.storage.staff.records import Role
from tests.faults.serving import ask
from tests.serving import Server, serve
from tests.staff.office import Watch, join
from tests.staff.volume import fill

KEY = "the same key in every worker of a server"
WORKERS = 2
ROWS = 600
"""Answers that are there before, so that an export takes a while."""
ANSWERS = [("situation", "returning"), ("roles", "social-worker"), ("localities", "anywhere")]


def workers(server: Server) -> list[psutil.Process]:
    """Return the processes that serve; the first process only looks after them."""
    children = psutil.Process(server.process.pid).children()
    return [child for child in children if _serves(child)]


def _serves(process: psutil.Process) -> bool:
    try:
        return "tracker" not in " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return False


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds, for at most a minute and a half."""
    for _ in range(1800):
        if holds():
            return
        Event().wait(0.05)
    raise AssertionError(f"still not: {what}")


class Visitors:
    """Threads that send forms and read pages for as long as the server runs, each form again until it is answered."""

    def __init__(self, port: int) -> None:
        self.port, self.ended = port, Event()
        self.acknowledged: set[str] = set()
        self.statuses: Counter[int] = Counter()
        self._lock = Lock()
        self._threads = [Thread(target=self._write, args=(n,)) for n in range(3)] + [Thread(target=self._read)]
        for thread in self._threads:
            thread.start()

    def _write(self, number: int) -> None:
        dice = random.Random(number)
        while not self.ended.is_set():
            key = new_key(datetime.now(UTC).date())
            while not self._is_kept(key, dice):
                if self.ended.is_set():
                    return

    def _is_kept(self, key: str, dice: random.Random) -> bool:
        source = f"127.{dice.randrange(1, 250)}.{dice.randrange(250)}.{dice.randrange(1, 250)}"
        try:
            status, headers, _ = ask(self.port, "POST", "/interest/send/", [*ANSWERS, ("key", key)], source=source)
        except (OSError, HTTPException):
            return False
        with self._lock:
            self.statuses[status] += 1
            if status == 303:
                assert headers["location"].endswith(f"/{private_address(key)}/")
                self.acknowledged.add(key)
        return status == 303

    def _read(self) -> None:
        while not self.ended.is_set():
            try:
                status = ask(self.port, "GET", "/")[0]
            except (OSError, HTTPException):
                continue
            with self._lock:
                self.statuses[status] += 1

    def stop(self) -> None:
        """Stop, and wait for what is under way."""
        self.ended.set()
        for thread in self._threads:
            thread.join(30)


def cookie_of_hr(folder: Path) -> str:
    """Lay down many answers, and let a colleague of HR sign in; return the cookie."""
    watch = Watch(datetime.now(LONDON))
    app = create_app(Config(instance=folder / "instance", secret_key=KEY), Clock(lambda: watch.now))
    with app.app_context():
        fill(app.extensions["careers.staff"].questionnaire(), ROWS, watch.now.date())
    cookie = join(app, watch, Role.HR).client.get_cookie("staff", "careers.example", "/staff")
    assert cookie
    with app.app_context():
        db.engine.dispose()
    return f"staff={cookie.value}"


class Colleague:
    """A thread that downloads one export after another for as long as the server runs."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port, self._headers, self.ended = port, {"Cookie": cookie}, Event()
        self.whole, self.failed, self.wrong = 0, 0, ""
        page = ask(port, "GET", "/staff/exports/", headers=self._headers)[2]
        found = re.search(rb'name="token" value="([^"]+)"', page)
        assert found, page
        self._token = found[1].decode()
        self._thread = Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not (self.ended.is_set() or self.wrong):
            self.wrong = self.download(("xlsx", "zip")[self.whole % 2])

    def download(self, ending: str) -> str:
        """Download once: a whole file, or one of which the browser says that it failed. Return what is wrong with it."""
        fields = [("token", self._token), ("format", ending)]
        try:
            status, headers, body = ask(self._port, "POST", "/staff/exports/rows/", fields, headers=self._headers)
        except (OSError, HTTPException):
            self.failed += 1
            return ""
        if status != 200 or len(body) != int(headers["content-length"]):
            return f"{status}, {len(body)} bytes"
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            self.whole += 1
            return archive.testzip() or ""

    def stop(self) -> None:
        """Stop, and wait for what is under way."""
        self.ended.set()
        self._thread.join(30)


@pytest.mark.parametrize("rounds", [pytest.param(4, id="short"), pytest.param(100, id="long", marks=pytest.mark.soak)])
def test_killed_workers_lose_nothing_and_come_back(tmp_path: Path, rounds: int) -> None:
    dice, cookie = random.Random(3), cookie_of_hr(tmp_path)
    with serve(tmp_path, CAREERS_WORKERS=str(WORKERS), CAREERS_SECRET_KEY=KEY) as server:
        until(lambda: len(workers(server)) == WORKERS, "every worker is there")
        visitors, colleague = Visitors(server.port), Colleague(server.port, cookie)
        try:
            for _ in range(rounds):
                had = len(visitors.acknowledged)
                until(lambda: len(visitors.acknowledged) > had + 2, "forms are taken")  # noqa: B023 - called at once
                there = workers(server)
                victims = there if dice.random() < 0.25 else [dice.choice(there)]
                for victim in victims:
                    victim.kill()
                until(
                    lambda: len(set(workers(server)) - set(victims)) == WORKERS,  # noqa: B023
                    "new workers come by themselves",
                )
        finally:
            visitors.stop()
            colleague.stop()
        assert set(visitors.statuses) == {200, 303}, "somebody was given a fault"
        assert server.ask("/")[0] == 200
        assert not colleague.wrong, "a download that failed looked whole"
        assert not colleague.download("xlsx")
        assert colleague.failed or rounds < 10, "no export was under way when its worker was killed"
        left = [path.name for path in (tmp_path / "instance" / NAME).iterdir()]
        assert left == ["lock"], "answers were left in a file"
    with sqlite3.connect(tmp_path / "instance" / "careers.sqlite3") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = [row[0] for row in connection.execute("SELECT address_hash FROM expression_of_interest")]
        (told,) = connection.execute("SELECT count(*) FROM staff_audit WHERE action = 'exported'").fetchone()
    connection.close()
    assert told >= colleague.whole, "a file was handed over that the audit does not know"
    acknowledged = {digest(private_address(key)) for key in visitors.acknowledged}
    assert acknowledged <= set(kept)
    assert len(kept) == len(set(kept))
    assert len(kept) - ROWS - len(acknowledged) <= 3, "more was kept than was ever sent"
