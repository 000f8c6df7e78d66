"""How another site's answer is read, with a server on this machine in the place of the other site."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from careers.cli.checking import AGENT, ask

ASKED: list[tuple[str, str]] = []


class Elsewhere(BaseHTTPRequestHandler):
    """Answers with the number in the path; /405/200 means 405 to HEAD and 200 to GET, 0 an answer that is no HTTP."""

    def do_HEAD(self) -> None:
        self._answer(int(self.path.split("/")[1]))

    def do_GET(self) -> None:
        self._answer(int(self.path.split("/")[-1]))

    def _answer(self, status: int) -> None:
        ASKED.append((self.command, self.headers["User-Agent"]))
        if not status:
            self.wfile.write(b"this is no HTTP\r\n\r\n")
            return
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    ASKED.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "fault", "methods"),
    [
        ("/200", "", ["HEAD"]),
        ("/404", "answers 404", ["HEAD", "GET"]),
        ("/405/200", "", ["HEAD", "GET"]),
        ("/403", "", ["HEAD", "GET"]),
        ("/500/410", "answers 410", ["HEAD", "GET"]),
    ],
)
def test_an_answer_is_read_as_a_reader_would(elsewhere: str, path: str, fault: str, methods: list[str]) -> None:
    assert ask(elsewhere + path) == fault
    assert [method for method, _ in ASKED] == methods
    assert {agent for _, agent in ASKED} == {AGENT}


def test_a_site_that_is_not_there_is_told(elsewhere: str) -> None:
    assert ask("http://127.0.0.1:9/").startswith("cannot be reached")
    assert ask(f"{elsewhere}/0").startswith("cannot be reached (this is no HTTP")
