"""Where each public address lies in a frozen copy.

A web server of files does not read queries, so the common ones get a page of their own: one choice of a filter, one order,
one page of a list, one way between stages. All others need the application.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from careers.content.addresses import SEARCH_PAGE as SEARCH
from careers.site.progression.route import PATH as PROGRESSION
from careers.site.vacancies.facets import FACET_BY_KEY
from careers.site.vacancies.listing import CALENDAR_PATH, FEED_PATH, JSON_PATH

VACANCIES, STORIES = "/vacancies/", "/stories/"
INTEREST, FEEDBACK = "/interest/", "/feedback/"
INDEX_PATH = f"{SEARCH}index.json"
PATTERNS = ("/static/*", "/share/*", "/images/*", "/downloads/*", "/icon-*", "/vacancies/*/dates.ics")
"""Files of one kind, which share their headers."""

_PRIVATE = ("/staff/", "/preview/", "/patterns/", "/healthz")
_CHOICES = frozenset({*FACET_BY_KEY, "sort", "page"})
_LISTS = {**dict.fromkeys((VACANCIES, FEED_PATH, CALENDAR_PATH, JSON_PATH), _CHOICES), STORIES: frozenset({"page"})}
_WAYS = (("from",), ("to",), ("from", "to"))
_PLAIN = re.compile(r"[a-z0-9-]+")


def place(address: str, *, live: str) -> str | None:
    """Return where an address (with its query) lies in a copy, ``None`` when it needs the application.

    Without an application behind it, a copy has a page that says so in place of the first page of the form.
    """
    path, _, query = address.partition("?")
    if path.startswith((*_PRIVATE, FEEDBACK)):
        return None
    if path.startswith(INTEREST):
        return None if live else INTEREST
    if not query or path == SEARCH:
        return address  # the search of a copy reads its query itself
    return _place_of_query(path, parse_qsl(query))


def _place_of_query(path: str, pairs: list[tuple[str, str]]) -> str | None:
    """Return the place of an address whose query is a common one."""
    names = tuple(name for name, _ in pairs)
    is_choice = len(pairs) == 1 and names[0] in _LISTS.get(path, ())
    is_way = path == PROGRESSION and names in _WAYS
    if not (is_choice or is_way) or not all(_PLAIN.fullmatch(value) for _, value in pairs):
        return None
    folder, _, file = path.rpartition("/")
    return "/".join([folder, *(part for pair in pairs for part in pair), file])
