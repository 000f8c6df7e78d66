# ruff: noqa: PLR0917 -- geometry reads best as plain runs of numbers
"""Towers: blocks of flats and offices, read as a grid, a ribbon or a weave of windows."""

from careers.site.facade.dice import Dice
from careers.site.facade.drawing import Drawing
from careers.site.facade.openings import Opening, light


def tower(dice: Dice, left: float, width: float, top: float, ground: float, livery: str, lit: int = 30) -> Drawing:
    """Draw a tower `width` wide whose roof line is at `top`."""
    d = Drawing(livery)
    storey = dice.pick((20, 22, 24, 26))
    foot = dice.pick((28, 34))
    floors = max(3, int((ground - foot - top - 8) // storey))
    head = ground - foot - floors * storey - 8
    pattern = dice.pick(("grid", "ribbon", "slots", "weave", "balconies"))
    core = dice.pick((0, 0, 1, 2))
    openings: list[Opening] = []
    x, w = left, float(width)
    d.box("wall", x, head, w, ground - head)
    if core:
        core_w = 22.0
        core_x = x + w - core_w if core == 1 else x + w * 0.5 - core_w / 2
        d.box("wall-2", core_x, head - (14 if core == 1 else 8), core_w, ground - head + 14)
        openings += [Opening(core_x + 8, head + 10 + i * storey, 6, storey * 0.5) for i in range(floors)]
        spans = (
            [(x, w - core_w)] if core == 1 else [(x, w / 2 - core_w / 2), (x + w / 2 + core_w / 2, w / 2 - core_w / 2)]
        )
    else:
        spans = [(x, w)]
    for sx, sw in spans:
        openings += _face(d, pattern, sx, sw, head + 8, storey, floors)
    light(d, openings, dice, lit)
    _crown(d, dice, x, w, head)
    _podium(d, dice, x, w, ground, foot)
    return d


def _face(d: Drawing, pattern: str, x: float, w: float, top: float, storey: float, floors: int) -> list[Opening]:
    found: list[Opening] = []
    bay = {"grid": 24.0, "ribbon": 30.0, "slots": 14.0, "weave": 20.0, "balconies": 40.0}[pattern]
    count = max(1, int((w - 10) // bay))
    bay = (w - 10) / count
    for floor in range(floors):
        y = top + floor * storey
        if pattern == "ribbon":
            d.box("wall-2", x, y - 2, w, storey * 0.3)
        for i in range(count):
            bx = x + 5 + i * bay
            if pattern == "grid":
                found.append(Opening(bx + bay * 0.16, y, bay * 0.68, storey * 0.62, 0, 2, 1, bay > 24))
            elif pattern == "ribbon":
                found.append(Opening(bx + 0.8, y + storey * 0.3, bay - 1.6, storey * 0.5, 0, 2))
            elif pattern == "slots":
                found.append(Opening(bx + bay * 0.28, y, bay * 0.44, storey * 0.8))
            elif pattern == "weave":
                nudge = bay * (0.1 if floor % 2 else 0.34)
                found.append(Opening(bx + nudge, y, bay * 0.56, storey * 0.68))
            else:
                found.append(Opening(bx + bay * 0.1, y, bay * 0.3, storey * 0.74, 0, 1, 1))
                found.append(Opening(bx + bay * 0.46, y, bay * 0.44, storey * 0.58, 0, 2, 1, True))
                d.box("wall-2", bx + bay * 0.04, y + storey * 0.5, bay * 0.92, storey * 0.3)
                d.box("trim", bx + bay * 0.04, y + storey * 0.78, bay * 0.92, 1.8)
    return found


def _crown(d: Drawing, dice: Dice, x: float, w: float, head: float) -> None:
    kind = dice.pick(("parapet", "plant", "mast", "slope", "fins"))
    d.box("trim", x - 2, head - 3, w + 4, 4)
    if kind == "plant":
        d.box("stack", x + w * 0.2, head - 18, w * 0.42, 16)
        d.box("iron", x + w * 0.7, head - 12, 10, 10)
    elif kind == "mast":
        d.box("stack", x + w * 0.36, head - 14, w * 0.28, 12)
        d.box("iron", x + w * 0.5 - 1, head - 56, 2, 44)
        d.disc("lit", x + w * 0.5, head - 57, 2.4)
    elif kind == "slope":
        d.poly("stack", [(x, head - 2), (x + w, head - 2), (x + w, head - w * 0.3)])
    elif kind == "fins":
        for i in range(int(w // 14) + 1):
            d.box("trim", x + i * (w - 3) / int(w // 14), head - 16, 3, 16)
        d.box("trim", x, head - 16, w, 3)


def _podium(d: Drawing, dice: Dice, x: float, w: float, ground: float, foot: float) -> None:
    d.box("verge", x - 8, ground - foot, w + 16, 4)
    d.box("gable", x - 4, ground - foot + 4, w + 8, foot - 4)
    bays = max(3, int(w // 26))
    entry = dice.below(bays)
    pane = (w - 4) / bays
    for i in range(bays):
        px = x + 2 + i * pane
        role = "lit" if i in (entry, (entry + 2) % bays) else "window"
        d.box(role, px + 2, ground - foot + 9, pane - 4, foot - 9)
        if i == entry:
            d.box("bar", px + pane / 2 - 0.8, ground - foot + 9, 1.6, foot - 9)
