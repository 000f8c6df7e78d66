"""The enrolment link: choose a password, set the authenticator up, note the recovery codes."""

from __future__ import annotations

from io import BytesIO

import segno
from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from careers.staff import secret
from careers.staff.contexts import CodesPage, EnrolPage, FieldFault
from careers.staff.frame import around
from careers.staff.ports import services
from careers.storage.staff import accounts
from careers.storage.staff.records import Enrolment

GONE = (
    "This link has been used, or it is older than two days, or it was replaced by a newer one. "
    "Ask the person who sent it for another."
)
_PICTURE = "QR code for your authenticator"
WRONG_CODE = "This is not the code that your authenticator shows now. Wait for the next one and type that"


def show_enrolment(token: str) -> str:
    """Show what is to be done."""
    return render_template("staff/enrol.html", page=_page(token, _found(token)))


def take_enrolment(token: str) -> ResponseReturnValue:
    """Keep the password when everything is right, and show the recovery codes, which nobody will ever see again."""
    found, key, now = _found(token), services().config.secret_key, services().clock.now()
    password = request.form.get("password", "")
    wrong = secret.password_fault(password, request.form.get("again", ""), found.name)
    step = secret.code_step(_shared(found), secret.tidy_code(request.form.get("code", "")), now)
    faults = [FieldFault("password", wrong)] if wrong else []
    if step is None:
        faults.append(FieldFault("code", WRONG_CODE))
    if faults or step is None:
        return render_template("staff/enrol.html", page=_page(token, found, tuple(faults))), 422
    codes = secret.new_recovery_codes()
    hashes = [secret.recovery_hash(key, found.name, code) for code in codes]
    if not accounts.enrol(token, secret.hash_password(password), step, hashes, now):
        abort(410, GONE)
    page = CodesPage(heading="Your recovery codes", around=around(), account=found.name, codes=codes)
    return render_template("staff/recovery_codes.html", page=page)


def _found(token: str) -> Enrolment:
    if not services().config.local_sign_in:
        abort(410, GONE)
    return accounts.invited(token, services().clock.now()) or abort(410, GONE)


def _shared(found: Enrolment) -> str:
    return secret.code_secret(services().config.secret_key, found.name, found.code_seed)


def _page(token: str, found: Enrolment, faults: tuple[FieldFault, ...] = ()) -> EnrolPage:
    shared = _shared(found)
    link = secret.code_address(shared, found.name, "Careers")
    return EnrolPage(
        heading="Set up your account",
        around=around(),
        errors=faults,
        path=url_for("staff.take_enrolment", token=token),
        account=found.name,
        shortest=secret.SHORTEST,
        picture=_picture(link),
        key=" ".join(shared[start : start + 4] for start in range(0, len(shared), 4)),
        link=link,
    )


def _picture(link: str) -> Markup:
    """Draw the address as a QR code, dark on white in either colour scheme, because that is what cameras read."""
    out = BytesIO()
    segno.make(link, micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        scale=5,
        border=4,
        dark="#000",
        light="#fff",
        omitsize=True,
        title=_PICTURE,
        svgclass="qr-code",
        lineclass=None,
    )
    drawn = out.getvalue().decode().replace("<svg ", f'<svg role="img" aria-label="{_PICTURE}" ')
    return Markup(drawn)  # noqa: S704 - drawn by us from a picture of black and white squares
