"""Page feedback, from the bar at the foot of a page to the thanks."""

from __future__ import annotations

import pytest

from careers.forms.feedback import REASONS, seen, segments
from tests.forms.pages import Page, Visitor
from tests.forms.site import PAGES, Content, Found
from tests.forms.stored import Stored


def form_for(visitor: Visitor, path: str = "/journey/", helpful: str = "no") -> Page:
    return visitor.follow(visitor.post("/feedback/", {"page": path, "helpful": helpful}))


def test_bar_leads_to_the_form_with_the_answer_filled_in(visitor: Visitor, stored: Stored) -> None:
    page = form_for(visitor)
    assert page.status == 200
    assert ("helpful", "no") in page.form("/feedback/send/").fields
    assert "Our journey" in page.text
    assert stored.count() == 0


def test_form_says_what_happens_with_it(visitor: Visitor) -> None:
    page = form_for(visitor)
    assert "We read this but cannot answer it." in page.text
    assert page.all("a", href="/contact/#emergency")
    assert "A star (*) marks" in page.text


def test_feedback_is_kept_with_its_page_and_the_version_of_its_content(visitor: Visitor, stored: Stored) -> None:
    sent = visitor.send(form_for(visitor), "/feedback/send/", reason="unclear", comment="  Which year?\r\nSay so.  ")
    assert "Thank you" in visitor.follow(sent).text
    (row,) = stored.rows("page_feedback")
    assert row.pop("id")
    assert row == {
        "page": "/journey/",
        "fingerprint": "f1",
        "helpful": 0,
        "reason": "unclear",
        "comment": "Which year?\nSay so.",
        "day": "2026-11-22",
    }


def test_yes_alone_is_enough(visitor: Visitor, stored: Stored) -> None:
    assert visitor.send(form_for(visitor, helpful="yes"), "/feedback/send/").status == 303
    (row,) = stored.rows("page_feedback")
    assert (row["helpful"], row["reason"], row["comment"]) == (1, None, None)


def test_missing_answer_comes_back_with_everything_typed(visitor: Visitor, stored: Stored) -> None:
    page = visitor.send(visitor.get("/feedback/?page=/journey/"), "/feedback/send/", comment="A <b>thought</b>")
    assert page.status == 422
    assert page.title.startswith("Error:")
    assert page.error_links() == [("helpful-1", "Choose yes or no")]
    assert ("comment", "A <b>thought</b>") in page.form("/feedback/send/").fields
    assert stored.count() == 0


def test_comment_fits_exactly_and_not_one_more(visitor: Visitor, stored: Stored) -> None:
    longest = "é" * 1200
    too_long = visitor.send(form_for(visitor), "/feedback/send/", comment=longest + "é")
    assert too_long.status == 422
    assert too_long.error_links()[0][0] == "comment"
    assert ("comment", longest + "é") in too_long.form("/feedback/send/").fields
    assert visitor.send(too_long, "/feedback/send/", comment=longest).status == 303
    assert len(stored.rows("page_feedback")) == 1


def test_comment_with_personal_details_is_stopped_shown_and_only_counted(visitor: Visitor, stored: Stored) -> None:
    page = visitor.send(form_for(visitor), "/feedback/send/", comment="Ring <me> on 0161496000 at night")
    assert page.status == 422
    assert page.title.startswith("Error:")
    assert page.error_links()[0] == ("comment", "Take out what looks like a phone number from your comment")
    (mark,) = page.all("mark")
    assert mark.text == "0161496000"
    assert ("comment", "Ring <me> on 0161496000 at night") in page.form("/feedback/send/").fields
    assert [row["count"] for row in stored.rows("guard_counter")] == [1]
    assert stored.count() == 1
    assert visitor.send(page, "/feedback/send/", comment="Ring me at night").status == 303


def test_feedback_about_no_page_of_ours_is_not_found(visitor: Visitor, content: Content, stored: Stored) -> None:
    assert visitor.get("/feedback/").status == 404
    assert visitor.get("/feedback/?page=/nowhere/").status == 404
    assert visitor.post("/feedback/", {"page": "//evil.example", "helpful": "yes"}).status == 404
    page = form_for(visitor)
    del content.pages["/journey/"]
    assert visitor.send(page, "/feedback/send/").status == 404
    assert stored.count() == 0


@pytest.mark.parametrize("path", PAGES)
def test_every_page_takes_feedback(visitor: Visitor, path: str) -> None:
    assert form_for(visitor, path).status == 200


def test_thanks_lead_back_only_to_pages_of_ours(visitor: Visitor) -> None:
    assert visitor.get("/feedback/thanks/?page=/journey/").all("a", href="/journey/")
    assert not visitor.get("/feedback/thanks/?page=https://evil.example/").all("a")


def test_reasons_are_distinct() -> None:
    assert len({value for value, _ in REASONS}) == len(REASONS) > 3


def test_segments_cover_the_comment_and_merge_what_overlaps() -> None:
    comment = "abcdefghij"
    pieces = segments(comment, [Found(4, 8, "two"), Found(2, 6, "one"), Found(3, 4, "inside")])
    assert "".join(piece.text for piece in pieces) == comment
    assert [(piece.text, piece.words) for piece in pieces if piece.words] == [("cdef", "one"), ("gh", "two")]


def test_kinds_seen_are_named_once_in_order() -> None:
    assert seen([Found(5, 6, "b"), Found(1, 2, "a"), Found(7, 8, "a")]) == ("a", "b")
