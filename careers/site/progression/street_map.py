"""The map of stages as a drawing: a street for each way on, a building for each stage. Pure and always the same.

Stages stand in columns by how far along they are. A street that passes a column keeps a lane of its own there, so that it
never runs through a stage that it does not stop at. The drawing repeats the nested lists below it, so it is hidden from
screen readers and its links are left out of the tab order; its colours are all in the styles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from textwrap import wrap

from markupsafe import Markup, escape

from careers.content.edition import Edition
from careers.site.progression.graph import Graph, Way
from careers.site.progression.street_ground import ground

COLUMN, ROW = 166, 124
LEFT, RIGHT, TOP, BOTTOM = 52, 136, 76, 104
HALF = 17
"""Half of the width of a building."""
AVENUE = 40
"""How far before a stage the street turns up or down: labels end before it."""
CORNER = 16
LINE = 21
LABEL_WIDTH, NAME_WIDTH = 15, 13
"""Letters on one line: of a stage's label, of a street's name."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stage on the map; ``x`` and ``y`` are the middle of its mark, in units of the drawing."""

    slug: str
    url: str
    lines: tuple[str, ...]
    branch: str
    x: int
    y: int
    is_entry: bool
    is_end: bool
    is_on_way: bool


@dataclass(frozen=True, slots=True)
class Street:
    """A way from one stop to the next, as the ``d`` of an SVG path."""

    start: str
    end: str
    path: str
    is_on_way: bool


@dataclass(frozen=True, slots=True)
class StreetName:
    """What a branch is called, above the street that leaves its first stage; ``y`` is the base of the last line."""

    lines: tuple[str, ...]
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class StreetMap:
    """The whole drawing, ``width`` by ``height`` units."""

    width: int
    height: int
    stops: tuple[Stop, ...]
    streets: tuple[Street, ...]
    names: tuple[StreetName, ...]

    @property
    def svg(self) -> Markup:
        """Return the drawing: the ground, kerbs, streets over all kerbs so that they join, the way, names, stops."""
        head = f'<svg class="m-map" viewBox="0 0 {self.width} {self.height}" aria-hidden="true">'
        every = "".join(street.path for street in self.streets)
        chosen = "".join(street.path for street in self.streets if street.is_on_way)
        roads = [("m-kerb", every), ("m-street", every)]
        if chosen:
            roads += [("m-kerb is-on-way", chosen), ("m-street is-on-way", chosen)]
        drawn = (f'<path class="{name}" d="{path}" fill="none"/>' for name, path in roads)
        parts = (head, ground(self.width, self.height), *drawn, *map(_name, self.names), *map(_stop, self.stops))
        return Markup("".join((*parts, "</svg>")))  # noqa: S704 (every text in it is escaped)


def street_map(edition: Edition, way: Way = ()) -> StreetMap:
    """Lay out the public stages of an edition, with the stages and streets of ``way`` marked."""
    graph = Graph.of(edition)
    depths = graph.depths()
    labels = edition.library.vocabulary.labels["branches"]
    offsets = _offsets(graph, depths, tuple(labels))
    highest = min(offsets.values(), default=0)
    places = {
        (slug, depth): (LEFT + depth * COLUMN, TOP + round((offset - highest) * ROW))
        for (slug, depth), offset in offsets.items()
    }
    stops = tuple(
        Stop(
            slug,
            stage.url,
            tuple(wrap(stage.title, LABEL_WIDTH)),
            stage.front.branch,
            *places[slug, depths[slug]],
            slug in graph.entries,
            not graph.onward[slug],
            slug in way,
        )
        for slug, stage in graph.stages.items()
    )
    steps = set(pairwise(way))
    streets = tuple(
        Street(slug, other, _path(_lane(places, slug, other, depths)), (slug, other) in steps)
        for slug, following in graph.onward.items()
        for other in following
    )
    return StreetMap(
        LEFT + RIGHT + COLUMN * max(depths.values(), default=0),
        TOP + BOTTOM + round((max(offsets.values(), default=0) - highest) * ROW),
        stops,
        tuple(sorted(streets, key=lambda street: street.is_on_way)),
        tuple(_names(stops, labels)),
    )


