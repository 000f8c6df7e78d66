"""The way through the expression of interest, without a script."""

from __future__ import annotations

import pytest

from careers.forms.reference import parse_reference
from tests.forms.pages import Page, Visitor
from tests.forms.site import Adjustable, Content
from tests.forms.stored import Stored


def reference_on(page: Page) -> str:
    (shown,) = page.all("span", class_="numbers")
    return str(shown.text)


def test_first_page_asks_one_question_and_links_past_it(visitor: Visitor) -> None:
    page = visitor.get("/interest/")
    assert page.status == 200
    assert {name for name, kind in page.form("/interest/").types.items() if kind == "radio"} == {"situation"}
    assert "Which roles interest you?" in visitor.get("/interest/?situation=student").text


def test_questions_depend_on_the_situation(visitor: Visitor) -> None:
    returning = visitor.get("/interest/?situation=returning").form("/interest/check/").types
    student = visitor.get("/interest/?situation=student").form("/interest/check/").types
    assert "time-away" in returning
    assert "time-away" not in student
    assert "training" in student
    assert "training" not in returning


def test_registering_leads_to_a_private_page_with_reference_and_matches(visitor: Visitor, stored: Stored) -> None:
    page = visitor.register(localities=("north-manchester", "central-manchester"), start="/interest/?from=/journey/")
    assert page.status == 200
    assert parse_reference(reference_on(page))
    for said in ("Your answers are kept", "Because you chose Social worker", "£40,000", "5 days left", "Sample advert"):
        assert said in page.text
    assert "North manchester" in page.text
    (row,) = stored.rows("expression_of_interest")
    assert row["started_from"] == "/journey/"
    assert str(row["day"]) == "2026-11-22"
    chosen = {(choice["question"], choice["option"]) for choice in stored.rows("choice")}
    assert chosen == {
        ("situation", "returning"),
        ("roles", "social-worker"),
        ("localities", "north-manchester"),
        ("localities", "central-manchester"),
    }


def test_a_private_page_says_how_many_roles_are_left_out_for_want_of_a_sponsor(visitor: Visitor) -> None:
    page = visitor.register(sponsorship=("yes",))
    assert "2 more roles fit your other answers, but do not offer visa sponsorship." in page.text


def test_check_page_shows_every_answer_and_stores_nothing(visitor: Visitor, stored: Stored) -> None:
    page = visitor.check_page(patterns=("part-time",))
    assert "Part time" in page.text
    assert "Returning" in page.text
    assert stored.count() == 0


def test_going_back_from_the_check_page_keeps_the_answers(visitor: Visitor) -> None:
    check = visitor.check_page(localities=("north-manchester",))
    back = visitor.post("/interest/answers/", check.form("/interest/send/").filled(step="questions"))
    assert back.status == 200
    assert ("localities", "north-manchester") in back.form("/interest/check/").fields
    again = visitor.send(back, "/interest/check/", patterns=("full-time",))
    assert "North manchester" in again.text
    assert "Full time" in again.text


def test_changing_the_situation_keeps_what_still_fits(visitor: Visitor) -> None:
    check = visitor.check_page(time_away="under-two-years", localities=("north-manchester",))
    situation = visitor.post("/interest/answers/", check.form("/interest/send/").filled(step="situation"))
    assert ("situation", "returning") in situation.form("/interest/answers/").fields
    questions = visitor.send(situation, "/interest/answers/", situation="student")
    fields = questions.form("/interest/check/").fields
    assert ("localities", "north-manchester") in fields
    assert not [name for name, _ in fields if name == "time-away"]
    assert visitor.send(questions, "/interest/check/").status == 200


@pytest.mark.parametrize("choices", [{"roles": ()}, {"roles": ("social-worker", "not-sure")}])
def test_mistakes_are_linked_from_a_focused_summary_and_nothing_is_lost(
    visitor: Visitor, choices: dict[str, tuple[str, ...]]
) -> None:
    page = visitor.check_page(localities=("north-manchester",), **choices)
    assert page.status == 422
    assert page.title.startswith("Error:")
    ((target, _),) = page.error_links()
    assert target in page.ids
    (focused,) = [element for element in page.tree.iter() if element.get("autofocus") is not None]
    assert focused.get("tabindex") == "-1"
    assert "error-summary" in focused.find("div").get("class")
    fields = page.form("/interest/check/").fields
    assert ("localities", "north-manchester") in fields
    assert [value for name, value in fields if name == "roles"] == list(choices["roles"])


