"""Windows: how they are framed, which are lit, and what stands on the sill.

A building hands over its openings; the lights go on here, so that every kind of building keeps the same
rhythm of dark and lit. Nobody is ever drawn: a lamp, a plant or a cat is sign enough that somebody is
in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from careers.site.facade.dice import Dice
from careers.site.facade.drawing import STEPS, Drawing


@dataclass(frozen=True)
class Opening:
    """A window: its place, the curve of its head, its panes, and whether its sill can hold something."""

    x: float
    y: float
    w: float
    h: float
    rise: float = 0
    cols: int = 1
    rows: int = 1
    homely: bool = False

    def fill(self, drawing: Drawing, role: str) -> None:
        """Draw the glass."""
        if self.rise:
            drawing.arch(role, self.x, self.y, self.w, self.h, self.rise)
        else:
            drawing.box(role, self.x, self.y, self.w, self.h)


def light(drawing: Drawing, openings: Sequence[Opening], dice: Dice, percent: int) -> None:
    """Glaze every opening and light a share of them, never fewer than two, never all.

    Homely windows come first and the first of them shows a sign of life: each facade has its one detail.
    """
    wanted = min(max(2, round(len(openings) * percent / 100)), max(1, len(openings) - 1))
    order = dice.shuffled(openings)
    order.sort(key=lambda o: not o.homely)
    homely = [o for o in order if o.homely]
    first = homely[: max(1, round(len(homely) * percent / 100))] if homely else []
    rest = dice.shuffled([o for o in order if o not in first])
    lit = (first + rest)[:wanted]
    for opening in openings:
        if opening not in lit:
            opening.fill(drawing, "window")
    signs = dice.shuffled(SIGNS)
    for turn, opening in enumerate(lit):
        opening.fill(drawing, f"l{1 + (turn * 5 + dice.below(2)) % STEPS}")
        if opening.homely and turn < 3:
            signs[turn % len(signs)](drawing, opening)
        drawing.grid("bar", opening.x, opening.y, opening.w, opening.h, opening.cols, opening.rows, _bar(opening))


def _bar(o: Opening) -> float:
    return 2.0 if o.w >= 20 else 1.2


def _lamp(d: Drawing, o: Opening) -> None:
    c, base, u = o.x + o.w * 0.5, o.y + o.h, min(o.w, o.h) / 10
    d.box("life", c - u * 0.4, base - u * 4, u * 0.8, u * 4)
    d.box("life", c - u * 1.6, base - u * 0.8, u * 3.2, u * 0.8)
    d.poly(
        "life",
        [
            (c - u * 1.5, base - u * 6.4),
            (c + u * 1.5, base - u * 6.4),
            (c + u * 2.6, base - u * 3.4),
            (c - u * 2.6, base - u * 3.4),
        ],
    )


def _plant(d: Drawing, o: Opening) -> None:
    c, base, u = o.x + o.w * 0.34, o.y + o.h, min(o.w, o.h) / 10
    d.poly("life", [(c - u * 1.5, base - u * 2.2), (c + u * 1.5, base - u * 2.2), (c + u, base), (c - u, base)])
    for dx, tall in ((-2.4, 5.2), (-0.6, 6.6), (1.4, 5.8), (2.8, 4.4)):
        d.path(
            "leaf",
            f"M{c:.0f} {base - u * 2:.1f}q{u * dx * 0.1:.1f} {-u * tall * 0.6:.1f} {u * dx:.1f} "
            f"{-u * tall * 0.75:.1f}q{-u * dx * 0.1 + u:.1f} {u * tall * 0.4:.1f} {-u * dx:.1f} "
            f"{u * tall * 0.75:.1f}z",
        )


def _cat(d: Drawing, o: Opening) -> None:
    u = min(o.w, o.h) / 10
    x, base = o.x + o.w * 0.56, o.y + o.h
    d.path(
        "life",
        f"M{x - u * 1.8:.1f} {base:.1f}q{-u * 0.3:.1f} {-u * 3.2:.1f} {u * 1.6:.1f} {-u * 3.6:.1f}"
        f"q{u * 2.2:.1f} {u * 0.6:.1f} {u * 2.2:.1f} {u * 3.6:.1f}z",
    )
    d.disc("life", x - u * 0.1, base - u * 4.3, u * 1.35)
    for side in (-1, 1):
        d.poly(
            "life",
            [
                (x - u * 0.1 + side * u * 0.2, base - u * 5.3),
                (x - u * 0.1 + side * u * 1.3, base - u * 6.4),
                (x - u * 0.1 + side * u * 1.4, base - u * 4.4),
            ],
        )
    d.path(
        "life",
        f"M{x + u * 1.2:.1f} {base:.1f}q{u * 2:.1f} {-u * 0.4:.1f} {u * 1.6:.1f} {-u * 2.6:.1f}h{u * 0.7:.1f}"
        f"q{u * 0.9:.1f} {u * 2.8:.1f} {-u * 1.4:.1f} {u * 2.6:.1f}z",
    )


def _curtains(d: Drawing, o: Opening) -> None:
    w, h = o.w, o.h
    for x, s in ((o.x, 1), (o.x + w, -1)):
        d.path(
            "dim",
            f"M{x:.1f} {o.y + o.rise:.1f}h{s * w * 0.34:.1f}q{-s * w * 0.02:.1f} {h * 0.5:.1f} "
            f"{-s * w * 0.2:.1f} "
            f"{h * 0.6:.1f}l{s * w * 0.06:.1f} {h * 0.4 - o.rise:.1f}h{-s * w * 0.2:.1f}z",
        )


def _blind(d: Drawing, o: Opening) -> None:
    d.box("dim", o.x, o.y + o.rise, o.w, o.h * 0.42 - o.rise)
    d.box("life", o.x + o.w * 0.5 - 0.5, o.y + o.h * 0.42, 1, o.h * 0.12)


def _books(d: Drawing, o: Opening) -> None:
    x, base, u = o.x + o.w * 0.1, o.y + o.h, min(o.w, o.h) / 10
    for wide, tall in ((1.1, 3.4), (0.8, 4.2), (1.3, 3.0), (0.8, 3.8)):
        d.box("life", x, base - u * tall, u * wide, u * tall)
        x += u * (wide + 0.35)


def _lantern(d: Drawing, o: Opening) -> None:
    c, u = o.x + o.w * 0.5, min(o.w, o.h) / 10
    d.box("life", c - 0.5, o.y + o.rise * 0.3, 1, u * 2)
    d.disc("dim", c, o.y + o.rise * 0.3 + u * 3.6, u * 2)


SIGNS: tuple[Callable[[Drawing, Opening], None], ...] = (
    _lamp,
    _plant,
    _cat,
    _curtains,
    _blind,
    _books,
    _lantern,
)
