"""Settings that somebody has to look at again from time to time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from careers.check.finding import Finding
from careers.check.matter import Matter
from careers.content.strict_yaml import Parsed, parse

SOON = timedelta(days=60)
FILE = "site.yaml"


def security_contact(matter: Matter) -> Iterator[Finding]:
    """Yield advice when the day until which the contact for security faults is sure has passed, or soon will."""
    told = matter.library.settings.security
    if told is None or FILE not in matter.texts or told.expires > matter.today + SOON:
        return
    line = (parse(matter.texts[FILE], FILE, 1, []) or Parsed()).line(("security", "expires"))
    message = (
        f"the contact for security faults is only sure until {told.expires}: see that it is right, then move the day on"
    )
    yield Finding(FILE, line, "security-contact", message)
