"""Sign in by the council's own sign-on: go there, come back, and say in plain words what went wrong.

The provider's site is another site, so the browser brings no SameSite=Strict cookie when it comes back. What ties the
answer to the browser is a cookie of its own: Lax, for ten minutes, and with https out of reach of sister sites. And because
a redirect would still count as the other site's doing, the answer is a page that goes on by itself, and that is our own.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from careers.staff import secret
from careers.staff.contexts import NotInPage, OnwardPage
from careers.staff.frame import around, onward, way_back
from careers.staff.ports import services
from careers.staff.presence import PATH, cookie_name, is_secure, limits, presence
from careers.staff.sign_on.attempt import LASTS, Attempt
from careers.staff.sign_on.faults import SignOnError, UnreachableError, UntrustedError
from careers.staff.sign_on.identity import roles_of, subject_of
from careers.storage.staff import council, refusals
from careers.storage.staff.records import Arrival, Role, Subject, Way

if TYPE_CHECKING:
    from careers.staff.sign_on.provider import Provider

COOKIE_PATH = f"{PATH}/sign-on/"
SILENT = "The council’s sign-on does not answer just now. Try again in a minute."
LATE = "A sign-in has to end in the browser in which it began, once, and within ten minutes. This one did not. Begin again."
DECLINED = "The council’s sign-on did not let you in. If you think that it should, ask whoever looks after it."
UNTRUSTED = (
    "The council’s sign-on gave an answer that failed a check, so we did not take it. Begin again; if that does not "
    "help, tell whoever looks after this site."
)
NO_ROLE = "Your council account has no role on this site. Ask your administrator for one, then sign in again."
SEVERAL = (
    "Your council account has more than one role on this site, which keeps them apart. Ask your administrator to leave "
    "you one, then sign in again."
)
CLOSED = "Your account on this site is closed. Ask its administrator to open it again."
log = logging.getLogger(__name__)


def start() -> ResponseReturnValue:
    """Send the browser to the provider, with a cookie by which its answer will be known."""
    provider, target = _provider(), onward(request.args.get("next", ""))
    if presence().session:
        return redirect(target, 303)
    attempt = Attempt.new(target, services().clock.now())
    try:
        response = redirect(provider.address(attempt), 303)
    except UnreachableError:
        return _refused(SILENT, 503)
    _set_cookie(response, attempt.cookie, int(LASTS.total_seconds()))
    return response


def come_back() -> ResponseReturnValue:
    """Take the provider's answer: begin a session and go on, or say why not. The attempt is over either way."""
    provider, now, key = _provider(), services().clock.now(), services().config.secret_key
    presence().fresh = None  # our own cookie may be there all the same; see the top of this module
    attempt = Attempt.read(request.cookies.get(_cookie(), ""))
    if attempt is None or not attempt.fits(key, request.args.get("state", ""), now):
        return _over(_refused(LATE, 400))
    if "code" not in request.args:
        refusals.count(Way.COUNCIL, now.date())
        return _over(_refused(DECLINED, 403))
    try:
        claims = provider.identify(attempt, request.args["code"], request.args.get("iss"))
        subject, roles = subject_of(claims, services().config), roles_of(claims, services().config)
    except SignOnError as fault:
        return _over(_failed(fault))
    if len(roles) != 1:
        return _over(_without_role(subject, bool(roles)))
    return _over(_enter(attempt, subject, next(iter(roles))))


def _enter(attempt: Attempt, subject: Subject, role: Role) -> Response:
    now, token = services().clock.now(), secret.new_token()
    ticket = attempt.ticket(services().config.secret_key)
    found = council.arrive(subject, role, token, ticket=ticket, lasts=LASTS, limits=limits(now), now=now)
    if found is not Arrival.IN:
        refusals.count(Way.COUNCIL, now.date())
        return _refused(CLOSED, 403) if found is Arrival.CLOSED else _refused(LATE, 400)
    presence().fresh = token
    return go_on(onward(attempt.onward))


def _without_role(subject: Subject, has_several: bool) -> Response:
    now = services().clock.now()
    council.lose_role(subject, now)
    refusals.count(Way.COUNCIL, now.date())
    return _refused(SEVERAL if has_several else NO_ROLE, 403)


def _failed(fault: SignOnError) -> Response:
    if isinstance(fault, UntrustedError):
        log.warning("an answer of the sign-on was refused: %s", fault)
        refusals.count(Way.COUNCIL, services().clock.today())
        return _refused(UNTRUSTED, 403)
    return _refused(SILENT, 503)


def signed_out() -> str:
    """Say that only this site is left, and lead to where the council account itself can be left."""
    elsewhere = _provider().sign_out_address(services().config.address + url_for("staff.show_sign_in"))
    page = NotInPage(
        heading="You are signed out",
        around=around(),
        title="Signed out of this site",
        text="This browser is still signed in to your council account. Leave that too if others use this computer.",
        back=way_back(),
        look="success",
        elsewhere=elsewhere,
    )
    return render_template("staff/not_in.html", page=page)


def go_on(path: str) -> Response:
    """Answer with a page of ours that goes on to ``path`` by itself, so that the browser brings our cookie there."""
    frame = around()
    response = make_response(
        render_template("staff/onward.html", page=OnwardPage(heading="One moment", around=frame, onward=path))
    )
    response.headers["Refresh"] = f"0; url={path}"
    return response


def _refused(text: str, status: int) -> Response:
    page = NotInPage(
        heading="You are not signed in", around=around(), title="That did not work", text=text, back=way_back()
    )
    return make_response(render_template("staff/not_in.html", page=page), status)


def _over(response: Response) -> Response:
    """Take the attempt's cookie away, and keep the code in the address from the next page."""
    _set_cookie(response, "", 0)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _provider() -> Provider:
    return services().sign_on or abort(404)


def _cookie() -> str:
    return f"{cookie_name()}-sign-on"


def _set_cookie(response: Response, value: str, seconds: int) -> None:
    response.set_cookie(
        _cookie(),
        value,
        max_age=seconds,
        path=COOKIE_PATH,
        secure=is_secure(),
        httponly=True,
        samesite="Lax",
    )
