"""What was acknowledged survives kill -9, and what is sent again afterwards is not doubled."""

from __future__ import annotations

import random
import sqlite3
from http.client import HTTPException
from pathlib import Path
from threading import Event, Lock, Thread

import pytest

from careers.forms.one_time import new_key, private_address
from careers.storage.once import digest
from tests.faults.serving import Server
from tests.forms.site import NOON

ANSWERS = [("situation", "returning"), ("roles", "social-worker"), ("localities", "anywhere")]


class Writers:
    """Threads that send as fast as they can, and remember what the server acknowledged."""

    def __init__(self) -> None:
        self.acknowledged: set[str] = set()
        self.unanswered: set[str] = set()
        self._lock = Lock()

    def run(self, server: Server, writers: int, until: int) -> None:
        """Write until ``until`` more are acknowledged, then kill the server while the writers go on."""
        enough, goal = Event(), len(self.acknowledged) + until

        def write() -> None:
            while True:
                key = new_key(NOON.date())
                with self._lock:
                    self.unanswered.add(key)
                try:
                    status, headers, _ = server.ask("POST", "/interest/send/", [*ANSWERS, ("key", key)])
                except (OSError, HTTPException):
                    return
                assert status == 303
                assert headers["location"].endswith(f"/{private_address(key)}/")
                with self._lock:
                    self.unanswered.discard(key)
                    self.acknowledged.add(key)
                    if len(self.acknowledged) >= goal:
                        enough.set()

        threads = [Thread(target=write) for _ in range(writers)]
        for thread in threads:
            thread.start()
        assert enough.wait(60)
        server.kill()
        for thread in threads:
            thread.join(30)


def kept(path: Path) -> list[str]:
    """Return the hashes of the private addresses of complete expressions of interest."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        query = """SELECT address_hash FROM expression_of_interest e
                   WHERE (SELECT count(*) FROM choice c WHERE c.reference = e.reference) = ?"""
        rows = [row[0] for row in connection.execute(query, [len(ANSWERS)])]
        (total,) = connection.execute("SELECT count(*) FROM expression_of_interest").fetchone()
    connection.close()
    assert len(rows) == total, "half an expression of interest was kept"
    return rows


@pytest.mark.parametrize(
    ("rounds", "count"), [pytest.param(6, 2, id="short"), pytest.param(100, 4, id="long", marks=pytest.mark.soak)]
)
def test_acknowledged_rows_survive_and_none_is_doubled(tmp_path: Path, rounds: int, count: int) -> None:
    writers, path = Writers(), tmp_path / "careers.sqlite3"
    chance = random.Random(11)
    for _ in range(rounds):
        writers.run(Server(tmp_path), count, chance.randrange(3, 12))
        rows = kept(path)
        assert len(rows) == len(set(rows))
        assert {digest(private_address(key)) for key in writers.acknowledged} <= set(rows)
    assert len(writers.acknowledged) >= 3 * rounds
    assert writers.unanswered, "no request was under way when the server was killed"
    server = Server(tmp_path)
    try:
        for key in (*writers.unanswered, *random.Random(3).sample(sorted(writers.acknowledged), 5)):
            status, headers, _ = server.ask("POST", "/interest/send/", [*ANSWERS, ("key", key)])
            assert status == 303
            assert server.ask("GET", headers["location"])[0] == 200
    finally:
        server.kill()
    everything = writers.unanswered | writers.acknowledged
    assert sorted(kept(path)) == sorted(digest(private_address(key)) for key in everything)
