"""Calendars (iCalendar, RFC 5545) of closing dates and interviews, in London time with its rules for summer time.

Nothing here asks the time: a stamp is the moment at which readers last saw the advert change, so that the same advert
always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from careers.clock import LONDON
from careers.content.document import Vacancy
from careers.content.edition import Edition
from careers.site.feeds import changed_at
from careers.site.vacancies.filters import Selection, VacancyFilter
from careers.site.vacancies.listing import describe
from careers.site.vacancies.syndication import leaves_the_site, syndicated
from careers.site.vacancies.wording import moment_in_words, pay_of

ICALENDAR = "text/calendar; charset=utf-8"
_REFRESH = timedelta(hours=6)


def closing_dates(edition: Edition, address: str, wanted: VacancyFilter, *, demonstration: bool) -> str:
    """Return the calendar of the closing dates and interviews of the open adverts that fit a filter."""
    found = Selection(edition).choose(syndicated(edition, demonstration=demonstration), wanted)
    described = describe(edition, wanted)
    name = f"Closing dates{f' ({described})' if described else ''}"
    return _calendar(edition, address, name, found)


def advert_dates(edition: Edition, address: str, vacancy: Vacancy) -> str:
    """Return the calendar of one advert, for someone who chose to keep its dates."""
    return _calendar(edition, address, vacancy.front.title, (vacancy,))


def matches_calendar(
    edition: Edition, vacancies: Sequence[Vacancy], *, title: str, address: str, demonstration: bool = False
) -> bytes:
    """Return the calendar of the adverts that fit someone's answers; ``address`` is the calendar's own, absolute."""
    shown = [vacancy for vacancy in vacancies if leaves_the_site(vacancy, demonstration=demonstration)]
    return _calendar(edition, address, title, shown).encode()


def _calendar(edition: Edition, address: str, name: str, vacancies: Iterable[Vacancy]) -> str:
    settings = edition.library.settings
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{settings.organisation.name}//{settings.name}//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for label in ("name", "x-wr-calname"):
        calendar.add(label, f"{name} · {settings.name}")
    calendar.add("x-wr-timezone", LONDON.key)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    calendar.add_component(_london_rules())
    host = urlsplit(settings.organisation.url).hostname or "careers"
    for vacancy in vacancies:
        calendar.add_component(_closing(edition, address, host, vacancy))
        for day in vacancy.front.interviews_on:
            calendar.add_component(_interview(edition, address, host, vacancy, day))
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _closing(edition: Edition, address: str, host: str, vacancy: Vacancy) -> Event:
    front = vacancy.front
    event = _event(edition, address, vacancy, f"closing-{vacancy.slug}@{host}", f"Applications close: {front.title}")
    event.add("dtstart", _in_london(front.closes_at))
    event.add(
        "description",
        f"Apply by {moment_in_words(front.closes_at)}. Pay: {pay_of(front).actual_words}. "
        f"Reference {front.reference}. {urljoin(address, vacancy.url)}",
    )
    return event


def _interview(edition: Edition, address: str, host: str, vacancy: Vacancy, day: date) -> Event:
    uid = f"interview-{day:%Y%m%d}-{vacancy.slug}@{host}"
    event = _event(edition, address, vacancy, uid, f"Interviews: {vacancy.front.title}")
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("description", f"Reference {vacancy.front.reference}. {urljoin(address, vacancy.url)}")
    return event


def _event(edition: Edition, address: str, vacancy: Vacancy, uid: str, summary: str) -> Event:
    front, labels = vacancy.front, edition.library.vocabulary.labels
    changed = changed_at(vacancy).astimezone(UTC)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("summary", f"{summary} (sample advert)" if front.sample else summary)
    event.add("url", urljoin(address, vacancy.url))
    event.add("location", labels["localities"].get(front.locality, front.locality))
    event.add("transp", "TRANSPARENT")
    return event


def _london_rules() -> Timezone:
    """Return summer time as Great Britain has kept it since 1996: last Sundays of March and October, at 01:00 UTC.

    Written out, because the rules that icalendar derives from the zone begin summer time an hour late.
    """
    zone = Timezone()
    zone.add("tzid", LONDON.key)
    for kind, name, month, starts, before, after in (
        (TimezoneDaylight, "BST", 3, datetime(1996, 3, 31, 1), 0, 1),  # noqa: DTZ001 (local by definition)
        (TimezoneStandard, "GMT", 10, datetime(1996, 10, 27, 2), 1, 0),  # noqa: DTZ001
    ):
        rule = kind()
        rule.add("dtstart", starts)
        rule.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        rule.add("tzname", name)
        rule.add("tzoffsetfrom", timedelta(hours=before))
        rule.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(rule)
    return zone


def _in_london(moment: datetime) -> datetime:
    """Return a moment in London time, or in UTC in the hour that autumn repeats, which calendars read in two ways."""
    local = moment.astimezone(LONDON)
    is_repeated = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return moment.astimezone(UTC) if is_repeated else local
