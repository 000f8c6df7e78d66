"""Ten minutes of a busy day, then a crowd three times as large as the server can take.

``LOAD_MINUTES=60`` makes the busy day an hour. What is asked of the figures are ratios within one run.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from statistics import median

import psutil
import pytest

from careers.forms.one_time import private_address
from careers.storage.once import digest
from tests.load.traffic import Seen, capacity, load
from tests.serving import Server, serve

pytestmark = pytest.mark.soak

MINUTES = float(os.environ.get("LOAD_MINUTES", "10"))
BUSY, CROWD = 0.7, 3.0
GROWTH = 16 * 1024 * 1024
"""Bytes by which memory may grow between the second quarter of the run and its end; in the first, the stores fill."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Yield the production server on the tests' content."""
    with serve(tmp_path_factory.mktemp("load")) as running:
        yield running


@pytest.fixture(scope="module")
def bearable(server: Server) -> float:
    """Return how many requests a second the server answers at most, warmed up."""
    capacity(server.port, 2)
    return capacity(server.port, 8)


def memory(server: Server) -> int:
    """Return the proportional memory of the server's processes, in bytes."""
    main = psutil.Process(server.process.pid)
    return sum(p.memory_full_info().pss for p in [main, *main.children(recursive=True)])


def assert_kept(server: Server, seen: Seen) -> None:
    """Fail unless each acknowledged form is in the database."""
    with sqlite3.connect(server.log.parent / "instance" / "careers.sqlite3") as connection:
        kept = {row[0] for row in connection.execute("SELECT address_hash FROM expression_of_interest")}
    connection.close()
    assert seen.acknowledged
    assert {digest(private_address(key)) for key in seen.acknowledged} <= kept


def test_busy_day_has_no_error_flat_memory_and_steady_answers(server: Server, bearable: float) -> None:
    sizes: list[int] = []
    seen = load(server.port, bearable * BUSY, MINUTES * 60, 64, every=lambda _: sizes.append(memory(server)))
    first, last = seen.slowest(0.99, 0, 1 / 3), seen.slowest(0.99, 2 / 3, 1)
    before, after = median(sizes[len(sizes) // 4 : len(sizes) // 2]), max(sizes[-10:])
    print(
        f"\n{seen.answered:,} answers at {bearable * BUSY:.0f} a second of at most {bearable:.0f}; 99 of 100 within "
        f"{first * 1000:.1f} ms in the first third, {last * 1000:.1f} ms in the last; "
        f"memory {before / 1e6:.0f} to {after / 1e6:.0f} MB"
    )
    assert not seen.wrong
    assert_kept(server, seen)
    assert after - before < GROWTH
    assert last < 5 * first + 0.1, "answers became slower and slower"
    assert b"Traceback" not in server.log.read_bytes()


def test_flash_crowd_is_shed_politely_and_the_server_comes_back_at_once(server: Server, bearable: float) -> None:
    before = capacity(server.port, 4)
    seen = load(server.port, bearable * CROWD, 20, 600, seed=2)
    after = capacity(server.port, 4)
    refused = sum(count for (_, status), count in seen.wrong.items() if status == 503)
    print(
        f"\nof {sum(seen.statuses.values()):,} at {bearable * CROWD:.0f} a second {refused:,} were refused politely; "
        f"{before:.0f} answers a second before, {after:.0f} after"
    )
    other = {pair: count for pair, count in seen.wrong.items() if pair[1] != 503}
    assert not other, "neither answered nor refused in words"
    assert seen.polite == refused, "refused without saying when to come back"
    assert_kept(server, seen)
    assert after > before / 2
    assert server.ask("/")[0] == 200
    assert b"Traceback" not in server.log.read_bytes()
