"""The frontline stories: the list and each story."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request

from careers.content.document import Story
from careers.content.edition import Edition
from careers.head import Feed, Link, Meta
from careers.site import feeds
from careers.site.blocks import Placed, place
from careers.site.cards import story_card
from careers.site.components import Picture, Statistic, StoryCard
from careers.site.current import current_site
from careers.site.figures import credit, statistic
from careers.site.frame import crumbs
from careers.site.pagination import Pages, page_asked_for, pages
from careers.site.photos import Album, pictures
from careers.site.structured_data import article, script
from careers.site.vacancies.advert import Fact
from careers.site.vacancies.card import VacancyCard, card_of
from careers.site.vacancies.wording import date_in_words

blueprint = Blueprint("stories", __name__, url_prefix="/stories")
PATH = "/stories/"
PER_PAGE = 12
"""How many stories stand on a page, beside the large one of the first."""


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """The list of stories: an editor's introduction and one story large, both on the first page only; then the others."""

    meta: Meta
    title: str
    summary: str
    blocks: tuple[Placed, ...]
    lead: StoryCard | None
    others: tuple[StoryCard, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class StoryPage:
    """One story: its card, facts about the person, the text, photographs or none, and what goes with it."""

    meta: Meta
    card: StoryCard
    rail: tuple[Fact, ...]
    blocks: tuple[Placed, ...]
    photos: tuple[Picture, ...]
    figures: tuple[Statistic, ...]
    stages: tuple[Link, ...]
    vacancies: tuple[VacancyCard, ...]
    source: str
    source_url: str
    published_on: str
    following: StoryCard | None


def stories_page(edition: Edition, album: Album, asked: int = 1) -> StoriesPage:
    """Return the context of a page of the list of stories, counted from 1; past the last one it is the last one."""
    page = edition.page("stories") or abort(404)
    stories = tuple(edition.stories.values())
    lead = edition.stories.get(edition.library.settings.home.lead_story) or next(iter(stories), None)
    others = [story for story in stories if story is not lead]
    where = pages(asked, len(others), PER_PAGE, lambda number: f"{PATH}?page={number}" if number > 1 else PATH)
    is_first = where.number == 1
    shown = others[(where.number - 1) * PER_PAGE : where.number * PER_PAGE]
    feed = Feed("Frontline stories", feeds.STORIES_PATH, feeds.ATOM.partition(";")[0])
    return StoriesPage(
        meta=Meta(
            page.title if is_first else f"{page.title}, page {where.number}",
            page.front.description,
            crumbs(edition, page.url),
            noindex=not is_first,
            feeds=(feed,),
        ),
        title=page.title,
        summary=page.front.summary or "",
        blocks=place(page, edition, album) if is_first else (),
        lead=story_card(edition, lead, album) if lead and is_first else None,
        others=tuple(story_card(edition, story, album) for story in shown),
        pages=where,
    )


def story_page(edition: Edition, story: Story, album: Album, base: str) -> StoryPage:
    """Return the context of one story; ``base`` is the public address without a final slash."""
    front, person = story.front, story.front.person
    card = story_card(edition, story, album)
    labels = edition.library.vocabulary.labels["themes"]
    order = list(edition.stories)
    after = order[(order.index(story.slug) + 1) % len(order)]
    return StoryPage(
        meta=Meta(
            front.title,
            front.description or front.standfirst[:160],
            crumbs(edition, story.url),
            kind="article",
            structured=(script(article(edition, base, story)),),
        ),
        card=card,
        rail=(
            Fact("Role", person.role),
            Fact("Team", person.team),
            Fact("Way into the work", person.route),
            Fact("About", ", ".join(labels[theme] for theme in front.themes)),
        ),
        blocks=place(story, edition, album),
        photos=pictures(front.photos, edition, album),
        figures=tuple(statistic(edition.library.figures[name]) for name in front.figures),
        stages=tuple(Link(stage.title, stage.url) for stage in edition.stages_of(story)),
        vacancies=tuple(card_of(edition, vacancy) for vacancy in edition.open_vacancies_of(story)),
        source=credit(front.source),
        source_url=front.source.url or "",
        published_on=date_in_words(front.published_on),
        following=story_card(edition, edition.stories[after], album) if after != story.slug else None,
    )


@blueprint.get("/")
def show_stories() -> str:
    """Show the list of stories, or one page of it."""
    site = current_site()
    page = stories_page(site.edition(), site.album, page_asked_for(request.args.get("page", "")))
    return render_template("pages/stories.html", page=page)


@blueprint.get("/<slug>/")
def show_story(slug: str) -> str:
    """Show one story."""
    site = current_site()
    edition = site.edition()
    story = edition.stories.get(slug) or abort(404)
    return render_template("pages/story.html", page=story_page(edition, story, site.album, site.config.address))
