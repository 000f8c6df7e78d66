"""Feeds and calendars: of stories, of open adverts, of exactly one filter of them, and the dates of one advert."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from careers.content.edition import Edition
from careers.site import calendars, feeds
from careers.site.current import current_site
from careers.site.vacancies.filters import VacancyFilter, read_filter
from careers.site.vacancies.listing import CALENDAR_PATH, FEED_PATH, JSON_PATH

blueprint = Blueprint("feeds", __name__)


@blueprint.get(feeds.STORIES_PATH)
def stories() -> Response:
    """Return the feed of stories."""
    site = current_site()
    return Response(feeds.stories_feed(site.edition(), site.config.address), content_type=feeds.ATOM)


@blueprint.get(FEED_PATH)
def vacancies() -> Response:
    """Return the feed of the open adverts that fit the filter in the address."""
    site = current_site()
    edition = site.edition()
    text = feeds.vacancies_feed(edition, site.config.address, _filter(edition), demonstration=site.config.demonstration)
    return Response(text, content_type=feeds.ATOM)


@blueprint.get(JSON_PATH)
def vacancies_json() -> Response:
    """Return the same as JSON, for other sites; any site may read it from a visitor's browser."""
    site = current_site()
    edition = site.edition()
    text = feeds.vacancies_json(edition, site.config.address, _filter(edition), demonstration=site.config.demonstration)
    return Response(text, content_type=feeds.JSON_FEED, headers={"Access-Control-Allow-Origin": "*"})


@blueprint.get(CALENDAR_PATH)
def closing_dates() -> Response:
    """Return the calendar of closing dates and interviews for the filter in the address."""
    site = current_site()
    edition = site.edition()
    text = calendars.closing_dates(
        edition, site.config.address, _filter(edition), demonstration=site.config.demonstration
    )
    return Response(text, content_type=calendars.ICALENDAR)


@blueprint.get("/vacancies/<slug>/dates.ics")
def advert_dates(slug: str) -> Response:
    """Return the dates of one open advert as a file to keep; a closed one has none left to offer."""
    site = current_site()
    edition = site.edition()
    vacancy = edition.open_vacancies.get(slug) or abort(410 if slug in edition.vacancies else 404)
    response = Response(calendars.advert_dates(edition, site.config.address, vacancy), content_type=calendars.ICALENDAR)
    response.headers["Content-Disposition"] = f'attachment; filename="{vacancy.slug}.ics"'
    return response


def _filter(edition: Edition) -> VacancyFilter:
    return read_filter(request.args.to_dict(flat=False), edition.library.vocabulary).filter
