"""The map of stages as nested lists, for reading aloud, for paper and for browsers without styles.

The outer list is the main street: one item for each step along it. Where several stages stand side by side they are a
list inside that item. Each stage is told once, and names the stages that it leads to as links to their places.
"""

from __future__ import annotations

from dataclasses import dataclass

from careers.content.edition import Edition
from careers.site.progression.graph import Graph, Way


@dataclass(frozen=True, slots=True)
class Onward:
    """A stage that another one leads to: its title and the id of the place where it is told."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ListedStage:
    """One stage on the map; ``here`` marks the first stage of the way that is asked for."""

    slug: str
    url: str
    anchor: str
    title: str
    description: str
    branch: str
    typical_time: str
    open_roles: int
    is_on_way: bool
    is_here: bool
    following: tuple[Onward, ...]


@dataclass(frozen=True, slots=True)
class Corner:
    """One step along the main street with the stages side by side there; with more than one, ``label`` says why."""

    label: str
    stages: tuple[ListedStage, ...]

    @property
    def is_on_way(self) -> bool:
        """Tell whether the way that is asked for passes here."""
        return any(stage.is_on_way for stage in self.stages)


def stage_list(edition: Edition, way: Way = ()) -> tuple[Corner, ...]:
    """Return the map from the ways in to the last stages; a stage comes after everything that leads to it."""
    graph = Graph.of(edition)
    depths = graph.depths()
    corners: list[Corner] = []
    for depth in sorted(set(depths.values())):
        slugs = [slug for slug in graph.stages if depths[slug] == depth]
        label = "Ways in" if set(slugs) <= set(graph.entries) else "Side by side"
        corners.append(
            Corner(label if len(slugs) > 1 else "", tuple(_listed(edition, graph, slug, way) for slug in slugs))
        )
    return tuple(corners)


def anchor(slug: str) -> str:
    """Return the id of the place where a stage is told."""
    return f"stage-{slug}"


def _listed(edition: Edition, graph: Graph, slug: str, way: Way) -> ListedStage:
    stage, labels = graph.stages[slug], edition.library.vocabulary.labels["branches"]
    return ListedStage(
        slug=slug,
        url=stage.url,
        anchor=anchor(slug),
        title=stage.title,
        description=stage.front.description,
        branch=labels.get(stage.front.branch, stage.front.branch),
        typical_time=stage.front.typical_time,
        open_roles=len(edition.open_vacancies_of(stage)),
        is_on_way=slug in way,
        is_here=way[:1] == (slug,),
        following=tuple(Onward(graph.stages[other].title, anchor(other)) for other in graph.onward[slug]),
    )