def _offsets(graph: Graph, depths: Mapping[str, int], branches: Sequence[str]) -> Mapping[tuple[str, int], float]:
    """Return, in rows from the middle, where each stage stands and where streets to it pass the columns before it.

    In a column the order is that of what leads there, then of the branches, then of the readers. A stage alone in its
    column stands in the middle, on the main street, and what passes it goes below.
    """
    columns: dict[int, set[str]] = defaultdict(set)
    for slug, depth in depths.items():
        columns[depth].add(slug)
        for other in graph.onward[slug]:
            for between in range(depth + 1, depths[other]):
                columns[between].add(other)
    positions = {slug: position for position, slug in enumerate(graph.stages)}
    offsets: dict[tuple[str, int], float] = {}

    def order(slug: str, column: int) -> tuple[float, int, int]:
        before = [s if depths[s] == column - 1 else slug for s in graph.back[slug] if depths[s] < column]
        branch = graph.stages[slug].front.branch
        led = fmean(offsets.get((s, column - 1), 0.0) for s in before) if before else 0.0
        return led, branches.index(branch) if branch in branches else len(branches), positions[slug]

    for column, slugs in sorted(columns.items()):
        standing = [slug for slug in slugs if depths[slug] == column]
        ordered = sorted(slugs, key=lambda slug, at=column: order(slug, at))  # type: ignore[misc]
        if len(standing) == 1:
            ordered.sort(key=lambda slug, alone=standing[0]: slug != alone)  # type: ignore[misc]
        middle = 0.0 if len(standing) == 1 else (len(ordered) - 1) / 2
        offsets |= {(slug, column): row - middle for row, slug in enumerate(ordered)}
    return offsets


def _lane(places: Mapping[tuple[str, int], Place], start: str, end: str, depths: Mapping[str, int]) -> list[Place]:
    """Return the points that a street from one stage to another goes through."""
    between = [places[end, column] for column in range(depths[start] + 1, depths[end] + 1)]
    return [places[start, depths[start]], *between]


def _path(points: Sequence[Place]) -> str:
    """Return a street that passes its points level and turns between them, round in its corners."""
    parts = [f"M{points[0][0]} {points[0][1]}"]
    for (_, y1), (x2, y2) in pairwise(points):
        if y1 != y2:
            bend, down = x2 - AVENUE, CORNER if y2 > y1 else -CORNER
            parts.append(
                f"H{bend - CORNER}Q{bend} {y1} {bend} {y1 + down}V{y2 - down}Q{bend} {y2} {bend + CORNER} {y2}"
            )
        parts.append(f"H{x2}")
    return "".join(parts)


def _names(stops: Sequence[Stop], labels: Mapping[str, str]) -> Iterator[StreetName]:
    """Name each branch once, where it begins."""
    named: set[str] = set()
    for stop in stops:
        if stop.branch in labels and stop.branch not in named and not stop.is_end:
            named.add(stop.branch)
            yield StreetName(tuple(wrap(labels[stop.branch], NAME_WIDTH)), stop.x + HALF + 6, stop.y - 17)


def _name(name: StreetName) -> str:
    return f'<text class="m-name" y="{name.y - LINE * (len(name.lines) - 1)}">{_lines(name.lines, name.x)}</text>'


def _stop(stop: Stop) -> str:
    states = f"{' is-entry' if stop.is_entry else ''}{' is-on-way' if stop.is_on_way else ''}"
    return (
        f'<a class="m-stop m-{escape(stop.branch)}{states}" href="{escape(stop.url)}" tabindex="-1">{_building(stop)}'
        f'<text class="m-label" y="{stop.y + HALF + LINE}">{_lines(stop.lines, stop.x - HALF)}</text></a>'
    )


def _building(stop: Stop) -> str:
    """Return a house at a way in, a tower where no street goes on, a mill in between; its windows may be lit."""
    x, y = stop.x, stop.y
    if stop.is_entry:
        wall = f"M{x - 17} {y + 17}v-24l11-10v-5h6v1l17 14v24z"
        panes = f"M{x - 7} {y - 3}h14v13h-14z"
    elif stop.is_end:
        wall = f"M{x - 15} {y + 17}v-44h6v-5h9v5h15v44z"
        panes = "".join(f"M{x - 9} {y - 20 + 12 * row}h7v7h-7zm11 0h7v7h-7z" for row in range(3))
    else:
        wall = f"M{x - 17} {y + 17}v-29l11-9v9l12-9v9l11-9v38z"
        panes = "".join(f"M{x - 11} {y - 6 + 11 * row}h8v7h-8zm14 0h8v7h-8z" for row in range(2))
    return f'<path class="m-wall" d="{wall}"/><path class="m-window" d="{panes}"/>'


def _lines(lines: Sequence[str], x: int) -> str:
    return "".join(
        f'<tspan x="{x}" dy="{LINE if number else 0}">{escape(line)} </tspan>' for number, line in enumerate(lines)
    )
