"""Feeds of stories, adverts and matches: Atom 1.0, and a JSON feed of open adverts for other sites.

Ids are ``tag:`` addresses made of the council's host and the path, so that they stay the same wherever the site runs.
Dates are those at which readers saw something change; nothing here asks the time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedgenerator

from careers.clock import as_instant, start_of_day
from careers.content.document import Story, Vacancy
from careers.content.edition import Edition
from careers.content.settings import SiteSettings
from careers.site.vacancies.filters import Selection, VacancyFilter
from careers.site.vacancies.listing import FEED_PATH, JSON_PATH, describe
from careers.site.vacancies.syndication import leaves_the_site, syndicated
from careers.site.vacancies.wording import contract_in_words, hours_in_words, moment_in_words, pay_of

ATOM = "application/atom+xml; charset=utf-8"
JSON_FEED = "application/feed+json; charset=utf-8"
STORIES_PATH = "/stories/feed.atom"
NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed was last changed that has never held anything: the year that stands in every id."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; ``path`` and the moments are those of the document, ``html`` is its summary."""

    path: str
    title: str
    html: str
    published: datetime
    updated: datetime
    categories: tuple[str, ...] = ()


class _Atom(feedgenerator.Atom1Feed):  # type: ignore[misc]
    """Atom whose ``updated`` is given, because the library takes the present moment for a feed without entries."""

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


def tag(settings: SiteSettings, path: str) -> str:
    """Return a stable id for a path: "tag:www.manchester.gov.uk,2026:/vacancies/…" (RFC 4151)."""
    return f"tag:{urlsplit(settings.organisation.url).hostname},{NOTHING_YET.year}:{path}"


def changed_at(vacancy: Vacancy) -> datetime:
    """Return the instant at which readers last saw an advert change: its opening, or the day of its update."""
    front = vacancy.front
    return max(front.opening, as_instant(start_of_day(front.updated_on)) if front.updated_on else front.opening)


def vacancies_feed(edition: Edition, address: str, wanted: VacancyFilter, *, demonstration: bool) -> str:
    """Return the Atom feed of the open adverts that fit a filter."""
    selection = Selection(edition)
    found = selection.choose(syndicated(edition, demonstration=demonstration), wanted)
    described = describe(edition, wanted)
    return _atom(
        edition,
        address,
        title=f"Open roles{f' ({described})' if described else ''}",
        subtitle="Roles that take applications now. A role leaves this feed the moment it closes.",
        page=wanted.address(),
        feed=wanted.address(FEED_PATH),
        entries=[_vacancy_entry(edition, vacancy) for vacancy in found],
        updated=_last_change(
            edition,
            (
                v
                for v in edition.vacancies.values()
                if leaves_the_site(v, demonstration=demonstration) and selection.fits(v, wanted)
            ),
        ),
    )


def stories_feed(edition: Edition, address: str) -> str:
    """Return the Atom feed of the frontline stories, newest first."""
    entries = [_story_entry(story) for story in edition.stories.values()]
    entries.sort(key=lambda entry: (entry.published, entry.path), reverse=True)
    return _atom(
        edition,
        address,
        title="Stories from the front line",
        subtitle="What social workers and their managers tell about the work.",
        page="/stories/",
        feed=STORIES_PATH,
        entries=entries,
        updated=max((entry.updated for entry in entries), default=NOTHING_YET),
    )


def matches_atom(
    edition: Edition, vacancies: Sequence[Vacancy], *, title: str, address: str, demonstration: bool = False
) -> bytes:
    """Return the Atom feed of the adverts that fit someone's answers; ``address`` is the feed's own, absolute.

    The page that the feed belongs to is the folder of the address.
    """
    found = [vacancy for vacancy in vacancies if leaves_the_site(vacancy, demonstration=demonstration)]
    entries = [_vacancy_entry(edition, vacancy) for vacancy in found]
    return _atom(
        edition,
        address,
        title=title,
        subtitle="Open roles that fit what you chose.",
        page=".",
        feed=urlsplit(address).path,
        entries=entries,
        updated=max((entry.updated for entry in entries), default=NOTHING_YET),
    ).encode()


