"""The questions of the expression of interest, as editors keep them in ``content/interest.yaml``.

Every question is closed: a visitor chooses, and never writes. What a file offers is decided here; how a form looks and
how answers are kept is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from careers.content.fields import Line, Name, Names, Strict, Text, Texts, Truth, Whole, fault, type_list
from careers.content.settings import Situation, Term, Vocabulary

FIRST = "situation"
RESERVED = frozenset({"from", "key", "reference", "page", "step", "website", "sure"})

Answers = Mapping[str, tuple[str, ...]]


class Option(Term):
    """One answer to choose. With ``alone`` it cannot be combined with others, such as "Anywhere"."""

    alone: Truth = False


class Question(Strict):
    """One closed question.

    ``missing`` is what to say when a required answer is missing. ``only_for`` names the situations in which it is
    asked; none means all. ``options_from`` puts a list of the vocabulary before the question's own ``options``.
    """

    id: Name
    label: Line
    short: Line
    help: Text | None = None
    answers: Literal["one", "many"]
    required: Truth = False
    missing: Line | None = None
    retired: Truth = False
    only_for: Names = ()
    options_from: Literal["situations", "levels", "teams", "localities", "patterns", "themes"] | None = None
    options: Annotated[tuple[Option, ...], type_list] = ()

    @model_validator(mode="after")
    def _can_be_asked(self) -> Self:
        if not self.options and not self.options_from:
            raise fault(self.id, "options, or options_from with the name of a list of the vocabulary")
        if self.required and not self.missing:
            raise fault(self.id, 'missing: what to say when nothing is chosen, such as "Choose where you are now"')
        if self.id in RESERVED:
            raise fault(self.id, f"an id other than {', '.join(sorted(RESERVED))}: the form uses these itself")
        if self.answers == "one" and any(option.alone for option in self.options):
            raise fault(self.id, "alone only where several answers can be chosen")
        return self

    @property
    def offered(self) -> tuple[Option, ...]:
        """Return the options that a new form shows."""
        return tuple(option for option in self.options if not option.retired)

    def is_asked_of(self, situation: str) -> bool:
        """Tell whether a new form asks someone in ``situation``."""
        return not self.retired and (not self.only_for or situation in self.only_for)


class Questionnaire(Strict):
    """``content/interest.yaml``: the form's words, its questions in their order, and its version.

    The version is stored with each answer. Raise it when the meaning of a question or an option changes.
    """

    version: Whole
    title: Line
    introduction: Text
    promise: Text
    next_steps: Annotated[Texts, Field(min_length=1)]
    questions: Annotated[tuple[Question, ...], type_list, Field(min_length=2)]

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        first = self.questions[0]
        if first.id != FIRST or first.answers != "one" or not first.required or first.only_for or first.retired:
            raise fault(first.id, f'a first question with id "{FIRST}", required, one answer, asked of everyone')
        if first.options_from != "situations":
            raise fault(first.options_from, 'options_from: "situations" for the first question')
        seen: set[str] = set()
        for question in self.questions:
            if question.id in seen:
                raise fault(question.id, "another id: two questions have this one")
            seen.add(question.id)
            ids = [option.id for option in question.options]
            for option in ids:
                if ids.count(option) > 1:
                    raise fault(option, f"another id: {question.id} has this option twice")
        return self

    def faults(self, vocabulary: Vocabulary) -> Iterator[str]:
        """Yield what does not fit the vocabulary, in words: unknown situations, options that it defines already."""
        situations = {situation.id for situation in vocabulary.situations}
        for question in self.questions:
            for name in question.only_for:
                if name not in situations:
                    known = ", ".join(sorted(situations))
                    yield f'{question.id}: only_for: found "{name}", write one of the situations: {known}'
            listed = {term.id for term in _terms(vocabulary, question)}
            for option in question.options:
                if option.id in listed:
                    yield f'{question.id}: found option "{option.id}", leave it out: {question.options_from} has it'

    def resolve(self, vocabulary: Vocabulary) -> Questionnaire:
        """Return the questionnaire with the vocabulary's terms among the options, retired ones marked as such."""
        questions = tuple(
            question.model_copy(
                update={"options": (*map(_option, _terms(vocabulary, question)), *question.options)},
            )
            for question in self.questions
        )
        return self.model_copy(update={"questions": questions})

    @property
    def situation(self) -> Question:
        """Return the first question, on which the others depend."""
        return self.questions[0]

    def asked_of(self, situation: str) -> tuple[Question, ...]:
        """Return the questions that follow the first one for someone in ``situation``."""
        return tuple(question for question in self.questions[1:] if question.is_asked_of(situation))

    def described(self, answers: Answers) -> Iterator[tuple[Question, tuple[str, ...]]]:
        """Yield each answered question with the labels chosen, in the form's order; retired ones keep their label."""
        for question in self.questions:
            chosen = answers.get(question.id, ())
            labels = tuple(option.label for option in question.options if option.id in chosen)
            if labels:
                yield question, labels


def _terms(vocabulary: Vocabulary, question: Question) -> tuple[Term | Situation, ...]:
    return getattr(vocabulary, question.options_from) if question.options_from else ()


def _option(term: Term) -> Option:
    return Option(id=term.id, label=term.label, help=term.help, retired=term.retired)
