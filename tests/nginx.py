"""Run nginx on a free port of this machine with a server block of a test's own; everything it writes is in one folder."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from threading import Event
from typing import Self

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
MAIN = """
{user} worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; keepalive_requests 1000000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {http}
}}
"""


def site_block(port: int, export: Path, tls: str = "") -> str:
    """Return the server block that serves an export, as the operators' page describes it."""
    return f"server {{ listen 127.0.0.1:{port}{' ssl' if tls else ''}; {tls} root {export}/site; include {export}/nginx.conf; }}"


@contextmanager
def nginx(folder: Path, http: str, port: int) -> Iterator[None]:
    """Run nginx with ``http`` inside its http block until it listens on ``port``, and end it afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "nginx.conf"
    config.write_text(MAIN.format(folder=folder, http=http, user="user root;" if os.geteuid() == 0 else ""))
    command = [NGINX, "-q", "-c", str(config), "-p", str(folder)]
    checked = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        for _ in range(4500):
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            try:
                connection = HTTPConnection("127.0.0.1", port, timeout=5)
                connection.connect()
                connection.close()
                break
            except OSError:
                Event().wait(0.02)
        else:
            raise AssertionError("nginx does not listen")
        yield
    finally:
        process.terminate()
        process.communicate(timeout=20)


class Visitor:
    """Asks a server on this machine for addresses, over one connection."""

    def __init__(self, port: int, host: str, *, tls: bool = False) -> None:
        self.host = host
        self._connection: HTTPConnection
        if tls:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            self._connection = HTTPSConnection("127.0.0.1", port, timeout=20, context=context)
        else:
            self._connection = HTTPConnection("127.0.0.1", port, timeout=20)

    def get(self, address: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers (lower case) and body."""
        sent = {"Host": self.host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        self._connection.request(method, address, headers=sent)
        answer = self._connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
