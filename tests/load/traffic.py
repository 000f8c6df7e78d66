"""Mixed traffic as a busy day brings it, sent at a chosen rate whether or not the server keeps up.

Requests leave on a timetable and are timed from the moment at which they were due, so that a server that stalls is
charged for everybody who waits. Forms come from addresses of their own in 127.0.0.0/8, as the limits count by network.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter
from urllib.parse import urlencode

from careers.forms.one_time import new_key

WAIT = 20.0
"""Seconds after which an answer that has not come counts as none."""
PAGES = ("/", "/our-journey/", "/stories/", "/stories/naomi/", "/vacancies/", "/progression/", "/working-here/")
QUERIES = (
    "/vacancies/?q=duty",
    "/search/?q=caseload",
    "/vacancies/?locality=north-manchester",
    "/search/?q=supervison",
)
FEEDS = ("/stories/feed.atom", "/vacancies/feed.json", "/vacancies/closing-dates.ics", "/sitemap.xml", "/healthz")
MISSING = ("/nothing-here/", "/wp-login.php", "/.env")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: what goes over the wire, the statuses that are right, and for a form the key that it carries."""

    kind: str
    data: bytes
    right: frozenset[int]
    key: str = ""


@dataclass(slots=True)
class Seen:
    """What came back: counts by kind and status, seconds from when each was due, and the keys that were acknowledged."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, int]] = field(default_factory=Counter)
    late: list[tuple[float, float]] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    polite: int = 0

    @property
    def answered(self) -> int:
        """Return how many requests had an answer."""
        return sum(count for (_, status), count in self.statuses.items() if status)

    def slowest(self, share: float, start: float = 0.0, end: float = 1.0) -> float:
        """Return the seconds within which ``share`` of the answers came, of those due in a part of the run."""
        last = max(due for due, _ in self.late)
        part = sorted(taken for due, taken in self.late if start * last <= due <= end * last)
        return part[int((len(part) - 1) * share)]


def mixture(seed: int) -> Iterator[Ask]:
    """Yield requests for ever: nine of ten for pages, the rest for lists, feeds, what is not there, and forms."""
    dice = random.Random(seed)
    while True:
        chance = dice.random()
        if chance < 0.88:
            yield get("page", dice.choice(PAGES))
        elif chance < 0.93:
            yield get("list", dice.choice(QUERIES))
        elif chance < 0.97:
            yield get("feed", dice.choice(FEEDS))
        elif chance < 0.985:
            yield get("missing", dice.choice(MISSING), 404)
        else:
            yield interest()


def get(kind: str, path: str, right: int = 200) -> Ask:
    """Return a request for an address as browsers send it."""
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, br\r\nAccept: text/html\r\n\r\n"
    return Ask(kind, head.encode(), frozenset({right}))


def interest() -> Ask:
    """Return an expression of interest with a key of its own."""
    key = new_key(datetime.now(UTC).date())
    body = urlencode(
        [("situation", "returning"), ("roles", "social-worker"), ("localities", "anywhere"), ("key", key)]
    ).encode()
    head = (
        "POST /interest/send/ HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return Ask("form", head.encode() + body, frozenset({303}), key)


class Browser:
    """One connection that is kept, and made anew when the server closes it."""

    def __init__(self, port: int, seed: int) -> None:
        self._port, self._dice = port, random.Random(seed)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, ask: Ask) -> tuple[int, bool]:
        """Return the status, 0 when there was no answer, and whether it says when to come back."""
        try:
            async with asyncio.timeout(WAIT):
                if ask.kind == "form":
                    return await self._once(ask)
                reader, writer = self._streams or await self._connect()
                writer.write(ask.data)
                status, close, polite = await _answer(reader)
                if close:
                    self.close()
                return status, polite
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            self.close()
            return 0, False

    async def _once(self, ask: Ask) -> tuple[int, bool]:
        own = f"127.{self._dice.randrange(1, 250)}.{self._dice.randrange(250)}.{self._dice.randrange(1, 250)}"
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, local_addr=(own, 0))
        try:
            writer.write(ask.data)
            status, _, polite = await _answer(reader)
            return status, polite
        finally:
            writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        return self._streams

    def close(self) -> None:
        """Close the connection; the next request makes one."""
        if self._streams:
            self._streams[1].close()
            self._streams = None


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    lines = head.split(b"\r\n")
    fields = dict(line.split(b": ", 1) for line in lines[1:] if b": " in line)
    status = int(lines[0].split(b" ")[1])
    if status not in {204, 304}:
        await reader.readexactly(int(fields.get(b"content-length", b"0")))
    return status, fields.get(b"connection") == b"close", b"retry-after" in fields


def capacity(port: int, seconds: float, browsers: int = 32) -> float:
    """Return how many requests a second of the mixture the server answers when all browsers ask as fast as they can."""
    ends = perf_counter() + seconds

    async def all_of_them() -> int:
        async def one(seed: int) -> int:
            browser, asks, count = Browser(port, seed), mixture(seed), 0
            while perf_counter() < ends:
                status, _ = await browser.send(next(asks))
                count += bool(status)
            browser.close()
            return count

        return sum(await asyncio.gather(*(one(seed) for seed in range(browsers))))

    return asyncio.run(all_of_them()) / seconds


def load(
    port: int,
    rate: float,
    seconds: float,
    browsers: int,
    *,
    seed: int = 1,
    every: Callable[[float], None] | None = None,
) -> Seen:
    """Send ``rate`` requests a second for ``seconds``; ``every`` is called each second with the time gone."""
    seen, due = Seen(), iter(range(int(rate * seconds)))
    asks = mixture(seed)

    async def everybody() -> None:
        start = perf_counter()

        async def one(number: int) -> None:
            browser = Browser(port, number)
            for index in due:
                moment = index / rate
                await asyncio.sleep(max(0.0, start + moment - perf_counter()))
                ask = next(asks)
                status, polite = await browser.send(ask)
                seen.late.append((moment, perf_counter() - start - moment))
                seen.statuses[ask.kind, status] += 1
                if status not in ask.right:
                    seen.wrong[ask.kind, status] += 1
                    seen.polite += status == 503 and polite
                elif ask.key:
                    seen.acknowledged.append(ask.key)
            browser.close()

        async def watch() -> None:
            while every:
                await asyncio.sleep(1)
                every(perf_counter() - start)

        watcher = asyncio.create_task(watch())
        await asyncio.gather(*(one(number) for number in range(browsers)))
        watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watcher

    asyncio.run(everybody())
    return seen
