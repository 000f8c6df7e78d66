"""The list of open roles and the page of one advert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request

from careers.config import Config
from careers.content.document import Vacancy
from careers.content.edition import Edition
from careers.head import Feed, Link, Meta
from careers.site import feeds
from careers.site.blocks import Placed, place
from careers.site.cards import story_card
from careers.site.components import StoryCard
from careers.site.current import current_site
from careers.site.frame import crumbs
from careers.site.photos import Album
from careers.site.structured_data import breadcrumbs, job_posting, script
from careers.site.vacancies.advert import Advert, advert_of
from careers.site.vacancies.filters import read_filter
from careers.site.vacancies.listing import Listing, listing_of

blueprint = Blueprint("vacancies", __name__, url_prefix="/vacancies")


@dataclass(frozen=True, slots=True)
class VacanciesPage:
    """The list of open roles: an editor's words and the listing.

    Only the unfiltered first page is for search engines, so that they keep one page and not every combination.
    """

    meta: Meta
    title: str
    summary: str
    blocks: tuple[Placed, ...]
    listing: Listing


@dataclass(frozen=True, slots=True)
class VacancyPage:
    """One advert: ``blocks`` is the editor's own text. Samples and closed adverts are not for search engines."""

    meta: Meta
    advert: Advert
    blocks: tuple[Placed, ...]
    stages: tuple[Link, ...]
    stories: tuple[StoryCard, ...]


def vacancies_page(edition: Edition, arguments: Mapping[str, Sequence[str]], album: Album) -> VacanciesPage:
    """Return the context of the list that the arguments of an address ask for."""
    page = edition.page("vacancies") or abort(404)
    listing = listing_of(edition, read_filter(arguments, edition.library.vocabulary))
    title = page.title if listing.pages.number == 1 else f"{page.title}, page {listing.pages.number}"
    return VacanciesPage(
        meta=Meta(
            ": ".join(filter(None, (title, ", ".join(tag.label for tag in listing.tags)))),
            page.front.description,
            crumbs(edition, page.url),
            noindex=bool(listing.tags) or listing.pages.number > 1,
            feeds=(
                Feed("New roles in this selection", listing.feed, feeds.ATOM.partition(";")[0]),
                Feed("Roles in this selection for other sites", listing.json, feeds.JSON_FEED.partition(";")[0]),
            ),
        ),
        title=page.title,
        summary=page.front.summary or "",
        blocks=place(page, edition, album),
        listing=listing,
    )


def vacancy_page(edition: Edition, vacancy: Vacancy, album: Album, config: Config) -> VacancyPage:
    """Return the context of one advert, open or closed."""
    base, above = config.address, crumbs(edition, vacancy.url)
    advert = advert_of(edition, vacancy)
    trail = breadcrumbs(above, vacancy.title, vacancy.url, base)
    posting = job_posting(edition, base, vacancy, demonstration=config.demonstration)
    return VacancyPage(
        meta=Meta(
            f"{vacancy.title} (closed)" if advert.is_closed else vacancy.title,
            vacancy.front.description,
            above,
            noindex=posting is None,
            structured=tuple(script(item) for item in (trail, posting) if item),
        ),
        advert=advert,
        blocks=place(vacancy, edition, album),
        stages=tuple(Link(stage.title, stage.url) for stage in advert.stages),
        stories=tuple(story_card(edition, story, album) for story in advert.stories),
    )


@blueprint.get("/")
def show_vacancies() -> str:
    """Show the open roles that fit the filter in the address."""
    site = current_site()
    page = vacancies_page(site.edition(), request.args.to_dict(flat=False), site.album)
    return render_template("pages/vacancies.html", page=page)


@blueprint.get("/<slug>/")
def show_vacancy(slug: str) -> str:
    """Show one advert."""
    site = current_site()
    edition = site.edition()
    vacancy = edition.vacancies.get(slug) or abort(404)
    return render_template("pages/vacancy.html", page=vacancy_page(edition, vacancy, site.album, site.config))
