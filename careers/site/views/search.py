"""The search page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Flask, current_app, render_template, request

from careers.content.addresses import SEARCH_PAGE
from careers.content.edition import Edition
from careers.head import Link, Meta
from careers.site.current import current_site
from careers.site.frame import crumbs
from careers.site.pagination import page_asked_for
from careers.site.search.current import SearchOfEdition
from careers.site.search.engine import Results, SearchEngine
from careers.site.search.records import Group
from careers.site.vacancies.wording import number_of

blueprint = Blueprint("search", __name__, url_prefix="/search")
PATH = SEARCH_PAGE
_EXTENSION = "careers.search"


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page: ``message`` says what was found ("" before anything is asked), ``places`` are ways on.

    ``keep`` is what the form carries along, as pairs of name and value. Search engines never keep this page.
    """

    meta: Meta
    results: Results
    message: str
    places: tuple[Link, ...]
    keep: tuple[tuple[str, str], ...]


def search_page(edition: Edition, results: Results) -> SearchPage:
    """Return the context of the page that shows ``results``."""
    return SearchPage(
        meta=Meta(
            f"Search: {results.query}" if results.query else "Search",
            "Search the roles, stories, stages, pages and figures of this site.",
            crumbs(edition, PATH),
            noindex=True,
        ),
        results=results,
        message=_message(results),
        places=_places(edition) if not results.total else (),
        keep=(("in", results.group.value),) if results.group else (),
    )


def prepare(app: Flask, edition: Edition) -> SearchEngine:
    """Return the engine for an edition, built now if need be."""
    engines: SearchOfEdition = app.extensions.setdefault(_EXTENSION, SearchOfEdition())
    return engines.of(edition)


@blueprint.get("/")
def show_search() -> str:
    """Search for ``q`` in everything, or in the group ``in``."""
    edition = current_site().edition()
    arguments = request.args
    name = arguments.get("in", "")
    results = prepare(current_app, edition).search(
        arguments.get("q", ""),
        Group(name) if name in set(Group) else None,
        page_asked_for(arguments.get("page", "")),
    )
    return render_template("pages/search.html", page=search_page(edition, results))


def _message(results: Results) -> str:
    if not results.query:
        return ""
    if not results.total:
        return f"Nothing found for “{results.query}”"
    words = f"{number_of(results.total, 'result').capitalize()} for “{results.corrected or results.query}”."
    if results.corrected:
        words += f" Nothing here is spelt “{results.query}”."
    if results.is_partial:
        words += " No page has all of these words, so these have some of them."
    return words


def _places(edition: Edition) -> tuple[Link, ...]:
    """Return the pages of the main navigation, with how many roles are open beside the list of roles."""
    places = [(place.label, page.url) for page in edition.navigation if (place := page.front.navigation)]
    return tuple(
        Link(f"{label} ({len(edition.open_vacancies)})" if url == "/vacancies/" else label, url)
        for label, url in places
    )
