"""What visitors may see at one moment.

Whatever opens, closes, is published or loses consent is decided here and nowhere else, so that a page, a feed and a
listing can never disagree.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import takewhile

from careers.clock import LONDON, as_instant, next_midnight
from careers.content.document import Document, Figure, Page, Stage, Story, Vacancy
from careers.content.front_matter import FrontMatter, Photo, StoryFront, VacancyFront
from careers.content.library import Library
from careers.content.neighbours import Neighbours


@dataclass(frozen=True)
class Edition:
    """The library at ``now`` (an instant in UTC), true until ``until``.

    With ``drafts`` everything is shown, as editors see it in preview; adverts still open and close.
    """

    library: Library
    now: datetime
    drafts: bool = False

    @classmethod
    def at(cls, library: Library, moment: datetime, *, drafts: bool = False) -> Edition:
        """Return the edition of ``library`` at an aware ``moment`` in any zone."""
        return cls(library, as_instant(moment), drafts)

    @cached_property
    def today(self) -> date:
        """Return the calendar day in London."""
        return self.now.astimezone(LONDON).date()

    @cached_property
    def until(self) -> datetime:
        """Return the first instant (UTC) at which this edition may be out of date."""
        coming = self.library.moments
        index = bisect_right(coming, self.now)
        midnight = as_instant(next_midnight(self.now))
        return min(coming[index], midnight) if index < len(coming) else midnight

    def shows(self, document: Document[FrontMatter]) -> bool:
        """Tell whether visitors may see the page of a document; a closed advert stays readable."""
        front = document.front
        if type(front) is StoryFront and (
            front.consent_withdrawn or (front.consent_until is not None and front.consent_until < self.today)
        ):
            return False
        if self.drafts:
            return True
        if front.draft:
            return False
        return document.published_from is None or document.published_from <= self.now

    def is_open(self, vacancy: Vacancy) -> bool:
        """Tell whether an advert takes applications now: from its opening until, but not at, its closing moment."""
        return vacancy.front.opening <= self.now < vacancy.front.closing

    def has_closed(self, vacancy: Vacancy) -> bool:
        """Tell whether an advert's closing moment has passed."""
        return self.now >= vacancy.front.closing

    def days_left(self, vacancy: Vacancy) -> int:
        """Return the midnights in London between now and the closing moment; 0 means that it closes today."""
        return (vacancy.front.last_day - self.today).days

    def photos(self, photos: tuple[Photo, ...]) -> tuple[Photo, ...]:
        """Return the photographs whose subjects' consent lasts."""
        return tuple(photo for photo in photos if photo.consent_on <= self.today <= photo.consent_until)

    @cached_property
    def photographs(self) -> Mapping[str, bool]:
        """Return every photograph by its file's name, and whether a page that visitors can open may show it now."""
        found = {photo.src: False for document in self.library.documents() for photo in photos_of(document)}
        for document in self.documents():
            found |= {photo.src: True for photo in self.photos(photos_of(document))}
        return found

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Return the public pages by slug."""
        return {slug: page for slug, page in self.library.pages.items() if self.shows(page)}

    @cached_property
    def stories(self) -> Mapping[str, Story]:
        """Return the public stories by slug, newest first."""
        return {slug: story for slug, story in self.library.stories.items() if self.shows(story)}

    @cached_property
    def stages(self) -> Mapping[str, Stage]:
        """Return the public stages by slug, in their order."""
        return {slug: stage for slug, stage in self.library.stages.items() if self.shows(stage)}

    @cached_property
    def vacancies(self) -> Mapping[str, Vacancy]:
        """Return every advert whose page can be read, open or closed."""
        return {slug: vacancy for slug, vacancy in self.library.vacancies.items() if self.shows(vacancy)}

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Return the figures that have a place of their own by now; pages may use one by name before that."""
        return {slug: figure for slug, figure in self.library.figures.items() if self.shows(figure)}

    @cached_property
    def open_vacancies(self) -> Mapping[str, Vacancy]:
        """Return the adverts that take applications now, the first to close first."""
        found = [(slug, vacancy) for slug, vacancy in self.vacancies.items() if self.is_open(vacancy)]
        return dict(sorted(found, key=lambda pair: (pair[1].front.closing, pair[0])))

    def documents(self) -> Iterator[Document[FrontMatter]]:
        """Yield every document that visitors can open."""
        yield from self.pages.values()
        yield from self.stories.values()
        yield from self.stages.values()
        yield from self.vacancies.values()

    def page(self, slug: str) -> Page | None:
        """Return one public page, without going through the others as :attr:`pages` does."""
        page = self.library.pages.get(slug)
        return page if page and self.shows(page) else None

    def find(self, url: str) -> Document[FrontMatter] | None:
        """Return the document at an address if visitors can open it, without going through the others."""
        document = self.library.find(url)
        return document if document and self.shows(document) else None

    @cached_property
    def by_url(self) -> Mapping[str, Document[FrontMatter]]:
        """Return every document that visitors can open by its address."""
        return {document.url: document for document in self.documents()}

    @cached_property
    def neighbours(self) -> Neighbours:
        """Return the addresses of these as they are asked for what is nearest to one that is not there."""
        return Neighbours(self.by_url)

    @cached_property
    def public_words(self) -> frozenset[str]:
        """Return what the site itself says in public, which is no personal data: titles, names of people in stories, labels."""
        titles = {document.title for document in self.documents()} | {self.library.settings.name}
        people = {story.front.person.first_name for story in self.stories.values()}
        labels = {label for names in self.library.vocabulary.labels.values() for label in names.values()}
        return frozenset(titles | people | labels)

    @cached_property
    def navigation(self) -> tuple[Page, ...]:
        """Return the pages in the navigation, in its order."""
        first = takewhile(lambda page: page.front.navigation, self.library.pages.values())  # where the library has them
        return tuple(page for page in first if self.shows(page))

    def stages_of(self, document: Story | Vacancy) -> tuple[Stage, ...]:
        """Return the stages of a story or an advert: those it names, those that name it, and those of its level."""
        front = document.front
        level = front.level if isinstance(front, VacancyFront) else None
        return tuple(
            stage
            for slug, stage in self.stages.items()
            if slug in front.stages
            or (isinstance(front, StoryFront) and document.slug in stage.front.stories)
            or (level is not None and level in stage.front.levels)
        )

    def stories_of(self, document: Stage | Vacancy) -> tuple[Story, ...]:
        """Return the stories of a stage or an advert: those it names, and those that name it."""
        return tuple(
            story
            for slug, story in self.stories.items()
            if slug in document.front.stories
            or document.slug
            in (story.front.vacancies if isinstance(document.front, VacancyFront) else story.front.stages)
        )

    def open_vacancies_of(self, document: Stage | Story) -> tuple[Vacancy, ...]:
        """Return today's open adverts for a stage or a story, the first to close first."""
        if isinstance(document.front, StoryFront):
            slug, named = document.slug, document.front.vacancies
            return tuple(v for s, v in self.open_vacancies.items() if s in named or slug in v.front.stories)
        levels, slug = document.front.levels, document.slug
        return tuple(v for v in self.open_vacancies.values() if v.front.level in levels or slug in v.front.stages)

    def leads_from(self, stage: Stage) -> tuple[Stage, ...]:
        """Return the stages that lead to ``stage``."""
        return tuple(other for other in self.stages.values() if stage.slug in other.front.leads_to)

    def leads_to(self, stage: Stage) -> tuple[Stage, ...]:
        """Return the stages that ``stage`` leads to, in the order in which the file names them."""
        return tuple(self.stages[slug] for slug in stage.front.leads_to if slug in self.stages)


def photos_of(document: Document[FrontMatter]) -> tuple[Photo, ...]:
    """Return the photographs that a document has, whether or not their subjects' consent lasts."""
    photos: tuple[Photo, ...] = getattr(document.front, "photos", ())
    return photos
