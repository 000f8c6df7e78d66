"""The pages of the expression of interest, from the first question to sending it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from careers.content.questionnaire import FIRST, Questionnaire
from careers.forms import one_time
from careers.forms.contexts import CheckPage, QuestionsPage, SituationPage
from careers.forms.hindrance import IS_ROBOT, IS_UNAVAILABLE, Hindrance, hindrance
from careers.forms.interest import Draft, errors_in, facts_of, faults_of, fields_of, question_view
from careers.forms.limits import Action
from careers.forms.notices import GONE
from careers.forms.ports import services
from careers.forms.private_views import ask_reference
from careers.forms.reference import new_reference
from careers.forms.submission import Post, read
from careers.storage import expressions
from careers.storage.database import UnavailableError
from careers.storage.records import Expression, NewExpression

Answer = str | tuple[str, int] | Response


def start() -> Answer:
    """Ask for the situation, or the other questions when the address names one (``?situation=returning``)."""
    questionnaire = services().questionnaire()
    situation = request.args.get(FIRST, "")
    draft = Draft({FIRST: (situation,)} if situation else {}, known_page(request.args.get("from", "")))
    errors = errors_in_situation(questionnaire, draft) if situation or "step" in request.args else {}
    if situation and not errors:
        return ask_questions(questionnaire, draft, {})
    return ask_situation(questionnaire, draft, errors)


def answers() -> Answer:
    """Show the form again with the answers that were sent along, to change them."""
    questionnaire = services().questionnaire()
    draft, post = read_draft(questionnaire)
    if post.one("step") == FIRST:
        return ask_situation(questionnaire, draft, {})
    errors = errors_in_situation(questionnaire, draft)
    if errors:
        return ask_situation(questionnaire, draft, errors)
    return ask_questions(questionnaire, draft.fitting(questionnaire), {})


def check() -> Answer:
    """Show the answers before they are sent, or what has to be put right."""
    questionnaire = services().questionnaire()
    draft, post = read_draft(questionnaire)
    held = IS_ROBOT if post.is_from_a_robot else None
    return back_to_form(questionnaire, draft) or show_check(questionnaire, draft, held)


def send() -> Answer:
    """Keep the answers, or the changed ones, and lead to the private page."""
    questionnaire = services().questionnaire()
    draft, post = read_draft(questionnaire)
    wrong = back_to_form(questionnaire, draft)
    if wrong:
        return wrong
    held = hindrance(post, Action.REFERENCE if draft.reference else Action.SEND)
    if held:
        return show_check(questionnaire, draft, held)
    key = post.one("key")
    try:
        kept = keep(questionnaire, draft, key, services().clock.today())
    except UnavailableError:
        return show_check(questionnaire, draft, IS_UNAVAILABLE, key=key)
    if draft.reference:
        return after_change(draft) if kept else ask_reference(held=Hindrance(GONE, 422))
    return redirect(url_for("forms.yours", address=one_time.private_address(key)), 303)


def keep(questionnaire: Questionnaire, draft: Draft, key: str, today: date) -> Expression | None:
    """Store a draft that has been checked, as a change if it has a reference."""
    if draft.reference:
        return expressions.change(draft.reference, draft.answers, form_version=questionnaire.version, day=today)
    new = NewExpression(
        new_reference(),
        one_time.private_address(key),
        draft.answers,
        today,
        questionnaire.version,
        draft.started_from,
    )
    return expressions.record(new, key)


def after_change(draft: Draft) -> Response:
    """Lead back to the private page if the change began there; its address is not known otherwise."""
    if draft.address:
        return redirect(url_for("forms.yours", address=draft.address), 303)
    return redirect(url_for("forms.changed"), 303)


def read_draft(questionnaire: Questionnaire) -> tuple[Draft, Post]:
    """Read the form of any step."""
    single, many = fields_of(questionnaire)
    post = read(request, single={*single, "step", "key"}, many=many)
    if post.one("step") not in {"", FIRST, "questions"}:
        raise BadRequest("The form asks for a step that it does not have.")
    return Draft.of(post, questionnaire, known_page(post.one("from"))), post


def known_page(path: str) -> str:
    """Return the path of a public page of this site, or nothing: it is stored, so it must not be free text."""
    page = services().page_at(path) if path else None
    return page.path if page else ""


def errors_in_situation(questionnaire: Questionnaire, draft: Draft) -> Mapping[str, str]:
    """Return what is wrong with the first answer."""
    only = Draft({FIRST: draft.answers[FIRST]} if draft.situation else {}, "")
    errors = errors_in(questionnaire, only)
    return {FIRST: errors[FIRST]} if FIRST in errors else {}


def back_to_form(questionnaire: Questionnaire, draft: Draft) -> Answer | None:
    """Return the page on which something has to be put right, ``None`` if the draft can be sent."""
    if draft.situation not in {option.id for option in questionnaire.situation.offered}:
        return ask_situation(questionnaire, draft, errors_in_situation(questionnaire, draft))
    errors = errors_in(questionnaire, draft)
    return ask_questions(questionnaire, draft, errors) if errors else None


def ask_situation(questionnaire: Questionnaire, draft: Draft, errors: Mapping[str, str]) -> Answer:
    """Show the first question."""
    view = question_view(questionnaire.situation, draft.answers, errors)
    is_fresh = not (draft.reference or draft.answers.keys() - {FIRST})
    page = SituationPage(
        heading=questionnaire.title,
        hidden=(*draft.hidden(without=[FIRST]), *([("step", FIRST)] if is_fresh else [])),
        errors=faults_of([view]),
        introduction=questionnaire.introduction,
        promise=questionnaire.promise,
        question=view,
        method="get" if is_fresh else "post",
        action=url_for("forms.start" if is_fresh else "forms.answers"),
    )
    return render_template("pages/interest_situation.html", page=page), 422 if errors else 200


def ask_questions(questionnaire: Questionnaire, draft: Draft, errors: Mapping[str, str]) -> Answer:
    """Show the questions that follow."""
    asked = questionnaire.asked_of(draft.situation)
    views = tuple(question_view(question, draft.answers, errors) for question in asked)
    page = QuestionsPage(
        heading=questionnaire.title,
        hidden=draft.hidden(without=[question.id for question in asked]),
        errors=faults_of(views),
        situation=facts_of(questionnaire, {FIRST: (draft.situation,)})[0].value,
        questions=views,
        is_change=bool(draft.reference),
    )
    return render_template("pages/interest_questions.html", page=page), 422 if errors else 200


def show_check(questionnaire: Questionnaire, draft: Draft, held: Hindrance | None = None, *, key: str = "") -> Answer:
    """Show the check page, with what keeps the answers from being taken.

    The key is fresh unless one is given: after a fault of the database the same one makes sure that nothing is doubled.
    """
    key = key or one_time.new_key(services().clock.today())
    page = CheckPage(
        heading="Check your answers",
        hidden=(*draft.hidden(), ("key", key)),
        notice=held.notice if held else None,
        facts=facts_of(questionnaire, draft.answers),
        is_change=bool(draft.reference),
    )
    return render_template("pages/interest_check.html", page=page), held.status if held else 200
