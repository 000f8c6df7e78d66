"""The commands for accounts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from careers.cli import main


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("CAREERS_INSTANCE", str(tmp_path))
    monkeypatch.setenv("CAREERS_BASE_URL", "https://careers.example")
    monkeypatch.setenv("CAREERS_CONTENT", str(tmp_path / "no-content"))

    def call(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["staff", *arguments])
        return result.exit_code, result.output

    return call


def test_account_is_added_listed_closed_opened_and_reset(run) -> None:  # type: ignore[no-untyped-def]
    status, link = run("add", "sam.jones", "--role", "admin")
    assert status == 0
    assert link.startswith("https://careers.example/staff/enrol/")
    assert run("list") == (0, "sam.jones\tadmin\twaiting for enrolment\n")
    assert run("disable", "sam.jones")[0] == 0
    assert run("list")[1].endswith("closed\n")
    assert run("enable", "sam.jones")[0] == 0
    status, other = run("reset", "sam.jones")
    assert status == 0
    assert other.startswith("https://careers.example/staff/enrol/")
    assert other != link


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "Sam Jones", "--role", "hr"), "small letters"),
        (("add", "sam", "--role", "boss"), "boss"),
        (("disable", "nobody"), "no account"),
        (("reset", "nobody"), "no account"),
    ],
)
def test_mistakes_are_told(run, arguments: tuple[str, ...], words: str) -> None:  # type: ignore[no-untyped-def]
    status, output = run(*arguments)
    assert status != 0
    assert words in output


def test_database_of_a_newer_version_is_left_alone_in_plain_words(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("list")
    with closing(sqlite3.connect(tmp_path / "careers.sqlite3")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    status, output = run("list")
    assert status == 1
    assert output.startswith("Error: The database has schema 9999, which this version of the program does not know")


def test_name_is_taken_once(run) -> None:  # type: ignore[no-untyped-def]
    run("add", "sam.jones", "--role", "hr")
    assert "already" in run("add", "sam.jones", "--role", "hr")[1]


def test_account_of_the_councils_sign_on_is_said_to_be_one(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("add", "sam.jones", "--role", "hr")
    with sqlite3.connect(tmp_path / "careers.sqlite3") as connection:
        connection.execute("UPDATE staff_account SET name = 'council-abc', subject_hash = ?", ("a" * 64,))
    connection.close()
    status, output = run("reset", "council-abc")
    assert status == 1
    assert "council's sign-on" in output
    assert "careers staff disable council-abc" in output
    assert run("disable", "council-abc")[0] == 0
