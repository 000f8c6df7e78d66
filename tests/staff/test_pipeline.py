"""HR sees who is interested in what, finds a reference that is quoted, and moves it along."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from careers.staff import selection
from careers.storage import expressions, pipeline
from careers.storage.pipeline import Selection, Span
from careers.storage.records import HrStage
from careers.storage.staff import audit
from careers.storage.staff.records import Role
from tests.conftest import NOON
from tests.html import Page, words
from tests.staff.conftest import Join, make
from tests.staff.office import BASE, Watch, join
from tests.staff.visitors import MANAGER, STUDENT, crowd, entry, register

SEPTEMBER, OCTOBER, NOVEMBER = (Span(date(2026, n, 1), date(2026, n + 1, 1)) for n in (9, 10, 11))
JOURNEY, ROLES = "Our improvement journey /our-journey/", "Open roles /vacancies/"


def tally(page: Page, title: str) -> dict[str, str]:
    """Return the lines of a tally as a dictionary."""
    for found in page.all("div", class_="tally"):
        if words(found.find(".//h3")) == title:  # type: ignore[arg-type]
            rows = found.find(".//tbody")
            return {words(row[0]).removeprefix(f"{title}, only: "): words(row[1]) for row in rows}  # type: ignore[union-attr]
    raise AssertionError(f"no tally {title}")


def table(page: Page, caption: str) -> dict[str, list[str]]:
    """Return a table's rows by their first cell."""
    rows = [[words(cell) for cell in row] for row in page.one("div", aria_label=caption).iter("tr")][1:]
    return {row[0]: row[1:] for row in rows}


def listed(page: Page) -> list[str]:
    return list(table(page, "The latest first"))


def test_counts_and_lists_agree_with_a_plain_count(any_site: Flask) -> None:
    references = crowd(any_site, 60)
    with any_site.app_context():
        everyone = list(pipeline.everything(Selection()))
        assert [e.reference for e in everyone] == sorted(references)
        assert [expressions.find(e.reference) for e in everyone] == everyone
        for wanted in (
            Selection(),
            Selection({"situation": ("student", "manager")}),
            Selection({"situation": ("student",), "roles": ("social-worker",)}),
            Selection(spans=(NOVEMBER,)),
            Selection(spans=(NOVEMBER, SEPTEMBER)),
            Selection(spans=(SEPTEMBER, OCTOBER)),
            Selection(pages=("/vacancies/",), stages=("new",)),
            Selection({"roles": ("team-manager",)}, (NOVEMBER,), ("/", "/vacancies/")),
            Selection(stages=("closed",)),
        ):
            fitting = [
                e
                for e in everyone
                if all(set(e.choices.get(q, ())) & set(options) for q, options in wanted.choices.items())
                and (not wanted.spans or any(s.first <= e.day < s.end for s in wanted.spans))
                and (not wanted.pages or e.started_from in wanted.pages)
                and (not wanted.stages or e.hr_stage in wanted.stages)
            ]
            counts = pipeline.count(wanted, selection.QUESTIONS)
            assert counts.total == len(fitting)
            assert sum(counts.by_month.values()) == sum(counts.by_page.values()) == len(fitting)
            for (question, option), number in counts.by_choice.items():
                assert number == sum(option in e.choices.get(question, ()) for e in fitting)
            assert list(pipeline.everything(wanted)) == fitting
            newest = sorted(fitting, key=lambda e: (-e.day.toordinal(), e.reference))
            assert list(pipeline.latest(wanted, 2, 5)) == newest[2:7]


def test_charts_are_tables_with_the_same_numbers(signed_in: Join) -> None:
    sam = signed_in()
    for _ in range(3):
        register(sam.app)
    register(sam.app, MANAGER, date(2026, 10, 3), "/vacancies/")
    page = sam.get("/staff/interest/")
    assert "4 expressions of interest, as at 22 November 2026." in words(page.main)
    assert tally(page, "Where you are now") == {"I am a student": "3", "I am a manager": "1"}
    assert tally(page, "Roles")["Team manager"] == "1"
    assert tally(page, "How far") == {"New": "4"}
    assert tally(page, "Parts of the city") == {"North Manchester": "1"}
    bars = [e.get("width") for e in page.all("{http://www.w3.org/2000/svg}rect") if e.get("height") == "6"]
    assert {"100.0", "33.3"} <= set(bars)
    months, pages = table(page, "By month of their answers"), table(page, "By page they came from")
    assert {name: row[0] for name, row in months.items()} == {
        "October 2026": "1",
        "November 2026": "3",
        "All of them": "4",
    }
    assert {name: row[0] for name, row in pages.items()} == {JOURNEY: "3", ROLES: "1"}
    drawn = words(page.one("{http://www.w3.org/2000/svg}desc"))
    assert "September 2026: 0; October 2026: 1; November 2026: 3." in drawn


