# ruff: noqa: PLR0917 -- geometry reads best as plain runs of numbers
"""What stands round a building: sky, far roofs, pavement or canal, a lamp post, a tree, railings."""

from careers.site.facade.dice import Dice
from careers.site.facade.drawing import Drawing


def sky(dice: Dice, width: float, height: float, horizon: float) -> Drawing:
    """Draw the sky, perhaps a moon, and far roofs or a line of hills."""
    d = Drawing()
    d.box(dice.pick(("sky", "sky", "sky", "dawn")), 0, 0, width, height)
    if dice.chance(45):
        r = dice.between(16, 30, 2)
        d.disc("moon", width * dice.pick((0.12, 0.2, 0.8, 0.88)), horizon * dice.pick((0.16, 0.22, 0.28)), r)
    if dice.chance(35):
        y = horizon * 0.62
        d.path(
            "far",
            f"M0 {horizon:.0f}V{y + 30:.0f}Q{width * 0.2:.0f} {y - 26:.0f} {width * 0.45:.0f} {y + 14:.0f}"
            f"T{width:.0f} {y - 4:.0f}V{horizon:.0f}z",
        )
    else:
        far_roofs(d, dice, "far", width, horizon * 0.5, horizon)
    return d


def far_roofs(d: Drawing, dice: Dice, role: str, width: float, top: float, base: float) -> None:
    """Draw a silhouette of roofs between `top` and `base`."""
    x = -dice.between(0, 30)
    while x < width:
        w = dice.between(34, 92)
        y = top + dice.below(max(1, int((base - top) * 0.55)))
        kind = dice.pick(("flat", "flat", "gable", "stack", "saw"))
        d.box(role, x, y, w + 1, base - y)
        if kind == "gable":
            d.poly(role, [(x, y), (x + w / 2, y - w * 0.32), (x + w, y)])
        elif kind == "stack":
            d.box(role, x + w * 0.62, y - 42, 9, 44)
        elif kind == "saw":
            for i in range(3):
                d.poly(role, [(x + i * w / 3, y), (x + i * w / 3, y - 13), (x + (i + 1) * w / 3, y)])
        x += w


def ground(dice: Dice, width: float, height: float, level: float) -> Drawing:
    """Draw what the buildings stand on: a pavement, a canal or a strip of grass."""
    d = Drawing()
    d.box("ground", 0, level, width, height - level)
    kind = dice.pick(("pavement", "pavement", "canal", "grass"))
    if kind == "canal":
        d.box("water", 0, level + 9, width, height - level - 9)
        for _ in range(int(width // 60)):
            x, w = dice.below(int(width)), dice.between(14, 46, 2)
            d.box("glow", x, level + dice.pick((14, 19, 24)), w, 2)
    elif kind == "grass":
        d.box("leaf", 0, level, width, 6)
    else:
        d.box("water", 0, level + 8, width, 2)
    return d


def furniture(dice: Dice, spots: list[float], level: float, scale: float = 1.0) -> Drawing:
    """Stand a lamp post, a tree or a post box at some of the spots along the pavement."""
    d = Drawing()
    for x in spots:
        kind = dice.pick(("lamp", "tree", "poplar", "none", "post", "lamp"))
        if kind == "lamp":
            _lamp_post(d, x, level, scale)
        elif kind == "tree":
            tree(d, x, level, dice.between(20, 32, 2) * scale)
        elif kind == "poplar":
            _poplar(d, x, level, dice.between(66, 104, 2) * scale)
        elif kind == "post":
            _post_box(d, x, level, scale)
    return d


def _lamp_post(d: Drawing, x: float, level: float, s: float) -> None:
    d.box("front", x - 1.5 * s, level - 92 * s, 3 * s, 92 * s)
    d.box("front", x - 4 * s, level - 14 * s, 8 * s, 14 * s)
    d.box("front", x - 10 * s, level - 80 * s, 20 * s, 2 * s)
    d.poly(
        "glow",
        [
            (x - 6 * s, level - 106 * s),
            (x + 6 * s, level - 106 * s),
            (x + 4 * s, level - 92 * s),
            (x - 4 * s, level - 92 * s),
        ],
    )
    d.poly("front", [(x - 8 * s, level - 106 * s), (x, level - 114 * s), (x + 8 * s, level - 106 * s)])


def tree(d: Drawing, x: float, level: float, r: float) -> None:
    """Draw a round street tree."""
    d.box("front", x - r * 0.08, level - r * 1.9, r * 0.16, r * 1.9)
    d.disc("leaf", x, level - r * 2.3, r)
    d.disc("leaf", x + r * 0.7, level - r * 1.8, r * 0.66)
    d.disc("leaf", x - r * 0.7, level - r * 1.9, r * 0.6)


def _poplar(d: Drawing, x: float, level: float, h: float) -> None:
    d.box("front", x - 1.5, level - h * 0.3, 3, h * 0.3)
    d.path(
        "leaf",
        f"M{x:.0f} {level - h:.0f}q{h * 0.24:.0f} {h * 0.5:.0f} 0 {h * 0.84:.0f}q{-h * 0.24:.0f} "
        f"{-h * 0.34:.0f} 0 {-h * 0.84:.0f}z",
    )


def _post_box(d: Drawing, x: float, level: float, s: float) -> None:
    d.arch("post", x - 7 * s, level - 34 * s, 14 * s, 34 * s, 5 * s)
    d.box("front", x - 4 * s, level - 26 * s, 8 * s, 2 * s)
    d.box("front", x - 8 * s, level - 4 * s, 16 * s, 4 * s)
