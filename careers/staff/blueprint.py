"""The addresses of the staff pages with who may reach each, and what holds for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import category
from urllib.parse import urlsplit

from flask import Blueprint, Flask, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue, RouteCallable
from werkzeug.exceptions import Forbidden, Gone, HTTPException, NotFound, ServiceUnavailable, TooManyRequests
from werkzeug.wrappers import Response

from careers.staff import (
    account_views,
    audit_views,
    enrolment_views,
    export_views,
    home_views,
    sign_in_views,
    sign_on_views,
)
from careers.staff.contexts import NotInPage
from careers.staff.feedback import views as feedback
from careers.staff.frame import around, onward, way_back
from careers.staff.health import views as health
from careers.staff.interest import reference_views as reference
from careers.staff.interest import views as interest
from careers.staff.own import views as own
from careers.staff.own.kept import hand_back
from careers.staff.ports import NAME, Services, services
from careers.staff.presence import PATH, TOKEN_FIELD, arrive, comes_from_elsewhere, leave, presence
from careers.storage.database import UnavailableError
from careers.storage.staff import audit
from careers.storage.staff.records import Action, Event, Role

ANYBODY: frozenset[Role] = frozenset()
"""Pages that are there before sign-in."""
HR, ADMIN = frozenset({Role.HR}), frozenset({Role.ADMIN})
SIGNED_IN = frozenset(Role)
READERS = frozenset({Role.HR, Role.EDITOR})

NOT_THERE = "The address may be mistyped, or what it led to has been deleted."


@dataclass(frozen=True, slots=True)
class Address:
    """One rule with one method: its endpoint, its view, and the roles that may reach it."""

    rule: str
    method: str
    endpoint: str
    view: RouteCallable
    roles: frozenset[Role]
    is_guessable: bool = False


ADDRESSES = (
    Address("/", "GET", "home", home_views.home, SIGNED_IN),
    Address("/sign-in/", "GET", "show_sign_in", sign_in_views.show_sign_in, ANYBODY),
    Address("/sign-in/", "POST", "take_sign_in", sign_in_views.take_sign_in, ANYBODY, is_guessable=True),
    Address("/sign-out/", "POST", "sign_out", sign_in_views.sign_out, SIGNED_IN),
    Address("/sign-on/", "GET", "start_sign_on", sign_on_views.start, ANYBODY),
    Address("/sign-on/callback/", "GET", "come_back", sign_on_views.come_back, ANYBODY, is_guessable=True),
    Address("/signed-out/", "GET", "signed_out", sign_on_views.signed_out, ANYBODY),
    Address("/enrol/<token>/", "GET", "show_enrolment", enrolment_views.show_enrolment, ANYBODY),
    Address("/enrol/<token>/", "POST", "take_enrolment", enrolment_views.take_enrolment, ANYBODY, is_guessable=True),
    Address("/account/", "GET", "own", own.show_own, SIGNED_IN),
    Address("/account/sessions/", "POST", "end_sessions", own.end_sessions, SIGNED_IN, is_guessable=True),
    Address("/account/password/", "POST", "change_password", own.change_password, SIGNED_IN, is_guessable=True),
    Address("/stay/", "GET", "stay", own.stay, SIGNED_IN),
    Address("/interest/", "GET", "interest", interest.show_counts, HR),
    Address("/interest/list/", "GET", "interest_list", interest.show_list, HR),
    Address("/reference/", "GET", "look_up", reference.show_look_up, HR),
    Address("/reference/", "POST", "take_reference", reference.take_reference, HR),
    Address("/reference/<handle>/", "GET", "reference", reference.show_reference, HR),
    Address("/reference/<handle>/", "POST", "move_reference", reference.move_reference, HR),
    Address("/exports/", "GET", "exports", export_views.show_exports, HR),
    Address("/exports/rows/", "POST", "export_rows", export_views.export_rows, HR),
    Address("/exports/statistics/", "POST", "export_statistics", export_views.export_statistics, HR),
    Address("/feedback/", "GET", "feedback", feedback.show_feedback, READERS),
    Address("/feedback/page/", "GET", "page_feedback", feedback.show_page, READERS),
    Address("/feedback/delete/", "POST", "delete_comment", feedback.delete_comment, READERS),
    Address("/content/", "GET", "health", health.show_health, READERS),
    Address("/accounts/", "GET", "accounts", account_views.show_accounts, ADMIN),
    Address("/accounts/add/", "POST", "add_account", account_views.add_account, ADMIN),
    Address("/accounts/change/", "POST", "change_account", account_views.change_account, ADMIN),
    Address("/audit/", "GET", "audit", audit_views.show_audit, ADMIN),
    Address("/audit/export/", "POST", "export_audit", export_views.export_audit, ADMIN),
)
ROLES = {f"staff.{address.endpoint}": address.roles for address in ADDRESSES}
_GUESSABLE = frozenset(f"staff.{address.endpoint}" for address in ADDRESSES if address.is_guessable)


def register(app: Flask, ready: Services) -> None:
    """Add the staff pages to ``app``. The database must be set up with :func:`careers.storage.database.init`."""
    app.extensions[NAME] = ready
    blueprint = Blueprint("staff", __name__, url_prefix=PATH)
    for address in ADDRESSES:
        blueprint.add_url_rule(address.rule, address.endpoint, address.view, methods=[address.method])
    blueprint.before_request(arrive)
    blueprint.before_request(come_in)
    blueprint.before_request(guard_guesses)
    blueprint.before_request(guard_text)
    blueprint.before_request(guard_forms)
    blueprint.before_request(guard_roles)
    blueprint.after_request(leave)
    blueprint.register_error_handler(UnavailableError, unavailable)
    for refusal in (Forbidden, Gone, NotFound, TooManyRequests):
        blueprint.register_error_handler(refusal, refused)
    app.register_blueprint(blueprint)
    app.after_request(keep_private)


def come_in() -> ResponseReturnValue | None:
    """Let a link on another site lead to where a colleague is signed in: the page asks for itself once more."""
    if request.endpoint == "staff.come_back" or not comes_from_elsewhere():
        return None
    presence().fresh = None
    return sign_on_views.go_on(onward(request.full_path.rstrip("?")))


def guard_guesses() -> None:
    """Refuse floods of guesses from one network (429)."""
    if request.endpoint in _GUESSABLE and not services().allows(request.remote_addr):
        abort(429, "Many tries have come from your network. Wait ten minutes, then try again.")


def guard_text() -> None:
    """Refuse what no text holds (400): control characters, which a database may not take, and code points of no character."""
    parts = (request.args, request.form)
    texts = [text for part in parts for pair in part.items(multi=True) for text in pair]
    if not all(map(is_text, (*texts, request.path))):
        abort(400, "What was sent holds characters that are not text.")


def is_text(text: str) -> bool:
    """Tell whether a text holds characters only: no controls (Unicode category Cc) and no noncharacters (such as U+FFFF)."""
    return not any(category(c) == "Cc" or ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF for c in text)


def guard_forms() -> ResponseReturnValue | None:
    """Refuse forms from other sites (403), and hand back those without this browser's token, as after signing in again."""
    if request.method in {"GET", "HEAD"}:
        return None
    hosts = {request.host, urlsplit(services().config.base_url).netloc} - {""}
    if not services().is_own(dict(request.headers), hosts):
        abort(403, "This form came from another site, so we have not taken it.")
    is_ours = presence().is_token(request.form.get(TOKEN_FIELD, ""))
    if not is_ours and presence().session and ROLES[str(request.endpoint)] != ANYBODY:
        return hand_back()
    if not is_ours:
        abort(403, "This form is from before you signed in or out, or your browser refuses our cookie. Open it again.")
    return None