def test_continuing_without_a_situation_asks_for_it(visitor: Visitor) -> None:
    page = visitor.send(visitor.get("/interest/"), "/interest/")
    assert page.status == 422
    assert page.error_links() == [("situation-1", "Choose where you are now")]


def test_required_questions_are_starred_and_the_star_is_explained(visitor: Visitor) -> None:
    page = visitor.get("/interest/?situation=student")
    starred = ["".join(legend.itertext()) for legend in page.all("legend") if "*" in "".join(legend.itertext())]
    assert len(starred) == 1
    assert starred[0].startswith("Which roles interest you?")
    assert "A star (*) marks a question that cannot be left blank" in page.text


def test_feeds_of_the_private_page_hold_what_fits(visitor: Visitor) -> None:
    page = visitor.register()
    feeds = [a.get("href") for a in page.all("a") if a.get("href", "").endswith((".atom", ".ics"))]
    assert len(feeds) == 2
    for address in feeds:
        path = address.removeprefix("https://careers.example.org")
        assert path != address
        feed = visitor.get(path)
        assert feed.status == 200
        assert feed.html.endswith(f"|{address}|north")


def test_private_pages_are_neither_cached_nor_indexed_nor_passed_on(visitor: Visitor) -> None:
    page = visitor.register()
    headers = page.response.headers
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Referrer-Policy"] == "no-referrer"


def test_no_page_sets_a_cookie(visitor: Visitor) -> None:
    pages = [visitor.get("/interest/"), visitor.check_page(), visitor.register(), visitor.get("/interest/change/")]
    assert [page.response.headers.get("Set-Cookie") for page in pages] == [None] * 4


def test_unknown_private_pages_do_not_exist(visitor: Visitor) -> None:
    assert visitor.get("/interest/yours/" + "A" * 32 + "/").status == 404
    assert visitor.get("/interest/yours/short/").status == 404
    assert visitor.get("/interest/yours/" + "A" * 32 + "/feed.atom").status == 404


def test_starting_page_that_is_not_ours_is_not_stored(visitor: Visitor, stored: Stored) -> None:
    visitor.register(start="/interest/?from=/my-name-is/")
    (row,) = stored.rows("expression_of_interest")
    assert row["started_from"] == ""


def test_retired_options_are_not_offered_but_old_answers_keep_their_label(visitor: Visitor, content: Content) -> None:
    private = visitor.register(start="/interest/", localities=("north-manchester",))
    path = private.all("a", href=private.all("a")[0].get("href"))[0].get("href")
    questions = tuple(
        question.model_copy(update={"options": tuple(o.model_copy(update={"retired": True}) for o in question.options)})
        if question.id == "localities"
        else question
        for question in content.questionnaire.questions
    )
    content.questionnaire = content.questionnaire.model_copy(update={"questions": questions})
    assert "North manchester" in visitor.get(path.removeprefix("https://careers.example.org")).text
    assert "North manchester" not in visitor.get("/interest/?situation=student").text


def test_form_left_open_for_days_comes_back_whole_with_a_fresh_key(
    visitor: Visitor, time: Adjustable, stored: Stored
) -> None:
    check = visitor.check_page()
    time.now = time.now.replace(day=25)
    stale = visitor.send(check, "/interest/send/")
    assert stale.status == 422
    assert stored.count() == 0
    assert visitor.send(stale, "/interest/send/").status == 303


def test_form_sent_after_midnight_is_taken(visitor: Visitor, time: Adjustable) -> None:
    check = visitor.check_page()
    time.now = time.now.replace(day=23, hour=0, minute=1)
    assert visitor.send(check, "/interest/send/").status == 303
