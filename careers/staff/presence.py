"""Who is there: the cookie, the session behind it, and the token that every form carries.

There is one cookie, and browsers send it to pages under /staff only. Before sign-in it holds a random value that means
nothing and ties forms to this browser; at sign-in it is replaced by a fresh one with a session in the database.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from flask import g, request
from werkzeug.wrappers import Response

from careers.staff import secret
from careers.staff.ports import services
from careers.storage.staff import sessions
from careers.storage.staff.records import Limits, Session, Way

PATH = "/staff"
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=21)
"""Above the 20 hours from which WCAG 2.2 (2.2.1) asks for no warning, below the 24 that NIST SP 800-63B-4 advises at most."""
TOKEN_FIELD = "token"  # noqa: S105 - the name of a form's field


@dataclass(slots=True)
class Presence:
    """This request's cookie and session. ``fresh`` is a cookie to be set, ``""`` one to be taken away."""

    cookie: str
    session: Session | None
    fresh: str | None = None

    @property
    def form_token(self) -> str:
        """Return what a form must carry: it follows from the cookie, and only this site can make it."""
        return secret.keyed(services().config.secret_key, "staff form", self.fresh or self.cookie)

    def is_token(self, given: str) -> bool:
        """Tell whether a form carries the token of this browser."""
        expected = secret.keyed(services().config.secret_key, "staff form", self.cookie)
        return bool(self.cookie) and hmac.compare_digest(given.encode(), expected.encode())


def limits(now: datetime) -> Limits:
    """Return the moments before which a session is over."""
    return Limits(idle=now - IDLE, begun=now - LONGEST)


def is_secure() -> bool:
    """Tell whether the site is reached by https, so that its cookie must be too."""
    return services().config.address.startswith("https:")


def cookie_name() -> str:
    """Return the cookie's name; with https, its prefix makes browsers refuse one that was not set by https."""
    return "__Secure-staff" if is_secure() else "staff"


def arrive() -> None:
    """Find out who is there, before the view."""
    cookie = request.cookies.get(cookie_name(), "")[:100]
    now = services().clock.now()
    session = sessions.current(cookie, limits(now), now) if cookie else None
    if session is not None and not is_open(session.way):
        session = None
    g.staff = Presence(cookie, session, None if cookie else secret.new_token())


def is_open(way: Way) -> bool:
    """Tell whether the settings let colleagues in by one way; sessions that came by another are over at once."""
    config = services().config
    return config.local_sign_in if way is Way.LOCAL else bool(config.sign_on_issuer)


def ends_at(session: Session) -> datetime:
    """Return until when somebody is signed in if they do nothing more."""
    return min(session.used_at + IDLE, session.began_at + LONGEST)


def comes_from_elsewhere() -> bool:
    """Tell whether the browser kept our cookie to itself because a link on another site led here.

    That is what SameSite=Strict asks for. Answering such a visit like a stranger's would put a fresh cookie over that
    of a colleague who is signed in, so any site could sign them out.
    """
    return (
        not presence().cookie
        and request.method == "GET"
        and request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}
    )


def presence() -> Presence:
    """Return who is there in this request."""
    return cast(Presence, g.staff)


def person() -> Session:
    """Return who is signed in; only views that demand a role may ask."""
    session = presence().session
    if session is None:
        raise LookupError("this page was opened without a role")
    return session


def leave(response: Response) -> Response:
    """Set or take away the cookie, after the view."""
    fresh = presence().fresh if "staff" in g else None
    if fresh is not None:
        response.set_cookie(
            cookie_name(),
            fresh,
            max_age=None if fresh else 0,
            path=PATH,
            secure=is_secure(),
            httponly=True,
            samesite="Strict",
        )
    return response
