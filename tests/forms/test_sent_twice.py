"""A double click, a reload or a replay keeps one row; two people keep two."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from flask import Flask

from careers.forms import one_time
from careers.storage import feedback_review, page_feedback
from careers.storage.records import NewFeedback
from tests.forms.pages import Page, Visitor
from tests.forms.site import NOON
from tests.forms.stored import Stored
from tests.forms.test_feedback import form_for


def test_sending_twice_keeps_one_and_leads_to_the_same_page(visitor: Visitor, stored: Stored) -> None:
    check = visitor.check_page()
    first, second = (visitor.send(check, "/interest/send/") for _ in range(2))
    assert first.response.headers["Location"] == second.response.headers["Location"]
    assert len(stored.rows("expression_of_interest")) == 1


def test_pressing_twice_at_once_keeps_one(site: Flask, visitor: Visitor, stored: Stored) -> None:
    check, form = visitor.check_page(), form_for(visitor)
    together, results = Barrier(8), []

    def press(page: Page, action: str) -> None:
        browser = Visitor(site.test_client(use_cookies=False))
        together.wait()
        results.append(browser.send(page, action).status)

    presses = [(check, "/interest/send/"), (form, "/feedback/send/")] * 4
    threads = [Thread(target=press, args=arguments) for arguments in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [303] * 8
    assert len(stored.rows("expression_of_interest")) == 1
    assert len(stored.rows("page_feedback")) == 1


def test_feedback_sent_twice_is_kept_once(visitor: Visitor, stored: Stored) -> None:
    page = form_for(visitor)
    for _ in range(2):
        assert visitor.send(page, "/feedback/send/").status == 303
    assert len(stored.rows("page_feedback")) == 1


KEY = one_time.new_key(NOON.date())


def pressed(visitor: Visitor, helpful: str = "yes", key: str = KEY) -> Page:
    """Answer at the foot of a page as the script does; return the form to which the way from there leads."""
    sent = visitor.post("/feedback/send/", {"page": "/journey/", "helpful": helpful, "key": key})
    assert sent.response.headers["Location"].startswith("/feedback/thanks/")
    return visitor.get(f"/feedback/?page=/journey/&helpful={helpful}&key={key}")


def test_a_comment_completes_the_answer_that_was_pressed(visitor: Visitor, stored: Stored) -> None:
    """Once: the other answer may be chosen with it, a mistake in it costs nothing, and a replay changes nothing."""
    form = pressed(visitor, "yes")
    stopped = visitor.send(form, "/feedback/send/", comment="Ring 0161496000")
    assert stopped.status == 422
    assert len(stored.rows("page_feedback")) == 1
    for comment in ("The dates are unclear", "Sent again from the page before"):
        assert visitor.send(stopped, "/feedback/send/", helpful="no", reason="unclear", comment=comment).status == 303
    (row,) = stored.rows("page_feedback")
    assert (row["helpful"], row["reason"], row["comment"]) == (0, "unclear", "The dates are unclear")


def test_pressing_again_or_sending_the_same_does_not_use_up_the_comment(visitor: Visitor, stored: Stored) -> None:
    for _ in range(2):
        form = pressed(visitor)
        visitor.send(form, "/feedback/send/")
    visitor.send(form, "/feedback/send/", comment="Now with words")
    (row,) = stored.rows("page_feedback")
    assert row["comment"] == "Now with words"


def test_a_key_completes_its_own_answer_on_its_own_page_only(visitor: Visitor, stored: Stored) -> None:
    pressed(visitor)
    pressed(visitor, key=one_time.new_key(NOON.date()))
    visitor.post("/feedback/send/", {"page": "/", "helpful": "no", "key": KEY, "comment": "Another page"})
    form = visitor.get(f"/feedback/?page=/journey/&helpful=yes&key={KEY}")
    visitor.send(form, "/feedback/send/", comment="Mine")
    assert sorted(str(row["comment"]) for row in stored.rows("page_feedback")) == ["Mine", "None"]
    assert {row["page"] for row in stored.rows("page_feedback")} == {"/journey/"}


def test_a_comment_that_was_deleted_does_not_come_back(site: Flask, stored: Stored) -> None:
    def send(comment: str | None) -> None:
        page_feedback.record(NewFeedback("/journey/", "f1", True, None, comment, NOON.date()), KEY)

    with site.app_context():
        send(None)
        send("About a neighbour")
        (kept,) = feedback_review.comments("/journey/")
        assert feedback_review.delete_comment(kept.id, "/journey/", by="sam", now=NOON)
        send("About a neighbour")
    (row,) = stored.rows("page_feedback")
    assert row["comment"] is None


def test_neither_key_nor_what_marks_it_used_leads_to_the_answer(visitor: Visitor, stored: Stored) -> None:
    visitor.send(pressed(visitor), "/feedback/send/", comment="Fine")
    (row,) = stored.rows("page_feedback")
    marks = [str(mark["key_hash"]) for mark in stored.rows("submission_key")]
    assert len(marks) == 2
    assert not any(str(row["id"]) in mark or KEY in mark for mark in marks)


@pytest.mark.parametrize("key", ["", "x", f"2026-11-20.{'A' * 43}", f"2026-11-22.{'<' * 43}"])
def test_a_key_that_cannot_be_used_is_replaced(visitor: Visitor, stored: Stored, key: str) -> None:
    """Of a page that was left open for days, or made up."""
    led = visitor.post("/feedback/", {"page": "/journey/", "helpful": "no", "key": key})
    assert "key" not in led.response.headers["Location"]
    form = visitor.get(f"/feedback/?page=/journey/&helpful=no&key={key}")
    assert dict(form.form("/feedback/send/").fields)["key"] != key
    assert visitor.send(form, "/feedback/send/", comment="Late").status == 303
    assert len(stored.rows("page_feedback")) == 1


def test_the_bar_hands_a_key_on(visitor: Visitor) -> None:
    form = visitor.follow(visitor.post("/feedback/", {"page": "/journey/", "helpful": "no", "key": KEY}))
    assert ("key", KEY) in form.form("/feedback/send/").fields


def test_two_colleagues_behind_one_address_keep_two(site: Flask, stored: Stored) -> None:
    colleagues = [Visitor(site.test_client(use_cookies=False), "192.0.2.9") for _ in range(2)]
    pages = [colleague.register() for colleague in colleagues]
    for colleague in colleagues:
        colleague.send(form_for(colleague), "/feedback/send/", comment="The same words")
    assert len({page.html for page in pages}) == 2
    assert len(stored.rows("expression_of_interest")) == 2
    assert len(stored.rows("page_feedback")) == 2


def test_reloading_the_private_page_keeps_one(visitor: Visitor, stored: Stored) -> None:
    sent = visitor.send(visitor.check_page(), "/interest/send/")
    for _ in range(3):
        assert visitor.follow(sent).status == 200
    assert len(stored.rows("expression_of_interest")) == 1
