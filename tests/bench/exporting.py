"""How long a visitor's form waits while HR exports fifty thousand rows, beside how long it waits without, on SQLite.

An export reads for seconds. What could hold a form up: a lock on the database, a copy of it that takes the disk, and the
one interpreter that both share.
"""

from __future__ import annotations

import http.client
import random
import string
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from urllib.parse import urlencode

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.staff import invitations
from careers.staff.presence import limits
from careers.storage.database import writing
from careers.storage.staff import accounts, sessions
from careers.storage.staff.records import Role
from tests.bench.result import Result
from tests.html import parse
from tests.serving import Server, serve
from tests.staff.volume import fill

ROWS = 50_000
GOAL_MS = 1000
WARMING_SECONDS, ALONE_SECONDS = 8, 6
"""A server that has just started makes pages ahead, which is not what is measured here."""
PAUSE_SECONDS = 0.02
COOKIE = "a-cookie-of-the-benchmark"
LATEST = "the latest"
FORMATS = {"xlsx": "Excel", "zip": "CSV (zip)"}


@dataclass(frozen=True, slots=True)
class Waits:
    """How long forms waited, in milliseconds."""

    all: tuple[float, ...]

    def within(self, share: float) -> float:
        """Return the milliseconds within which a share of the forms were answered."""
        return sorted(self.all)[min(len(self.all) - 1, int(share * len(self.all)))]


def measure() -> list[Result]:
    """Return the waits of forms, alone and during each kind of export."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, ROWS)
        with serve(folder, CAREERS_PROXIES="1") as server:
            send_until(server, lambda _, begun: time.perf_counter() > begun + WARMING_SECONDS)
            waits = {
                "without an export": send_until(server, lambda n, begun: time.perf_counter() > begun + ALONE_SECONDS)
            }
            for ending, label in FORMATS.items():
                waits[f"during one for {label}"] = during(server, ending)[0]
    alone = waits["without an export"]
    return [
        Result(
            group=f"A form during an export of {ROWS:,} rows, SQLite, one after the other",
            label=f"{word} {label}",
            value=value(found),
            unit="ms",
            goal=GOAL_MS if word == LATEST and found is not alone else None,
            less_is_better=True,
            note=f"{len(found.all)} forms; {value(found) / value(alone):.1f} times as long as without",
        )
        for label, found in waits.items()
        for word, value in (
            ("half of them", lambda w: w.within(0.5)),
            ("99 of 100", lambda w: w.within(0.99)),
            (LATEST, lambda w: w.within(1)),
        )
    ]


def prepare(folder: Path, rows: int) -> None:
    """Lay ``rows`` down in a new instance, and a session of HR behind :data:`COOKIE`."""
    app, now = create_app(Config(instance=folder / "instance", secret_key="bench"), Clock()), Clock().now()
    with app.app_context():
        fill(app.extensions["careers"].shelf.library.questionnaire, rows, now.date())
        link = invitations.add("sam.jones", Role.HR, by="bench", now=now)
        assert accounts.enrol(link.split("/")[-2], "no password", 1, [], now)
        with writing() as session:
            sessions.open_session(session, "sam.jones", COOKIE, limits(now), now)


def during(server: Server, ending: str) -> tuple[Waits, bytes]:
    """Send forms one after the other for as long as an export takes; return their waits, and the file."""
    with ThreadPoolExecutor(1) as threads:
        file = threads.submit(export, server, ending)
        waits = send_until(server, lambda number, _: file.done() and number > 0)
        return waits, finished(file)


def finished(file: Future[bytes]) -> bytes:
    """Return the file that was exported; raise what went wrong."""
    return file.result(timeout=120)


def export(server: Server, ending: str) -> bytes:
    """Download all rows as HR does, from the form on the page."""
    cookie = {"Cookie": f"staff={COOKIE}"}
    page = parse(server.ask("/staff/exports/", headers=cookie)[2].decode())
    token = next(e.get("value", "") for e in page.iter("input") if e.get("name") == "token")
    sent = urlencode({"token": token, "format": ending}).encode()
    headers = {**cookie, **FORM}
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    connection.request("POST", "/staff/exports/rows/", sent, headers)
    answer = connection.getresponse()
    file = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"the export was answered with {answer.status}")
    return file


FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def send_until(server: Server, is_over: Callable[[int, float], bool]) -> Waits:
    """Send forms, each from another network, until ``is_over``, which is told how many were and when the first was sent."""
    begun, waits, dice = time.perf_counter(), [], random.Random(3)
    day = Clock().today().isoformat()
    while not is_over(len(waits), begun):
        key = "".join(dice.choices(string.ascii_letters, k=43))
        fields = {"page": "/our-journey/", "helpful": "no", "comment": "The dates are unclear", "key": f"{day}.{key}"}
        network = {"X-Forwarded-For": f"203.0.{dice.randrange(256)}.{dice.randrange(1, 255)}"}
        sent = time.perf_counter()
        status, _, _ = server.ask("/feedback/send/", "POST", FORM | network, urlencode(fields).encode())
        waits.append((time.perf_counter() - sent) * 1000)
        if status != 303:
            raise RuntimeError(f"a form was answered with {status}")
        Event().wait(PAUSE_SECONDS)
    return Waits(tuple(waits))
