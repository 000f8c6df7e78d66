"""The night skyline of the home page, and the rooflines that divide sections.

Both are wide and are sliced, not squeezed, so that a phone sees the middle of the same street, as tall.
"""

from functools import lru_cache

from markupsafe import Markup

from careers.site.facade import street
from careers.site.facade.dice import Dice
from careers.site.facade.drawing import Drawing, joined
from careers.site.facade.mill import chimney, mill, shed
from careers.site.facade.terrace import row, terrace
from careers.site.facade.tower import tower

WIDTH, HEIGHT = 1680, 400
ROOFLINE_HEIGHT = 56


@lru_cache(maxsize=8)
def skyline(seed: str = "manchester") -> Markup:
    """Draw three depths of the city at night: far roofs, towers and mills, and the terraces in front."""
    dice = Dice("skyline", seed)
    level = HEIGHT - 22.0
    far, middle = Drawing(), Drawing()
    street.far_roofs(far, dice, "far", WIDTH, 96, HEIGHT)
    street.far_roofs(middle, dice, "haze", WIDTH, 190, HEIGHT)
    centre = WIDTH / 2
    back = [
        tower(dice, centre - 430, 96, 86, level, "ink", 20),
        tower(dice, centre + 60, 118, 18, level, "indigo", 30),
        tower(dice, centre + 196, 88, 112, level, "ink", 22),
        tower(dice, centre + 560, 104, 74, level, "indigo", 22),
        chimney(dice, centre - 212, 62, level, "brick"),
        chimney(dice, centre + 452, 128, level, "ink"),
        *mill(dice, centre - 190, centre + 40, 168, level, "brick", 30, 1.0),
        *mill(dice, centre - 850, centre - 500, 190, level, "ink", 24, 1.2),
    ]
    left, right = row(dice, 0.92), row(dice, 0.86)
    pair, end = centre - 190 - 2 * left.width, centre + 190 + 2 * right.width
    rows = [
        shed(dice, end, 10, 56, level - 96, level, "moss"),
        terrace(dice, row(dice, 0.92), 0, pair, level, "indigo", 34, 40),
        terrace(dice, left, pair, centre - 190, level, "moss", 44),
        terrace(dice, right, centre + 190, end, level, "brick", 48),
    ]
    front = Drawing()
    front.box("ground", 0, level, WIDTH, HEIGHT - level)
    trees = street.furniture(dice, [float(pair), end + 40.0, end + 330.0, pair - 330.0], level)
    street.tree(trees, centre + 172, level, 26)
    body = joined([far, middle, *back, *rows, trees, front])
    return Markup(  # noqa: S704 - every part is drawn here, none comes from a reader
        f'<svg class="facade skyline" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'preserveAspectRatio="xMidYMax slice" aria-hidden="true">{body}</svg>'
    )


@lru_cache(maxsize=64)
def roofline(seed: str) -> Markup:
    """Draw the line of roofs that ends a section, with one window lit under them."""
    dice = Dice("roofline", seed)
    d, base = Drawing(), float(ROOFLINE_HEIGHT)
    d.box("roof", 0, base - 8, WIDTH, 8)
    x, number = 0.0, 0
    while x < WIDTH:
        width, height = dice.between(40, 92, 4), dice.between(12, 24, 2)
        top = base - height
        kind = dice.pick(("flat", "gable", "gable", "row", "saw", "stack", "tower"))
        if kind == "tower":
            width, top = 36, 10.0
        d.box("roof", x, top, width, base - top)
        if kind == "gable":
            d.poly("roof", [(x - 3, top), (x + width / 2, top - width * 0.3), (x + width + 3, top)])
        elif kind == "saw":
            pitch = width / round(width / 22)
            for i in range(round(width / 22)):
                d.poly("roof", [(x + i * pitch, top), (x + i * pitch + 3, top - 12), (x + (i + 1) * pitch, top)])
        elif kind in ("stack", "row"):
            d.box("roof", x + width * 0.2, top - 12, 14, 14)
            d.box("roof", x + width * 0.2 + 2, top - 17, 3, 6)
            d.box("roof", x + width * 0.2 + 9, top - 17, 3, 6)
        if number % 4 == 1:
            d.box(f"l{1 + number // 4 % 6}", x + width / 2 - 3, base - 11, 5, 7)
        x += width
        number += 1
    return Markup(  # noqa: S704 - every part is drawn here, none comes from a reader
        f'<svg class="facade roofline" viewBox="0 0 {WIDTH} {ROOFLINE_HEIGHT}" width="{WIDTH}" '
        f'height="{ROOFLINE_HEIGHT}" preserveAspectRatio="xMidYMax slice" aria-hidden="true">'
        f"{joined([d])}</svg>"
    )
