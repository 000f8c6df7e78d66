"""One's own account: where one is signed in, ending that elsewhere, another password, and staying signed in."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers.clock import LONDON
from careers.staff import secret
from careers.staff.contexts import Fact, FieldFault, NotInPage, Option
from careers.staff.frame import ROLE_NAMES, around, way_back
from careers.staff.own.contexts import OwnPage
from careers.staff.ports import services
from careers.staff.presence import limits, person, presence
from careers.staff.sign_in import confirm
from careers.staff.words import day_in_words
from careers.storage.staff import accounts, sessions
from careers.storage.staff.records import OpenSession, Session, Way

RECENT = timedelta(minutes=10)
"""How long signing in with the council's account counts as having just shown who one is."""
NOT_YOURS = "This is not your password. After five tries, wait a quarter of an hour"
NONE_TICKED = "Tick the ones to end"
SAME = "Choose another one than you have now"
DONE = {"password": "Your password is changed, and you are signed out everywhere else.", "ended": "Ended."}
"""What the address can say was done."""


def show_own() -> str:
    """Show one's own account."""
    return _render(notice=DONE.get(request.args.get("done", "")))


def end_sessions() -> ResponseReturnValue:
    """End the sessions that were ticked, after asking once more who is there."""
    session, now = person(), services().clock.now()
    ticked = request.form.getlist("session")
    faults = [] if ticked else [FieldFault("session-1", NONE_TICKED)]
    if session.way is Way.COUNCIL and not _is_recent(now):
        abort(403, "To end a session elsewhere, sign out and in again: for ten minutes after that you can do it.")
    if session.way is Way.LOCAL and not _knows_password("current", now):
        faults.append(FieldFault("current", NOT_YOURS))
    if faults:
        return _render(errors=tuple(faults)), 422
    sessions.end_others(session.name, presence().cookie, ticked, now)
    return redirect(url_for("staff.own", done="ended"), 303)


def change_password() -> ResponseReturnValue:
    """Take another password, for whoever knows the present one; everywhere else the account is signed out."""
    session, now = person(), services().clock.now()
    if session.way is not Way.LOCAL:
        abort(403, "Your password is that of your council account. Change it there.")
    password = request.form.get("password", "")
    faults = [] if _knows_password("old", now) else [FieldFault("old", NOT_YOURS)]
    wrong = secret.password_fault(password, request.form.get("again", ""), session.name)
    wrong = wrong or (SAME if password == request.form.get("old", "") else None)
    if wrong:
        faults.append(FieldFault("password", wrong))
    if faults:
        return _render(errors=tuple(faults)), 422
    token = secret.new_token()
    if not accounts.change_password(session.name, secret.hash_password(password), presence().cookie, token, now):
        return redirect(url_for("staff.show_sign_in"), 303)
    presence().fresh = token
    return redirect(url_for("staff.own", done="password"), 303)


def stay() -> str:
    """Say until when one is signed in now; that the page was opened is what makes it longer."""
    frame = around()
    text = f"You are signed in until {frame.until} if you do nothing more. Close this tab and go on where you were."
    page = NotInPage(
        heading="You stay signed in", around=frame, title="Nothing is lost", text=text, back=way_back(), look="success"
    )
    return render_template("staff/not_in.html", page=page)


def _render(*, errors: tuple[FieldFault, ...] = (), notice: str | None = None) -> str:
    session, now = person(), services().clock.now()
    others = [one for one in sessions.of(session.name, presence().cookie, limits(now)) if not one.is_this]
    page = OwnPage(
        heading="Your account",
        around=around(),
        errors=errors,
        notice=notice,
        facts=(
            *_names(session),
            Fact("For", ROLE_NAMES[session.role]),
            Fact(
                "You sign in", "with a password and a code" if session.way is Way.LOCAL else "with your council account"
            ),
            Fact("Signed in here since", _moment(session.began_at)),
        ),
        sessions=tuple(Option(one.handle, _said(one)) for one in others),
        is_local=session.way is Way.LOCAL,
        may_end=session.way is Way.LOCAL or _is_recent(now),
        shortest=secret.SHORTEST,
    )
    return render_template("staff/own.html", page=page)


def _knows_password(field: str, now: datetime) -> bool:
    return confirm(services().config.secret_key, person().name, request.form.get(field, ""), now)


def _is_recent(now: datetime) -> bool:
    return now - person().began_at <= RECENT


def _names(session: Session) -> tuple[Fact, ...]:
    """Return what the account is called; one of the council's has a person's name, and another that stands for it in records."""
    if session.way is Way.LOCAL:
        return (Fact("Account", session.name),)
    return Fact("Name", session.label or session.name), Fact("Kept in the audit as", session.name)


def _said(one: OpenSession) -> str:
    return f"Signed in on {_moment(one.began_at)}, last used on {_moment(one.used_at)}"


def _moment(at: datetime) -> str:
    """Return a moment such as 22 November 2026 at 14:05."""
    local = at.astimezone(LONDON)
    return f"{day_in_words(local.date())} at {local:%H:%M}"
