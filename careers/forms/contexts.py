"""What each template of the forms is given, as ``page``. Plain values that are ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from careers.content.front_matter import Action
from careers.forms.ports import Card, Matches, PageVersion
from careers.forms.submission import HONEYPOT
from careers.head import Feed, Link, Meta

Hidden = tuple[tuple[str, str], ...]
"""Hidden fields: names and values, a name once for each of its values."""


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One line of the error summary: the id of the control that it leads to, and what to put right."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class OptionView:
    """One radio button or checkbox."""

    value: str
    label: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with its options. ``kind`` is "radio" or "checkbox"; faults lead to ``anchor``, the first option."""

    name: str
    label: str
    hint: str | None
    kind: str
    is_required: bool
    options: tuple[OptionView, ...]
    chosen: tuple[str, ...]
    error: str | None

    @property
    def anchor(self) -> str:
        """Return the id of the first option's control."""
        return f"{self.name}-1"

    @property
    def fits_columns(self) -> bool:
        """Tell whether the options can stand in two columns: many, and each of a line or two."""
        return len(self.options) > 5 and not any(option.hint for option in self.options)


@dataclass(frozen=True, slots=True)
class Fact:
    """One answered question: its short name and the answers in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """What every page of the forms has. ``notice`` says why a form came back although nothing in it is wrong."""

    heading: str
    description: str = ""
    hidden: Hidden = ()
    errors: tuple[FieldFault, ...] = ()
    notice: str | None = None
    honeypot: str = HONEYPOT

    @property
    def meta(self) -> Meta:
        """Return the head; the title begins with "Error:" when there is something to put right."""
        title = f"Error: {self.heading}" if self.errors or self.notice else self.heading
        return Meta(title, self.description or self.heading, (Link("Home", "/"),), noindex=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationPage(FormPage):
    """The first question. It is a GET, so that any page can link past it, unless there are answers to carry along."""

    introduction: str
    promise: str
    question: QuestionView
    method: str
    action: str

    @property
    def meta(self) -> Meta:
        """Return the head of the one page of the forms that search engines may list."""
        title = f"Error: {self.heading}" if self.errors else self.heading
        return Meta(title, self.introduction, (Link("Home", "/"),), noindex=bool(self.errors))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage(FormPage):
    """The other questions, for one situation."""

    situation: str
    questions: tuple[QuestionView, ...]
    is_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage(FormPage):
    """The answers before they are sent."""

    facts: tuple[Fact, ...]
    is_change: bool


@dataclass(frozen=True, slots=True)
class FittingRole:
    """An open advert as a list shows it, and why it fits."""

    card: Card
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YoursPage(FormPage):
    """The private page: the reference, what to do next and what fits today. Addresses are absolute."""

    reference: str
    facts: tuple[Fact, ...]
    next_steps: tuple[str, ...]
    roles: tuple[FittingRole, ...]
    matches: Matches
    address: str
    atom: str
    calendar: str

    @property
    def left_out(self) -> str:
        """Return a sentence about the roles that offer no sponsorship to somebody who needs it, "" without any."""
        match self.matches.without_sponsorship:
            case 0:
                return ""
            case 1:
                return "1 more role fits your other answers, but does not offer visa sponsorship."
            case count:
                return f"{count} more roles fit your other answers, but do not offer visa sponsorship."

    @property
    def meta(self) -> Meta:
        """Return the head, which tells browsers of the feed."""
        feed = Feed("Roles that fit your answers", self.atom, "application/atom+xml")
        return Meta(self.heading, self.heading, (Link("Home", "/"),), noindex=True, feeds=(feed,))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage(FormPage):
    """Where the reference is typed."""

    typed: str
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage(FormPage):
    """The answers that belong to a reference, to change, to withdraw, or to have a new private address for.

    ``answers`` are the hidden fields of the form that changes them, ``hidden`` those of the other two.
    """

    reference: str
    facts: tuple[Fact, ...]
    answers: Hidden
    confirm: QuestionView


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
    seen: str
    monitored: str
    emergency: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksPage(FormPage):
    """Thanks for feedback, and the way back."""

    page: PageVersion | None
