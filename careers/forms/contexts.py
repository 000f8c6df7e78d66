"""What each template of the forms is given, as ``page``. Plain values that are ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from careers.content.front_matter import Action
from careers.forms.ports import Matches, PageVersion
from careers.forms.submission import HONEYPOT

Hidden = tuple[tuple[str, str], ...]
"""Hidden fields: names and values, a name once for each of its values."""


@dataclass(frozen=True, slots=True)
class ErrorItem:
    """One line of the error summary: what to put right, and the id of the control that it leads to."""

    message: str
    anchor: str


@dataclass(frozen=True, slots=True)
class OptionView:
    """One radio button or checkbox. ``id`` is unique on the page."""

    id: str
    value: str
    label: str
    help: str | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with its options. ``name`` is the field's name; errors lead to the first option's ``id``."""

    name: str
    label: str
    help: str | None
    is_multiple: bool
    is_required: bool
    options: tuple[OptionView, ...]
    error: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a form's page says, in the shape that every page has. Forms have no pages below them."""

    title: str
    description: str
    noindex: bool
    kind: str = "website"
    crumbs: tuple[Action, ...] = ()
    feeds: tuple[Action, ...] = ()
    structured: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """What every page with a form has. ``notice`` says why a form came back although nothing in it is wrong."""

    heading: str
    hidden: Hidden = ()
    errors: tuple[ErrorItem, ...] = ()
    notice: str | None = None
    honeypot: str = HONEYPOT

    @property
    def title(self) -> str:
        """Return the document's title; it begins with "Error:" when there is something to put right."""
        return f"Error: {self.heading}" if self.errors or self.notice else self.heading

    @property
    def meta(self) -> Head:
        """Return what the head of the page says; only the first page of a form is for search engines."""
        return Head(self.title, f"{self.heading}. Nobody is asked for a name, an address or a number.", noindex=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationPage(FormPage):
    """The first question. It is a GET, so that any page can link past it, unless there are answers to carry along."""

    introduction: str
    promise: str
    question: QuestionView
    method: str
    action: str

    @property
    def meta(self) -> Head:
        """Return what the head of the first page says."""
        return Head(self.title, self.introduction[:160], noindex=bool(self.errors or self.notice))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage(FormPage):
    """The other questions, for one situation."""

    situation: str
    questions: tuple[QuestionView, ...]
    is_change: bool


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One answered question: its short name, the labels chosen, and where on the form it can be changed."""

    label: str
    values: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage(FormPage):
    """The answers before they are sent."""

    rows: tuple[SummaryRow, ...]
    is_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YoursPage(FormPage):
    """The private page: the reference, what to do next and what fits today. Addresses are absolute."""

    reference: str
    rows: tuple[SummaryRow, ...]
    next_steps: tuple[str, ...]
    matches: Matches
    address: str
    atom: str
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage(FormPage):
    """Where the reference is typed."""

    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage(FormPage):
    """The answers that belong to a reference, to change, to withdraw, or to have a new private address for.

    ``answers`` are the hidden fields of the form that changes them, ``hidden`` those of the other two.
    """

    reference: str
    rows: tuple[SummaryRow, ...]
    answers: Hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class DonePage(FormPage):
    """A short message that something is done."""

    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a comment; ``words`` says what was seen in it, ``None`` means nothing."""

    text: str
    words: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPage(FormPage):
    """The feedback form. ``segments`` and ``seen`` are filled when the comment holds personal details."""

    page: PageVersion
    helpful: QuestionView
    reason: QuestionView
    comment: str
    comment_limit: int
    comment_error: str | None
    segments: tuple[Segment, ...]
    seen: tuple[str, ...]
    monitored: str
    emergency: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksPage(FormPage):
    """Thanks for feedback, and the way back."""

    page: PageVersion | None
