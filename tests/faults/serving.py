"""Start the production server in a process group of its own, talk HTTP to it, and kill it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

from careers.config import ROOT
from tests.serving import free_port

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def ask(
    port: int,
    method: str,
    path: str,
    fields: list[tuple[str, str]] | bytes = b"",
    *,
    headers: Mapping[str, str] | None = None,
    source: str = "127.0.0.1",
) -> tuple[int, dict[str, str], bytes]:
    """Send one request from the address ``source``; return status, headers and body."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20, source_address=(source, 0))
    try:
        body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        sent = {**(FORM if method == "POST" else {}), **(headers or {})}
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


class Server:
    """One run of the server on the database in ``folder``; its log and its temporary files are there too."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        temporary = folder / "tmp"
        temporary.mkdir(exist_ok=True)
        self._log = (folder / "server.log").open("ab")
        command = [sys.executable, "-m", "granian", "--interface", "rsgi", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--log-level", "debug"]
        self._process = subprocess.Popen(
            [*command, "tests.faults.server:front"],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "TMPDIR": str(temporary),
                "CAREERS_DATABASE_URL": f"sqlite:///{folder / 'careers.sqlite3'}",
                "CAREERS_INSTANCE": str(folder),
            },
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )
        self._wait()

    def _wait(self) -> None:
        for _ in range(1800):
            try:
                if self.ask("GET", "/interest/")[0] == 200:
                    return
            except OSError:
                Event().wait(0.05)
            assert self._process.poll() is None, (self.folder / "server.log").read_text()
        raise AssertionError("the server did not start within 90 seconds")

    def ask(
        self, method: str, path: str, fields: list[tuple[str, str]] | bytes = b""
    ) -> tuple[int, dict[str, str], bytes]:
        """Send one request; return status, headers and body. Raises :class:`OSError` if the server is gone."""
        return ask(self.port, method, path, fields)

    def kill(self) -> None:
        """Kill every process of the server with signal 9, which gives none of them a chance to tidy up."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._log.close()
