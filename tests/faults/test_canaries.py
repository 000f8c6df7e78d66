"""What identifies a visitor, or was refused, is in no file: no database, journal, log or temporary file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from careers.forms.one_time import new_key
from tests.faults.serving import Server
from tests.forms.pages import Visitor
from tests.forms.site import NOON
from tests.forms.test_feedback import form_for

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


def provoke(server: Server, database: Path) -> list[int]:
    """Send everything that could leave a trace; return the statuses."""
    key, other = new_key(NOON.date()), new_key(NOON.date())
    feedback = [("page", "/journey/"), ("helpful", "no"), ("key", key)]
    answers = [("situation", "returning"), ("roles", "social-worker"), ("key", other)]

    def post(path: str, fields: object, **more: str) -> int:
        headers = {**HEADERS, **{name.replace("_", "-"): value for name, value in more.items()}}
        return server.ask("POST", path, fields, headers, SOURCE)[0]

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
        server.ask("GET", f"/feedback/?page={quote('/nowhere/')}", headers=HEADERS, source=SOURCE)[0],
    ]
    away = database.with_suffix(".away")
    database.rename(away)
    statuses.append(post("/feedback/send/", [*feedback, ("comment", CANARIES["lost comment"])]))
    away.rename(database)
    return statuses


def test_nothing_that_identifies_or_was_refused_reaches_a_disk(tmp_path: Path) -> None:
    server = Server(tmp_path)
    try:
        statuses = provoke(server, tmp_path / "careers.sqlite3")
    finally:
        server.kill()
    assert statuses == [303, 303, 422, 422, 400, 422, 400, 303, 422, 422, 400, 413, 415, 403, 404, 503]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    contents = {path.name: path.read_bytes() for path in files}
    assert ACCEPTED.encode() in contents["careers.sqlite3"], "the search would not find anything"
    assert len(contents["server.log"]) > 100, "nothing was logged"
    for name, content in contents.items():
        for kind, canary in CANARIES.items():
            assert canary.encode() not in content, f"the {kind} is in {name}"


def test_nothing_is_said_in_python_logs_either(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    visitor.send(form_for(visitor), "/feedback/send/", comment=f"{CANARIES['refused comment']} 0161496000")
    assert CANARIES["refused comment"] not in caplog.text
    assert "192.0.2.1" not in caplog.text
