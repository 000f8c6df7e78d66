"""Say to a server exactly these bytes, which no proper client would, and read what comes back."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from time import monotonic

CANARY = "canary-9d41c7"
FORM = "application/x-www-form-urlencoded"
_chance = Random(8)


@dataclass(frozen=True)
class Answer:
    """One answer: status, pairs of headers with lower-case names, and the rest of the bytes; status 0 is silence."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    raw: bytes

    def header(self, name: str) -> str:
        """Return the value of a header, empty if it was not sent."""
        return dict(self.headers).get(name, "")


def parse(raw: bytes) -> Answer:
    """Read the first answer of a connection."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    if not first.startswith("HTTP/"):
        return Answer(0, (), b"", raw)
    pairs = [line.partition(":") for line in lines]
    return Answer(int(first.split()[1]), tuple((k.lower(), v.strip()) for k, _, v in pairs), body, raw)


def somewhere() -> str:
    """Return another address of this machine, so that limits for one network do not join tests that are apart."""
    return f"127.{_chance.randrange(1, 200)}.{_chance.randrange(1, 200)}.{_chance.randrange(2, 200)}"


def connect(port: int, *, source: str = "127.0.0.1", takes: int | None = None) -> socket.socket:
    """Return a connection; ``takes`` bounds what it receives before it is read."""
    link = socket.socket()
    if takes:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, takes)
    link.settimeout(60)
    link.bind((source, 0))
    link.connect(("127.0.0.1", port))
    return link


def say(port: int, data: bytes, *, source: str = "127.0.0.1", seconds: float = 60) -> Answer:
    """Send bytes and read until the server closes the connection, at most so long."""
    link, raw, began = connect(port, source=source), b"", monotonic()
    with link:
        with suppress(OSError):  # the server may answer and close before all is sent
            link.sendall(data)
        with suppress(OSError):
            while monotonic() - began < seconds:
                link.settimeout(max(0.01, seconds - (monotonic() - began)))
                piece = link.recv(1 << 16)
                if not piece:
                    break
                raw += piece
    return parse(raw)


def message(
    target: str | bytes,
    method: str = "GET",
    headers: Iterable[tuple[str, str | bytes]] = (),
    body: bytes = b"",
    *,
    host: str | None = "careers.example",
    version: str = "1.1",
) -> bytes:
    """Return a request as bytes; nothing in it is checked or escaped."""
    where = target.encode("latin-1") if isinstance(target, str) else target
    lines = [method.encode() + b" " + where + b" HTTP/" + version.encode()]
    lines += [b"Host: " + host.encode("latin-1")] if host is not None else []
    lines += [b"User-Agent: " + CANARY.encode(), b"Connection: close"]
    lines += [n.encode() + b": " + (v if isinstance(v, bytes) else v.encode("latin-1")) for n, v in headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def get(port: int, target: str | bytes, **headers: str) -> Answer:
    """Get an address, header names with underscores."""
    return say(port, message(target, headers=[(k.replace("_", "-"), v) for k, v in headers.items()]))


def post(port: int, target: str, body: bytes, kind: str = FORM, **headers: str) -> Answer:
    """Send a form from somewhere."""
    pairs: list[tuple[str, str | bytes]] = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    pairs += [(k.replace("_", "-"), v) for k, v in headers.items()]
    return say(port, message(target, "POST", pairs, body), source=somewhere())
