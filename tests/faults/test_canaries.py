"""What identifies a visitor, or was refused, is in no file: no database, journal, log or temporary file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from careers.clock import Clock
from careers.forms.one_time import new_key
from tests.faults.serving import ask
from tests.forms.pages import Visitor
from tests.forms.test_feedback import form_for
from tests.serving import serve

SOURCE = "127.0.0.77"
CANARIES = {
    "address": SOURCE,
    "forwarded address": "203.0.113.77",
    "agent": "CanaryBrowser",
    "referrer": "canary-referrer.example",
    "cookie": "canary-cookie",
    "refused comment": "canarycomment",
    "refused field": "canaryfield",
    "refused bytes": "canarybytes",
    "another site": "canary-site.example",
    "lost comment": "canarylost",
}
HEADERS = {
    "User-Agent": f"{CANARIES['agent']}/1.0",
    "X-Forwarded-For": CANARIES["forwarded address"],
    "Forwarded": f"for={CANARIES['forwarded address']}",
    "Referer": f"https://{CANARIES['referrer']}/secret",
    "Cookie": f"session={CANARIES['cookie']}",
}
ACCEPTED = "acceptedcomment"


def provoke(port: int, database: Path) -> list[int]:
    """Send everything that could leave a trace; return the statuses."""
    key, other = new_key(Clock().today()), new_key(Clock().today())
    feedback = [("page", "/our-journey/"), ("helpful", "no"), ("key", key)]
    answers = [("situation", "returning"), ("roles", "social-worker"), ("key", other)]

    def post(path: str, fields: object, **more: str) -> int:
        headers = {**HEADERS, **{name.replace("_", "-"): value for name, value in more.items()}}
        return ask(port, "POST", path, fields, headers=headers, source=SOURCE)[0]

    statuses = [
        post("/feedback/send/", [*feedback, ("comment", ACCEPTED)]),
        post("/interest/send/", answers),
        post("/feedback/send/", [*feedback, ("comment", f"{CANARIES['refused comment']} 0161496000")]),
        post("/feedback/send/", [*feedback, ("comment", f"{CANARIES['refused comment']}" + "x" * 1300)]),
        post("/feedback/send/", [*feedback, ("comment", f"{CANARIES['refused comment']}\0")]),
        post("/feedback/send/", [*feedback, ("comment", CANARIES["refused comment"]), ("website", "x")]),
        post("/interest/send/", [*answers, (CANARIES["refused field"], CANARIES["refused field"])]),
        post("/interest/send/", [*answers, ("from", f"/{CANARIES['refused field']}/")]),
        post("/interest/send/", [("situation", CANARIES["refused field"])]),
        post("/interest/change/", [("reference", CANARIES["refused field"])]),
        post("/interest/send/", f"situation={CANARIES['refused bytes']}%ff".encode()),
        post("/feedback/send/", CANARIES["refused bytes"].encode() * 4000),
        post("/interest/send/", CANARIES["refused bytes"].encode(), Content_Type="application/json"),
        post(
            "/interest/send/",
            answers,
            Sec_Fetch_Site="cross-site",
            Origin=f"https://{CANARIES['another site']}",
        ),
        ask(port, "GET", f"/feedback/?page={quote('/nowhere/')}", headers=HEADERS, source=SOURCE)[0],
    ]
    away = database.with_suffix(".away")
    database.rename(away)
    statuses.append(post("/feedback/send/", [*feedback, ("comment", CANARIES["lost comment"])]))
    away.rename(database)
    return statuses


def test_nothing_that_identifies_or_was_refused_reaches_a_disk(tmp_path: Path) -> None:
    """The whole site is tried, as an operator runs it."""
    temporary, database = tmp_path / "tmp", tmp_path / "instance" / "careers.sqlite3"
    temporary.mkdir()
    with serve(tmp_path, TMPDIR=str(temporary), CAREERS_DEMONSTRATION="yes") as server:
        statuses = provoke(server.port, database)
        while_running = contents(tmp_path)
    assert statuses == [303, 303, 422, 422, 400, 422, 400, 303, 422, 422, 400, 413, 415, 403, 404, 503]
    found = while_running | contents(tmp_path)
    assert ACCEPTED.encode() in found["instance/careers.sqlite3"], "the search would not find anything"
    assert found["server.log"], "nothing was logged"
    for name, content in found.items():
        for kind, canary in CANARIES.items():
            assert canary.encode() not in content, f"the {kind} is in {name}"


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_said_in_python_logs_either(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    visitor.send(form_for(visitor), "/feedback/send/", comment=f"{CANARIES['refused comment']} 0161496000")
    assert CANARIES["refused comment"] not in caplog.text
    assert "192.0.2.1" not in caplog.text
