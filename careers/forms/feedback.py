"""Page feedback as a form, and what the personal-data guard's findings look like to the writer."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import Form, RadioField, SelectChoice, TextAreaField  # type: ignore[import-untyped]
from wtforms.validators import InputRequired, Length  # type: ignore[import-untyped]

from careers.forms.contexts import OptionView, QuestionView, Segment
from careers.forms.interest import OFF_LIST, OneChoice
from careers.forms.ports import Finding
from careers.storage.records import COMMENT_LIMIT

HELPFUL = (("yes", "Yes"), ("no", "No"))
REASONS = (
    ("answered", "It answered my question"),
    ("encouraged", "It made me want to know more"),
    ("not-found", "I could not find what I came for"),
    ("unclear", "It was hard to understand"),
    ("wrong", "Something is wrong or out of date"),
    ("broken", "Something did not work for me"),
    ("other", "Something else"),
)
"""Stored by id; never reuse an id for another meaning."""


def _offered(choices: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in choices]


class FeedbackForm(Form):  # type: ignore[misc]
    """Whether the page helped, and if wished a reason and a comment."""

    helpful = RadioField(
        "Was this page helpful?",
        [InputRequired("Choose yes or no")],
        choices=_offered(HELPFUL),
        invalid_choice_message="Choose yes or no",
    )
    reason = OneChoice("What was it like?", choices=_offered(REASONS), invalid_choice_message=OFF_LIST)
    comment = TextAreaField(
        "What should we know?",
        [Length(max=COMMENT_LIMIT, message=f"Shorten your comment to {COMMENT_LIMIT:,} characters or fewer")],
        filters=[lambda text: (text or "").strip()],
    )

    @property
    def first_errors(self) -> dict[str, str]:
        """Return one message for each field that has any, in the form's order."""
        return {name: str(messages[0]) for name, messages in self.errors.items() if name is not None}


def choice_view(form: FeedbackForm, name: str, *, required: bool) -> QuestionView:
    """Return one of the form's radio groups to show."""
    field = form[name]
    return QuestionView(
        name=name,
        label=str(field.label.text),
        hint=None,
        kind="radio",
        is_required=required,
        options=tuple(OptionView(choice.value, choice.label) for choice in field.choices),
        chosen=(field.data,) if field.data else (),
        error=form.first_errors.get(name),
    )


def segments(comment: str, findings: Sequence[Finding]) -> tuple[Segment, ...]:
    """Cut a comment into what was seen and the rest; overlapping findings become one piece.

    ``"Call 0161 496 0000."`` with a finding from 5 to 18 gives ``Call``, the number with its words, and the full stop.
    """
    pieces: list[Segment] = []
    done = 0
    for finding in sorted(findings, key=lambda finding: (finding.start, -finding.end)):
        start, end = max(finding.start, done), min(finding.end, len(comment))
        if start >= end:
            continue
        if start > done:
            pieces.append(Segment(comment[done:start], None))
        pieces.append(Segment(comment[start:end], finding.words))
        done = end
    if done < len(comment):
        pieces.append(Segment(comment[done:], None))
    return tuple(pieces)


def seen(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the kinds that were seen, each once, in the order of the comment: ("a phone number", "your name")."""
    return tuple(dict.fromkeys(finding.words for finding in sorted(findings, key=lambda finding: finding.start)))
