"""How many pages a second leave the server, beside plain Flask and, where it is installed, nginx.

One worker each, the same page, gzip, 32 connections. Loads come from wrk where it is installed, else from threads of
this process, which are slower than a server: then only the order of the figures says anything.
"""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from tests.serving import ROOT, free_port, serve

PATH = "/our-journey/"
SECONDS = 5
CONNECTIONS = 32

PLAIN_FLASK = """
from flask import Flask, Response
app = Flask(__name__)
BODY = open({body!r}, "rb").read()

@app.get("{path}")
def page():
    return Response(BODY, headers={{"Content-Encoding": "gzip", "Content-Type": "text/html; charset=utf-8"}})
"""

NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{ access_log off; default_type text/html; gzip_static on; keepalive_requests 10000000;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}
"""


def rate(port: int) -> tuple[float, str]:
    """Return requests a second and the 99th percentile in words."""
    url = f"http://127.0.0.1:{port}{PATH}"
    wrk = shutil.which("wrk")
    if wrk:
        command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-H", "Accept-Encoding: gzip", url]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = re.search(r"Requests/sec:\s+([\d.]+)", said)
        late = re.search(r"99%\s+(\S+)", said)
        if "Non-2xx" in said or not found or not late:
            raise RuntimeError(said)
        return float(found[1]), late[1]
    ends = time.perf_counter() + SECONDS

    def ask(_: int) -> list[float]:
        connection, taken = http.client.HTTPConnection("127.0.0.1", port), []
        while (start := time.perf_counter()) < ends:
            connection.request("GET", PATH, headers={"Accept-Encoding": "gzip"})
            connection.getresponse().read()
            taken.append(time.perf_counter() - start)
        return taken

    with ThreadPoolExecutor(8) as threads:
        taken = sorted(t for part in threads.map(ask, range(8)) for t in part)
    return len(taken) / SECONDS, f"{taken[int(len(taken) * 0.99)] * 1000:.1f}ms"


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[int]:
    """Run a peer until it is no longer needed."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=2).request("GET", PATH)
                break
            except OSError:
                Event().wait(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Print the rates and their ratios."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        results: list[tuple[str, float, str]] = []
        with serve(folder) as server:
            body = server.ask(PATH, headers={"Accept-Encoding": "gzip"})[2]
            results.append(("this site", *rate(server.port)))
        page = folder / "www" / PATH.strip("/")
        page.mkdir(parents=True)
        (page / "index.html").write_bytes(gzip.decompress(body))
        (page / "index.html.gz").write_bytes(body)
        (folder / "plain.py").write_text(PLAIN_FLASK.format(body=str(page / "index.html.gz"), path=PATH))
        port = free_port()
        granian = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--port",
            str(port),
            "--blocking-threads",
            "1",
        ]
        with running([*granian, "plain:app"], port, folder):
            results.append(("plain Flask, ready bytes", *rate(port)))
        nginx = shutil.which("nginx")
        if nginx:
            port = free_port()
            (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
            folder.chmod(0o755)
            with running([nginx, "-c", str(folder / "nginx.conf"), "-p", name], port, folder):
                results.append(("nginx, a file", *rate(port)))
    ours = results[0][1]
    print(f"Serving {PATH}, {len(body) / 1000:.1f} KB compressed, {CONNECTIONS} connections, {SECONDS} s each")
    for label, found, late in results:
        print(f"  {label:<26} {found:>9,.0f} requests/s   p99 {late:>8}   ours is {ours / found:.2f} of it")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
