"""The map of stages as a drawing: a street for each branch, a stop for each stage. Pure and always the same.

Stops stand in columns by how far along they are and in rows by branch. The drawing repeats the nested lists beside it,
so it is hidden from screen readers and its links are left out of the tab order; its colours are all in the styles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from markupsafe import Markup, escape

from careers.content.edition import Edition
from careers.site.progression.graph import Graph, Way

COLUMN, ROW = 220, 96
MARGIN_X, MARGIN_Y = 24, 34
RADIUS = 11
LINE = 20
LABEL_WIDTH = 20
"""Letters on one line of a label."""


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
    is_on_way: bool


@dataclass(frozen=True, slots=True)
class Street:
    """A way from one stop to the next, as the ``d`` of an SVG path."""

    start: str
    end: str
    path: str
    is_on_way: bool


@dataclass(frozen=True, slots=True)
class StreetMap:
    """The whole drawing, ``width`` by ``height`` units."""

    width: int
    height: int
    stops: tuple[Stop, ...]
    streets: tuple[Street, ...]

    @property
    def svg(self) -> Markup:
        """Return the drawing. Classes: m-street, m-stop, m-label; with is-on-way, is-entry and a class a branch."""
        head = f'<svg class="m-map" viewBox="0 0 {self.width} {self.height}" aria-hidden="true" focusable="false">'
        parts = (head, *map(_street, self.streets), *map(_stop, self.stops), "</svg>")
        return Markup("".join(parts))  # noqa: S704 (every text in it is escaped)


def street_map(edition: Edition, way: Way = ()) -> StreetMap:
    """Lay out the public stages of an edition, with the stages and streets of ``way`` marked."""
    graph = Graph.of(edition)
    depths = graph.depths()
    rows = _rows(graph, depths, tuple(edition.library.vocabulary.labels["branches"]))
    places = {slug: (MARGIN_X + depths[slug] * COLUMN + RADIUS, MARGIN_Y + rows[slug] * ROW) for slug in graph.stages}
    stops = tuple(
        Stop(
            slug,
            stage.url,
            tuple(wrap(stage.title, LABEL_WIDTH)),
            stage.front.branch,
            *places[slug],
            slug in graph.entries,
            slug in way,
        )
        for slug, stage in graph.stages.items()
    )
    steps = set(pairwise(way))
    streets = tuple(
        Street(slug, other, _path(places[slug], places[other]), (slug, other) in steps)
        for slug, following in graph.onward.items()
        for other in following
    )
    return StreetMap(
        MARGIN_X * 2 + COLUMN * (max(depths.values(), default=0) + 1),
        MARGIN_Y * 2 + ROW * (max(rows.values(), default=0)) + LINE * 3,
        stops,
        tuple(sorted(streets, key=lambda street: street.is_on_way)),
    )


def _rows(graph: Graph, depths: Mapping[str, int], branches: Sequence[str]) -> Mapping[str, int]:
    """Give each stage the first free row of its column, columns from left to right and branches from the top.

    A stage that continues its branch keeps to the row of the stage before it, so that a branch reads as a street.
    """
    rows: dict[str, int] = {}
    taken: set[tuple[int, int]] = set()
    positions = {slug: position for position, slug in enumerate(graph.stages)}

    def order(slug: str) -> tuple[int, int, int]:
        branch = graph.stages[slug].front.branch
        return depths[slug], branches.index(branch) if branch in branches else len(branches), positions[slug]

    for slug in sorted(graph.stages, key=order):
        branch = graph.stages[slug].front.branch
        same = [rows[b] for b in graph.back[slug] if b in rows and graph.stages[b].front.branch == branch]
        row = min(same, default=0)
        while (depths[slug], row) in taken:
            row += 1
        rows[slug] = row
        taken.add((depths[slug], row))
    return rows


def _path(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return a street that leaves and arrives level and bends in between, round in its corners."""
    (x1, y1), (x2, y2) = start, end
    if y1 == y2:
        return f"M{x1} {y1}H{x2}"
    bend, corner = x2 - 46, 14
    down = corner if y2 > y1 else -corner
    return (
        f"M{x1} {y1}H{bend - corner}Q{bend} {y1} {bend} {y1 + down}V{y2 - down}Q{bend} {y2} {bend + corner} {y2}H{x2}"
    )


def _street(street: Street) -> str:
    return f'<path class="m-street{" is-on-way" if street.is_on_way else ""}" d="{street.path}" fill="none"/>'


def _stop(stop: Stop) -> str:
    states = f"{' is-entry' if stop.is_entry else ''}{' is-on-way' if stop.is_on_way else ''}"
    x, y, side = stop.x - RADIUS, stop.y - RADIUS, RADIUS * 2
    mark = f'<rect class="m-window" x="{x}" y="{y}" width="{side}" height="{side}"/>'
    return (
        f'<a class="m-stop m-{escape(stop.branch)}{states}" href="{escape(stop.url)}" tabindex="-1">{mark}'
        f'<text class="m-label" x="{stop.x - RADIUS}" y="{stop.y + RADIUS + LINE}">{"".join(_lines(stop))}</text></a>'
    )


def _lines(stop: Stop) -> Iterator[str]:
    for number, line in enumerate(stop.lines):
        yield f'<tspan x="{stop.x - RADIUS}" dy="{LINE if number else 0}">{escape(line)} </tspan>'
