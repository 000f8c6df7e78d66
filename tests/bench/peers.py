"""Other ways to put the same page on the wire, run beside this site with one worker each.

Each gets the page as it likes it best: nginx a file compressed ahead, plain Flask ready bytes, Flask-FlatPages the
Markdown with the page's own frame around it, Wagtail a page in its database behind Django's cache.
"""

from __future__ import annotations

import gzip
import importlib.util
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.freezing import freeze
from tests.bench.load import running
from tests.serving import free_port

NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{ access_log off; default_type text/html; gzip_static on; keepalive_requests 10000000;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; {serves} }} }}
"""

PLAIN_FLASK = """
from flask import Flask, Response
app = Flask(__name__)
BODY = open({body!r}, "rb").read()

@app.get({path!r})
def page():
    return Response(BODY, headers={{"Content-Encoding": "gzip", "Content-Type": "text/html; charset=utf-8"}})
"""

FLATPAGES = """
from flask import Flask, render_template
from flask_flatpages import FlatPages
app = Flask(__name__)
app.config["FLATPAGES_EXTENSION"] = ".md"
pages = FlatPages(app)

@app.get("/<path:path>/")
def page(path):
    return render_template("page.html", page=pages.get_or_404(path))
"""

COMPRESSED = """
import gzip

@app.after_request
def compress(response):
    response.set_data(gzip.compress(response.get_data(), 6))
    response.headers["Content-Encoding"] = "gzip"
    return response
"""

WAGTAIL = Path(__file__).with_name("wagtail_site.py")


@dataclass(frozen=True, slots=True)
class Page:
    """The page that everybody serves: its address, its HTML in gzip as this site sends it, and its Markdown."""

    path: str
    compressed: bytes
    markdown: str

    @property
    def html(self) -> str:
        """Return the HTML."""
        return gzip.decompress(self.compressed).decode()


def granian(folder: Path, target: str, port: int) -> list[str]:
    """Return the command for a WSGI application on the same server, with the number of threads that is fastest."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-ws"]
    return [*command, "--blocking-threads", "1", "--working-dir", str(folder), target]


@contextmanager
def nginx(folder: Path, page: Page) -> Iterator[int]:
    """Serve the page as a file compressed ahead."""
    target = folder / "www" / page.path.strip("/")
    target.mkdir(parents=True)
    (target / "index.html").write_text(page.html, "utf-8")
    (target / "index.html.gz").write_bytes(page.compressed)
    with _running_nginx(folder, page, "root {folder}/www;") as port:
        yield port


@contextmanager
def frozen_copy(folder: Path, page: Page) -> Iterator[int]:
    """Serve the whole static export with the headers and redirects that were written for it: the 1.0 of all rates."""
    freeze(folder / "out", folder / "instance")
    with _running_nginx(folder, page, "root {folder}/out/site; include {folder}/out/nginx.conf;") as port:
        yield port


@contextmanager
def _running_nginx(folder: Path, page: Page, serves: str) -> Iterator[int]:
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, serves=serves.format(folder=folder)))
    for visible in (folder, folder.parent):
        visible.chmod(0o755)
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    with running(command, port, page.path, folder):
        yield port


@contextmanager
def plain_flask(folder: Path, page: Page) -> Iterator[int]:
    """Serve ready bytes through Flask."""
    (folder / "page.gz").write_bytes(page.compressed)
    (folder / "plain.py").write_text(PLAIN_FLASK.format(body=str(folder / "page.gz"), path=page.path))
    port = free_port()
    with running(granian(folder, "plain:app", port), port, page.path, folder):
        yield port


@contextmanager
def flask_flatpages(folder: Path, page: Page, more: str = "") -> Iterator[int]:
    """Serve the page's Markdown with Flask-FlatPages, which renders it once, in the frame of this site's page."""
    source = folder / "pages" / f"{page.path.strip('/')}.md"
    source.parent.mkdir(parents=True)
    source.write_text(f"title: A page\n\n{page.markdown}", "utf-8")
    (folder / "templates").mkdir()
    frame = page.html.partition("<main")[0] + "<main>{{ page.html|safe }}</main>" + page.html.partition("</main>")[2]
    (folder / "templates" / "page.html").write_text(frame, "utf-8")
    (folder / "flat.py").write_text(FLATPAGES + more)
    port = free_port()
    with running(granian(folder, "flat:app", port), port, page.path, folder):
        yield port


@contextmanager
def flask_flatpages_gzip(folder: Path, page: Page) -> Iterator[int]:
    """Serve the same, compressed for the client that asks for gzip, as all others here do."""
    with flask_flatpages(folder, page, COMPRESSED) as port:
        yield port


@contextmanager
def wagtail(folder: Path, page: Page) -> Iterator[int]:
    """Serve the page from Wagtail behind Django's cache of whole pages."""
    shutil.copy(WAGTAIL, folder / "wagtail_site.py")
    (folder / "body.html").write_text(page.html, "utf-8")
    port = free_port()
    with running(granian(folder, "wagtail_site:application", port), port, page.path, folder):
        yield port


PEERS = {"nginx, a file": nginx, "nginx, the frozen copy": frozen_copy, "plain Flask, ready bytes": plain_flask}
if importlib.util.find_spec("flask_flatpages"):
    PEERS |= {"Flask-FlatPages": flask_flatpages_gzip, "Flask-FlatPages, not compressed": flask_flatpages}
if importlib.util.find_spec("wagtail"):
    PEERS["Wagtail, cached"] = wagtail
