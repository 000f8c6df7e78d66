"""The pages that only a frozen copy has: its search with everything from A to Z, and what it says in place of a form."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, Response, abort, render_template

from careers.content.addresses import SEARCH_PAGE as SEARCH
from careers.content.edition import Edition
from careers.content.settings import SiteSettings
from careers.delivery.assets import Asset
from careers.delivery.security import content_security_policy
from careers.head import Link, Meta
from careers.site.current import current_site
from careers.site.frame import crumbs
from careers.site.frozen.addresses import INDEX_PATH, INTEREST
from careers.site.frozen.index import search_index
from careers.site.search.words import fold

blueprint = Blueprint("frozen", __name__)
SCRIPT = "js/search.js"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the alphabet, and the pages whose titles begin with it."""

    letter: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SearchCopyPage:
    """The search page of a copy. ``script`` searches ``index``; without a script there are the pages from A to Z."""

    meta: Meta
    script: Asset
    index: str
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class NoFormPage:
    """What a copy without an application says where the form would be."""

    meta: Meta
    title: str
    settings: SiteSettings


def letters_of(edition: Edition) -> tuple[Letter, ...]:
    """Return every page by the first letter of its title; what begins with no letter comes first, under 0–9."""

    def initial(link: Link) -> str:
        first = fold(link.label)[:1].upper()
        return first if first.isalpha() else "0–9"

    links = (Link(document.title, document.url) for document in edition.documents() if document.url != "/")
    ordered = sorted(links, key=lambda link: (initial(link), fold(link.label), link.url))
    return tuple(Letter(letter, tuple(found)) for letter, found in groupby(ordered, key=initial))


@blueprint.get(SEARCH)
def show_search() -> Response:
    """Show the search. This page alone may run a script, the site's own, whose content the page vouches for."""
    site = current_site()
    edition = site.edition()
    meta = Meta("Search", "Search this site, or look through all of its pages.", crumbs(edition, SEARCH), noindex=True)
    page = SearchCopyPage(meta, site.assets.files[SCRIPT], INDEX_PATH, letters_of(edition))
    response = Response(render_template("pages/search_copy.html", page=page))
    live = site.copy.live if site.copy else ""
    response.headers["Content-Security-Policy"] = content_security_policy(
        script_src="'self'", form_action=f"'self' {live}".rstrip()
    )
    return response


@blueprint.get(INDEX_PATH)
def show_index() -> Response:
    """Return what the search reads."""
    return Response(search_index(current_site().edition()), mimetype="application/json")


@blueprint.get(INTEREST)
def show_no_form() -> str:
    """Say that a copy takes no answers, and whom to ask instead."""
    library = current_site().edition().library
    questionnaire = library.questionnaire or abort(404)
    meta = Meta(
        questionnaire.title,
        "This copy of the site is for reading and takes no answers.",
        crumbs(current_site().edition(), INTEREST),
        noindex=True,
    )
    return render_template("pages/no_form.html", page=NoFormPage(meta, questionnaire.title, library.settings))
