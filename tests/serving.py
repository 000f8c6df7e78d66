"""Run the production server as an operator would, in a process of its own, on a free port of this machine."""

from __future__ import annotations

import atexit
import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import psutil

from tests import environment
from tests.todays_content import todays_content

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 900
"""Polls of a tenth of a second until a server must answer."""


@dataclass
class Server:
    """A running server: its port, its process and the file that takes what it prints."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        """Return the address without a final slash."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Send one request and return status, headers (lower case) and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def work(self) -> float:
        """Return the seconds of a processor that the server has used so far, which no busy machine can change."""
        used, parent = 0.0, psutil.Process(self.process.pid)
        for process in (parent, *parent.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):  # it has ended meanwhile, and counts with its parent
                used += sum(process.cpu_times()[:4])
        return used

    def wait(self) -> None:
        """Wait until the server answers; fail with what it printed when it ends or takes too long."""
        for _ in range(PATIENCE):
            if self.process.poll() is not None:
                break
            try:
                if self.ask("/healthz")[0] == 200:
                    return
            except OSError:
                Event().wait(0.1)
        raise AssertionError(f"the server did not start:\n{self.log.read_text()}")


_RESERVED = ExitStack()
"""Holds the ports that were given, till the process of the tests ends."""
atexit.register(_RESERVED.close)


def free_port() -> int:
    """Return a port that nobody else is given as long as this process lives.

    It stays bound here without listening. Linux then gives it to no one who asks for any port, and lets a server that
    names it listen there, as both allow the address to be used again; elsewhere it is only free at this moment.
    """
    reserved = socket.socket()
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    reserved.bind(("127.0.0.1", 0))
    port = int(reserved.getsockname()[1])
    if sys.platform == "linux":
        _RESERVED.enter_context(reserved)
    else:
        reserved.close()
    return port


def make_ready(instance: Path) -> None:
    """Put into an instance folder what a start would make. Does nothing where starts are measured: see ``quick_start``."""


@contextmanager
def serve(folder: Path, **settings: str) -> Iterator[Server]:
    """Run ``careers serve`` with its instance folder in ``folder``; ``settings`` are environment variables.

    It serves a copy of the tests' content in ``folder`` unless they name another.
    """
    port = int(settings.get("PORT") or free_port())
    if "CAREERS_CONTENT" not in settings:
        settings |= {"CAREERS_CONTENT": str(todays_content(folder / "content"))}
    env = environment(PORT=str(port), CAREERS_INSTANCE=str(folder / "instance")) | settings
    make_ready(Path(env["CAREERS_INSTANCE"]))
    log = folder / "server.log"
    with log.open("ab") as sink:
        command = [sys.executable, "-m", "careers", "serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=sink, stderr=subprocess.STDOUT)
    server = Server(port, process, log)
    try:
        server.wait()
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
