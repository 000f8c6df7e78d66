"""Which documents of an edition can be found, and under which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from careers.content.addresses import FIGURES_PAGE
from careers.content.document import BREAK, Figure, Page, Stage, Story, Vacancy
from careers.content.edition import Edition
from careers.site.vacancies.wording import closing_in_words, pay_of


class Group(StrEnum):
    """The groups of results, in the order in which they are shown."""

    ROLES = "roles"
    STORIES = "stories"
    PROGRESSION = "progression"
    PAGES = "pages"
    FIGURES = "figures"

    @property
    def label(self) -> str:
        """Return what readers call the group."""
        return _LABELS[self]


_LABELS = {
    Group.ROLES: "Roles",
    Group.STORIES: "Frontline stories",
    Group.PROGRESSION: "Career progression",
    Group.PAGES: "Pages",
    Group.FIGURES: "Figures",
}


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that can be found.

    ``title`` counts most when results are ranked, then ``keywords`` (names and labels that stand around the text), then
    ``text``. ``note`` is a line shown with the result, such as when a role closes.
    """

    group: Group
    url: str
    title: str
    keywords: str
    text: str
    note: str = ""


def records_of(edition: Edition) -> Iterator[Record]:
    """Yield what visitors may find at the moment of the edition; closed adverts are not among it."""
    for vacancy in edition.open_vacancies.values():
        yield _role(edition, vacancy)
    for story in edition.stories.values():
        yield _story(edition, story)
    for stage in edition.stages.values():
        yield _stage(edition, stage)
    for page in edition.pages.values():
        yield _page(page)
    for figure in edition.figures.values():
        yield _figure(figure)


def _text(*parts: str | None) -> str:
    """Return the parts as one text, with a dot between those that end without a stop of their own."""
    return " ".join(part if part[-1] in ".?!:;" else f"{part}{BREAK}" for part in parts if part).removesuffix(BREAK)


def _role(edition: Edition, vacancy: Vacancy) -> Record:
    front, labels = vacancy.front, edition.library.vocabulary.labels
    keywords = _text(
        front.reference,
        labels["levels"].get(front.level),
        labels["teams"].get(front.team),
        labels["localities"].get(front.locality),
        *(labels["patterns"].get(pattern) for pattern in front.patterns),
        "visa sponsorship" if front.visa_sponsorship else None,
        "ASYE newly qualified" if front.asye_suitable else None,
    )
    text = _text(front.description, vacancy.body.text, front.caseload, front.supervision, *front.benefits)
    note = f"{pay_of(front).actual_words}. {closing_in_words(edition.days_left(vacancy), front.closes_at)}."
    return Record(Group.ROLES, vacancy.url, front.title, keywords, text, note)


def _story(edition: Edition, story: Story) -> Record:
    front, labels = story.front, edition.library.vocabulary.labels
    person = front.person
    keywords = _text(
        person.first_name, person.role, person.team, person.route, *(labels["themes"].get(t) for t in front.themes)
    )
    text = _text(front.standfirst, story.body.text)
    return Record(Group.STORIES, story.url, front.title, keywords, text, f"{person.first_name}, {person.role}")


def _stage(edition: Edition, stage: Stage) -> Record:
    front, labels = stage.front, edition.library.vocabulary.labels
    keywords = _text(labels["branches"].get(front.branch), *(labels["levels"].get(level) for level in front.levels))
    text = _text(
        front.description, stage.body.text, *front.requirements, *front.support, *front.evidence, front.decided_by
    )
    return Record(Group.PROGRESSION, stage.url, front.title, keywords, text, front.typical_time)


def _page(page: Page) -> Record:
    front = page.front
    keywords = _text(front.navigation.label if front.navigation else None, *(h.text for h in page.body.headings))
    facts = (part for fact in front.key_facts for part in (fact.label, fact.value))
    text = _text(
        front.summary or front.description,
        page.body.text,
        *facts,
        *(part for entry in front.timeline for part in (entry.title, entry.detail, entry.still_to_do)),
        *(part for group in front.achievements for item in group.items for part in (item.title, item.then, item.now)),
        *(part for aim in front.objectives for part in (aim.title, aim.detail)),
        *(part for download in front.downloads for part in (download.title, download.description)),
    )
    return Record(Group.PAGES, page.url, front.title, keywords, text)


def _figure(figure: Figure) -> Record:
    front = figure.front
    text = _text(front.display, figure.body.text)
    note = f"Source: {front.source.title}, {front.source.publisher}"
    return Record(
        Group.FIGURES, f"{FIGURES_PAGE}#{figure.slug}", front.title, figure.slug.replace("_", " "), text, note
    )
