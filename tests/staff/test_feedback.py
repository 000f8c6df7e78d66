"""Editors and HR see which pages need somebody, what visitors wrote, and take out what should not be there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from careers.staff.feedback.known_pages import KnownPage
from careers.staff.feedback.opinions import Need, opinions
from careers.staff.feedback.wilson import wilson
from careers.storage import feedback_review
from careers.storage.feedback_review import Tally
from careers.storage.retention import deleted_on, months_before, tidy
from careers.storage.staff import audit
from careers.storage.staff.records import Role
from tests.html import Page, words
from tests.staff.conftest import Join
from tests.staff.office import Watch, join
from tests.staff.visitors import say

DAY = date(2026, 11, 20)
JOURNEY, CONTACT = "/our-journey/", "/contact/"


def rows(page: Page, group: str) -> list[list[str]]:
    """Return the cells of a group of the overview."""
    region = page.one("div", aria_label=f"{group}, by page")
    return [[words(cell) for cell in row] for row in region.find(".//tbody") or ()]


def test_interval_is_wilsons() -> None:
    found = wilson(9, 12)
    assert (round(found.low, 4), round(found.high, 4)) == (0.4677, 0.9111)
    assert round(wilson(0, 10).high, 4) == 0.2775  # Brown, Cai and DasGupta 2001
    assert wilson(0, 10).low == 0.0
    assert wilson(10, 10).high == 1.0
    for part, whole in ((1, 0), (-1, 3), (4, 3), (0, 0)):
        with pytest.raises(ValueError, match="no share"):
            wilson(part, whole)


@given(st.integers(1, 3000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_interval_holds_the_share_mirrors_and_narrows(of: tuple[int, int]) -> None:
    part, whole = of
    found, mirrored, more = wilson(part, whole), wilson(whole - part, whole), wilson(2 * part, 2 * whole)
    assert 0 <= found.low <= part / whole <= found.high <= 1
    assert found.low == pytest.approx(1 - mirrored.high, abs=1e-9)
    assert more.high - more.low < found.high - found.low


def tally(page: str, helpful: int, unhelpful: int, fingerprint: str = "now") -> Tally:
    return Tally(page, fingerprint, helpful, unhelpful, {}, 0, DAY, DAY)


def test_no_single_angry_answer_jumps_the_queue() -> None:
    told = [
        tally("/one-angry/", 0, 1),
        tally("/four-angry/", 0, 4),
        tally("/many-not-helped/", 60, 40),
        tally("/some-not-helped/", 3, 4),
        tally("/loved/", 99, 1),
        tally("/mended/", 0, 50, "before"),
    ]
    known = {one.page: KnownPage(one.page, one.page, "page", "now") for one in told}
    found = [(one.page.path, one.need) for one in opinions(told, known)]
    assert found == [
        ("/many-not-helped/", Need.NEEDS_YOU),
        ("/some-not-helped/", Need.NEEDS_YOU),
        ("/loved/", Need.DOES_WELL),
        ("/four-angry/", Need.TOO_FEW),
        ("/one-angry/", Need.TOO_FEW),
        ("/mended/", Need.NO_ANSWER),
    ]


@pytest.mark.parametrize("role", [Role.HR, Role.EDITOR])
def test_overview_says_share_interval_reasons_and_versions(signed_in: Join, role: Role) -> None:
    sam = signed_in(role)
    say(sam.app, JOURNEY, 9, 3, reason="unclear")
    say(sam.app, JOURNEY, 1, 4, version="before", comment="Too long")
    say(sam.app, CONTACT, 2, 8, reason="not-found")
    say(sam.app, "/gone-for-good/", 1, 0, version="old")
    page = sam.get("/staff/feedback/")
    assert "28 answers about 3 pages." in words(page.main)
    needs, well = rows(page, "Pages that need you"), rows(page, "Pages that do well enough")
    assert needs[0][0].endswith("Pages")
    assert needs[0][2] == "2 of 10"
    assert "I could not find what I came for (10)" in needs[0][3]
    assert "75%, probably 47% to 91%" in well[0][1]
    assert well[0][2:] == ["9 of 12", "It was hard to understand (12)", "5"]
    assert "/gone-for-good/" in rows(page, "Only about earlier versions")[0][0]
    own = sam.get(f"/staff/feedback/page/?path={JOURNEY}")
    text = words(own.main)
    assert "Of 12 who answered about this version, 9 found it helpful." in text
    assert "With so few, the true share is probably between 47% and 91%." in text
    versions = [[words(cell) for cell in row] for row in own.one("div", aria_label="By version").find(".//tbody") or ()]
    assert versions[0][:4] == ["This version", "12", "9", "75%"]
    assert versions[1][:3] == ["Earlier versions", "5", "1"]
    assert "About an earlier version. Deleted by itself on 20 November 2027." in text
    assert "content/pages/our-journey.md" in text
    assert "First answer about this version" in text


def test_filters_and_pages_are_in_the_address(signed_in: Join) -> None:
    sam = signed_in(Role.EDITOR)
    say(sam.app, JOURNEY, 5, 0)
    say(sam.app, "/stories/naomi/", 3, 3)
    say(sam.app, CONTACT, 5, 0, day=DAY - timedelta(days=60))
    page = sam.get("/staff/feedback/?kind=story")
    assert len(rows(page, "Pages that do well enough")) == 1
    assert "6 answers about 1 page." in words(page.main)
    assert [words(tag) for tag in page.one("ul", class_="tags").iter("a")] == ["Take away the filter Stories"]
    recent = sam.get("/staff/feedback/?period=30")
    assert "11 answers about 2 pages." in words(recent.main)
    both = sam.get("/staff/feedback/?kind=stage&period=7")
    assert "No answer fits these filters" in words(both.main)
    assert "16 answers about 3 pages." in words(sam.get("/staff/feedback/?kind=x&period=-1").main)
    for number in range(30):
        say(sam.app, f"/old-{number}/", 1, version="old")
    first = sam.get("/staff/feedback/?kind=gone")
    onward = first.one("a", rel="next").get("href", "")
    assert onward == "/staff/feedback/?kind=gone&page=2"
    assert len(rows(sam.get(onward), "Only about earlier versions")) == 5
    for wrong in ("0", "9", "x"):
        sam.get(f"/staff/feedback/?page={wrong}", 404)


def test_nobody_has_said_anything_yet(signed_in: Join) -> None:
    sam = signed_in(Role.EDITOR)
    assert "Nobody has said yet" in words(sam.get("/staff/feedback/").main)
    page = sam.get(f"/staff/feedback/page/?path={CONTACT}")
    assert "Nobody has answered about this version yet." in words(page.main)
    assert "Nobody has written a comment." in words(page.main)
    for path in ("/nothing/", "", "//evil.example/"):
        sam.get(f"/staff/feedback/page/?path={path}", 404)
    sam.get("/staff/feedback/page/?path=%00", 400)


def test_comments_come_page_by_page_newest_first_and_are_only_text(signed_in: Join) -> None:
    sam = signed_in(Role.EDITOR)
    for number in range(21):
        say(sam.app, CONTACT, 1, comment=f"<b>No. {number}</b>", day=date(2026, 11, 1 + number % 20))
    first = sam.get(f"/staff/feedback/page/?path={CONTACT}")
    shown = [words(quote) for quote in first.all("blockquote")]
    assert len(shown) == 20
    assert shown[0] == "<b>No. 19</b>"
    second = sam.get(first.one("a", rel="next").get("href", ""))
    assert len(second.all("blockquote")) == 1


def test_comment_with_personal_details_is_deleted_and_the_audit_does_not_repeat_it(
    any_site: Flask, watch: Watch
) -> None:
    sam = join(any_site, watch, Role.EDITOR)
    say(any_site, CONTACT, 0, 1, reason="other", comment="My name is Canary Wharfe")
    say(any_site, CONTACT, 1, comment="Fine")
    path = f"/staff/feedback/page/?path={CONTACT}"
    page = sam.get(path)
    forms = [form for form in page.all("form", method="post") if form.get("action") == "/staff/feedback/delete/"]
    assert len(forms) == 2
    with any_site.app_context():
        canary = next(c.id for c in feedback_review.comments() if "Canary" in (c.comment or ""))
    answer = sam.send("/staff/feedback/delete/", path, page=CONTACT, comment=canary)
    after = sam.get(answer.headers["Location"])
    assert "The comment is deleted." in words(after.main)
    assert "Canary" not in after.response.get_data(as_text=True)
    assert "Of 2 who answered about this version, 1 found it helpful." in words(after.main)
    with any_site.app_context():
        newest = audit.latest()[0]
        assert (newest.who, newest.action, newest.detail) == ("sam.jones", "comment deleted", CONTACT)
        assert [c.comment for c in feedback_review.comments()] == ["Fine"]
        assert sum(t.reasons.get("other", 0) for t in feedback_review.tallies()) == 1
    for wrong in (
        {"page": CONTACT, "comment": canary},
        {"page": JOURNEY, "comment": canary},
        {"page": "", "comment": ""},
    ):
        assert sam.send("/staff/feedback/delete/", path, **wrong).status_code == 404


def test_tallies_agree_with_a_plain_count(any_site: Flask) -> None:
    say(any_site, JOURNEY, 3, 2, reason="unclear", comment="Words")
    say(any_site, JOURNEY, 1, 1, version="before", day=DAY - timedelta(days=9))
    with any_site.app_context():
        found = {t.fingerprint == "before": t for t in feedback_review.tallies()}
        assert (found[False].helpful, found[False].unhelpful, found[False].comments) == (3, 2, 5)
        assert found[False].reasons == {"unclear": 5}
        assert (found[True].total, found[True].comments, found[True].first) == (2, 0, DAY - timedelta(days=9))
        assert len(feedback_review.tallies(since=DAY)) == 1
        assert feedback_review.count_comments(JOURNEY, since=DAY) == 5


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_day_on_which_a_comment_goes_is_the_first_on_which_it_is_deleted(day: date, months: int) -> None:
    goes = deleted_on(day, months)
    assert day <= months_before(goes, months)
    assert day > months_before(goes - timedelta(days=1), months)


def test_comment_goes_on_the_day_that_was_told(site: Flask) -> None:
    say(site, CONTACT, 1, comment="Words")
    with site.app_context():
        goes = deleted_on(DAY, 12)
        tidy(goes - timedelta(days=1), 12, is_sure=True)
        assert feedback_review.count_comments() == 1
        tidy(goes, 12, is_sure=True)
        assert feedback_review.count_comments() == 0
