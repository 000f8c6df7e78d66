"""The map of stages with the way that is asked for, and the page of one stage."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup

from careers.content.document import Stage
from careers.content.edition import Edition
from careers.content.front_matter import Source
from careers.head import Meta
from careers.site.blocks import Placed, place
from careers.site.cards import story_card
from careers.site.components import Option, Statistic, StoryCard
from careers.site.current import current_site
from careers.site.figures import statistic
from careers.site.frame import crumbs
from careers.site.photos import Album
from careers.site.progression.route import Route, Step, address, find_route, step_of
from careers.site.progression.stage_list import Corner, stage_list
from careers.site.progression.street_map import street_map
from careers.site.structured_data import breadcrumbs, script

blueprint = Blueprint("progression", __name__, url_prefix="/progression")


@dataclass(frozen=True, slots=True)
class ProgressionPage:
    """The map of stages.

    ``corners`` is the map as nested lists, ``drawing`` the same as an SVG. ``route`` is what ``?from=`` and ``?to=``
    give; ``choices`` fill the two lists of the form. Only the page without a question is for search engines.
    """

    meta: Meta
    title: str
    summary: str
    blocks: tuple[Placed, ...]
    corners: tuple[Corner, ...]
    drawing: Markup
    choices: tuple[Option, ...]
    route: Route


@dataclass(frozen=True, slots=True)
class StageLink:
    """A neighbouring stage: its title, its page and the address of the way between the two."""

    label: str
    url: str
    way: str


@dataclass(frozen=True, slots=True)
class StagePage:
    """One stage: what it asks and gives (``step``), the text, its neighbours, stories, and where it all comes from."""

    meta: Meta
    title: str
    summary: str
    branch: str
    step: Step
    blocks: tuple[Placed, ...]
    figures: tuple[Statistic, ...]
    before: tuple[StageLink, ...]
    after: tuple[StageLink, ...]
    stories: tuple[StoryCard, ...]
    sources: tuple[Source, ...]


def progression_page(edition: Edition, asked_start: str, asked_end: str, album: Album) -> ProgressionPage:
    """Return the context of the map with the way between two stages, either of which may be empty."""
    page = edition.page("progression") or abort(404)
    route = find_route(edition, asked_start, asked_end)
    return ProgressionPage(
        meta=Meta(
            f"{page.title}: {route.title}" if route.is_asked else page.title,
            page.front.description,
            crumbs(edition, page.url),
            noindex=route.is_asked,
        ),
        title=page.title,
        summary=page.front.summary or "",
        blocks=place(page, edition, album),
        corners=stage_list(edition, route.way),
        drawing=street_map(edition, route.way).svg,
        choices=tuple(Option(slug, stage.title) for slug, stage in edition.stages.items()),
        route=route,
    )


def stage_page(edition: Edition, stage: Stage, album: Album, base: str) -> StagePage:
    """Return the context of one stage; ``base`` is the public address without a final slash."""
    front, labels = stage.front, edition.library.vocabulary.labels["branches"]
    above = crumbs(edition, stage.url)
    return StagePage(
        meta=Meta(
            stage.title,
            front.description,
            above,
            structured=(script(breadcrumbs(above, stage.title, stage.url, base)),),
        ),
        title=stage.title,
        summary=front.description,
        branch=labels.get(front.branch, front.branch),
        step=step_of(edition, stage),
        blocks=place(stage, edition, album),
        figures=tuple(statistic(edition.library.figures[name]) for name in front.figures),
        before=tuple(StageLink(s.title, s.url, address(s.slug, stage.slug)) for s in edition.leads_from(stage)),
        after=tuple(StageLink(s.title, s.url, address(stage.slug, s.slug)) for s in edition.leads_to(stage)),
        stories=tuple(story_card(edition, story, album) for story in edition.stories_of(stage)),
        sources=front.sources,
    )


@blueprint.get("/")
def show_progression() -> str:
    """Show the map, and the way that is asked for."""
    site = current_site()
    start, end = (request.args.get(name, "") for name in ("from", "to"))
    return render_template("pages/progression.html", page=progression_page(site.edition(), start, end, site.album))


@blueprint.get("/<slug>/")
def show_stage(slug: str) -> str:
    """Show one stage."""
    site = current_site()
    edition = site.edition()
    stage = edition.stages.get(slug) or abort(404)
    return render_template("pages/stage.html", page=stage_page(edition, stage, site.album, site.config.address))
