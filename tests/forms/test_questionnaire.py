"""The questions: closed, consistent, editable, and the site's own file in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from careers.content.questionnaire import Questionnaire
from tests.forms.site import SITUATIONS, VOCABULARY, questionnaire_data

WANTED = {
    "situation",
    "roles",
    "localities",
    "start",
    "patterns",
    "sponsorship",
    "attracts",
    "puts-off",
    "know-more",
    "heard",
}


@pytest.fixture
def data() -> dict[str, Any]:
    return questionnaire_data()


def test_own_file_is_valid_asks_what_is_wanted_and_fits_the_vocabulary(data: dict[str, Any]) -> None:
    questionnaire = Questionnaire.model_validate(data)
    assert {question.id for question in questionnaire.questions} >= WANTED
    assert list(questionnaire.faults(VOCABULARY)) == []
    resolved = questionnaire.resolve(VOCABULARY)
    assert all(len(question.offered) > 1 for question in resolved.questions)
    assert [option.id for option in resolved.situation.options] == list(SITUATIONS)


def test_everyone_is_asked_what_is_wanted(data: dict[str, Any]) -> None:
    questionnaire = Questionnaire.model_validate(data)
    for situation in SITUATIONS:
        asked = {question.id for question in questionnaire.asked_of(situation)}
        assert asked >= WANTED - {"situation"}
        assert len(asked) <= 11, "the form has become long"


def test_no_option_invites_to_write(data: dict[str, Any]) -> None:
    questionnaire = Questionnaire.model_validate(data)
    assert {question.answers for question in questionnaire.questions} == {"one", "many"}


Change = Callable[[dict[str, Any]], object]

MISTAKES: list[tuple[str, Change]] = [
    ("a first question", lambda d: d["questions"].reverse()),
    ("another id: two questions", lambda d: d["questions"].append(d["questions"][-1])),
    ("has this option twice", lambda d: d["questions"][1]["options"].append(d["questions"][1]["options"][0])),
    ("options, or options_from", lambda d: d["questions"][-1].pop("options")),
    ("missing: what to say", lambda d: d["questions"][-1].update(required="yes")),
    ("the form uses these itself", lambda d: d["questions"][-1].update(id="reference")),
    ("alone only where several", lambda d: d["questions"][-1]["options"][0].update(alone="yes")),
    ("yes or no", lambda d: d["questions"][-1].update(retired="perhaps")),
    ("Extra inputs", lambda d: d["questions"][-1].update(free_text="yes")),
    ("'one' or 'many'", lambda d: d["questions"][-1].update(answers="some")),
    ("a list", lambda d: d.update(questions="none")),
]


@pytest.mark.parametrize(("message", "change"), MISTAKES, ids=[row[0] for row in MISTAKES])
def test_mistakes_are_named(data: dict[str, Any], message: str, change: Change) -> None:
    change(data)
    with pytest.raises(ValidationError, match=message):
        Questionnaire.model_validate(data)


def test_names_that_the_vocabulary_does_not_have_are_reported(data: dict[str, Any]) -> None:
    data["questions"][1]["only_for"] = ["students"]
    data["questions"][4]["options"].append({"id": "social-worker", "label": "Twice"})
    faults = list(Questionnaire.model_validate(data).faults(VOCABULARY))
    assert len(faults) == 2
    assert 'found "students", write one of the situations' in faults[0]
    assert "leave it out: levels has it" in faults[1]


def test_retired_questions_are_not_asked_but_keep_their_words(data: dict[str, Any]) -> None:
    data["questions"][-1]["retired"] = "yes"
    questionnaire = Questionnaire.model_validate(data).resolve(VOCABULARY)
    assert "heard" not in {question.id for question in questionnaire.asked_of("student")}
    ((question, labels),) = questionnaire.described({"heard": ("press", "gone")})
    assert (question.id, labels) == ("heard", ("In the professional press",))
