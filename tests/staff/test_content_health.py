"""Editors see what is due, what closes and what the check says; nobody waits for the check; nobody else is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from careers.app import create_app
from careers.check.examine import Report
from careers.check.finding import Finding
from careers.clock import LONDON, Clock
from careers.config import Config
from careers.content.builder import build
from careers.content.edition import Edition
from careers.staff.health.agenda import Matter, agenda
from careers.staff.health.inspector import Inspector, State
from careers.staff.ports import services
from careers.storage.staff.records import Role
from tests import CONTENT
from tests.conftest import NOON
from tests.html import Page, words
from tests.staff.office import BASE, Colleague, Watch, join
from tests.staff.visitors import MANAGER, register, say

CLOSED = "social-worker-locality-north"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text, name
    path.write_text(text.replace(old, new, 1), "utf-8")


def put(folder: Path, name: str, *lines: str) -> None:
    """Add lines to the front matter of a file, in place of those with the same field."""
    path = folder / name
    fields = {line.partition(":")[0] for line in lines}
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    kept, field = [], ""
    for line in front.splitlines():
        field = field if line.startswith((" ", "-")) else line.partition(":")[0]
        if field not in fields:
            kept.append(line)
    path.write_text("---\n" + "\n".join((*kept, *lines)) + f"\n---\n{body}", "utf-8")


def due(folder: Path, now: datetime) -> dict[Matter, list[tuple[str, date | None]]]:
    """Return what is due by matter: the file's name and the day."""
    found: dict[Matter, list[tuple[str, date | None]]] = {}
    for line in agenda(Edition.at(build(folder, now.date()), now)):
        assert line.words
        found.setdefault(line.matter, []).append((Path(line.source).stem, line.day))
    return found


def test_agenda_tells_what_is_due_and_nothing_else(folder: Path) -> None:
    put(folder, "pages/how-to-apply.md", "reviewed_on: 2026-01-01", "review_by: 2026-11-21")
    put(folder, "pages/contact.md", "reviewed_on: 2026-01-01", "review_by: 2026-11-22")
    put(folder, "pages/working-here.md", "reviewed_on: 2026-01-01", "review_by: 2026-12-22")
    put(folder, "pages/our-journey.md", "reviewed_on: 2026-01-01", "review_by: 2026-12-23")
    put(folder, "figures/team_size.md", "reviewed_on: 2026-01-01", "review_by: 2026-11-01")
    put(folder, "stories/kyle.md", "consent_until: 2026-11-21")
    put(folder, "stories/lucy.md", "consent_until: 2026-12-22")
    put(folder, "stories/debbie.md", "consent_until: 2026-12-23")
    put(folder, "stories/nadeen.md", "draft: yes")
    found = due(folder, NOON)
    assert found[Matter.OVERDUE] == [("team_size", date(2026, 11, 1)), ("how-to-apply", date(2026, 11, 21))]
    names = [name for name, _ in found[Matter.DUE]]
    assert {"contact", "working-here"} <= set(names)
    assert "our-journey" not in names
    assert found[Matter.CONSENT] == [("kyle", date(2026, 11, 21)), ("lucy", date(2026, 12, 22))]
    assert ("nadeen", None) in found[Matter.DRAFT]
    assert len(found[Matter.SAMPLE]) > 3


def test_agenda_knows_weekends_openings_and_closed_roles_that_are_still_pointed_to(folder: Path) -> None:
    put(
        folder,
        f"vacancies/{CLOSED}.md",
        "opens_at: 2026-11-01 09:00",
        "closes_at: 2026-11-22 12:00",
        "interviews_on: []",
    )
    put(folder, "vacancies/team-manager-duty-and-assessment.md", "closes_at: 2027-02-27", "interviews_on: []")
    path = folder / "pages" / "contact.md"
    path.write_text(path.read_text("utf-8") + f"\n[A role in the north](/vacancies/{CLOSED}/)\n", "utf-8")
    for name, more in (
        ("pages/working-here.md", f"[A role](../vacancies/{CLOSED}.md#top) and [it again](/vacancies/{CLOSED}/?x=1)"),
        ("stories/kyle.md", f"{{{{ action /vacancies/{CLOSED}/ | A role }}}}"),
    ):
        (folder / name).write_text((folder / name).read_text("utf-8") + f"\n{more}\n", "utf-8")
    before = due(folder, datetime(2026, 11, 22, 11, 59, tzinfo=LONDON))
    after = due(folder, NOON)
    assert (CLOSED, date(2026, 11, 22)) in before[Matter.CLOSING]
    assert ("team-manager-duty-and-assessment", date(2027, 2, 27)) in before[Matter.CLOSING]
    assert Matter.FEATURED not in before
    assert after[Matter.FEATURED] == [(name, date(2026, 11, 22)) for name in ("contact", "working-here", "kyle")]
    assert CLOSED not in [name for name, _ in after[Matter.CLOSING]]
    assert ("service-manager-localities", date(2027, 1, 11)) in after[Matter.OPENING]


def until(is_so: Callable[[], bool]) -> None:
    waiting = Event()
    for _ in range(1500):
        if is_so():
            return
        waiting.wait(0.02)
    raise AssertionError("it did not come to be")


