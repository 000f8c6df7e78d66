"""Sign in and sign out."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers.staff.contexts import SignInPage
from careers.staff.frame import around, onward
from careers.staff.ports import services
from careers.staff.presence import person, presence
from careers.staff.sign_in import REFUSED, sign_in, tidy_name
from careers.storage.staff import refusals, sessions
from careers.storage.staff.records import Way


def show_sign_in() -> ResponseReturnValue:
    """Show the form, or go on when somebody is signed in already."""
    target = onward(request.args.get("next", ""))
    if presence().session:
        return redirect(target, 303)
    return render_template("staff/sign_in.html", page=_page(target))


def take_sign_in() -> ResponseReturnValue:
    """Begin a session, or say in the same words whatever was wrong."""
    if not services().config.local_sign_in:
        abort(403, "Sign in with your council account.")
    name, target = tidy_name(request.form.get("name", "")), onward(request.form.get("next", ""))
    given = request.form.get("password", ""), request.form.get("code", "")
    token = sign_in(services().config.secret_key, name, *given, services().clock.now())
    if token is None:
        refusals.count(Way.LOCAL, services().clock.today())
        return render_template("staff/sign_in.html", page=_page(target, name, REFUSED)), 422
    presence().fresh = token
    return redirect(target, 303)


def _page(target: str, name: str = "", refused: str | None = None) -> SignInPage:
    ready = services()
    return SignInPage(
        heading="Sign in",
        around=around(),
        onward=target,
        name=name,
        refused=refused,
        is_local=ready.config.local_sign_in,
        sign_on=url_for("staff.start_sign_on", next=target) if ready.sign_on else None,
    )


def sign_out() -> ResponseReturnValue:
    """End the session, and ask the browser to forget the pages that it keeps for its Back button."""
    way = person().way
    sessions.end(presence().cookie)
    presence().session, presence().fresh = None, ""
    response = redirect(url_for("staff.signed_out" if way is Way.COUNCIL else "staff.show_sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
