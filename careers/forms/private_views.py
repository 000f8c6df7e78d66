"""The private page and its feeds, and everything that a reference allows: change, withdraw, a new private address."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, Form, StringField, ValidationError  # type: ignore[import-untyped]
from wtforms.validators import InputRequired  # type: ignore[import-untyped]

from careers.content.document import Vacancy
from careers.content.questionnaire import Questionnaire
from careers.forms import one_time
from careers.forms.contexts import (
    ChangePage,
    DonePage,
    FieldFault,
    FittingRole,
    FoundPage,
    OptionView,
    QuestionView,
    YoursPage,
)
from careers.forms.hindrance import IS_BUSY, IS_STALE, IS_UNAVAILABLE, Hindrance
from careers.forms.interest import Draft, facts_of
from careers.forms.limits import Action
from careers.forms.notices import UNKNOWN
from careers.forms.ports import FeedWriter, services
from careers.forms.reference import parse_reference
from careers.forms.submission import Post, read
from careers.storage import expressions
from careers.storage.database import UnavailableError
from careers.storage.records import Expression

Answer = str | tuple[str, int] | Response
_FIELDS = frozenset({"reference", "address", "key", "step"})


class ReferenceForm(Form):  # type: ignore[misc]
    """Where the reference is typed."""

    reference = StringField(validators=[InputRequired("Enter your reference")])

    def validate_reference(self, field: StringField) -> None:
        """Refuse what cannot be a reference, before the database is asked."""
        if field.data and parse_reference(field.data) is None:
            raise ValidationError("Enter the reference as it was given: 12 letters and numbers, such as KXTR-7M2P-9WQN")


class WithdrawForm(Form):  # type: ignore[misc]
    """Deleting cannot be undone, so it is confirmed."""

    sure = BooleanField(validators=[InputRequired("Tick the box to confirm that we should delete your answers")])


def yours(address: str) -> Answer:
    """Show the private page."""
    at, kept = services(), kept_at(address)
    questionnaire, edition = at.questionnaire(), at.edition()
    matches = at.match(edition, kept.choices)
    page = YoursPage(
        heading="Your private page",
        hidden=(("reference", kept.reference), ("address", address)),
        reference=kept.reference,
        facts=facts_of(questionnaire, kept.choices),
        next_steps=questionnaire.next_steps,
        roles=tuple(FittingRole(at.card_of(edition, match.document), match.reason) for match in matches.vacancies),
        matches=matches,
        address=absolute("forms.yours", address),
        atom=absolute("forms.atom", address),
        calendar=absolute("forms.calendar", address),
    )
    return render_template("pages/interest_yours.html", page=page)


def atom(address: str) -> Response:
    """Answer with the open adverts that fit, as an Atom feed."""
    return _feed("forms.atom", address, services().write_atom, "application/atom+xml")


def calendar(address: str) -> Response:
    """Answer with the closing days of the adverts that fit, as a calendar."""
    return _feed("forms.calendar", address, services().write_calendar, "text/calendar")


def _feed(endpoint: str, address: str, write: FeedWriter, mimetype: str) -> Response:
    at, kept = services(), kept_at(address)
    edition = at.edition()
    vacancies: list[Vacancy] = [match.document for match in at.match(edition, kept.choices).vacancies]
    body = write(edition, vacancies, title="Roles that fit your answers", address=absolute(endpoint, address))
    return Response(body, content_type=f"{mimetype}; charset=utf-8")


def change() -> Answer:
    """Ask for a reference, or show what belongs to the one that was sent."""
    if request.method == "GET":
        return ask_reference()
    post = read(request, single=_FIELDS)
    form = ReferenceForm(post.fields)
    typed = post.one("reference")
    if not form.validate():
        return ask_reference(typed=typed, error=str(form.errors["reference"][0]))
    reference = parse_reference(typed) or ""
    if not services().limiter.allows(Action.REFERENCE, request.remote_addr):
        return ask_reference(typed=typed, held=IS_BUSY)
    try:
        kept = expressions.find(reference)
    except UnavailableError:
        return ask_reference(typed=typed, held=IS_UNAVAILABLE)
    if kept is None:
        return ask_reference(typed=typed, error=UNKNOWN)
    return show_found(kept, post.one("address"))


def withdraw() -> Answer:
    """Delete what belongs to a reference, once that is confirmed."""
    post = read(request, single={*_FIELDS, "sure"})
    kept = _kept_for(post)
    if not isinstance(kept, Expression):
        return kept
    form = WithdrawForm(post.fields)
    if not form.validate():
        return show_found(kept, post.one("address"), error=str(form.errors["sure"][0]))
    try:
        expressions.withdraw(kept.reference)
    except UnavailableError:
        return show_found(kept, post.one("address"), held=IS_UNAVAILABLE)
    return redirect(url_for("forms.withdrawn"), 303)


def move() -> Answer:
    """Give the private page a new address, for someone who lost it or showed it to somebody."""
    post = read(request, single=_FIELDS)
    kept = _kept_for(post)
    if not isinstance(kept, Expression):
        return kept
    key = post.one("key")
    if not one_time.is_usable(key, services().clock.today()):
        return show_found(kept, post.one("address"), held=IS_STALE)
    address = one_time.private_address(key)
    try:
        expressions.move(kept.reference, address)
    except UnavailableError:
        return show_found(kept, post.one("address"), held=IS_UNAVAILABLE)
    return redirect(url_for("forms.yours", address=address), 303)


def changed() -> Answer:
    """Say that a change is kept."""
    text = "We have kept your changed answers. Your private page and its feeds show what fits them now."
    return render_template("pages/interest_done.html", page=DonePage(heading="Your answers are changed", text=text))


def withdrawn() -> Answer:
    """Say that everything is deleted."""
    text = "We have deleted your answers. Your reference, your private page and its feeds no longer work."
    return render_template("pages/interest_done.html", page=DonePage(heading="Your answers are deleted", text=text))


def kept_at(address: str) -> Expression:
    """Return what is kept for a private address; answer 404 if there is nothing."""
    kept = expressions.find_by_address(address) if one_time.is_address(address) else None
    if kept is None:
        abort(404, "This private page does not exist. Its answers may have been withdrawn, or kept long enough.")
    return kept


def _kept_for(post: Post) -> Expression | Answer:
    """Return what is kept for the reference in a form, or the page that asks for it again."""
    typed = post.one("reference")
    reference = parse_reference(typed)
    if not services().limiter.allows(Action.REFERENCE, request.remote_addr):
        return ask_reference(typed=typed, held=IS_BUSY)
    try:
        kept = expressions.find(reference) if reference else None
    except UnavailableError:
        return ask_reference(typed=typed, held=IS_UNAVAILABLE)
    return kept or ask_reference(typed=typed, error=UNKNOWN)


def ask_reference(*, typed: str = "", error: str | None = None, held: Hindrance | None = None) -> tuple[str, int]:
    """Show the page on which the reference is typed."""
    errors = (FieldFault("reference", error),) if error else ()
    page = ChangePage(
        heading="Change or withdraw your answers",
        errors=errors,
        error=error,
        notice=held.notice if held else None,
        typed=typed,
    )
    return render_template("pages/interest_change.html", page=page), _status(error, held)


def show_found(
    kept: Expression, address: str, *, error: str | None = None, held: Hindrance | None = None
) -> tuple[str, int]:
    """Show what belongs to a reference; the answers that a new form still offers travel along to be changed."""
    questionnaire: Questionnaire = services().questionnaire()
    own_address = address if one_time.is_address(address) else ""
    draft = Draft(kept.choices, "", kept.reference, own_address).fitting(questionnaire)
    page = FoundPage(
        heading="Your answers",
        hidden=(
            ("reference", kept.reference),
            ("address", own_address),
            ("key", one_time.new_key(services().clock.today())),
        ),
        answers=draft.hidden(),
        confirm=QuestionView(
            "sure",
            "Delete my answers for good?",
            None,
            "checkbox",
            True,
            (OptionView("yes", "Yes, delete them"),),
            (),
            error,
        ),
        errors=(FieldFault("sure-1", error),) if error else (),
        notice=held.notice if held else None,
        reference=kept.reference,
        facts=facts_of(questionnaire, kept.choices),
    )
    return render_template("pages/interest_found.html", page=page), _status(error, held)


def _status(error: str | None, held: Hindrance | None) -> int:
    if held:
        return held.status
    return 422 if error else 200


def absolute(endpoint: str, address: str) -> str:
    """Return the public address of a private page or feed, which people copy into other programs."""
    return services().config.address + url_for(endpoint, address=address)
