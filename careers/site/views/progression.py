"""The map of stages with the way that is asked for, and the page of one stage."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup

from careers.content.document import Block, Stage, Story
from careers.content.edition import Edition
from careers.content.front_matter import Source
from careers.site.progression.route import Route, StageChoice, Step, address, find_route, stage_choices, step_of
from careers.site.progression.stage_list import ListedStreet, stage_list
from careers.site.progression.street_map import street_map
from careers.site.structured_data import breadcrumbs, script
from careers.site.views.current import current_site

blueprint = Blueprint("progression", __name__)
TITLE = "Progression"
PATH = "/progression/"
LONGEST_ASKED = 200


@dataclass(frozen=True, slots=True)
class ProgressionPage:
    """The map of stages.

    ``streets`` is the map as nested lists, ``drawing`` the same as an SVG. ``route`` is what ``?from=`` and ``?to=``
    give; ``choices`` fill the two lists of the form. Only the page without a question is indexed.
    """

    title: str
    description: str
    summary: str
    introduction: tuple[Block, ...]
    streets: tuple[ListedStreet, ...]
    drawing: Markup
    choices: tuple[StageChoice, ...]
    route: Route
    canonical: str
    is_indexed: bool
    structured_data: Markup


@dataclass(frozen=True, slots=True)
class StageLink:
    """A neighbouring stage: its title, its page and the address of the way between the two."""

    title: str
    url: str
    way: str


@dataclass(frozen=True, slots=True)
class StagePage:
    """One stage: what it asks and gives (``step``), the text, its neighbours, stories, and where it all comes from."""

    title: str
    description: str
    step: Step
    branch: str
    blocks: tuple[Block, ...]
    before: tuple[StageLink, ...]
    after: tuple[StageLink, ...]
    stories: tuple[Story, ...]
    sources: tuple[Source, ...]
    canonical: str
    trail: tuple[tuple[str, str], ...]
    structured_data: Markup


@blueprint.get(PATH)
def progression() -> str:
    """Show the map, and the way that is asked for."""
    site = current_site()
    asked = [request.args.get(name, "")[:LONGEST_ASKED] for name in ("from", "to")]
    page = _progression_page(site.edition(), site.config.address, *asked)
    return render_template("pages/progression.html", page=page)


@blueprint.get("/progression/<slug>/")
def stage(slug: str) -> str:
    """Show one stage."""
    site = current_site()
    edition = site.edition()
    found = edition.stages.get(slug) or abort(404)
    return render_template("pages/stage.html", page=_stage_page(edition, site.config.address, found))


def _title(edition: Edition) -> str:
    introduction = edition.pages.get("progression")
    return introduction.title if introduction else TITLE


def _progression_page(edition: Edition, site_address: str, asked_start: str, asked_end: str) -> ProgressionPage:
    introduction = edition.pages.get("progression")
    route = find_route(edition, asked_start, asked_end)
    title = _title(edition)
    start, end = (stage.slug if stage else "" for stage in (route.start, route.end))
    return ProgressionPage(
        title=title,
        description=introduction.front.description if introduction else "The stages of a career in social work.",
        summary=(introduction.front.summary or "") if introduction else "",
        introduction=introduction.body.blocks if introduction else (),
        streets=stage_list(edition, route.way),
        drawing=street_map(edition, route.way).svg,
        choices=stage_choices(edition),
        route=route,
        canonical=site_address + address(start, end),
        is_indexed=not route.is_asked,
        structured_data=script(breadcrumbs(site_address, (("Home", "/"), (title, PATH)))),
    )


def _stage_page(edition: Edition, site_address: str, stage: Stage) -> StagePage:
    front, labels = stage.front, edition.library.vocabulary.labels["branches"]
    trail = (("Home", "/"), (_title(edition), PATH))
    return StagePage(
        title=stage.title,
        description=front.description,
        step=step_of(edition, stage),
        branch=labels.get(front.branch, front.branch),
        blocks=stage.body.blocks,
        before=tuple(StageLink(s.title, s.url, address(s.slug, stage.slug)) for s in edition.leads_from(stage)),
        after=tuple(StageLink(s.title, s.url, address(stage.slug, s.slug)) for s in edition.leads_to(stage)),
        stories=edition.stories_of(stage),
        sources=front.sources,
        canonical=site_address + stage.url,
        trail=trail,
        structured_data=script(breadcrumbs(site_address, (*trail, (stage.title, stage.url)))),
    )
