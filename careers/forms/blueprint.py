"""The addresses of the forms, and what holds for all of them: who may post, what is never cached, what is private."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Blueprint, Flask, abort, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from careers.clock import Clock
from careers.config import Config
from careers.content.edition import Edition
from careers.content.questionnaire import Questionnaire
from careers.forms import feedback_views, interest_views, private_views
from careers.forms.limits import WINDOW_SECONDS, Action, Limiter, counters_for
from careers.forms.ports import NAME, CardOf, FeedWriter, Find, Matcher, PageLookup, Services, services
from careers.forms.same_site import is_from, is_own
from careers.storage.database import UnavailableError

RETRY_SECONDS = {429: str(WINDOW_SECONDS), 503: "60"}
_PRIVATE = frozenset({"forms.yours", "forms.atom", "forms.calendar"})
BAR = "forms.bar"
"""The only form on the pages of a frozen copy that is posted; what it leads to is this site's own."""
_INDEXED = frozenset({"forms.start"})

_ADDRESSES = (
    ("/interest/", "start", interest_views.start, "GET"),
    ("/interest/answers/", "answers", interest_views.answers, "POST"),
    ("/interest/check/", "check", interest_views.check, "POST"),
    ("/interest/send/", "send", interest_views.send, "POST"),
    ("/interest/yours/<address>/", "yours", private_views.yours, "GET"),
    ("/interest/yours/<address>/feed.atom", "atom", private_views.atom, "GET"),
    ("/interest/yours/<address>/calendar.ics", "calendar", private_views.calendar, "GET"),
    ("/interest/change/", "change", private_views.change, "GET POST"),
    ("/interest/changed/", "changed", private_views.changed, "GET"),
    ("/interest/withdraw/", "withdraw", private_views.withdraw, "POST"),
    ("/interest/withdrawn/", "withdrawn", private_views.withdrawn, "GET"),
    ("/interest/move/", "move", private_views.move, "POST"),
    ("/feedback/", "feedback", feedback_views.feedback, "GET"),
    ("/feedback/", "bar", feedback_views.bar, "POST"),
    ("/feedback/send/", "send_feedback", feedback_views.send, "POST"),
    ("/feedback/thanks/", "thanks", feedback_views.thanks, "GET"),
)


def register(
    app: Flask,
    *,
    config: Config,
    clock: Clock,
    edition: Callable[[], Edition],
    questionnaire: Callable[[], Questionnaire],
    page_at: PageLookup,
    match: Matcher,
    card_of: CardOf,
    write_atom: FeedWriter,
    write_calendar: FeedWriter,
    find: Find,
) -> None:
    """Add the forms to ``app``, with what they need from the rest of the program.

    ``questionnaire`` returns it with the vocabulary resolved; ``page_at`` knows every public page; ``find`` is the
    personal-data guard. The database must be set up with :func:`careers.storage.database.init`.
    """
    app.extensions[NAME] = Services(
        config=config,
        clock=clock,
        edition=edition,
        questionnaire=questionnaire,
        page_at=page_at,
        match=match,
        card_of=card_of,
        write_atom=write_atom,
        write_calendar=write_calendar,
        find=find,
        limiter=Limiter(clock, counters_for(config.redis_url)),
    )
    blueprint = Blueprint("forms", __name__)
    for rule, endpoint, view, methods in _ADDRESSES:
        blueprint.add_url_rule(rule, endpoint, view, methods=methods.split())
    blueprint.before_request(guard_posts)
    blueprint.after_request(keep_private)
    blueprint.register_error_handler(UnavailableError, unavailable)
    app.register_blueprint(blueprint)


def guard_posts() -> None:
    """Refuse forms from other sites (403), and floods of them (429)."""
    if request.method != "POST":
        return
    own = {request.host, urlsplit(services().config.base_url).netloc} - {""}
    headers = dict(request.headers)
    is_bar_of_copy = request.endpoint == BAR and is_from(headers, services().config.copy_origins)
    if not is_own(headers, own) and not is_bar_of_copy:
        abort(403, "This form came from another site, so we have not taken it. Open the page here and send it again.")
    if not services().limiter.allows(Action.FORM, request.remote_addr):
        abort(429, "Many forms have come from your network in the last few minutes. Try again in ten minutes.")


def keep_private(response: Response) -> Response:
    """Keep what people chose out of caches, and their private pages out of search engines and other sites' logs."""
    response.headers["Cache-Control"] = "no-store"
    if request.endpoint not in _INDEXED:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    if request.endpoint in _PRIVATE:
        response.headers["Referrer-Policy"] = "no-referrer"
    if response.status_code in RETRY_SECONDS:
        response.headers["Retry-After"] = RETRY_SECONDS[response.status_code]
    return response


def unavailable(_fault: UnavailableError) -> ResponseReturnValue:
    """Answer 503 where there is no form to give back, by way of the site's own page for it."""
    sorry = ServiceUnavailable("We cannot open this page just now. The fault is on our side. Try again in a minute.")
    return current_app.handle_user_exception(sorry)
