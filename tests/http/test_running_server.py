"""The production server over real HTTP: what editors, operators and load balancers rely on."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from tests import CONTENT
from tests.serving import Server, serve


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the content that tests may change."""
    return Path(shutil.copytree(CONTENT, tmp_path_factory.mktemp("site") / "content"))


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """Return a server on that copy."""
    with serve(folder.parent, CAREERS_CONTENT=str(folder)) as running:
        yield running


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds, for at most a minute and a half."""
    for _ in range(900):
        if holds():
            return
        Event().wait(0.1)
    raise AssertionError(f"still not: {what}")


def test_pages_leave_compressed_with_a_validator_that_holds(server: Server) -> None:
    status, headers, body = server.ask("/", headers={"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["content-encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(body)
    again, _, nothing = server.ask("/", headers={"Accept-Encoding": "gzip", "If-None-Match": headers["etag"]})
    assert (again, nothing) == (304, b"")


def test_an_address_without_its_slash_is_sent_on(server: Server) -> None:
    status, headers, _ = server.ask("/our-journey")
    assert status in {301, 308}
    assert headers["location"].endswith("/our-journey/")


@pytest.mark.parametrize(
    "path", ["/nothing-here/", "/vacancies/nothing/", "/images/none.png", "/%00", "/..%2f..%2fetc/passwd"]
)
def test_what_is_not_there_is_a_page_with_a_way_on(server: Server, path: str) -> None:
    status, headers, body = server.ask(path)
    assert status in {400, 404}
    assert headers["content-type"].startswith("text/html")
    assert b'href="/' in body


def test_no_answer_names_the_software(server: Server) -> None:
    for path in ("/", "/nothing/", "/healthz", "/robots.txt"):
        _, headers, body = server.ask(path)
        said = (" ".join(headers.values()) + body.decode()).lower()
        for name in ("werkzeug", "granian", "python/", "flask", "traceback"):
            assert name not in said, f"{path} names {name}"


def faulty(server: Server) -> bool:
    return json.loads(server.ask("/healthz")[2])["status"].startswith("faulty content")


def test_faulty_content_leaves_the_last_good_site_up_and_is_shown(server: Server, folder: Path) -> None:
    story = folder / "stories" / "naomi.md"
    good = story.read_text("utf-8")
    try:
        story.write_text(good.replace("published_on: ", "publshed_on: ", 1), "utf-8")
        os.kill(server.process.pid, signal.SIGHUP)
        until(lambda: faulty(server), "the fault is noticed")
        until(lambda: all(faulty(server) for _ in range(5)), "every worker notices it")
        assert server.ask("/stories/naomi/")[0] == 200
        assert b"naomi" not in server.ask("/healthz")[2]
        log = server.log.read_text()
        assert "stories/naomi.md:" in log
        assert "publshed_on" in log
    finally:
        story.write_text(good.replace("title: ", "title: Once more, ", 1), "utf-8")
    os.kill(server.process.pid, signal.SIGHUP)
    until(lambda: b"Once more, " in server.ask("/stories/naomi/")[2], "the mended story is served")
    until(lambda: json.loads(server.ask("/healthz")[2])["status"] == "ok", "all is well again")


def test_a_server_starts_from_the_last_good_content(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    with serve(tmp_path, CAREERS_CONTENT=str(folder)) as first:
        assert first.ask("/our-journey/")[0] == 200
    (folder / "pages" / "our-journey.md").write_text("---\ntitle: unclosed\n", "utf-8")
    with serve(tmp_path, CAREERS_CONTENT=str(folder)) as second:
        assert second.ask("/our-journey/")[0] == 200
        assert faulty(second)
        assert "our-journey.md" in second.log.read_text()


def test_nothing_about_a_visitor_reaches_the_log(server: Server) -> None:
    canary = "canary-7f3a"
    headers = {
        "User-Agent": canary,
        "Referer": f"https://{canary}.example/",
        "X-Forwarded-For": canary,
        "Cookie": canary,
    }
    for path in ("/", "/nothing/", f"/search/?q={canary}", "/vacancies/"):
        server.ask(path, headers=headers)
    server.ask("/interest/", "POST", headers=headers, body=b"x=1")
    for path in server.log.parent.rglob("*"):
        if path.is_file() and "content" not in path.parts:
            assert canary.encode() not in path.read_bytes(), path
            assert b"127.0.0.1 - " not in path.read_bytes(), path
