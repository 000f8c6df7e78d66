"""The pages of feedback: the bar at the foot of every page leads here, and nothing is kept until the form is sent.

The bar's script sends the form with the yes or no alone, under a key that the browser makes (``static/js/site.js``). The
key travels with the way to the form, so that what is said there completes the same answer.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from flask import abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from careers.forms import one_time
from careers.forms.contexts import FeedbackPage, FieldFault, ThanksPage
from careers.forms.feedback import HELPFUL, FeedbackForm, choice_view, seen, segments
from careers.forms.hindrance import IS_UNAVAILABLE, Hindrance, hindrance
from careers.forms.limits import Action
from careers.forms.ports import Finding, PageVersion, services
from careers.forms.submission import TEXT_LIMIT, read
from careers.storage import page_feedback
from careers.storage.database import UnavailableError
from careers.storage.records import COMMENT_LIMIT, NewFeedback

Answer = str | tuple[str, int] | Response
log = logging.getLogger(__name__)


def bar() -> Answer:
    """Take the yes or no from the foot of a page and lead to the form, where it is filled in already.

    It is not kept yet: the page it comes from is the same for everyone and holds no one-time key, so a double click
    could not be told from two people. One with a key was sent by the script, and it is not known whether it arrived.
    """
    post = read(request, single={"page", "helpful", "key"})
    page = page_or_404(post.one("page"))
    helpful = post.one("helpful") if post.one("helpful") in dict(HELPFUL) else None
    key = post.one("key") if one_time.is_usable(post.one("key"), services().clock.today()) else None
    return redirect(url_for("forms.feedback", page=page.path, helpful=helpful, key=key), 303)


def feedback() -> Answer:
    """Show the form for the page in the address (``?page=/journey/&helpful=no``), and for the ``key`` if it has one."""
    page = page_or_404(request.args.get("page", ""))
    helpful = request.args.get("helpful", "")
    fields = MultiDict({"helpful": helpful} if helpful in dict(HELPFUL) else {})
    return show_form(page, FeedbackForm(fields), key=request.args.get("key", ""))


def send() -> Answer:
    """Keep feedback, unless the comment holds personal details."""
    at = services()
    post = read(request, single={"page", "helpful", "reason", "key"}, text={"comment"})
    page, form = page_or_404(post.one("page")), FeedbackForm(post.fields)
    key, today = post.one("key"), at.clock.today()
    if not form.validate():
        return show_form(page, form, key=key)
    held = hindrance(post, Action.SEND)
    if held:
        return show_form(page, form, held=held, key=key)
    comment: str = form.comment.data
    findings = at.find(comment) if comment else ()
    if findings:
        count_stopped()
        return show_form(page, form, findings=findings, key=key)
    new = NewFeedback(page.path, page.fingerprint, form.helpful.data == "yes", form.reason.data, comment or None, today)
    try:
        page_feedback.record(new, key)
    except UnavailableError:
        return show_form(page, form, held=IS_UNAVAILABLE, key=key)
    return redirect(url_for("forms.thanks", page=page.path), 303)


def thanks() -> Answer:
    """Say thank you, and lead back to the page."""
    page = services().page_at(request.args.get("page", ""))
    return render_template(
        "pages/feedback_thanks.html", page=ThanksPage(heading="Thank you for your feedback", page=page)
    )


def count_stopped() -> None:
    """Count a stopped comment; if that fails the count is wrong by one, which is no reason to fail."""
    try:
        page_feedback.count_stopped(services().clock.today())
    except UnavailableError as fault:
        log.warning("a stopped comment could not be counted: %s", fault)


def page_or_404(path: str) -> PageVersion:
    """Return the page that feedback is about, in its present version."""
    page = services().page_at(path) if path else None
    return page or abort(404, "Feedback is about one page of this site, and we do not know which one you mean.")


def show_form(
    page: PageVersion,
    form: FeedbackForm,
    *,
    findings: Sequence[Finding] = (),
    held: Hindrance | None = None,
    key: str = "",
) -> Answer:
    """Show the form with what was typed, and what has to be put right or keeps it from being taken.

    It goes on with the ``key`` as long as that can be used, else with a fresh one.
    """
    at = services()
    today = at.clock.today()
    settings = at.edition().library.settings
    errors = dict(form.first_errors)
    comment: str = form.comment.data or ""
    kinds = seen(findings)
    if kinds:
        errors["comment"] = f"Take out what looks like {_in_a_row(kinds)} from your comment"
    anchors = {"helpful": "helpful-1", "reason": "reason-1", "comment": "comment"}
    context = FeedbackPage(
        heading="Your feedback",
        hidden=(("page", page.path), ("key", key if one_time.is_usable(key, today) else one_time.new_key(today))),
        errors=tuple(FieldFault(anchors[name], message) for name, message in errors.items()),
        notice=held.notice if held else None,
        page=page,
        helpful=choice_view(form, "helpful", required=True),
        reason=choice_view(form, "reason", required=False),
        comment=comment[:TEXT_LIMIT],
        comment_limit=COMMENT_LIMIT,
        comment_error=errors.get("comment"),
        segments=segments(comment, findings) if findings else (),
        seen=_in_a_row(kinds) if kinds else "",
        monitored=settings.feedback_notice,
        emergency=settings.emergency,
    )
    status = held.status if held else 422 if errors else 200
    return render_template("pages/feedback.html", page=context), status


def _in_a_row(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