def vacancies_json(edition: Edition, address: str, wanted: VacancyFilter, *, demonstration: bool) -> str:
    """Return the open adverts that fit a filter as JSON Feed 1.1, with the facts of each in ``_vacancy``."""
    found = Selection(edition).choose(syndicated(edition, demonstration=demonstration), wanted)
    settings = edition.library.settings
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{settings.name}: open roles",
        "home_page_url": urljoin(address, wanted.address()),
        "feed_url": urljoin(address, wanted.address(JSON_PATH)),
        "language": "en-GB",
        "authors": [{"name": settings.organisation.name, "url": settings.organisation.url}],
        "items": [_json_item(edition, address, vacancy) for vacancy in found],
    }
    return json.dumps(feed, ensure_ascii=False, indent=2) + "\n"


def _last_change(edition: Edition, vacancies: Iterable[Vacancy]) -> datetime:
    """Return when the list of these adverts last changed, by an opening, an update or a closing."""
    moments = (moment for v in vacancies for moment in (changed_at(v), v.front.closing) if moment <= edition.now)
    return max(moments, default=NOTHING_YET)


def _vacancy_entry(edition: Edition, vacancy: Vacancy) -> Entry:
    front, labels = vacancy.front, edition.library.vocabulary.labels
    facts = (
        f"Pay: {pay_of(front).actual_words}",
        f"Hours: {hours_in_words(front)}",
        f"Contract: {contract_in_words(front)}",
        f"Where: {labels['localities'].get(front.locality, front.locality)}",
        f"Closes at {moment_in_words(front.closes_at)}",
    )
    items = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    names = (
        labels["levels"].get(front.level),
        labels["teams"].get(front.team),
        labels["localities"].get(front.locality),
    )
    return Entry(
        vacancy.url,
        front.title,
        f"{_paragraph(front.description)}<ul>{items}</ul>",
        front.opening,
        changed_at(vacancy),
        tuple(name for name in names if name),
    )


def _story_entry(story: Story) -> Entry:
    front = story.front
    published = as_instant(start_of_day(front.published_on))
    updated = as_instant(start_of_day(front.updated_on)) if front.updated_on else published
    return Entry(story.url, front.title, _paragraph(front.standfirst), published, max(published, updated))


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _atom(
    edition: Edition,
    address: str,
    *,
    title: str,
    subtitle: str,
    page: str,
    feed: str,
    entries: Sequence[Entry],
    updated: datetime,
) -> str:
    settings = edition.library.settings
    document = _Atom(
        title=f"{title} · {settings.name}",
        link=urljoin(address, page),
        description=subtitle,
        language="en-GB",
        author_name=settings.organisation.name,
        author_link=settings.organisation.url,
        feed_url=urljoin(address, feed),
        feed_guid=tag(settings, feed),
        updated=max([updated, *(entry.updated for entry in entries)]),
    )
    for entry in entries:
        document.add_item(
            title=entry.title,
            link=urljoin(address, entry.path),
            description=entry.html,
            unique_id=tag(settings, entry.path),
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.categories,
        )
    text: str = document.writeString("utf-8")
    return text


def _json_item(edition: Edition, address: str, vacancy: Vacancy) -> dict[str, Any]:
    entry, front, pay = _vacancy_entry(edition, vacancy), vacancy.front, pay_of(vacancy.front)
    return {
        "id": tag(edition.library.settings, entry.path),
        "url": urljoin(address, entry.path),
        "title": entry.title,
        "summary": front.description,
        "content_html": entry.html,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "tags": list(entry.categories),
        "_vacancy": {
            "about": urljoin(address, "/vacancies/"),
            "reference": front.reference,
            "level": front.level,
            "team": front.team,
            "locality": front.locality,
            "grade": front.grade,
            "pay": {"currency": "GBP", "per": "year", "minimum": pay.minimum, "maximum": pay.maximum},
            "full_time_pay": {"minimum": pay.full_time_minimum, "maximum": pay.full_time_maximum},
            "hours_per_week": front.hours,
            "full_time_hours_per_week": front.full_time_hours,
            "contract": front.contract,
            "fixed_term_months": front.fixed_term_months,
            "patterns": list(front.patterns),
            "flexible_working": front.flexible.offered,
            "hybrid_working": front.hybrid.offered,
            "visa_sponsorship": front.visa_sponsorship,
            "asye_suitable": front.asye_suitable,
            "registration_required": front.registration_required,
            "opens_at": front.opens_at.isoformat(),
            "closes_at": front.closes_at.isoformat(),
            "interviews_on": [day.isoformat() for day in front.interviews_on],
            "apply_url": urljoin(address, front.apply_url),
        },
    }
