"""Which arguments of an address change what is shown, so that one page is stored once whatever else is written there."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import werkzeug.urls  # noqa: F401 - registers how bytes that are no text are read

from careers.site.vacancies.facets import FACETS
from careers.site.vacancies.listing import CALENDAR_PATH, FEED_PATH, JSON_PATH

LONGEST = 300
MOST = 20

_FILTER = frozenset({"q", "sort", *(facet.key for facet in FACETS)})
HEEDED = {
    "/vacancies/": _FILTER | {"page"},
    FEED_PATH: _FILTER,
    JSON_PATH: _FILTER,
    CALENDAR_PATH: _FILTER,
    "/stories/": frozenset({"page"}),
    "/search/": frozenset({"q", "in", "page"}),
    "/progression/": frozenset({"from", "to"}),
}
"""The arguments that each address heeds; all others heed none. A view that reads another one must name it here."""


def canonical(path: str, query: str) -> str | None:
    """Return what of a query counts, in one order, "" for nothing; ``None`` for one so long that nobody asks it twice.

    Read as the views' framework reads it: two addresses that a view tells apart must never be one here, or a stranger could
    choose what the next reader of the other is shown. Arguments of one name keep their order, and an empty one its place
    before another, since some views heed the first alone. A name with nothing but empty ones, as an unused field of a form
    sends it, counts as not there.
    """
    heeded = HEEDED.get(path)
    if heeded is None:
        return ""
    if len(query) > LONGEST or query.count("&") >= MOST:
        return None
    pairs = parse_qsl(query, keep_blank_values=True, errors="werkzeug.url_quote")
    given = {name for name, value in pairs if value and name in heeded}
    pairs = [pair for pair in pairs if pair[0] in given]
    return urlencode(sorted(pairs, key=lambda pair: pair[0]))