def test_what_nobody_chose_has_no_line_but_is_named(signed_in: Join) -> None:
    sam = signed_in()
    register(sam.app)
    page = sam.get("/staff/interest/")
    said = words(page.main)
    assert "0" not in {count for title in ("How far", "Roles") for count in tally(page, title).values()}
    assert "4 other answers: nobody" in said
    assert "In conversation; Applied; Appointed; Closed" in said
    assert "12 of the last 13 months had nobody and have no line." in said


def test_stages_that_nobody_has_reached_have_no_column_but_are_named(signed_in: Join) -> None:
    sam = signed_in()
    first, second = register(sam.app), register(sam.app, MANAGER, date(2026, 10, 3), "/vacancies/")
    page = sam.get("/staff/interest/")
    assert table(page, "By page they came from") == {JOURNEY: ["1"], ROLES: ["1"]}
    assert (
        words(page.main).count("Nobody yet, so without a column: In conversation, Applied, Appointed, Closed by now.")
        == 2
    )
    with sam.app.app_context():
        assert pipeline.move(first, HrStage.NEW, HrStage.APPLIED, by="tests", now=NOON)
        assert pipeline.move(second, HrStage.NEW, HrStage.CLOSED, by="tests", now=NOON)
    page = sam.get("/staff/interest/")
    assert table(page, "By month of their answers") == {
        "October 2026": ["1", "0", "0", "1"],
        "November 2026": ["1", "1", "1", "0"],
        "All of them": ["2", "1", "1", "1"],
    }
    assert "without a column: Appointed." in words(page.main)


def test_each_line_leads_to_those_it_counts(signed_in: Join) -> None:
    sam = signed_in()
    crowd(sam.app, 30)
    page = sam.get("/staff/interest/?stage=new")
    ways = [(row.find(".//a"), words(row[1])) for row in page.one("section", aria_labelledby="t-answers").iter("tr")]
    followed = [(link.get("href", ""), number) for link, number in ways if link is not None]
    assert len(followed) >= 8
    for address, number in followed:
        narrowed = sam.get(address)
        assert f"{number} expression" in words(narrowed.main)
        tags = [words(tag) for tag in narrowed.one("ul", class_="tags").iter("a")]
        assert len(tags) == 2
        assert "Take away the filter New" in tags
    for caption in ("By month of their answers", "By page they came from"):
        for row in list(page.one("div", aria_label=caption).iter("tr"))[1:3]:
            narrowed = sam.get(next(row.iter("a")).get("href", ""))
            assert f"{words(row[1])} expression" in words(narrowed.main)


def test_months_reach_back_as_far_as_answers_are_kept(sqlite_url: str, built: Path, watch: Watch) -> None:
    sam = join(make(sqlite_url, built, watch, retention_months=18), watch, Role.HR)
    register(sam.app, day=date(2025, 6, 3))
    page = sam.get("/staff/interest/")
    assert table(page, "By month of their answers")["June 2025"][0] == "1"
    assert "18 of the last 19 months had nobody" in words(page.main)
    assert listed(sam.get("/staff/interest/list/?month=2025-06"))


def test_pages_that_few_came_from_are_counted_together(signed_in: Join) -> None:
    sam = signed_in()
    for number in range(13):
        register(sam.app, page=f"/page-{number:02}/")
    assert table(sam.get("/staff/interest/"), "By page they came from")["3 other pages"][0] == "3"


