"""Adverts that close when nobody is there to ask, or very soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from careers.check.finding import Finding
from careers.check.matter import Matter
from careers.clock import as_instant

DAYS_LEFT = 3
SATURDAY = 5


def closing(matter: Matter) -> Iterator[Finding]:
    """Yield each advert, open or to come, that closes at a weekend, and each open one with three days left or fewer."""
    now = as_instant(matter.now)
    for vacancy in matter.library.vacancies.values():
        front = vacancy.front
        path = str(vacancy.source)
        if front.closing <= now or front.draft or path not in matter.texts:
            continue
        line = matter.fields(path).line(("closes_at",))
        if front.last_day.weekday() >= SATURDAY:
            message = f"closes on a {front.last_day:%A}, when nobody answers questions: choose a working day"
            yield Finding(path, line, "closes-at-weekend", message)
        if front.opening <= now and front.closing - now <= timedelta(days=DAYS_LEFT):
            at = front.closes_at
            message = f"closes on {at:%A} {at.day} {at:%B at %H:%M}: is that still right?"
            yield Finding(path, line, "closes-soon", message)
