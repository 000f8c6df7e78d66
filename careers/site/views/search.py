"""The search page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, request

from careers.content.edition import Edition
from careers.site.search.current import SearchOfEdition
from careers.site.search.engine import LAST_PAGE, Results
from careers.site.search.records import Group
from careers.site.search.words import LONGEST_QUERY
from careers.site.vacancies.wording import number_of
from careers.site.views.current import current_site

blueprint = Blueprint("search", __name__)
_EXTENSION = "careers.search"


@dataclass(frozen=True, slots=True)
class Place:
    """A page that many people look for, offered when a search is empty or finds nothing."""

    label: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page. ``message`` is a sentence on what was found, "" before anything is asked; never indexed."""

    title: str
    description: str
    results: Results
    message: str
    places: tuple[Place, ...]
    longest_query: int


@blueprint.get("/search/")
def search() -> str:
    """Search for ``q`` in everything, or in the group ``in``."""
    edition = current_site().edition()
    engines: SearchOfEdition = current_app.extensions.setdefault(_EXTENSION, SearchOfEdition())
    results = engines.of(edition).search(
        request.args.get("q", ""), _group(request.args.get("in", "")), _page(request.args.get("page", ""))
    )
    page = SearchPage(
        title=f"{results.query}: search" if results.query else "Search",
        description="Search the roles, stories, stages, pages and figures of this site.",
        results=results,
        message=_message(results),
        places=_places(edition) if not results.total else (),
        longest_query=LONGEST_QUERY,
    )
    return render_template("pages/search.html", page=page)


def _group(name: str) -> Group | None:
    return Group(name) if name in set(Group) else None


def _page(text: str) -> int:
    return min(int(text), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _message(results: Results) -> str:
    if not results.query:
        return ""
    if not results.total:
        return f"Nothing found for “{results.query}”."
    asked = results.corrected or results.query
    words = f"{number_of(results.total, 'result').capitalize()} for “{asked}”."
    if results.is_partial:
        words += " Nothing has all of these words, so these have some of them."
    return words


def _places(edition: Edition) -> tuple[Place, ...]:
    """Return the pages of the main navigation, with how many roles are open beside the list of roles."""
    pages = sorted(
        (page for page in edition.pages.values() if page.front.navigation),
        key=lambda page: page.front.navigation.order if page.front.navigation else 0,
    )
    roles = number_of(len(edition.open_vacancies), "open role")
    return tuple(
        Place(
            page.front.navigation.label if page.front.navigation else page.title,
            page.url,
            roles if page.url == "/vacancies/" else page.front.description,
        )
        for page in pages
    )