def test_filters_are_in_the_address_and_can_be_taken_away(signed_in: Join) -> None:
    sam = signed_in()
    student, manager = register(sam.app), register(sam.app, MANAGER, date(2026, 10, 3), "/vacancies/")
    page = sam.get("/staff/interest/list/?situation=manager&month=2026-10&from=/vacancies/&stage=new")
    assert listed(page) == [manager]
    tags = [words(tag) for tag in page.one("ul", class_="tags").iter("a")]
    assert len(tags) == 4
    assert {"Take away the filter October 2026", "Take away the filter From Open roles"} <= set(tags)
    checked = {(e.get("name"), e.get("value")) for e in page.all("input", checked="")}
    assert checked == {("situation", "manager"), ("month", "2026-10"), ("from", "/vacancies/"), ("stage", "new")}
    for tag in page.one("ul", class_="tags").iter("a"):
        assert listed(sam.get(tag.get("href", ""))) == [manager]
    both = sam.get("/staff/interest/list/?situation=manager&situation=student")
    assert set(listed(both)) == {student, manager}
    assert sam.get("/staff/interest/list/?situation=manager&from=/our-journey/").all("div", class_="notice")


@pytest.mark.parametrize(
    "query", ["situation=nobody", "month=2026-13", "month=x", "stage='", "from=//evil", "other=1", "situation=%C2%AD"]
)
def test_what_does_not_exist_is_left_out(signed_in: Join, query: str) -> None:
    sam = signed_in()
    reference = register(sam.app)
    page = sam.get(f"/staff/interest/list/?{query}")
    assert listed(page) == [reference]
    assert not page.all("ul", class_="tags")


def test_filters_go_into_the_address_and_back_unchanged(signed_in: Join) -> None:
    sam = signed_in()
    arguments = MultiDict(
        [("roles", "team-manager"), ("situation", "student"), ("month", "2026-12"), ("from", "/a b/")]
    )
    with sam.app.test_request_context():
        from careers.staff.ports import services  # noqa: PLC0415

        questionnaire = services().questionnaire()
        filters = selection.read(arguments, questionnaire, ("/a b/",))
    assert set(filters.pairs) == set(arguments.items())
    assert filters.selection().spans == (Span(date(2026, 12, 1), date(2027, 1, 1)),)
    assert "%2Fa+b%2F" in filters.query


def test_list_comes_page_by_page_with_its_filters(signed_in: Join) -> None:
    sam = signed_in()
    crowd(sam.app, 30)
    first = sam.get("/staff/interest/list/")
    assert len(listed(first)) == 25
    onward = first.one("a", rel="next").get("href", "")
    second = listed(sam.get(onward))
    assert len(second) == 5
    assert not set(second) & set(listed(first))
    for number in ("0", "3", "x"):
        sam.get(f"/staff/interest/list/?page={number}", 404)


def test_nobody_yet_is_said(signed_in: Join) -> None:
    sam = signed_in()
    for path in ("/staff/interest/", "/staff/interest/list/"):
        assert "Nobody has registered" in words(sam.get(path).main)


SPOKEN = {
    "as printed": lambda r: r,
    "small": str.lower,
    "with spaces": lambda r: r.replace("-", " "),
    "with a letter for the nought": lambda r: f" {r.replace('0', 'o')} ",
}


@pytest.mark.parametrize("spoken", SPOKEN.values(), ids=SPOKEN)
def test_quoted_reference_is_found_however_it_is_typed(signed_in: Join, spoken: object) -> None:
    sam = signed_in()
    reference = register(sam.app, MANAGER)
    for box in ("/staff/", "/staff/reference/"):
        form = sam.get(box).one("form", action="/staff/reference/")
        assert form.get("method") == "post"
        answer = sam.send("/staff/reference/", box, reference=spoken(reference))  # type: ignore[operator]
        assert answer.headers["Location"] == entry(reference)
    page = sam.get(entry(reference))
    assert words(page.one("h1")) == reference
    assert "Team manager, Service manager" in words(page.main)
    assert "North Manchester" in words(page.main)
    assert "Our improvement journey, /our-journey/" in words(page.main)


def test_a_page_that_has_gone_is_called_by_its_address_and_no_page_is_said_to_be_unknown(signed_in: Join) -> None:
    sam = signed_in()
    for page in ("/long-gone/", "", "/"):
        register(sam.app, page=page)
    origins = table(sam.get("/staff/interest/"), "By page they came from")
    assert origins.keys() == {"/long-gone/", "Not known", "Home /"}


