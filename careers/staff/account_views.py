"""The administrator's page of accounts."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from careers.staff import invitations
from careers.staff.contexts import AccountRow, AccountsPage, FieldFault, Option
from careers.staff.frame import ROLE_NAMES, around
from careers.staff.ports import services
from careers.staff.presence import person
from careers.staff.sign_in import tidy_name
from careers.storage.staff import accounts
from careers.storage.staff.records import Account, Role


def show_accounts() -> str:
    """Show every account."""
    return _render()


def add_account() -> ResponseReturnValue:
    """Add an account and show its enrolment link, once."""
    name, role = tidy_name(request.form.get("name", "")), request.form.get("role", "")
    if role not in set(Role):
        abort(400)
    try:
        path = invitations.add(name, Role(role), by=person().name, now=services().clock.now())
    except invitations.BadNameError as fault:
        message = str(fault)
        return _render(errors=(FieldFault("name", message[0].upper() + message[1:]),), typed=name), 422
    return _render(path, name)


def change_account() -> ResponseReturnValue:
    """Close an account, open it again, or invite its owner anew. Nobody does this to themselves."""
    name, todo, by, now = request.form.get("name", ""), request.form.get("do"), person().name, services().clock.now()
    if name == by:
        abort(403, "You cannot close or reset the account that you are signed in with. Ask another administrator.")
    if todo == "reset":
        return _render(invitations.reset(name, by=by, now=now) or abort(404), name)
    if todo not in {"disable", "enable"}:
        abort(400)
    if not accounts.set_disabled(name, disabled=todo == "disable", by=by, now=now):
        abort(404)
    return _render(notice=f"{name} is {'closed, and signed out everywhere' if todo == 'disable' else 'open again'}.")


def _render(
    path: str | None = None,
    invited: str | None = None,
    *,
    errors: tuple[FieldFault, ...] = (),
    typed: str = "",
    notice: str | None = None,
) -> str:
    page = AccountsPage(
        heading="Accounts",
        around=around(),
        errors=errors,
        notice=notice,
        accounts=tuple(_row(account) for account in accounts.everyone()),
        roles=tuple(Option(role.value, words) for role, words in ROLE_NAMES.items()),
        link=services().config.address + path if path else None,
        invited=invited,
        typed=typed,
    )
    return render_template("staff/accounts.html", page=page)


def _row(account: Account) -> AccountRow:
    state = "Closed" if account.is_disabled else "Open" if account.is_enrolled else "Waiting for enrolment"
    return AccountRow(
        name=account.name,
        role=ROLE_NAMES[account.role],
        state=state,
        is_disabled=account.is_disabled,
        is_own=account.name == person().name,
        display_name=account.display_name,
    )
