"""What identifies a visitor, or was refused, is nowhere: no database, journal, log, temporary file, export or Redis."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import psycopg
import pytest
import redis

from careers.clock import Clock
from careers.forms.one_time import new_key
from tests import environment
from tests.faults.serving import ask
from tests.forms.pages import Visitor
from tests.forms.test_feedback import form_for
from tests.forms.test_limits import redis_url
from tests.serving import ROOT, serve
from tests.storage.databases import postgresql_server

__all__ = ["postgresql_server", "redis_url"]

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
STATUSES = [303, 303, 422, 422, 400, 422, 400, 303, 422, 422, 400, 413, 415, 403, 404]


def provoke(port: int, database: Path | None) -> list[int]:
    """Send everything that could leave a trace, at last while the file of the database is away; return the statuses."""
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
    if database is None:
        return statuses
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
        export_everything(tmp_path)
        while_running = contents(tmp_path)
    assert statuses == [*STATUSES, 503]
    found = while_running | contents(tmp_path)
    assert ACCEPTED.encode() in found["instance/careers.sqlite3"], "the search would not find anything"
    assert found["server.log"], "nothing was logged"
    assert any(name.endswith(".xlsx/xl/worksheets/sheet1.xml") for name in found), "no export was looked into"
    assert b"Returning" in found["rows.csv"] or b"returning" in found["rows.csv"]
    assert_clean(found)


def assert_clean(found: Mapping[str, bytes]) -> None:
    """Fail when a canary is in one of the texts, as it was sent or as forms and logs would write it."""
    for name, content in found.items():
        for kind, canary in CANARIES.items():
            for text in (canary, quote(canary, safe=""), canary.encode().hex()):
                assert text.encode() not in content, f"the {kind} is in {name}"


def export_everything(folder: Path, **settings: str) -> None:
    """Write both exports of the command line into ``folder``, from the database of the server there."""
    env = environment(CAREERS_INSTANCE=str(folder / "instance"), **settings)
    for kind, ending in (("rows", "csv"), ("statistics", "xlsx")):
        command = [sys.executable, "-m", "careers", "export", kind, str(folder / f"{kind}.{ending}")]
        subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, timeout=300)


def test_nothing_reaches_postgresql_or_redis_either(tmp_path: Path, postgresql_server: str, redis_url: str) -> None:
    """Every file of PostgreSQL is read, its write-ahead log and its own log among them, and all that Redis holds."""
    with psycopg.connect(host=postgresql_server, user="tests", dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE canaries")
    (tmp_path / "tmp").mkdir()
    url = f"postgresql://tests@/canaries?host={postgresql_server}"
    settings = {"CAREERS_DATABASE_URL": url, "CAREERS_REDIS_URL": redis_url, "TMPDIR": str(tmp_path / "tmp")}
    with serve(tmp_path, CAREERS_DEMONSTRATION="yes", **settings) as server:
        assert provoke(server.port, None) == STATUSES
        export_everything(tmp_path, CAREERS_DATABASE_URL=url)
        with psycopg.connect(host=postgresql_server, user="tests", dbname="canaries", autocommit=True) as connection:
            connection.execute("CHECKPOINT")
        client = redis.Redis.from_url(redis_url)
        held = {f"redis {key!r}": key + (client.dump(key) or b"") for key in client.keys("careers:*")}
        endless = [key for key in client.keys("*") if client.ttl(key) < 0]
        client.close()
        found = contents(tmp_path) | contents(Path(postgresql_server) / "data") | held
    assert len(held) > 2, "Redis was not used"
    assert endless == [], "something stays in Redis for good"
    assert any(ACCEPTED.encode() in content for name, content in found.items() if name.startswith("base/"))
    assert any(name.startswith("pg_wal/") for name in found)
    assert_clean(found)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, and the files in a workbook as files of a folder."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            name = str(path.relative_to(folder))
            found[name] = path.read_bytes()
            if path.suffix == ".xlsx":
                with ZipFile(path) as book:
                    found |= {f"{name}/{inner}": book.read(inner) for inner in book.namelist()}
    return found


def test_nothing_is_said_in_python_logs_either(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    visitor.send(form_for(visitor), "/feedback/send/", comment=f"{CANARIES['refused comment']} 0161496000")
    assert CANARIES["refused comment"] not in caplog.text
    assert "192.0.2.1" not in caplog.text
