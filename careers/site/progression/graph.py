"""The stages of one edition as a graph: what leads where, and every way from one stage to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from careers.content.document import Stage
from careers.content.edition import Edition

LONGEST_WAY = 20
MOST_WAYS = 60
"""Enough for any real set of stages; a bound all the same, because editors may link as they like in preview."""

Way = tuple[str, ...]
"""Slugs from the first stage of a way to its last."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Stages by slug in the readers' order, with the slugs that each leads to and comes from."""

    stages: Mapping[str, Stage]
    onward: Mapping[str, tuple[str, ...]]
    back: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, edition: Edition) -> Graph:
        """Read the public stages of an edition."""
        stages = edition.stages
        onward = {slug: tuple(s.slug for s in edition.leads_to(stage)) for slug, stage in stages.items()}
        back = {slug: tuple(other for other in stages if slug in onward[other]) for slug in stages}
        return cls(stages, onward, back)

    @property
    def entries(self) -> tuple[str, ...]:
        """Return the stages at which people come in: those marked so, and any that nothing leads to."""
        return tuple(slug for slug, stage in self.stages.items() if stage.front.entry or not self.back[slug])

    def reachable(self, start: str) -> tuple[str, ...]:
        """Return every stage that ``start`` can lead to, in the readers' order."""
        found: set[str] = set()
        waiting = [start]
        while waiting:
            for following in self.onward.get(waiting.pop(), ()):
                if following not in found:
                    found.add(following)
                    waiting.append(following)
        return tuple(slug for slug in self.stages if slug in found)

    def ways(self, start: str, end: str) -> tuple[Way, ...]:
        """Return every way from ``start`` to ``end``, the shortest first.

        Of two equally short ways the one comes first whose turnings a stage's file names first, because editors put the
        most usual next stage at the top.
        """
        if start not in self.stages or end not in self.stages:
            return ()
        leading = {end, *(slug for slug in self.stages if end in self.reachable(slug))}
        found: list[Way] = []
        for way in self._walk((start,), end, leading):
            found.append(way)
            if len(found) == MOST_WAYS:
                break
        return tuple(sorted(found, key=len))

    def _walk(self, way: Way, end: str, leading: set[str]) -> Iterator[Way]:
        if way[-1] == end:
            yield way
            return
        if len(way) == LONGEST_WAY:
            return
        for following in self.onward[way[-1]]:
            if following in leading and following not in way:
                yield from self._walk((*way, following), end, leading)

    def depths(self) -> Mapping[str, int]:
        """Return how many steps lie before each stage on the longest way to it; 0 for a way in.

        A stage is thereby always further on than everything that leads to it.
        """
        depth: dict[str, int] = {}

        def measure(slug: str, above: frozenset[str]) -> int:
            if slug not in depth:
                before = [measure(other, above | {slug}) for other in self.back[slug] if other not in above]
                depth[slug] = max(before, default=-1) + 1
            return depth[slug]

        for slug in self.stages:
            measure(slug, frozenset({slug}))
        return depth
