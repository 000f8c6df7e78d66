# ruff: noqa: PLR0917 -- geometry reads best as plain runs of numbers
"""Mills: storeys of arched windows, a stair tower, a chimney, a weaving shed with a sawtooth roof."""

from careers.site.facade.dice import Dice
from careers.site.facade.drawing import Drawing
from careers.site.facade.openings import Opening, light


def mill(
    dice: Dice,
    left: float,
    right: float,
    top: float,
    ground: float,
    livery: str,
    lit: int = 26,
    scale: float = 1.0,
) -> list[Drawing]:
    """Draw a mill between `left` and `right` whose parapet is at `top`; its stair tower rises higher."""
    d = Drawing(livery)
    bay = dice.pick((32, 36, 40, 46)) * scale
    floors = max(2, round((ground - top) / (dice.pick((40, 44, 50)) * scale)))
    storey = (ground - top - 14) / floors
    tower = dice.pick(("left", "right", "none", "middle"))
    tower_w = dice.between(52, 68, 4)
    rise = dice.pick((0, 5, 8))
    openings: list[Opening] = []
    d.box("wall", left, top, right - left, ground - top)
    d.box("trim", left - 3, top - 5, right - left + 6, 6)
    d.box("wall-2", left, ground - storey * 0.22, right - left, storey * 0.22)
    if dice.chance(50):
        d.box("trim", left, ground - storey - 1, right - left, 3)
    if tower in ("none", "left") and dice.chance(50):
        _pediment(d, (left + right) / 2, top - 5, min(150.0, (right - left) * 0.4))
    count = max(1, int((right - left - 12) // bay))
    start = left + (right - left - count * bay) / 2
    wide, cols, rows = bay * dice.pick((0.56, 0.62, 0.7)), dice.pick((2, 3)), dice.pick((3, 4))
    piers = dice.chance(40)
    for i in range(count):
        x = start + i * bay + (bay - wide) / 2
        if piers:
            d.box("wall-2", start + i * bay - 2.5, top + 2, 5, ground - top - 2)
        for floor in range(floors):
            y = ground - (floor + 1) * storey + storey * 0.14
            h = storey * 0.64
            openings.append(Opening(x, y, wide, h, rise, cols, rows, wide > 25))
    centre = {"left": left + tower_w * 0.6, "right": right - tower_w * 0.6, "middle": (left + right) / 2}.get(tower)
    stairs: list[Drawing] = []
    if centre is not None:
        edge = tower_w / 2 + wide * 0.1
        openings = [o for o in openings if o.x + o.w < centre - edge or o.x > centre + edge]
        stairs.append(_tower(dice, centre, tower_w, top - dice.between(26, 50, 4), ground, storey, livery))
    for o in openings:
        d.box("trim", o.x - 2, o.y + o.h, o.w + 4, 2.5)
    light(d, openings, dice, lit)
    if centre is None and dice.chance(70):
        _tank(d, left + (right - left) * dice.pick((0.25, 0.5, 0.72)), top - 5)
    if centre is None and dice.chance(40):
        _escape(d, start + bay * (count // 2), bay, ground, storey, floors)
    return [d, *stairs]


def _tower(dice: Dice, cx: float, w: float, top: float, ground: float, storey: float, livery: str) -> Drawing:
    d = Drawing(livery)
    openings: list[Opening] = []
    x = cx - w / 2
    d.box("wall-2", x - 3, top, w + 6, ground - top)
    d.box("gable", x, top, w, ground - top)
    d.box("trim", x - 4, top, w + 8, 5)
    crown = dice.pick(("pyramid", "flat", "lantern", "pediment", "tank"))
    if crown == "pyramid":
        d.poly("roof", [(x - 4, top), (cx, top - w * 0.7), (x + w + 4, top)])
        d.box("roof", cx - 1, top - w * 0.7 - 14, 2, 18)
    elif crown == "lantern":
        d.box("wall-2", cx - w * 0.3, top - 22, w * 0.6, 22)
        d.arch("roof", cx - w * 0.34, top - 42, w * 0.68, 20, 14)
        openings.append(Opening(cx - 6, top - 18, 12, 15, 4))
    elif crown == "pediment":
        _pediment(d, cx, top, w + 8)
    elif crown == "tank":
        _tank(d, cx, top)
    slit = w * 0.3
    y = top + 16
    while y + storey * 0.7 < ground - 46:
        openings.append(Opening(cx - slit / 2, y, slit, storey * 0.62, slit * 0.25, 2, 3))
        d.box("trim", cx - slit / 2 - 3, y + storey * 0.62, slit + 6, 2.5)
        y += storey
    light(d, openings, dice, 55)
    d.arch("trim", cx - 17, ground - 46, 34, 46, 10)
    d.arch("door", cx - 13, ground - 41, 26, 41, 8)
    d.box("trim", cx - 0.7, ground - 38, 1.4, 38)
    return d


def _pediment(d: Drawing, cx: float, base: float, w: float) -> None:
    d.poly("trim", [(cx - w / 2, base), (cx, base - w * 0.2), (cx + w / 2, base)])
    d.poly(
        "trim",
        [
            (cx - w / 2 - 2, base),
            (cx - w / 2 - 2, base - 3),
            (cx + w / 2 + 2, base - 3),
            (cx + w / 2 + 2, base),
        ],
    )


def _tank(d: Drawing, cx: float, base: float) -> None:
    for dx in (-17, -1, 15):
        d.box("iron", cx + dx, base - 18, 2, 18)
    d.box("iron", cx - 23, base - 44, 46, 26)
    d.box("roof", cx - 25, base - 47, 50, 3)


def _escape(d: Drawing, x: float, bay: float, ground: float, storey: float, floors: int) -> None:
    for floor in range(1, floors):
        y = ground - floor * storey
        d.box("iron", x - 4, y, bay * 2 + 8, 2)
        d.box("iron", x - 4, y - 12, bay * 2 + 8, 1)
        if floor > 1:
            a, b = (x + 6, x + bay * 2 - 6) if floor % 2 else (x + bay * 2 - 6, x + 6)
            d.poly("iron", [(a, y), (a + 3, y), (b + 3, y + storey), (b, y + storey)])
        for i in range(5):
            d.box("iron", x - 4 + i * (bay * 2 + 7) / 4, y - 12, 1, 12)


def chimney(dice: Dice, cx: float, top: float, ground: float, livery: str) -> Drawing:
    """Draw a mill chimney: tapered, corbelled, out of use, so no smoke."""
    d = Drawing(livery)
    foot, head = dice.between(26, 34, 2), dice.between(15, 20)
    d.poly(
        "stack",
        [(cx - head / 2, top), (cx + head / 2, top), (cx + foot / 2, ground), (cx - foot / 2, ground)],
    )
    crown = dice.pick(("plain", "collar", "flare"))
    if crown == "flare":
        d.poly(
            "stack",
            [
                (cx - head * 0.9, top),
                (cx + head * 0.9, top),
                (cx + head / 2, top + 20),
                (cx - head / 2, top + 20),
            ],
        )
        d.box("trim", cx - head * 0.9 - 1, top, head * 1.8 + 2, 4)
    else:
        d.box("trim", cx - head / 2 - 4, top, head + 8, 5)
    if crown == "collar":
        d.box("trim", cx - head / 2 - 3, top + 22, head + 6, 4)
    return d


def shed(dice: Dice, left: float, teeth: int, pitch: float, top: float, ground: float, livery: str) -> Drawing:
    """Draw a weaving shed: a low wall under a sawtooth roof, its north lights glowing."""
    d = Drawing(livery)
    right, rise = left + teeth * pitch, pitch * 0.55
    d.box("wall", left, top, right - left, ground - top)
    d.box("trim", left, top, right - left, 3)
    openings = []
    for i in range(teeth):
        x = left + i * pitch
        d.poly("roof", [(x, top), (x + 4, top - rise), (x + pitch, top)])
        d.poly(
            "lit" if i % 3 != 1 else "window",
            [(x + 5, top - 3), (x + 7, top - rise + 6), (x + pitch * 0.42, top - 3)],
        )
        openings.append(
            Opening(x + pitch * 0.24, top + 16, pitch * 0.52, min(30.0, (ground - top) * 0.5), 5, 3, 2, True)
        )
    light(d, openings, dice, 40)
    return d
