"""The map of stages as nested lists, for reading aloud, for paper and for browsers without styles."""

from __future__ import annotations

from dataclasses import dataclass

from careers.content.edition import Edition
from careers.site.progression.graph import Graph, Way


@dataclass(frozen=True, slots=True)
class ListedStage:
    """One place in the nested lists.

    Each stage is told once; wherever else the lists come to it, it ``is_reference``: a link to the place where it is
    told, which has the id ``anchor``. Where the way forks, ``side_streets`` holds the ways on; otherwise what follows
    is the next place of the same street. ``is_on_way`` marks the way that is asked for.
    """

    slug: str
    url: str
    anchor: str
    title: str
    description: str
    branch: str
    typical_time: str
    open_roles: int
    is_entry: bool
    is_final: bool
    is_reference: bool
    is_on_way: bool
    side_streets: tuple[ListedStreet, ...]


ListedStreet = tuple[ListedStage, ...]


def stage_list(edition: Edition, way: Way = ()) -> tuple[ListedStreet, ...]:
    """Return a street for each way in; a stage is told where the readers' order first comes to it."""
    lister = _Lister(edition, way)
    return tuple(lister.street(slug) for slug in lister.graph.entries)


class _Lister:
    """Walks the graph once and remembers which stages have been told."""

    def __init__(self, edition: Edition, way: Way) -> None:
        self.graph = Graph.of(edition)
        self._edition = edition
        self._way = way
        self._labels = edition.library.vocabulary.labels["branches"]
        self._told: set[str] = set()

    def street(self, slug: str) -> ListedStreet:
        """Return the stages from ``slug`` on, up to an end, a fork or a stage that is told already."""
        is_reference = slug in self._told
        self._told.add(slug)
        following = () if is_reference else self.graph.onward[slug]
        if len(following) == 1:
            return (self._stage(slug, is_reference=False), *self.street(following[0]))
        forks = tuple(self.street(other) for other in following)
        return (self._stage(slug, is_reference=is_reference, side_streets=forks),)

    def _stage(self, slug: str, *, is_reference: bool, side_streets: tuple[ListedStreet, ...] = ()) -> ListedStage:
        stage = self.graph.stages[slug]
        return ListedStage(
            slug=slug,
            url=stage.url,
            anchor=f"stage-{slug}",
            title=stage.title,
            description=stage.front.description,
            branch=self._labels.get(stage.front.branch, stage.front.branch),
            typical_time=stage.front.typical_time,
            open_roles=len(self._edition.open_vacancies_of(stage)),
            is_entry=slug in self.graph.entries,
            is_final=stage.front.final,
            is_reference=is_reference,
            is_on_way=slug in self._way,
            side_streets=side_streets,
        )
