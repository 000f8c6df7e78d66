"""HR downloads rows and statistics; the audit notes it; statistics are of whole quarters and nothing else."""

from __future__ import annotations

import csv
import io
import itertools
import zipfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from careers.cli import main
from careers.staff.exports.disclosure import FEWER
from careers.staff.exports.statistics import in_months, quarters, span_of
from careers.storage import expressions
from careers.storage.pipeline import Span
from careers.storage.staff import audit
from careers.storage.staff.records import Role
from tests.factories import content_folder
from tests.html import words
from tests.staff.conftest import Join
from tests.staff.office import Colleague
from tests.staff.visitors import MANAGER, STUDENT, crowd, register
from tests.staff.workbook import Workbook


def table(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file, or of the first one in a zip."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read(archive.namelist()[0])
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def download(sam: Colleague, what: str, **values: object) -> bytes:
    answer = sam.send(f"/staff/exports/{what}/", "/staff/exports/", **values)
    assert answer.status_code == 200, answer.status_code
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=interest-")
    content = answer.get_data()
    assert len(content) == int(answer.headers["Content-Length"])
    return content


def test_rows_hold_every_answer_in_words(signed_in: Join) -> None:
    sam = signed_in()
    reference = register(sam.app, MANAGER, date(2026, 10, 3), "/vacancies/")
    row = table(download(sam, "rows", format="zip"))[0]
    assert row["Reference"] == reference
    assert row["Day"] == "2026-10-03"
    assert row["How far"] == "new"
    assert row["Came from"] == "/vacancies/"
    assert row["Roles"] == "Team manager; Service manager"
    assert row["Parts of the city"] == "North Manchester"
    assert row["Start"] == ""


def test_rows_follow_the_filters_of_the_pipeline(signed_in: Join) -> None:
    sam = signed_in()
    student, _ = register(sam.app, STUDENT), register(sam.app, MANAGER)
    shown = sam.get("/staff/interest/?situation=student")
    link = next(a.get("href", "") for a in shown.all("a") if words(a) == "Export these")
    page = sam.get(link)
    carried = {e.get("name"): e.get("value") for e in page.all("input", type="hidden")}
    assert carried["situation"] == "student"
    assert [row["Reference"] for row in table(download(sam, "rows", format="zip", situation="student"))] == [student]
    book = Workbook(download(sam, "rows", format="xlsx", situation="student"))
    assert ["Filters", "I am a student"] in book.texts("About")
    assert ["Rows", "1"] in book.texts("About")
    assert {row[0] for row in book.texts("Columns")} >= {"Reference", "Roles"}


@pytest.mark.parametrize("ending", ["zip", "xlsx"])
def test_again_on_the_same_day_gives_the_same_bytes(signed_in: Join, ending: str) -> None:
    sam = signed_in()
    crowd(sam.app, 20)
    first = download(sam, "rows", format=ending)
    sam.watch.wait(minutes=5)
    assert download(sam, "rows", format=ending) == first
    published = download(sam, "statistics", format=ending, quarter="2026-Q3")
    sam.watch.wait(minutes=5)
    assert download(sam, "statistics", format=ending, quarter="2026-Q3") == published


def test_audit_notes_who_exported_what_and_nothing_of_visitors(signed_in: Join) -> None:
    sam, admin = signed_in(), signed_in(Role.ADMIN, "pat.admin")
    references = crowd(sam.app, 5)
    download(sam, "rows", format="zip", situation="student")
    download(sam, "statistics", format="xlsx", quarter="2026-Q3")
    answer = admin.send("/staff/audit/export/", "/staff/audit/", format="zip")
    lines = table(answer.get_data())
    told = [(line["Who"], line["What"], line["More"]) for line in lines if line["What"] == "exported"]
    assert told[0][2].startswith("working rows, filters ?situation=student, zip, ")
    assert told[1][2].startswith("statistics of 2026-Q3, xlsx, ")
    assert {who for who, _, _ in told} == {"sam.jones"}
    text = str(lines)
    assert not [reference for reference in references if reference in text]
    with sam.app.app_context():
        assert audit.latest()[0].detail.startswith("audit, zip, ")


@pytest.mark.parametrize("wrong", [{"quarter": "2026-Q4"}, {"quarter": "2026-Q3", "format": "csv"}, {"quarter": "x"}])
def test_what_is_not_offered_is_refused(signed_in: Join, wrong: dict[str, str]) -> None:
    sam = signed_in()
    values = {"format": "zip", **wrong}
    assert sam.send("/staff/exports/statistics/", "/staff/exports/", **values).status_code == 400


def test_statistics_know_no_filter_but_the_quarter(signed_in: Join) -> None:
    """The attacker adds the pipeline's filters to the form, and gets what everybody gets."""
    sam = signed_in()
    crowd(sam.app, 60)
    plain = download(sam, "statistics", format="zip", quarter="2026-Q3")
    assert download(sam, "statistics", format="zip", quarter="2026-Q3", situation="student", month="2026-08") == plain
    rows = table(plain)
    assert {row["Table"] for row in rows} >= {"All", "Month", "Where you are now", "Roles"}
    numbers = {row["People"] for row in rows}
    assert all(text in {FEWER, "not shown"} or int(text) % 5 == 0 for text in numbers)
    assert not [row for row in rows if row["Group"] == "November 2026"]


def test_small_quarter_gives_nothing_but_its_total(signed_in: Join) -> None:
    sam = signed_in()
    for _ in range(3):
        register(sam.app, MANAGER, date(2026, 8, 3))
    rows = table(download(sam, "statistics", format="zip", quarter="2026-Q3"))
    assert rows[0]["People"] == FEWER
    assert {row["People"] for row in rows[1:]} == {"not shown"}
    assert {row["Group"] for row in rows[1:]} == {"The whole table"}


def test_quarters_that_are_over_share_no_day(site: Flask) -> None:
    with site.app_context():
        assert quarters(date(2026, 11, 22), 12) == ("2026-Q3", "2026-Q2", "2026-Q1")
        assert quarters(date(2026, 1, 1), 12) == ("2025-Q4", "2025-Q3", "2025-Q2")
        assert quarters(date(2026, 11, 22), 6) == ("2026-Q3",), "of the one before, some answers are deleted already"
        assert quarters(date(2026, 11, 22), 3) == ()
    assert span_of("2025-Q4") == Span(date(2025, 10, 1), date(2026, 1, 1))
    assert span_of("2026-Q1") == Span(date(2026, 1, 1), date(2026, 4, 1))
    assert in_months("2025-Q4") == "October to December 2025"
    spans = [span_of(f"2026-Q{n}") for n in range(1, 5)]
    assert all(a.end == b.first for a, b in itertools.pairwise(spans))


def test_command_writes_the_same_file_as_the_screen(
    signed_in: Join, sqlite_url: str, tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam = signed_in()
    register(sam.app, MANAGER)
    monkeypatch.setenv("CAREERS_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CAREERS_INSTANCE", str(built))
    target = tmp_path / "rows.csv"
    result = CliRunner().invoke(main, ["export", "rows", str(target), "--filter", "situation=manager"])
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(io.BytesIO(download(sam, "rows", format="zip"))) as archive:
        assert archive.namelist() == ["interest-2026-11-22.csv", "columns.csv", "about.csv"]
        assert target.read_bytes() == archive.read("interest-2026-11-22.csv")
    assert target.stat().st_mode & 0o777 == 0o600
    for arguments, wanted in (
        (["rows", str(tmp_path / "rows.pdf")], ".csv or .xlsx"),
        (["rows", str(target), "--filter", "situation=nobody"], "situation=nobody"),
        (["statistics", str(target), "--filter", "situation=manager"], "no filters"),
        (["statistics", str(target), "--quarter", "1999-Q1"], "choose one of"),
    ):
        result = CliRunner().invoke(main, ["export", *arguments])
        assert result.exit_code != 0
        assert wanted in result.output
    with sam.app.app_context():
        assert [e.who for e in audit.everything() if e.action == "exported"] == ["command line", "sam.jones"]


def test_command_names_the_mistake_in_the_content_and_not_the_advice(tmp_path: Path) -> None:
    folder = content_folder(tmp_path / "content")
    folder.vacancy("sample", reference="CSW-2", sample="yes")
    folder.vacancy("faulty", reference="CSW-3", closes_at="30.12.2026")
    env = {"CAREERS_CONTENT": str(folder.root), "CAREERS_INSTANCE": str(tmp_path / "instance")}
    result = CliRunner().invoke(main, ["export", "rows", str(tmp_path / "rows.csv")], env=env)
    assert result.exit_code == 1
    assert "vacancies/faulty.md:30: closes_at" in result.output
    assert "sample" not in result.output
    assert not (tmp_path / "rows.csv").exists()


def test_quarter_is_counted_once_and_a_withdrawal_afterwards_shows_nothing(signed_in: Join) -> None:
    """The attacker exports every day. A number that falls below a threshold the day after would be known exactly."""
    sam = signed_in()
    references = [register(sam.app, STUDENT, date(2026, 8, 3)) for _ in range(20)]
    references += [register(sam.app, MANAGER, date(2026, 8, 3)) for _ in range(5)]
    before = download(sam, "statistics", format="xlsx", quarter="2026-Q3")
    with sam.app.app_context():
        assert expressions.withdraw(references[-1])
    sam.watch.wait(hours=9)
    sam.sign_in()
    assert download(sam, "statistics", format="xlsx", quarter="2026-Q3") == before
    about = dict(row[:2] for row in Workbook(before).texts("About"))
    assert about["Counted on"].startswith("2026-11-22")


def test_administrator_cannot_count_a_few_people_by_way_of_the_audit(signed_in: Join) -> None:
    sam = signed_in()
    for number in (1, 3, 23):
        for _ in range(number):
            register(sam.app, MANAGER)
        download(sam, "rows", format="zip", situation="manager")
    with sam.app.app_context():
        said = [e.detail.rsplit(", ", 1)[1] for e in audit.everything() if e.action == "exported"]
    assert said == ["fewer than 5 rows", "fewer than 5 rows", "25 rows"]


def test_zip_brings_the_dictionary_and_the_method_along(signed_in: Join) -> None:
    sam = signed_in()
    register(sam.app, MANAGER)
    for what, word in (("rows", "Reference"), ("statistics", "How many")):
        with zipfile.ZipFile(io.BytesIO(download(sam, what, format="zip", quarter="2026-Q3"))) as archive:
            columns = archive.read("columns.csv").decode("utf-8-sig")
            about = archive.read("about.csv").decode("utf-8-sig")
        assert word in columns
        assert "apostrophe" in about
    assert "Government Statistical Service" in about


def test_rows_are_of_one_moment_on_each_database(any_site: Flask) -> None:
    from careers.storage import pipeline  # noqa: PLC0415
    from careers.storage.pipeline import Selection  # noqa: PLC0415

    references = crowd(any_site, 12)
    with any_site.app_context():
        found = [e.reference for e in pipeline.everything(Selection())]
    assert found == sorted(references)
