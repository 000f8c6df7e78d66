"""With the reference alone, answers can be seen, changed, moved and deleted."""

from __future__ import annotations

from tests.forms.pages import Page, Visitor
from tests.forms.stored import Stored
from tests.forms.test_interest_journey import reference_on


def found(visitor: Visitor, typed: str) -> Page:
    return visitor.send(visitor.get("/interest/change/"), "/interest/change/", reference=typed)


def path_of(private: Page) -> str:
    address = next(a.get("href") for a in private.all("a") if "/interest/yours/" in a.get("href", ""))
    return str(address).removeprefix("https://careers.example.org")


def test_reference_is_taken_however_it_is_typed(visitor: Visitor) -> None:
    reference = reference_on(visitor.register())
    sloppy = reference.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    page = found(visitor, f" {sloppy} ")
    assert page.status == 200
    assert reference in page.text
    assert "Returning" in page.text


def test_wrong_and_unknown_references_come_back_with_what_was_typed(visitor: Visitor) -> None:
    for typed in ("", "hello", "KXTR-7M2P-9WQ2"):
        page = found(visitor, typed)
        assert page.status == 422
        assert page.title.startswith("Error:")
        assert page.error_links()[0][0] == "reference"
        assert page.form("/interest/change/").fields == [("reference", typed)]


def test_changed_answers_replace_the_old_ones(visitor: Visitor, stored: Stored) -> None:
    private = visitor.register(localities=("north-manchester",))
    page = visitor.send(found(visitor, reference_on(private)), "/interest/answers/")
    assert ("localities", "north-manchester") in page.form("/interest/check/").fields
    check = visitor.send(page, "/interest/check/", localities=("central-manchester",))
    done = visitor.follow(visitor.send(check, "/interest/send/"))
    assert "kept your changed answers" in done.text
    assert len(stored.rows("expression_of_interest")) == 1
    localities = [row["option"] for row in stored.rows("choice") if row["question"] == "localities"]
    assert localities == ["central-manchester"]


def test_change_that_begins_on_the_private_page_leads_back_to_it(visitor: Visitor) -> None:
    private = visitor.register()
    page = visitor.send(private, "/interest/change/")
    check = visitor.send(visitor.send(page, "/interest/answers/"), "/interest/check/", patterns=("part-time",))
    back = visitor.send(check, "/interest/send/")
    assert back.response.headers["Location"] == path_of(private)
    assert "Part time" in visitor.follow(back).text


def test_withdrawing_asks_first_and_then_deletes_all(visitor: Visitor, stored: Stored) -> None:
    private = visitor.register()
    page = found(visitor, reference_on(private))
    asked = visitor.send(page, "/interest/withdraw/")
    assert asked.status == 422
    assert asked.error_links()[0][0] == "sure-1"
    done = visitor.follow(visitor.send(asked, "/interest/withdraw/", sure="yes"))
    assert "deleted" in done.text
    assert stored.rows("expression_of_interest") == stored.rows("choice") == []
    assert visitor.get(path_of(private)).status == 404
    assert found(visitor, reference_on(private)).status == 422


def test_changing_what_was_withdrawn_meanwhile_says_so(visitor: Visitor, stored: Stored) -> None:
    page = found(visitor, reference_on(visitor.register()))
    check = visitor.send(visitor.send(page, "/interest/answers/"), "/interest/check/")
    visitor.send(page, "/interest/withdraw/", sure="yes")
    late = visitor.send(check, "/interest/send/")
    assert late.status == 422
    assert "any more" in late.text
    assert stored.rows("expression_of_interest") == []


def test_replaying_the_form_does_not_bring_withdrawn_answers_back(visitor: Visitor, stored: Stored) -> None:
    check = visitor.check_page()
    private = visitor.follow(visitor.send(check, "/interest/send/"))
    visitor.send(found(visitor, reference_on(private)), "/interest/withdraw/", sure="yes")
    replay = visitor.send(check, "/interest/send/")
    assert visitor.follow(replay).status == 404
    assert stored.rows("expression_of_interest") == []


def test_new_private_address_replaces_the_old_one(visitor: Visitor) -> None:
    private = visitor.register()
    moved = visitor.follow(visitor.send(found(visitor, reference_on(private)), "/interest/move/"))
    assert moved.status == 200
    assert reference_on(moved) == reference_on(private)
    assert path_of(moved) != path_of(private)
    assert visitor.get(path_of(private)).status == 404
