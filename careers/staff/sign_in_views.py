"""Sign in, sign out, and the first page."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers.staff.contexts import SignInPage, StaffPage
from careers.staff.frame import around, onward
from careers.staff.ports import services
from careers.staff.presence import presence
from careers.staff.sign_in import REFUSED, sign_in, tidy_name
from careers.storage.staff import sessions


def home() -> str:
    """Show where one may go from here."""
    frame = around()
    return render_template("staff/home.html", page=StaffPage(heading=f"Good to see you, {frame.name}", around=frame))


def show_sign_in() -> ResponseReturnValue:
    """Show the form, or go on when somebody is signed in already."""
    target = onward(request.args.get("next", ""))
    if presence().session:
        return redirect(target, 303)
    return render_template("staff/sign_in.html", page=SignInPage(heading="Sign in", around=around(), onward=target))


def take_sign_in() -> ResponseReturnValue:
    """Begin a session, or say in the same words whatever was wrong."""
    name, target = tidy_name(request.form.get("name", "")), onward(request.form.get("next", ""))
    given = request.form.get("password", ""), request.form.get("code", "")
    token = sign_in(services().config.secret_key, name, *given, services().clock.now())
    if token is None:
        page = SignInPage(heading="Sign in", around=around(), onward=target, name=name, refused=REFUSED)
        return render_template("staff/sign_in.html", page=page), 422
    presence().fresh = token
    return redirect(target, 303)


def sign_out() -> ResponseReturnValue:
    """End the session, and ask the browser to forget the pages that it keeps for its Back button."""
    sessions.end(presence().cookie)
    presence().session, presence().fresh = None, ""
    response = redirect(url_for("staff.show_sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