@pytest.mark.parametrize("typed", ["KXTR", "<b>", "KXTR-7M2P-9WQN", "x" * 5000])
def test_reference_that_is_not_there_is_told_apart_from_one_that_cannot_be(signed_in: Join, typed: str) -> None:
    sam = signed_in()
    page = Page(sam.send("/staff/reference/", "/staff/reference/", reference=typed))
    assert page.response.status_code == 422
    assert words(page.one("p", class_="field-error"))
    assert sam.ask("/staff/reference/nothing/").status_code == 404


def test_no_address_and_no_title_holds_a_reference(signed_in: Join) -> None:
    sam = signed_in()
    references = crowd(sam.app, 3)
    addresses: list[str] = []
    for path in ("/staff/", "/staff/interest/", "/staff/interest/list/", *map(entry, references)):
        page = sam.get(path)
        addresses += [str(e.get(name)) for e in page.root.iter() for name in ("href", "action") if e.get(name)]
        addresses.append(words(page.one("title")))
    assert {entry(reference) for reference in references} <= set(addresses)
    for reference in references:
        assert not [address for address in addresses if reference in address]
        assert sam.ask(f"/staff/reference/{reference}/").status_code == 404
        with sam.app.app_context():
            assert expressions.find_by_address(entry(reference).split("/")[-2]) is None, "opens no private page"


def test_reference_is_moved_along_and_the_audit_does_not_say_which(signed_in: Join) -> None:
    sam = signed_in()
    reference = register(sam.app)
    path = entry(reference)
    answer = sam.send(path, path, was="new", stage="in conversation")
    assert answer.headers["Location"] == f"{path}?moved=yes"
    page = sam.get(f"{path}?moved=yes")
    assert page.one("input", checked="").get("value") == "in conversation"
    assert "is “in conversation” now" in words(page.one("div", role="status"))
    assert tally(sam.get("/staff/interest/"), "How far")["In conversation"] == "1"
    with sam.app.app_context():
        newest = audit.latest()[0]
        kept = " ".join(f"{e.who} {e.action} {e.detail}" for e in audit.everything())
    assert (newest.who, newest.action, newest.detail) == ("sam.jones", "interest moved along", "new to in conversation")
    assert reference not in kept


def test_colleague_who_was_quicker_is_not_overruled(signed_in: Join) -> None:
    sam = signed_in()
    reference = register(sam.app)
    path = entry(reference)
    token = sam.token(path)
    with sam.app.app_context():
        assert pipeline.move(reference, HrStage.NEW, HrStage.APPLIED, by="kim.lee", now=NOON)
    data = {"token": token, "was": "new", "stage": "closed"}
    page = Page(sam.client.post(path, data=data, base_url=BASE))
    assert page.response.status_code == 409
    assert page.one("input", checked="").get("value") == "applied"
    for wrong in ({"was": "new", "stage": "hired"}, {"was": "", "stage": "closed"}):
        assert sam.client.post(path, data={"token": token, **wrong}, base_url=BASE).status_code == 400


def test_what_is_withdrawn_meanwhile_is_gone(signed_in: Join) -> None:
    sam = signed_in()
    reference = register(sam.app)
    path = entry(reference)
    token = sam.token(path)
    with sam.app.app_context():
        expressions.withdraw(reference)
    data = {"token": token, "was": "new", "stage": "closed"}
    assert sam.client.post(path, data=data, base_url=BASE).status_code == 404
    gone = sam.get(path, 404)
    assert "These answers were withdrawn" in words(gone.main)
    assert gone.all("a", href="/staff/interest/"), "it is a page of ours, with the way on"


def test_change_by_the_candidate_keeps_how_far_it_is(any_site: Flask) -> None:
    reference = register(any_site, STUDENT)
    with any_site.app_context():
        pipeline.move(reference, HrStage.NEW, HrStage.APPLIED, by="sam.jones", now=NOON)
        expressions.change(reference, MANAGER, form_version=1, day=date(2026, 11, 23))
        found = expressions.find(reference)
        assert found
        assert found.hr_stage == "applied"
        assert not pipeline.move("none", HrStage.NEW, HrStage.APPLIED, by="sam.jones", now=NOON)
