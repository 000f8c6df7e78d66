"""Read what a form sent, strictly: what no form of this site could have sent is refused before anything looks at it.

Knows HTTP, and neither questions nor answers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

BODY_LIMIT = 32 * 1024  # bytes; 1,200 characters of four bytes, percent-encoded, and the rest of the form
FIELD_LIMIT = 200  # fields in one form
LINE_LIMIT = 300  # characters in a field that is not the comment
TEXT_LIMIT = 8_000  # characters in the comment that are still sent back to be shortened
HONEYPOT = "website"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # Unicode's category Cc, all of it
_LINES = {ord("\n"): " ", ord("\t"): " "}  # what a text of several lines may have


@dataclass(frozen=True, slots=True)
class Post:
    """The fields of one form, decoded and clean; each present field has at least one value."""

    values: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """Return the value of a field, empty if it was not sent."""
        return self.values.get(name, ("",))[0]

    def many(self, name: str) -> tuple[str, ...]:
        """Return every value of a field."""
        return self.values.get(name, ())

    @property
    def is_from_a_robot(self) -> bool:
        """Tell whether the field that people cannot see was filled in."""
        return bool(self.one(HONEYPOT))

    @property
    def fields(self) -> MultiDict[str, str]:
        """Return the fields as WTForms reads them."""
        return MultiDict((name, value) for name, values in self.values.items() for value in values)


def read(request: Request, *, single: Collection[str], many: Collection[str] = (), text: Collection[str] = ()) -> Post:
    """Return the form in ``request``, which may hold the fields named: once, several times, or long text once.

    Raises 413 for too much of anything, 415 for another type or encoding, 400 for an unknown or repeated field, bytes
    that are not UTF-8, and control characters. No value is put into a message.
    """
    request.max_content_length = BODY_LIMIT
    _check_type(request)
    pairs = _decode(request.get_data(cache=False))
    values: dict[str, tuple[str, ...]] = {}
    known = {HONEYPOT, *single, *many, *text}
    for name, value in pairs:
        if name not in known:
            raise BadRequest("The form holds a field that this site did not ask for.")
        if name in values and (name not in many or value in values[name]):
            raise BadRequest("The form holds the same field twice.")
        if len(value) > (TEXT_LIMIT if name in text else LINE_LIMIT):
            raise RequestEntityTooLarge("One of the answers is far too long.")
        clean = value.replace("\r\n", "\n").replace("\r", "\n")
        if _CONTROL.search(clean.translate(_LINES) if name in text else clean):
            raise BadRequest("The form holds control characters, which are not text.")
        values[name] = (*values.get(name, ()), clean)
    return Post(values)


def _check_type(request: Request) -> None:
    if request.mimetype != "application/x-www-form-urlencoded":
        raise UnsupportedMediaType("This address takes the site's own forms, sent as a browser sends them.")
    if request.mimetype_params.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType("This address takes text in UTF-8.")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType("This address takes forms that are not compressed.")


def _decode(body: bytes) -> list[tuple[str, str]]:
    if body.count(b"&") >= FIELD_LIMIT:
        raise RequestEntityTooLarge("The form holds too many fields.")
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=bool(body), errors="strict")
    except ValueError:
        raise BadRequest("The form could not be read: its text is not well-formed UTF-8.") from None
