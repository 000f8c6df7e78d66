"""How many forms a second are kept, durably, beside bare commits with the same settings of SQLite in the same run.

Each form is sent from another network, as behind a proxy, so that the rate limits let it through; each is a row and the
mark of its one-time key, in one transaction that is on the disk before the answer leaves.
"""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from careers.clock import Clock
from careers.storage.engine import journal_mode
from tests.bench.load import CONNECTIONS, Load, best, load
from tests.bench.memory import rest
from tests.bench.result import Result
from tests.serving import Server, serve

PAGE = "/our-journey/"
GZIP = {"Accept-Encoding": "gzip"}
SECONDS, ROUNDS = 5, 2
RATE_GOAL, P99_GOAL, PAGES_GOAL = 0.25, 150.0, 0.8
STEADY = 20
"""Forms a second while pages are measured: 70,000 an hour."""

FORMS = {
    "feedback on a page": ("/feedback/send/", "page=%2Four-journey%2F&helpful=no&comment=The+dates+are+unclear&key="),
    "an expression of interest": ("/interest/send/", "situation=returning&roles=social-worker&key="),
}

SCRIPT = """
math.randomseed({seed})
local letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
local function key()
  local made = {{}}
  for n = 1, 43 do local at = math.random(#letters); made[n] = letters:sub(at, at) end
  return table.concat(made)
end
request = function()
  local from = string.format("203.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
  return wrk.format("POST", "{path}", {{["Content-Type"] = "application/x-www-form-urlencoded",
    ["Sec-Fetch-Site"] = "same-origin", ["X-Forwarded-For"] = from}}, "{fields}{day}." .. key())
end
{delay}
"""


def measure() -> list[Result]:
    """Return rates, latencies, and what is left of the rate of pages."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with serve(folder, CAREERS_PROXIES="1") as server:
            rest(server.process.pid)
            raw, sent = 0.0, dict[str, list[Load]]()
            for turn in range(ROUNDS):
                raw = max(raw, commits(folder / f"raw-{turn}.sqlite3"))
                for label, form in FORMS.items():
                    sent.setdefault(label, []).append(send(server, folder, *form))
            rows = kept(folder)
            alone, beside = map(best, zip(*(pages(server, folder) for _ in range(ROUNDS)), strict=True))
    found = {label: best(loads) for label, loads in sent.items()}
    group = f"Writing forms, {CONNECTIONS} connections, SQLite {sqlite3.sqlite_version}, synchronous FULL"
    peer = "bare commits"
    results = [Result(group=group, label=f"{peer} of one row", value=raw, unit="commits/s")]
    for label, loaded in found.items():
        results += [
            Result(
                group=group,
                label=label,
                value=loaded.rate,
                unit="forms/s",
                peer=peer,
                peer_value=raw,
                goal=RATE_GOAL,
                note=f"{rows} rows in all",
            ),
            Result(
                group=group,
                label=f"99 of 100 answers, {label}",
                value=loaded.p99,
                unit="ms",
                goal=P99_GOAL,
                less_is_better=True,
            ),
        ]
    label = f"pages while {STEADY} forms a second come"
    return [
        *results,
        Result(
            group=group,
            label=label,
            value=beside.rate,
            unit="requests/s",
            peer="pages alone",
            peer_value=alone.rate,
            goal=PAGES_GOAL,
        ),
    ]


def commits(path: Path) -> float:
    """Return how many transactions of one small row a second SQLite commits by itself with the site's settings."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {journal_mode(sqlite3.sqlite_version_info)}")
    for pragma in ("synchronous = FULL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE kept (id TEXT PRIMARY KEY, day TEXT, what TEXT) WITHOUT ROWID")
    begun, count = time.perf_counter(), 0
    while (taken := time.perf_counter() - begun) < SECONDS:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO kept VALUES (hex(randomblob(16)), '2026-11-25', 'The dates are unclear')")
        connection.execute("COMMIT")
        count += 1
    connection.close()
    return count / taken


def script(folder: Path, path: str, fields: str, *, day: date, every: float = 0) -> Path:
    """Return a file that tells wrk to send forms, each with a key of its own, as fast as it can or ``every`` so many ms."""
    wait = f"delay = function() return {every:.0f} end" if every else ""
    written = folder / f"{path.strip('/').replace('/', '-')}{'-steady' if every else ''}.lua"
    seed = time.perf_counter_ns() % 2**31
    written.write_text(SCRIPT.format(seed=seed, path=path, fields=fields, day=day.isoformat(), delay=wait))
    return written


def send(server: Server, folder: Path, path: str, fields: str) -> Load:
    """Send forms as fast as they are kept."""
    told = script(folder, path, fields, day=Clock().today())
    return load(server.port, path, {}, script=told, seconds=SECONDS)


def pages(server: Server, folder: Path) -> tuple[Load, Load]:
    """Return what pages reach alone, and while forms come in steadily."""
    path, fields = FORMS["feedback on a page"]
    told = script(folder, path, fields, day=Clock().today(), every=1000 / STEADY)
    alone = load(server.port, PAGE, GZIP, seconds=SECONDS)
    with ThreadPoolExecutor(1) as threads:
        forms = threads.submit(load, server.port, path, {}, script=told, seconds=SECONDS, connections=1)
        beside = load(server.port, PAGE, GZIP, seconds=SECONDS - 1)
        forms.result()
    return alone, beside


def kept(folder: Path) -> int:
    """Return how many rows are in the database."""
    with sqlite3.connect(folder / "instance" / "careers.sqlite3") as connection:
        count = sum(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("page_feedback", "expression_of_interest")
        )
    connection.close()
    return int(count)
