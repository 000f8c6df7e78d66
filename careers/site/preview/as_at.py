"""The site as visitors will see it on another day, in preview: a signed part of the address, and no cookie.

The signature keeps strangers from trying days on a preview that somebody shared with them; a link that was made here
works for whoever has it.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from itsdangerous import BadSignature, Signer

from careers.clock import LONDON
from careers.content.fields import parse_date

PARAMETER = "as-at"
HOUR = time(12)
"""Noon, when what opens in the morning is open and what closes at night is not yet closed."""
_HREF = re.compile(
    r'(?P<tag><a\b[^>]*?\shref=")(?P<path>/(?!/|static/|share/|images/|downloads/|preview/)[^"#?]*)'
    r'(?P<query>\?[^"#]*)?(?P<anchor>#[^"]*)?"'
)
_FORM = re.compile(r'<form\b(?![^>]*method="post")(?![^>]*action="/preview/)[^>]*>', re.IGNORECASE)


def sign(day: date, key: str) -> str:
    """Return the value that stands for a day in an address."""
    return Signer(key, salt="preview-as-at").sign(day.isoformat()).decode()


def read(value: str, key: str) -> datetime:
    """Return noon of the day that a value stands for; raise ``ValueError`` when it was not made here."""
    try:
        text = Signer(key, salt="preview-as-at").unsign(value).decode()
    except BadSignature:
        raise ValueError("this date was not chosen in this preview") from None
    return datetime.combine(date.fromisoformat(text), HOUR, LONDON)


def chosen(text: str) -> date | None:
    """Return the day that an editor chose in the form, ``None`` when there is no such day."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def carried(html: str, value: str) -> str:
    """Return a page on whose links and searches the chosen day is carried on."""

    def link(found: re.Match[str]) -> str:
        query = f"{found['query']}&amp;" if found["query"] else "?"
        return f'{found["tag"]}{found["path"]}{query}{PARAMETER}={value}{found["anchor"] or ""}"'

    hidden = f'<input type="hidden" name="{PARAMETER}" value="{value}">'
    return _FORM.sub(lambda found: found.group() + hidden, _HREF.sub(link, html))
