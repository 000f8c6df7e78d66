"""Workers that are killed one by one while visitors write and read: others answer, and new ones come by themselves."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from threading import Event, Lock, Thread

import psutil
import pytest

from careers.forms.one_time import new_key, private_address
from careers.storage.once import digest
from tests.faults.serving import ask
from tests.serving import Server, serve

WORKERS = 2
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
    """Wait until something holds, for at most half a minute."""
    for _ in range(600):
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


@pytest.mark.parametrize("rounds", [pytest.param(4, id="short"), pytest.param(100, id="long", marks=pytest.mark.soak)])
def test_killed_workers_lose_nothing_and_come_back(tmp_path: Path, rounds: int) -> None:
    dice = random.Random(3)
    with serve(tmp_path, CAREERS_WORKERS=str(WORKERS)) as server:
        until(lambda: len(workers(server)) == WORKERS, "every worker is there")
        visitors = Visitors(server.port)
        try:
            for _ in range(rounds):
                had = len(visitors.acknowledged)
                until(lambda: len(visitors.acknowledged) > had + 2, "forms are taken")  # noqa: B023 - called at once
                victim = dice.choice(workers(server))
                victim.kill()
                until(
                    lambda: len(workers(server)) == WORKERS and victim.pid not in {w.pid for w in workers(server)},  # noqa: B023
                    "a new worker comes by itself",
                )
        finally:
            visitors.stop()
        assert set(visitors.statuses) == {200, 303}, "somebody was given a fault"
        assert server.ask("/")[0] == 200
    with sqlite3.connect(tmp_path / "instance" / "careers.sqlite3") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = [row[0] for row in connection.execute("SELECT address_hash FROM expression_of_interest")]
    connection.close()
    acknowledged = {digest(private_address(key)) for key in visitors.acknowledged}
    assert acknowledged <= set(kept)
    assert len(kept) == len(set(kept))
    assert len(kept) - len(acknowledged) <= 3, "more was kept than was ever sent"
