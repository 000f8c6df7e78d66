"""Why a form in which nothing is wrong is not taken now. It comes back with all that was chosen or written."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from careers.forms.limits import Action
from careers.forms.notices import BUSY, ROBOT, STALE, UNAVAILABLE
from careers.forms.one_time import is_usable
from careers.forms.ports import services
from careers.forms.submission import Post


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What to say, and the status with which to say it."""

    notice: str
    status: int


IS_ROBOT = Hindrance(ROBOT, 422)
IS_BUSY = Hindrance(BUSY, 429)
IS_STALE = Hindrance(STALE, 422)
IS_UNAVAILABLE = Hindrance(UNAVAILABLE, 503)


def hindrance(post: Post, action: Action) -> Hindrance | None:
    """Return what keeps a form with a one-time key from being taken, ``None`` if nothing does."""
    if post.is_from_a_robot:
        return IS_ROBOT
    if not services().limiter.allows(action, request.remote_addr):
        return IS_BUSY
    if not is_usable(post.one("key"), services().clock.today()):
        return IS_STALE
    return None
