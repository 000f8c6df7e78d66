"""The expression of interest as a form: built from the questionnaire, filled from what was sent.

Between the pages all answers travel in the form itself, in hidden fields, so nothing is kept until it is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from wtforms import Form, RadioField, SelectChoice, SelectMultipleField, ValidationError  # type: ignore[import-untyped]
from wtforms.validators import InputRequired  # type: ignore[import-untyped]

from careers.content.questionnaire import FIRST, Answers, Question, Questionnaire
from careers.forms.contexts import Fact, FieldFault, Hidden, OptionView, QuestionView
from careers.forms.one_time import is_address
from careers.forms.reference import parse_reference
from careers.forms.submission import Post

OFF_LIST = "Choose from the answers offered: one that you sent is not offered any more"
CARRIED = ("from", "reference", "address")


class OneChoice(RadioField):  # type: ignore[misc]
    """Radio buttons that may be left alone."""

    def pre_validate(self, form: object) -> None:
        """Refuse an answer that is not offered; no answer is left to the other validators."""
        if self.data is not None:
            super().pre_validate(form)


class Alone:
    """Refuse "Anywhere" together with other answers."""

    def __init__(self, question: Question) -> None:
        self._alone = {option.id: option.label for option in question.offered if option.alone}

    def __call__(self, _form: object, field: SelectMultipleField) -> None:
        chosen = field.data or []
        for option, label in self._alone.items():
            if option in chosen and len(chosen) > 1:
                raise ValidationError(f"Choose “{label}” by itself, or leave it out")


@lru_cache(maxsize=32)
def form_class(questions: tuple[Question, ...]) -> type[Form]:
    """Return a form with one field for each question, named by its id."""
    return type("InterestForm", (Form,), {question.id: _field(question) for question in questions})


def _field(question: Question) -> RadioField | SelectMultipleField:
    choices = [SelectChoice(option.id, option.label) for option in question.offered]
    validators: list[object] = [InputRequired(question.missing)] if question.required else []
    if question.answers == "one":
        return OneChoice(question.label, validators, choices=choices, invalid_choice_message=OFF_LIST)
    validators.append(Alone(question))
    return SelectMultipleField(question.label, validators, choices=choices, invalid_choice_message=OFF_LIST)


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers on their way, perhaps wrong. ``reference`` and ``address`` are set when kept ones are changed."""

    answers: Answers
    started_from: str
    reference: str = ""
    address: str = ""

    @classmethod
    def of(cls, post: Post, questionnaire: Questionnaire, started_from: str) -> Draft:
        """Read a draft from a form. Raises 400 for a reference or an address that no form of ours could hold."""
        answers = {question.id: post.many(question.id) for question in questionnaire.questions}
        reference, address = post.one("reference"), post.one("address")
        if (reference and parse_reference(reference) != reference) or (address and not is_address(address)):
            raise BadRequest("The form holds a reference that this site did not give.")
        return cls({name: values for name, values in answers.items() if values}, started_from, reference, address)

    @property
    def situation(self) -> str:
        """Return the chosen situation, empty if there is none."""
        return self.answers.get(FIRST, ("",))[0]

    def fitting(self, questionnaire: Questionnaire) -> Draft:
        """Return the draft with only what a new form offers to someone in its situation."""
        asked = (questionnaire.situation, *questionnaire.asked_of(self.situation))
        kept = {
            question.id: tuple(o.id for o in question.offered if o.id in self.answers.get(question.id, ()))
            for question in asked
        }
        return replace(self, answers={name: values for name, values in kept.items() if values})

    def hidden(self, without: Iterable[str] = ()) -> Hidden:
        """Return the hidden fields that carry the draft, except the answers to the questions ``without``."""
        left_out = set(without)
        answers = [(n, v) for n, values in self.answers.items() if n not in left_out for v in values]
        others = (("from", self.started_from), ("reference", self.reference), ("address", self.address))
        return (*answers, *((name, value) for name, value in others if value))


def fields_of(questionnaire: Questionnaire) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the fields that may come once and of those that may come several times."""
    one = {question.id for question in questionnaire.questions if question.answers == "one"}
    many = {question.id for question in questionnaire.questions if question.answers == "many"}
    return frozenset({*one, *CARRIED}), frozenset(many)


def errors_in(questionnaire: Questionnaire, draft: Draft) -> Mapping[str, str]:
    """Return what is wrong with a draft by question, in the form's order; empty means that it can be sent.

    Raises 400 for an answer to a question that someone in this situation is not asked.
    """
    asked = (questionnaire.situation, *questionnaire.asked_of(draft.situation))
    if draft.answers.keys() - {question.id for question in asked}:
        raise BadRequest("The form holds an answer to a question that it did not ask.")
    form = form_class(asked)(MultiDict((name, value) for name, values in draft.answers.items() for value in values))
    form.validate()
    return {name: str(messages[0]) for name, messages in form.errors.items() if name is not None}


def question_view(question: Question, answers: Answers, errors: Mapping[str, str]) -> QuestionView:
    """Return a question to show, with what was chosen and what is wrong with it."""
    return QuestionView(
        name=question.id,
        label=question.label,
        hint=question.help,
        kind="checkbox" if question.answers == "many" else "radio",
        is_required=question.required,
        options=tuple(OptionView(option.id, option.label, option.help) for option in question.offered),
        chosen=answers.get(question.id, ()),
        error=errors.get(question.id),
    )


def faults_of(views: Iterable[QuestionView]) -> tuple[FieldFault, ...]:
    """Return the lines of the error summary, in the order of the form."""
    return tuple(FieldFault(view.anchor, view.error) for view in views if view.error)


def facts_of(questionnaire: Questionnaire, answers: Answers) -> tuple[Fact, ...]:
    """Return the answers in words; those to retired questions and options keep theirs."""
    return tuple(Fact(question.short, ", ".join(labels)) for question, labels in questionnaire.described(answers))
