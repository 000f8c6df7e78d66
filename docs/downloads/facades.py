"""Draw a Manchester street as flat SVG: terraces, mills and towers, with some of the windows lit.

A street is drawn from a seed, so that the same seed always gives the same street. Knows nothing of what it stands for.
All lengths are millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

WALLS = ("#2b2f66", "#343a78", "#3a2fa3", "#252a58", "#463bb5")
DIM_WALLS = ("#20244a", "#2b2f66", "#2a2860", "#252a58", "#262a54")  # where hardly a window is lit
ROOF, DARK, DOOR, LAMP, WARM = "#171a36", "#12152f", "#0e1126", "#ffc83d", "#ffdb80"


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<path fill="{fill}" d="M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h-{width:.1f}z"/>'


class _Street:
    """One drawing: where the ground is, which share of the windows is lit, and the dice that the seed throws."""

    def __init__(self, height: float, lit: float, seed: str) -> None:
        self.ground, self.lit, self.dice = height, lit, Random(seed)  # noqa: S311 - a drawing, not a secret
        self.walls = WALLS if lit > 0.3 else DIM_WALLS

    def window(self, x: float, y: float, width: float, height: float) -> str:
        """Return a window, lit or dark, with a glazing bar."""
        fill = self.dice.choice((LAMP, LAMP, WARM)) if self.dice.random() < self.lit else DARK
        bar = _box(x + width / 2 - 0.15, y, 0.3, height, ROOF) if fill != DARK else ""
        return _box(x, y, width, height, fill) + bar

    def grid(self, x: float, y: float, size: tuple[float, float], pane: tuple[float, float]) -> Iterator[str]:
        """Yield rows of equal windows that fill ``size``, each pane with as much wall around it."""
        columns, rows = int(size[0] / (pane[0] * 1.75)), int(size[1] / (pane[1] * 1.6))
        step_x, step_y = size[0] / columns, size[1] / rows
        for row in range(rows):
            for column in range(columns):
                left = x + column * step_x + (step_x - pane[0]) / 2
                yield self.window(left, y + row * step_y + (step_y - pane[1]) / 2, *pane)

    def terrace(self, x: float, scale: float) -> tuple[str, float]:
        """Return a row of terraced houses and its width."""
        houses, wide, high = self.dice.randint(2, 4), 13 * scale, 19 * scale
        top, wall = self.ground - high, self.dice.choice(self.walls)
        parts = [
            _box(x, top, houses * wide, high, wall),
            _box(x - 0.6, top - 4 * scale, houses * wide + 1.2, 4 * scale, ROOF),
        ]
        for house in range(houses):
            left = x + house * wide
            parts.append(_box(left + wide - 2.6 * scale, top - 7 * scale, 2.4 * scale, 4 * scale, wall))
            parts += [self.window(left + wide * at, top + 3 * scale, 2.6 * scale, 4.2 * scale) for at in (0.16, 0.6)]
            parts.append(self.window(left + wide * 0.16, top + 11 * scale, 3.4 * scale, 4.6 * scale))
            parts.append(_box(left + wide * 0.64, top + 11 * scale, 2.6 * scale, 8 * scale, DOOR))
        return "".join(parts), houses * wide

    def mill(self, x: float, scale: float) -> tuple[str, float]:
        """Return a mill with its chimney and its width."""
        wide, high = 40 * scale, 37 * scale
        top, wall = self.ground - high, self.dice.choice(self.walls)
        chimney = x + wide - 8 * scale
        parts = [_box(chimney, top - 18 * scale, 4 * scale, 20 * scale, wall)]
        parts.append(_box(chimney - 0.6 * scale, top - 18 * scale, 5.2 * scale, 1.6 * scale, ROOF))
        parts += [_box(x, top, wide, high, wall), _box(x - 0.8, top, wide + 1.6, 1.8 * scale, ROOF)]
        parts += self.grid(x + 2, top + 3 * scale, (wide - 4, high - 5 * scale), (2.5 * scale, 3.6 * scale))
        return "".join(parts), wide

    def tower(self, x: float, scale: float) -> tuple[str, float]:
        """Return a tower block and its width."""
        wide, high = 19 * scale, 58 * scale
        top, wall = self.ground - high, self.dice.choice(self.walls)
        parts = [_box(x, top, wide, high, wall), _box(x + wide / 4, top - 3 * scale, wide / 2, 3 * scale, ROOF)]
        parts += self.grid(x + 1.5, top + 2, (wide - 3, high - 4), (2.4 * scale, 2.8 * scale))
        return "".join(parts), wide


def street(*, width: float, height: float, lit: float, storeys: int, seed: str) -> str:
    """Return the SVG of a street ``width`` by ``height`` in which the share ``lit`` (0 to 1) of the windows is lit.

    ``storeys`` is 0 for terraces only, 1 with mills, 2 with towers too. The drawing is hidden from screen readers: the
    words beside it say what it shows.
    """
    drawing = _Street(height, lit, seed)
    kinds = (drawing.terrace, drawing.mill, drawing.tower)[: storeys + 1]
    tallest = (26, 57, 63)[storeys]
    scale, x, parts, last = height / tallest, -4.0, [], -1
    while x < width:
        last = drawing.dice.choice([kind for kind in range(len(kinds)) if kind != last or len(kinds) == 1])
        part, advance = kinds[last](x, scale * drawing.dice.uniform(0.82, 0.99))
        parts.append(part)
        x += advance + drawing.dice.choice((0.0, 0.0, 2.5)) * scale
    size = f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}"'
    return f'<svg {size} aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
