# ruff: noqa: PLR0917 -- geometry reads best as plain runs of numbers
"""Flat shapes gathered by role, then written as few SVG paths.

A role says what a shape is (wall, roof, lit window), never its colour: a stylesheet colours the classes, or a
palette writes presentation attributes where no stylesheet reaches. Knows nothing of buildings.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

ROLES = (
    "sky",
    "dawn",
    "moon",
    "far",
    "haze",
    "stack",
    "wall",
    "wall-2",
    "roof",
    "verge",
    "gable",
    "trim",
    "window",
    "lit",
    "l1",
    "l2",
    "l3",
    "l4",
    "l5",
    "l6",
    "dim",
    "bar",
    "life",
    "leaf",
    "door",
    "iron",
    "ground",
    "water",
    "glow",
    "post",
    "front",
)
"""Every role, from the back of the picture to the front."""

STEPS = 6
"""Lit windows come on in this many steps."""

Point = tuple[float, float]

_START = re.compile(r"M(-?[\d.]+) (-?[\d.]+)(.*z)$")


def num(value: float) -> str:
    """Write a coordinate as short as it goes: 12, 7.5, -.5."""
    text = f"{value:.1f}".removesuffix(".0")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


@dataclass
class Drawing:
    """Shapes of one building, in one livery (the class that sets its wall, roof and trim colours)."""

    livery: str = ""
    shapes: dict[str, list[tuple[float, float, str]]] = field(default_factory=dict)

    def path(self, role: str, data: str) -> None:
        """Add path data to a role; shapes of one role share one path element."""
        if role not in ROLES:
            raise ValueError(f"no such role: {role}")
        start = _START.match(data)
        if not start:
            raise ValueError(f"a shape starts at a point and is closed: {data}")
        self.shapes.setdefault(role, []).append((float(start[1]), float(start[2]), start[3]))

    def box(self, role: str, x: float, y: float, w: float, h: float) -> None:
        """Add a rectangle by its top left corner, snapped to whole units: sharp edges and short paths."""
        left, top = round(x), round(y)
        wide, tall = max(1, round(x + w) - left), max(1, round(y + h) - top)
        self.path(role, f"M{left} {top}h{wide}v{tall}h{-wide}z")

    def poly(self, role: str, points: Sequence[Point]) -> None:
        """Add a closed polygon, wound clockwise whichever way it was given: overlaps must fill, not cut."""
        turn = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True))
        points = points if turn > 0 else points[::-1]
        points = [(round(x, 1), round(y, 1)) for x, y in points]
        sides = [f"{num(x1 - x0)} {num(y1 - y0)}" for (x0, y0), (x1, y1) in pairwise(points)]
        self.path(role, f"M{num(points[0][0])} {num(points[0][1])}l{' '.join(sides)}z")

    def disc(self, role: str, cx: float, cy: float, r: float) -> None:
        """Add a circle."""
        a = f"a{num(r)} {num(r)} 0 1 1"
        self.path(role, f"M{num(cx - r)} {num(cy)}{a} {num(2 * r)} 0{a} {num(-2 * r)} 0z")

    def arch(self, role: str, x: float, y: float, w: float, h: float, rise: float) -> None:
        """Add a rectangle whose head is curved by `rise`; y is the top of the curve."""
        left, top, wide, tall, up = round(x), round(y), round(w), round(h), round(rise)
        self.path(role, f"M{left} {top + tall}v{up - tall}q{num(wide / 2)} {-2 * up} {wide} 0v{tall - up}z")

    def grid(self, role: str, x: float, y: float, w: float, h: float, cols: int, rows: int, bar: float = 1.5) -> None:
        """Add the glazing bars that divide a pane into `cols` by `rows`."""
        for i in range(1, cols):
            self.box(role, x + w * i / cols - bar / 2, y, bar, h)
        for j in range(1, rows):
            self.box(role, x, y + h * j / rows - bar / 2, w, bar)

    def classes(self) -> str:
        """Write the shapes as paths coloured by class: `f-wall`, and `f-lit f-l1` for a first lit window."""
        return self._write({role: f'class="{_class(role)}"' for role in ROLES})

    def coloured(self, palette: Mapping[str, str]) -> str:
        """Write the shapes as paths with presentation attributes, for pictures that no stylesheet reaches."""
        return self._write({role: f'fill="{palette[_paint(role)]}"' for role in self.shapes})

    def _write(self, attributes: Mapping[str, str]) -> str:
        return "".join(
            f'<path {attributes[role]} d="{_chain(self.shapes[role])}"/>' for role in ROLES if role in self.shapes
        )


def _chain(shapes: Sequence[tuple[float, float, str]]) -> str:
    """Write each shape as a step from the one before: so that a rhythm of windows compresses well."""
    parts: list[str] = []
    x, y = 0.0, 0.0
    for left, top, outline in shapes:
        parts.append(f"{'m' if parts else 'M'}{num(left - x)} {num(top - y)}{outline}")
        x, y = left, top
    return "".join(parts)


def _paint(role: str) -> str:
    """Return what a role is painted as: a verge like trim, a gable like wall, every step of light alike."""
    if role[0] == "l" and role[1:].isdigit():
        return "lit"
    return {"verge": "trim", "gable": "wall", "stack": "wall-2"}.get(role, role)


def _class(role: str) -> str:
    paint = _paint(role)
    return f"f-lit f-{role}" if paint == "lit" and role != "lit" else f"f-{paint}"


def joined(drawings: Iterable[Drawing], palettes: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Write drawings one over another, each in a group of its livery."""
    parts = []
    for drawing in drawings:
        if not drawing.shapes:
            continue
        if palettes is not None:
            parts.append(f"<g>{drawing.coloured(palettes[drawing.livery])}</g>")
        elif drawing.livery:
            parts.append(f'<g class="f-{drawing.livery}">{drawing.classes()}</g>')
        else:
            parts.append(f"<g>{drawing.classes()}</g>")
    return "".join(parts)