def guard_roles() -> ResponseReturnValue | None:
    """Send strangers to the sign-in page, and refuse colleagues whose account is for something else, in the audit too.

    A form of somebody whose session is over is handed back to them, to be sent again.
    """
    allowed, session = ROLES[str(request.endpoint)], presence().session
    if allowed == ANYBODY:
        return None
    if session is None and request.method == "GET":
        return redirect(url_for("staff.show_sign_in", next=request.full_path.rstrip("?")), 303)
    if session is None:
        return hand_back()
    if session.role not in allowed:
        event = Event(session.name, Action.REFUSED, f"{request.method} {request.endpoint}")
        audit.record(event, services().clock.now())
        abort(403, "Your account is not for this page.")
    return None


def keep_private(response: Response) -> Response:
    """Keep every answer under /staff out of caches, the Back button, search engines and other sites' logs."""
    if request.path == PATH or request.path.startswith(f"{PATH}/"):
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers.setdefault("Referrer-Policy", "same-origin")
    return response


def refused(error: HTTPException) -> ResponseReturnValue:
    """Say in a staff page's own words why something is not done; the site's page for it is for visitors."""
    is_told = error.description != type(error).description
    page = NotInPage(
        heading="That did not work",
        around=around(),
        title="This is not there" if error.code == 404 else "Nothing was changed",
        text=error.description if is_told and error.description else NOT_THERE,
        back=way_back(),
    )
    response = make_response(render_template("staff/not_in.html", page=page), error.code)
    if error.code == 429:
        response.headers["Retry-After"] = "600"
    return response


def unavailable(_fault: UnavailableError) -> ResponseReturnValue:
    """Answer 503 by way of the site's own page for it."""
    sorry = ServiceUnavailable("We cannot open this page just now. The fault is on our side. Try again in a minute.")
    return current_app.handle_user_exception(sorry)