def test_check_is_made_once_a_version_and_day_and_nobody_waits_for_it(folder: Path) -> None:
    begin, made = Event(), []

    def examine(*_given: object) -> Report:
        begin.wait(20)
        made.append(1)
        return Report((Finding("a.md", 1, "spelling", "x"),))

    watch = Watch(NOON)
    inspector = Inspector(folder, Clock(lambda: watch.now), lambda *_: (), examine)
    library = build(folder, NOON.date())
    assert {inspector.look_at(library).state for _ in range(5)} == {State.AT_WORK}
    begin.set()
    until(lambda: inspector.look_at(library).state is State.DONE)
    assert inspector.look_at(library).report.findings  # type: ignore[union-attr]
    assert len(made) == 1
    watch.wait(days=1)
    inspector.look_at(library)
    until(lambda: inspector.look_at(library).state is State.DONE)
    assert len(made) == 2


def test_check_that_breaks_is_said_and_logged_without_words_of_the_content(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def examine(*_given: object) -> Report:
        raise RuntimeError("canary")

    inspector = Inspector(folder, Clock.fixed(NOON), lambda *_: (), examine)
    library = build(folder, NOON.date())
    inspector.look_at(library)
    until(lambda: inspector.look_at(library).state is State.FAILED)
    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text


def opened(folder: Path, instance: Path, role: Role) -> Colleague:
    watch = Watch(NOON)
    config = Config(content=folder, instance=instance, secret_key="tests", base_url=BASE)
    app = create_app(config, Clock(lambda: watch.now))
    app.testing = True
    return join(app, watch, role)


def looked_through(sam: Colleague) -> Page:
    def done() -> bool:
        with sam.app.app_context():
            ready = services()
            return ready.inspector.look_at(ready.shelf.library).state is State.DONE

    until(done)
    return sam.get("/staff/content/")


def test_page_groups_findings_by_rule_with_file_line_and_what_to_do(folder: Path, tmp_path: Path) -> None:
    edit(folder, "pages/contact.md", "\n---\n", "\n---\nThe neighbourhod is near. [Click here](/vacancies/).\n")
    sam = opened(folder, tmp_path / "instance", Role.EDITOR)
    first = words(sam.get("/staff/content/").main)
    assert "Samples still live" in first
    page = looked_through(sam)
    rules = [words(h) for h in page.all("h3")]
    assert "vague-link: keeps from publishing" in rules
    assert rules.index("vague-link: keeps from publishing") < rules.index("spelling")
    row = page.one("div", aria_label="Found by spelling").find(".//tbody/tr")
    assert row is not None
    cells = [words(cell) for cell in row]
    assert cells[0] == "content/pages/contact.md"
    assert cells[1].isdigit()
    assert "neighbourhod" in cells[2]
    assert "say what is behind the link" in words(page.main)


def test_faulty_files_are_told_to_editors_and_to_nobody_else(folder: Path, tmp_path: Path) -> None:
    sam = opened(folder, tmp_path / "instance", Role.EDITOR)
    edit(folder, "stories/kyle.md", "published_on: ", "publshed_on: ")
    behind = words(sam.get("/staff/content/").main)
    assert "The files on disk are newer than what is served" in behind
    with sam.app.app_context():
        assert not services().shelf.reload()
    page = sam.get("/staff/content/")
    text = words(page.main)
    assert "Visitors have seen the last good version since 22 November 2026 at 12:" in text
    fault = [words(c) for c in page.one("div", aria_label="Faults, file by file").find(".//tbody/tr") or ()]
    assert fault[0] == "content/stories/kyle.md"
    assert "published_on" in text
    home = words(sam.get("/staff/").main)
    assert "The newest files cannot be published." in home
    public = sam.ask("/healthz")
    assert public.status_code == 200
    assert "kyle" not in public.get_data(as_text=True)


def briefs(page: Page) -> dict[str, str]:
    return {words(b.find("h2")): words(b.find("p[@class='brief-value']")) for b in page.all("section", class_="brief")}  # type: ignore[arg-type]


def test_home_says_at_a_glance_what_needs_each_role(site: Flask, watch: Watch) -> None:
    register(site)
    register(site, MANAGER, date(2026, 9, 3))
    register(site, MANAGER, date(2026, 11, 12))
    say(site, "/our-journey/", 1, 9, comment="Words")
    hr, editor, admin = (join(site, watch, role, f"sam.{role.value}") for role in Role)
    found = hr.get("/staff/")
    assert briefs(found) == {"New this week": "1", "Waiting for you": "3", "Pages that need you": "1"}
    assert "1 in the 7 days before" in words(found.main)
    oldest = found.one("a", href="/staff/interest/list/?stage=new&month=2026-09")
    assert words(oldest) == "September 2026"
    assert "1 expression of interest with these filters," in words(hr.get(oldest.get("href", "")).main)
    assert [e.get("name") for e in found.all("input", type="search")] == ["reference"]
    shown = briefs(editor.get("/staff/"))
    assert shown.keys() == {"Pages that need you", "Overdue", "Closing roles", "The check"}
    assert shown["Pages that need you"] == "1"
    assert "10 new comments in the last 7 days" in words(editor.get("/staff/").main)
    assert briefs(admin.get("/staff/"))["Last export"] == "None"
    hr.send("/staff/exports/rows/", "/staff/exports/", format="zip")
    admin.send("/staff/accounts/add/", "/staff/accounts/", name="kim.lee", role="hr")
    shown, text = briefs(admin.get("/staff/")), words(admin.get("/staff/").main)
    assert shown == {"Not enrolled yet": "1", "Last export": "22 Nov", "Sign-in blocked": "0"}
    assert "kim.lee" in text
    assert "by sam.hr" in text
