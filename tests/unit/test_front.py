"""What the front decides by itself, asked without a server."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import pytest

from careers.delivery.front import WAITING, Front


class Headers(dict[str, str]):
    """The headers of a request as granian hands them over, each there once."""

    def get_all(self, name: str) -> list[str]:
        """Return the values of a header."""
        return [self[name]] if name in self else []


@dataclass
class Request:
    """A request from an address, and what was answered."""

    client: str
    method: str = "GET"
    path: str = "/slow/"
    query_string: str = ""
    authority: str | None = None
    headers: Headers = field(default_factory=lambda: Headers(host="careers.example"))
    server: str = "127.0.0.1:8000"
    scheme: str = "http"
    http_version: str = "1.1"
    status: int = 0

    def response_bytes(self, status: int, _headers: object, _body: bytes) -> None:
        """Take the answer."""
        self.status = status


@pytest.mark.parametrize(
    ("other", "status"),
    [("[2001:db8:1:2::9]:5000", 503), ("[2001:db8:1:3::9]:5000", 200), ("192.0.2.1:5000", 200)],
    ids=["same household", "the one next door", "somewhere else"],
)
def test_one_household_has_one_share_of_the_threads_however_many_addresses_it_has(other: str, status: int) -> None:
    release = Event()

    def application(_environ: Any, start: Any) -> list[bytes]:
        release.wait(10)
        start("200 OK", [])
        return [b""]

    async def ask() -> int:
        front = Front(application, None, hosts=None, always=[], largest=0, share=1 / WAITING)
        front.__rsgi_init__(asyncio.get_running_loop())
        first, second = Request("[2001:db8:1:2::1]:5000"), Request(other)
        asked = [asyncio.create_task(front.__rsgi__(each, each)) for each in (first, second)]  # type: ignore[arg-type]
        try:
            async with asyncio.timeout(20):
                while not front._work._taken:
                    await asyncio.sleep(0.001)
        finally:
            release.set()
        await asyncio.wait_for(asyncio.gather(*asked), 20)
        assert first.status == 200
        return second.status

    with ThreadPoolExecutor(1) as own:  # this thread may have a loop that runs, that of a browser's driver
        assert own.submit(lambda: asyncio.run(ask())).result() == status
