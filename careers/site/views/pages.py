"""The home page, and every page that an editor wrote."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from careers.content.document import Page
from careers.content.edition import Edition
from careers.content.settings import Hero, Situation
from careers.head import Link, Meta
from careers.site.blocks import Placed, place
from careers.site.cards import story_card
from careers.site.charts import Chart
from careers.site.components import Statistic, StoryCard
from careers.site.current import current_site
from careers.site.figures import chart, places, statistic
from careers.site.frame import crumbs
from careers.site.photos import Album
from careers.site.vacancies.card import VacancyCard, card_of
from careers.site.vacancies.wording import date_in_words

blueprint = Blueprint("pages", __name__)
LATEST = 4
STORIES = 3


@dataclass(frozen=True, slots=True)
class Home:
    """The home page: proposition, three figures, situations, stories, latest roles and the editor's own text.

    Where the story that leads cannot be seen any more, the next one does.
    """

    meta: Meta
    hero: Hero
    figures: tuple[Statistic, ...]
    situations: tuple[SituationLink, ...]
    lead: StoryCard | None
    stories: tuple[StoryCard, ...]
    vacancies: tuple[VacancyCard, ...]
    open_count: int
    blocks: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class SituationLink:
    """One answer to "Where are you now?" and where it leads."""

    label: str
    help: str
    url: str


@dataclass(frozen=True, slots=True)
class ContentPage:
    """A page that an editor wrote. ``contents`` links to its second-level headings when there are enough of them."""

    meta: Meta
    title: str
    summary: str
    slug: str
    blocks: tuple[Placed, ...]
    contents: tuple[Link, ...]
    related: tuple[Link, ...]
    reviewed_on: str


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """One figure on the page about the figures: its value, its chart, what it means and where it is used."""

    id: str
    statistic: Statistic
    chart: Chart | None
    blocks: tuple[Placed, ...]
    places: tuple[Link, ...]
    source_url: str
    review_by: str


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The page about the figures: an editor's words, then every figure."""

    page: ContentPage
    meta: Meta
    entries: tuple[FigureEntry, ...]


ENOUGH_HEADINGS = 4


def meta_of(edition: Edition, page: Page) -> Meta:
    """Return what the head of an editor's page says."""
    return Meta(page.title, page.front.description, crumbs(edition, page.url))


def home(edition: Edition, page: Page, album: Album) -> Home:
    """Return the context of the home page."""
    library = edition.library
    chosen = library.settings.home
    offered = dict.fromkeys((chosen.lead_story, *chosen.stories, *edition.stories))
    shown = [edition.stories[slug] for slug in offered if slug in edition.stories][:STORIES]
    cards = [story_card(edition, story, album) for story in shown]
    return Home(
        meta=meta_of(edition, page),
        hero=chosen.hero,
        figures=tuple(statistic(library.figures[name]) for name in chosen.figures),
        situations=tuple(_situation(edition, s) for s in library.vocabulary.situations if not s.retired),
        lead=cards[0] if cards else None,
        stories=tuple(cards[1:]),
        vacancies=tuple(card_of(edition, vacancy) for vacancy in list(edition.open_vacancies.values())[:LATEST]),
        open_count=len(edition.open_vacancies),
        blocks=place(page, edition, album),
    )


def _situation(edition: Edition, situation: Situation) -> SituationLink:
    stage = edition.stages.get(situation.stage)
    url = f"/progression/?from={stage.slug}#way" if stage else "/progression/"
    return SituationLink(situation.label, situation.help or "", url)


def content_page(edition: Edition, page: Page, album: Album, retention_months: int = 0) -> ContentPage:
    """Return the context of an editor's page."""
    headings = [heading for heading in page.body.headings if heading.level == 2]
    reviewed = page.front.reviewed_on
    return ContentPage(
        meta=meta_of(edition, page),
        title=page.title,
        summary=page.front.summary or "",
        slug=page.slug,
        blocks=place(page, edition, album, retention_months=retention_months),
        contents=tuple(Link(h.text, f"#{h.id}") for h in headings) if len(headings) >= ENOUGH_HEADINGS else (),
        related=tuple(Link(action.label, action.to) for action in page.front.related),
        reviewed_on=date_in_words(reviewed) if reviewed else "",
    )


def figures_page(edition: Edition, page: Page, album: Album) -> FiguresPage:
    """Return the context of the page about the figures."""
    library = edition.library
    used = places(edition)
    entries = []
    for figure in edition.figures.values():
        front = figure.front
        entries.append(
            FigureEntry(
                id=figure.slug,
                statistic=statistic(figure),
                chart=chart(figure, library.figures),
                blocks=place(figure, edition, album),
                places=used.get(figure.slug, ()),
                source_url=front.source.url or "",
                review_by=date_in_words(front.review_by),
            )
        )
    context = content_page(edition, page, album)
    return FiguresPage(context, context.meta, tuple(entries))


@blueprint.get("/")
def show_home() -> str:
    """Show the home page."""
    site = current_site()
    edition = site.edition()
    page = edition.page("index") or abort(404)
    return render_template("pages/home.html", page=home(edition, page, site.album))


@blueprint.get("/<path:slug>/")
def show_page(slug: str) -> str:
    """Show a page that an editor wrote."""
    site = current_site()
    edition = site.edition()
    page = edition.page(slug)
    if page is None or page.url != f"/{slug}/":
        abort(404)
    if slug == "about-the-figures":
        return render_template("pages/figures.html", page=figures_page(edition, page, site.album))
    return render_template(
        "pages/page.html", page=content_page(edition, page, site.album, site.config.retention_months)
    )
