"""A double click, a reload or a replay keeps one row; two people keep two."""

from __future__ import annotations

from threading import Barrier, Thread

from flask import Flask

from tests.forms.pages import Page, Visitor
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
