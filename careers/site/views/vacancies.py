"""The list of open roles and the page of one advert."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup

from careers.content.document import Block, Page, Vacancy
from careers.content.edition import Edition
from careers.site.structured_data import Data, breadcrumbs, job_posting, script
from careers.site.vacancies.advert import Advert, advert_of
from careers.site.vacancies.filters import read_filter
from careers.site.vacancies.listing import Listing, listing_of
from careers.site.views.current import current_site

blueprint = Blueprint("vacancies", __name__)
TITLE = "Open roles"


@dataclass(frozen=True, slots=True)
class VacanciesPage:
    """The list of open roles.

    ``canonical`` is the address of the list without its page number's neighbours; ``is_indexed`` is true only for the
    unfiltered list, so that search engines keep one page and not every combination. ``feed_title`` names the feed of
    this filter. ``structured_data`` is ready to stand in the head.
    """

    title: str
    description: str
    summary: str
    introduction: tuple[Block, ...]
    listing: Listing
    canonical: str
    is_indexed: bool
    structured_data: Markup


@dataclass(frozen=True, slots=True)
class VacancyPage:
    """One advert. ``is_indexed`` is false for samples and closed adverts; the structured data then has no job."""

    title: str
    description: str
    advert: Advert
    canonical: str
    is_indexed: bool
    trail: tuple[tuple[str, str], ...]
    structured_data: Markup


@blueprint.get("/vacancies/")
def vacancies() -> str:
    """Show the open roles that fit the filter in the address."""
    site = current_site()
    edition = site.edition()
    reading = read_filter(request.args.to_dict(flat=False), edition.library.vocabulary)
    return render_template(
        "pages/vacancies.html", page=_vacancies_page(edition, listing_of(edition, reading), site.config.address)
    )


@blueprint.get("/vacancies/<slug>/")
def vacancy(slug: str) -> str:
    """Show one advert, open or closed."""
    site = current_site()
    edition = site.edition()
    found = edition.vacancies.get(slug) or abort(404)
    page = _vacancy_page(edition, found, site.config.address, demonstration=site.config.demonstration)
    return render_template("pages/vacancy.html", page=page)


def _vacancies_page(edition: Edition, listing: Listing, address: str) -> VacanciesPage:
    introduction: Page | None = edition.pages.get("vacancies")
    title = introduction.title if introduction else TITLE
    return VacanciesPage(
        title=title,
        description=introduction.front.description if introduction else "Open roles in children's social work.",
        summary=(introduction.front.summary or "") if introduction else "",
        introduction=introduction.body.blocks if introduction else (),
        listing=listing,
        canonical=address + listing.address,
        is_indexed=not listing.tags and listing.pages.number == 1,
        structured_data=script(breadcrumbs(address, (("Home", "/"), (title, "/vacancies/")))),
    )


def _vacancy_page(edition: Edition, vacancy: Vacancy, address: str, *, demonstration: bool) -> VacancyPage:
    introduction = edition.pages.get("vacancies")
    trail = (("Home", "/"), (introduction.title if introduction else TITLE, "/vacancies/"))
    posting = job_posting(edition, address, vacancy, demonstration=demonstration)
    return VacancyPage(
        title=vacancy.title,
        description=vacancy.front.description,
        advert=advert_of(edition, vacancy),
        canonical=address + vacancy.url,
        is_indexed=posting is not None,
        trail=trail,
        structured_data=script(*_data(address, (*trail, (vacancy.title, vacancy.url)), posting)),
    )


def _data(address: str, trail: tuple[tuple[str, str], ...], posting: Data | None) -> Iterator[Data]:
    yield breadcrumbs(address, trail)
    if posting:
        yield posting
