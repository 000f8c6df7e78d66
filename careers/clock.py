"""The only source of "now".

Every part that needs the time is given a :class:`Clock`; nothing else asks the system. Times are aware and in
Europe/London, whatever the server's own zone, because that is the zone in which an advert opens and closes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
END_OF_DAY = time(23, 59, 59)


def _system_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Tell the time in London.

    ``source`` returns an aware datetime in any zone; tests and the editors' preview inject their own.
    """

    source: Callable[[], datetime] = field(default=_system_now)

    def now(self) -> datetime:
        """Return the present moment, aware, in Europe/London."""
        return self.source().astimezone(LONDON)

    def instant(self) -> datetime:
        """Return the present moment, aware, in UTC: for comparing, and the quickest to have."""
        return as_instant(self.source())

    def today(self) -> date:
        """Return the calendar day in London."""
        return self.now().date()

    @classmethod
    def fixed(cls, moment: datetime) -> Clock:
        """Return a clock that stands still at ``moment`` (aware; a naive one is read as London time)."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
        return cls(lambda: aware)


def start_of_day(day: date) -> datetime:
    """Return 00:00:00 of ``day`` in London."""
    return datetime.combine(day, time.min, LONDON)


def end_of_day(day: date) -> datetime:
    """Return 23:59:59 of ``day`` in London, the moment at which what closes that day closes."""
    return datetime.combine(day, END_OF_DAY, LONDON)


def next_midnight(moment: datetime) -> datetime:
    """Return the first midnight in London after ``moment``; "days left" changes then."""
    return start_of_day(moment.astimezone(LONDON).date() + timedelta(days=1))


def as_instant(moment: datetime) -> datetime:
    """Return ``moment`` in UTC.

    Two London datetimes compare by their wall clock, which is wrong in the hour that a clock change repeats, so
    anything that orders or compares moments does it on instants.
    """
    return moment.astimezone(UTC)
