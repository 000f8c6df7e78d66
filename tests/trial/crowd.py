"""Readers and writers who go on while instances come and go, and note every answer and every failure."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from itertools import count
from threading import Event, Lock, Thread
from urllib.parse import urlencode

from careers.clock import Clock
from careers.forms.one_time import new_key
from tests.abuse.front import NAME

PAGES = ("/", "/our-journey/", "/vacancies/?level=social-worker", "/stories/feed.atom")
ANSWERS = [("situation", "returning"), ("roles", "social-worker"), ("localities", "anywhere")]
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
PER_NETWORK = 15
"""Requests from one address before the next one is taken, well below what one network may send."""


@dataclass
class Crowd:
    """What happened.

    Each waits ``pause`` seconds between two requests; ``keys`` are the one-time keys of the forms that were acknowledged.
    """

    port: int
    pause: float
    pages: int = 0
    keys: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)
    _over: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)
    _networks: Iterator[int] = field(default_factory=lambda: count(2))

    def wait_for(self, forms: int, pages: int) -> None:
        """Wait until so many more of both have been answered."""
        forms, pages = forms + len(self.keys), pages + self.pages
        for _ in range(6000):
            if self.failures or (len(self.keys) >= forms and self.pages >= pages):
                return
            Event().wait(0.01)
        raise AssertionError(f"only {len(self.keys)} forms and {self.pages} pages were answered")

    def read(self) -> None:
        """Read pages until it is over."""
        for connection, number in self._connections():
            page = PAGES[number % len(PAGES)]
            try:
                connection.request("GET", page, headers={"Host": NAME})
                answer = connection.getresponse()
                answer.read()
            except (OSError, HTTPException) as error:
                self._fail(f"GET {page}: {error!r}")
                return
            if answer.status != 200:
                self._fail(f"GET {page} answers {answer.status}")
            with self._lock:
                self.pages += 1

    def write(self) -> None:
        """Send expressions of interest until it is over."""
        today = Clock().today()
        for connection, _ in self._connections():
            key = new_key(today)
            try:
                connection.request(
                    "POST", "/interest/send/", urlencode([*ANSWERS, ("key", key)]), {"Host": NAME, **FORM}
                )
                answer = connection.getresponse()
                answer.read()
            except (OSError, HTTPException) as error:
                self._fail(f"POST: {error!r}")
                return
            if answer.status != 303:
                self._fail(f"POST answers {answer.status}")
            else:
                with self._lock:
                    self.keys.add(key)

    def _connections(self) -> Iterator[tuple[HTTPSConnection, int]]:
        """Yield a connection for each request; every few come from another network, as visitors do."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        while not self._over.is_set():
            with self._lock:
                network = next(self._networks)
            source = (f"127.0.{network // 250}.{network % 250 + 2}", 0)
            connection = HTTPSConnection("127.0.0.1", self.port, timeout=30, context=context, source_address=source)
            try:
                for number in range(PER_NETWORK):
                    if not self._over.wait(self.pause):
                        yield connection, number
            finally:
                connection.close()

    def _fail(self, what: str) -> None:
        with self._lock:
            self.failures.append(what)

    def disperse(self) -> None:
        """Tell everybody to stop after the request in hand."""
        self._over.set()


@contextmanager
def crowd(port: int, readers: int, writers: int, pause: float) -> Iterator[Crowd]:
    """Let a crowd read and write meanwhile."""
    there = Crowd(port, pause)
    threads = [Thread(target=there.read) for _ in range(readers)] + [Thread(target=there.write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    try:
        yield there
    finally:
        there.disperse()
        for thread in threads:
            thread.join(60)
