"""Several instances are one site: nothing is kept where another cannot find it, and restarting them loses nothing."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pytest

from careers.clock import Clock
from careers.forms.limits import Action
from careers.forms.one_time import new_key, private_address
from careers.storage.once import digest
from tests.nginx import Visitor
from tests.serving import ROOT, Server
from tests.trial.crowd import ANSWERS, FORM, crowd
from tests.trial.parts import MissingError, Trial, look_for_programs, trial


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Return the site on two instances."""
    with trial(tmp_path_factory.mktemp("trial")) as running:
        yield running


def send(server: Server, key: str, source: str) -> tuple[int, dict[str, str], bytes]:
    """Send an expression of interest to one instance, as the proxy passes it on; press again if it asks for that."""
    headers = {**FORM, "X-Forwarded-For": source}
    body = urlencode([*ANSWERS, ("key", key)]).encode()
    for _ in range(3):
        answer = server.ask("/interest/send/", "POST", headers, body)
        if answer[0] != 503:  # a database on a busy machine may be slow; the form keeps its key
            break
    return answer


def test_a_form_sent_to_two_instances_is_kept_once_and_read_from_both(site: Trial) -> None:
    key = new_key(Clock().today())
    answers = [send(server, key, "203.0.113.9") for server in site.servers.values()]
    assert [status for status, _, _ in answers] == [303, 303]
    assert len({headers["location"] for _, headers, _ in answers}) == 1
    for server in site.servers.values():
        status, _, body = server.ask(f"/interest/yours/{private_address(key)}/")
        assert status == 200
        assert b"Social worker" in body
    hashed = digest(private_address(key))
    assert site.rows(f"SELECT count(*) FROM expression_of_interest WHERE address_hash = '{hashed}'") == [(1,)]


def test_a_network_is_counted_by_all_instances_together(site: Trial) -> None:
    servers, today = list(site.servers.values()), Clock().today()
    statuses = [send(servers[number % 2], new_key(today), "203.0.113.77")[0] for number in range(Action.SEND.value + 4)]
    assert set(statuses) == {303, 429}
    assert statuses.count(303) <= Action.SEND.value
    assert statuses[-4:] == [429] * 4


def test_pages_pictures_and_styles_are_the_same_everywhere(site: Trial) -> None:
    one, other = site.servers.values()
    page = one.ask("/our-journey/")[2]
    assert other.ask("/our-journey/")[2] == page
    named = re.findall(rb'(?:href|content|src)="(?:https://careers\.example)?(/(?:static|share|images)/[^"]+)"', page)
    assert len(named) > 3
    for address in named:
        answers = [server.ask(address.decode()) for server in (one, other)]
        assert [status for status, _, _ in answers] == [200, 200], address
        assert answers[0][2] == answers[1][2], address


@pytest.mark.parametrize(
    ("rounds", "readers", "writers", "pause"),
    [pytest.param(1, 2, 3, 0.05, id="short"), pytest.param(6, 4, 8, 0.0, id="long", marks=pytest.mark.soak)],
)
def test_a_rolling_restart_under_load_loses_no_request_and_no_row(
    site: Trial, rounds: int, readers: int, writers: int, pause: float
) -> None:
    before = {row for (row,) in site.rows("SELECT address_hash FROM expression_of_interest")}
    with crowd(site.front.https, readers, writers, pause) as people:
        people.wait_for(10, 10)
        for _ in range(rounds):
            for port in site.ports:
                site.restart(port)
                people.wait_for(10, 10)
    assert not people.failures, people.failures[:10]
    assert len(people.keys) > 20 * rounds
    kept = [row for (row,) in site.rows("SELECT address_hash FROM expression_of_interest") if row not in before]
    assert sorted(kept) == sorted(digest(private_address(key)) for key in people.keys)
    halves = """SELECT count(*) FROM expression_of_interest e
                WHERE (SELECT count(*) FROM choice c WHERE c.reference = e.reference) <> 3"""
    assert site.rows(halves) == [(0,)]


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tests.trial.parts.front.nginx", lambda: None)
    with pytest.raises(MissingError, match="nginx and redis-server not found: on Debian, apt-get install"):
        look_for_programs()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a temporary folder that PostgreSQL may enter, which runs as somebody else when this is root."""
    with TemporaryDirectory(prefix="careers-open-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.soak
def test_the_trial_says_where_it_is_and_leaves_nothing_behind(open_folder: Path) -> None:
    """As a person runs it: read the address, look at the site, press Ctrl+C."""
    command = [sys.executable, "-m", "tests.trial"]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "TMPDIR": str(open_folder)}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(6)]
        port = re.search(r"https://localhost:(\d+)/", said[0])
        assert port, said
        with Visitor(int(port[1]), "localhost", tls=True) as visitor:
            assert visitor.get("/our-journey/")[0] == 200
            assert f"https://localhost:{port[1]}/" in visitor.get("/")[2].decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert not list(open_folder.iterdir())
