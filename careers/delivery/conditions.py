"""Conditions of a request that cannot be read are left out, as RFC 9110 (13.1.3, 13.1.4, 13.1.5) asks.

Readers of dates further in raise for a year or a zone that no calendar has, and would answer 500.
"""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_DATES = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")
_IF_RANGE = "HTTP_IF_RANGE"
LONGEST_DATE = 64


class ReadableConditions:
    """WSGI middleware that takes out the dates that are none; a validator in ``If-Range`` stays."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        for name in _DATES:
            if name in environ and not is_date(environ[name]):
                del environ[name]
        if _IF_RANGE in environ and not _is_validator(environ[_IF_RANGE]) and not is_date(environ[_IF_RANGE]):
            # A range on a condition that cannot be checked could be part of another file: the whole one is sent.
            del environ[_IF_RANGE]
            environ.pop("HTTP_RANGE", None)
        return self._application(environ, start_response)


def is_date(text: str) -> bool:
    """Tell whether a header is a date that a calendar has."""
    try:
        return len(text) <= LONGEST_DATE and bool(parsedate_to_datetime(text))
    except (ArithmeticError, ValueError, TypeError, LookupError):
        return False


def _is_validator(text: str) -> bool:
    return text.strip().startswith(('"', 'W/"'))
