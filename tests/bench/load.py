"""Load on a server of this machine: how many answers a second it gives, and how late the latest of a hundred comes."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

CONNECTIONS = 32
SECONDS = 5
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did under load: answers a second, and milliseconds within which 99 of 100 came."""

    rate: float
    p99: float


def load(
    port: int,
    path: str,
    headers: Mapping[str, str],
    *,
    script: Path | None = None,
    seconds: int = SECONDS,
    connections: int = CONNECTIONS,
) -> Load:
    """Ask for one address as fast as the answers come. Raises RuntimeError for a server that answers with errors.

    ``script`` tells wrk to send something else than a plain request.
    """
    wrk = shutil.which("wrk")
    if not wrk:
        raise RuntimeError("wrk is not installed; `bash .ci/set-up-tools bench` brings it")
    command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    command += [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command += ["-s", str(script)] if script else []
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    late = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", said)
    if "Non-2xx" in said or not rate or not late or float(rate[1]) == 0:
        raise RuntimeError(f"{path} was not answered well under load:\n{said}")
    return Load(float(rate[1]), float(late[1]) * _UNITS[late[2]])


def best(rounds: Sequence[Load]) -> Load:
    """Return the best of some rounds: other work on the machine only ever slows a server down."""
    return Load(max(found.rate for found in rounds), min(found.p99 for found in rounds))


def get(port: int, path: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
    """Ask once; return status, headers (lower case) and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@contextmanager
def running(command: list[str], port: int, path: str, folder: Path) -> Iterator[int]:
    """Run a server until it is no longer needed; RuntimeError when it does not answer ``path``."""
    log = folder / "peer.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(command, cwd=folder, stdout=sink, stderr=subprocess.STDOUT)
    try:
        for _ in range(300):
            try:
                if get(port, path, {})[0] == 200:
                    break
            except OSError:
                pass
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended:\n{log.read_text()}")
            Event().wait(0.1)
        else:
            raise RuntimeError(f"{command[0]} does not answer {path}:\n{log.read_text()}")
        yield port
    finally:
        process.terminate()
        process.wait()
