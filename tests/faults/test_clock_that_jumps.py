"""A server whose clock jumps: nobody's answers are lost or doubled, nobody is shut out, and pages follow the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from careers.app import create_app
from careers.config import Config
from tests.conftest import Hands
from tests.factories import content_folder
from tests.forms.pages import Visitor
from tests.forms.site import Adjustable
from tests.forms.stored import Stored
from tests.html import StrictClient

JUMPS = [timedelta(hours=1), timedelta(days=1), timedelta(days=40), timedelta(days=3_000)]


@pytest.mark.parametrize("jump", [*JUMPS, *(-j for j in JUMPS)], ids=str)
def test_answers_survive_a_jump_between_the_questions_and_the_sending(
    visitor: Visitor, stored: Stored, time: Adjustable, jump: timedelta
) -> None:
    check = visitor.check_page(localities=("north-manchester",))
    time.now += jump
    page = visitor.send(check, "/interest/send/")
    if page.status == 422:
        sent = {pair for pair in check.form("/interest/send/").fields if pair[0] != "key"}
        assert sent <= set(page.form("/interest/send/").fields), "something typed was lost"
        page = visitor.send(page, "/interest/send/")
    assert page.status == 303
    assert visitor.follow(page).status == 200
    assert len(stored.rows("expression_of_interest")) == 1


def test_jump_back_does_not_double_what_was_sent(visitor: Visitor, stored: Stored, time: Adjustable) -> None:
    check = visitor.check_page()
    time.now += timedelta(minutes=5)
    first = visitor.send(check, "/interest/send/")
    time.now -= timedelta(hours=3)
    again = visitor.send(check, "/interest/send/")
    assert first.response.headers["Location"] == again.response.headers["Location"]
    assert len(stored.rows("expression_of_interest")) == 1


def test_limits_start_afresh_after_a_jump_and_still_hold(visitor: Visitor, time: Adjustable) -> None:
    def is_allowed() -> bool:
        return visitor.post("/interest/change/", {"reference": "KXTR-7M2P-9WQN"}).status != 429

    while is_allowed():
        pass
    for jump in (timedelta(hours=2), -timedelta(days=2)):
        time.now += jump
        answers = [is_allowed() for _ in range(25)]
        assert answers[0], "shut out by the clock"
        assert not answers[-1], "the limit is gone"


def test_pages_follow_the_clock_both_ways(
    tmp_path: Path, hands: Hands, make_client: Callable[[Flask], StrictClient]
) -> None:
    content = content_folder(tmp_path / "content")
    content.vacancy("social-worker-north", title="Post that closes", closes_at="2026-12-01 12:00", interviews_on=None)
    config = Config(content=content.root, instance=tmp_path / "instance", secret_key="tests")
    client, noon = make_client(create_app(config, hands.clock())), hands.moment
    seen = []
    for days in (0, 30, 0, -3_000, 0, 30):
        hands.moment = noon + timedelta(days=days)
        seen.append("Post that closes" in client.get("/vacancies/").get_data(as_text=True))
        assert client.get("/").status_code == 200
    assert seen == [True, False, True, False, True, False]
