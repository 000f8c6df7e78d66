"""A form that came when its sender was signed in no more, or again: it is not taken, and not lost.

It comes back as a page that holds what was typed, to be sent once more. Nothing of it is kept on the server. The page is
an answer to the sender alone, and has to be sent by hand, so a form that another site made goes nowhere by it.
"""

from __future__ import annotations

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers.staff.contexts import Fact
from careers.staff.frame import around
from careers.staff.own.contexts import KeptPage
from careers.staff.presence import TOKEN_FIELD, presence

SECRET = frozenset({"password", "again", "old", "current", "code"})
"""Fields that no page repeats."""
SAID = {
    "stage": "Move to",
    "reference": "Reference",
    "name": "Account",
    "role": "Role",
    "do": "Change",
    "quarter": "Quarter",
    "format": "File",
    "page": "Page",
}
"""The fields that say to people what a form is about, and what they are called."""
SIGNED_OUT = (
    "You were signed out before this form came, so nothing was changed. What you entered is kept on this page. "
    "Sign in in another tab, come back here, then send it again."
)
SIGNED_IN_AGAIN = "This form is from before you signed in, so nothing was changed yet. Look at it, then send it again."
TO_TYPE_AGAIN = "You were signed out before this form came, so nothing was changed. Sign in, then type it again."


def hand_back() -> ResponseReturnValue:
    """Answer 403 with the form that came, ready to be sent again. One that held nothing leads to the sign-in page."""
    sent = [(name, value) for name, value in request.form.items(multi=True) if name != TOKEN_FIELD]
    is_in = presence().session is not None
    if any(name in SECRET for name, _ in sent):
        abort(403, TO_TYPE_AGAIN)
    if not sent and not is_in:
        return redirect(url_for("staff.show_sign_in"), 303)
    page = KeptPage(
        heading="Your form is not sent yet",
        around=around(),
        text=SIGNED_IN_AGAIN if is_in else SIGNED_OUT,
        action=request.path,
        shown=tuple(Fact(SAID[name], value) for name, value in sent if name in SAID and value),
        fields=tuple(sent),
        sign_in=None if is_in else url_for("staff.show_sign_in"),
    )
    return make_response(render_template("staff/kept.html", page=page), 403)
