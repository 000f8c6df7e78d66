# ruff: noqa: PLR0917 -- geometry reads best as plain runs of numbers
"""Terraces: rows of brick houses with bays, gables, dormers, chimneys and a step up to the door."""

from dataclasses import dataclass

from careers.site.facade.dice import Dice
from careers.site.facade.drawing import Drawing
from careers.site.facade.openings import Opening, light


@dataclass(frozen=True)
class Row:
    """What every house of one row shares: a row is a rhythm, so nothing here changes from door to door."""

    width: int
    storeys: int
    storey: int
    roof: int
    bay: str
    gable: str
    rise: int
    paired: bool
    steps: int
    band: bool
    lintel: str
    pots: int
    panes: tuple[int, int]


def row(dice: Dice, unit: float = 1.0) -> Row:
    """Choose a row; `unit` scales it."""
    storeys = dice.pick((2, 2, 2, 3))
    return Row(
        width=round(dice.between(112, 152, 8) * unit),
        storeys=storeys,
        storey=round((66 if storeys == 2 else 58) * unit),
        roof=round(dice.between(30, 46, 4) * unit),
        bay=dice.pick(("none", "ground", "ground", "full")),
        gable=dice.pick(("none", "none", "each", "dormer", "half")),
        rise=round(dice.pick((0, 0, 5, 9)) * unit),
        paired=dice.chance(55),
        steps=dice.pick((0, 1, 2)),
        band=dice.chance(50),
        lintel=dice.pick(("stone", "stone", "brick", "none")),
        pots=dice.pick((2, 3, 4)),
        panes=dice.pick(((1, 2), (2, 2), (2, 1), (1, 2), (2, 4))),
    )


def terrace(
    dice: Dice,
    style: Row,
    left: float,
    right: float,
    ground: float,
    livery: str,
    lit: int = 42,
    shift: int = 0,
) -> Drawing:
    """Draw a row of houses from `left` to `right`, standing on `ground`; `shift` slides the party walls."""
    d = Drawing(livery)
    u = style.storey / 66
    eaves = ground - style.storeys * style.storey - 6 * u
    ridge = eaves - style.roof
    d.box("wall", left, eaves, right - left, ground - eaves)
    d.box("roof", left, ridge, right - left, style.roof)
    d.box("trim", left, eaves, right - left, 4 * u)
    d.box("wall-2", left, ground - 10 * u, right - left, 10 * u)
    if style.band:
        d.box("trim", left, ground - style.storey - 4 * u, right - left, 3 * u)
    openings: list[Opening] = []
    for house in range(int((right - left + shift - 1) // style.width) + 1):
        x = left - shift + house * style.width
        openings += _house(d, style, x, ground, house, u)
        if house or shift:
            _stack(d, x, ridge, u, style.pots)
    seen = [o for o in openings if o.x + o.w > left + 2 and o.x < right - 2]
    light(d, seen, dice, lit)
    return d


def _house(d: Drawing, s: Row, x: float, ground: float, number: int, u: float) -> list[Opening]:
    flip = s.paired and number % 2 == 1
    door_w, win_w = 22 * u, 34 * u
    span = s.width
    door_c = x + span * (0.77 if flip else 0.23)
    win_c = x + span * (0.36 if flip else 0.64)
    eaves = ground - s.storeys * s.storey - 6 * u
    openings: list[Opening] = []
    cols, rows = s.panes

    _door(d, door_c, ground, door_w, u, s, openings)
    bay_w = 54 * u
    for floor in range(s.storeys):
        top = ground - (floor + 1) * s.storey + 8 * u
        tall = s.storey - 22 * u
        in_bay = (s.bay == "full" and floor < 2) or (s.bay == "ground" and floor == 0)
        if in_bay:
            base = ground - floor * s.storey
            d.box("wall-2", win_c - bay_w / 2, top - 8 * u, bay_w, base - top + 8 * u)
            for part, wide in ((-0.36, 9), (0, 24), (0.36, 9)):
                cx = win_c + part * bay_w
                homely = wide == 24
                openings.append(Opening(cx - wide * u / 2, top, wide * u, tall, 0, cols if homely else 1, rows, homely))
            d.box("trim", win_c - bay_w / 2 - 2 * u, top + tall, bay_w + 4 * u, 3 * u)
        else:
            _window(d, s, openings, win_c, top, win_w if floor == 0 else win_w * 0.82, tall, u)
        if floor > 0:
            _window(d, s, openings, door_c, top, win_w * 0.62, tall, u)
    if s.bay != "none":
        floors = 1 if s.bay == "ground" else min(2, s.storeys)
        top = ground - floors * s.storey - (2 if s.bay == "ground" else 0) * u
        if s.bay == "full" and s.gable == "half":
            d.poly("wall-2", [(win_c - bay_w / 2, top), (win_c, top - 40 * u), (win_c + bay_w / 2, top)])
            d.poly(
                "trim",
                [
                    (win_c - bay_w / 2 - 5 * u, top),
                    (win_c, top - 45 * u),
                    (win_c + bay_w / 2 + 5 * u, top),
                    (win_c + bay_w / 2 - 1 * u, top),
                    (win_c, top - 38 * u),
                    (win_c - bay_w / 2 + u, top),
                ],
            )
        else:
            d.poly(
                "roof",
                [
                    (win_c - bay_w / 2 - 4 * u, top + 2 * u),
                    (win_c - bay_w / 2 + 6 * u, top - 9 * u),
                    (win_c + bay_w / 2 - 6 * u, top - 9 * u),
                    (win_c + bay_w / 2 + 4 * u, top + 2 * u),
                ],
            )
    if s.gable == "each":
        _gable(d, openings, win_c, eaves, min(span * 0.62, 84 * u), s.roof * 1.25, u)
    elif s.gable == "dormer" or (s.gable == "half" and s.bay != "full"):
        _dormer(d, openings, (win_c + door_c) / 2 if s.gable == "dormer" else win_c, eaves, s.roof, u)
    return openings


def _window(d: Drawing, s: Row, openings: list[Opening], cx: float, top: float, w: float, h: float, u: float) -> None:
    if s.lintel == "stone":
        if s.rise:
            d.arch("trim", cx - w / 2 - 3 * u, top - 4 * u, w + 6 * u, h * 0.4, s.rise + 1)
        else:
            d.box("trim", cx - w / 2 - 4 * u, top - 5 * u, w + 8 * u, 5 * u)
    elif s.lintel == "brick":
        d.box("wall-2", cx - w / 2 - 3 * u, top - 6 * u, w + 6 * u, 6 * u + s.rise)
    d.box("trim", cx - w / 2 - 3 * u, top + h, w + 6 * u, 3 * u)
    cols, rows = s.panes
    openings.append(Opening(cx - w / 2, top, w, h, s.rise, cols, rows, w > 24 * u))


def _door(d: Drawing, cx: float, ground: float, w: float, u: float, s: Row, openings: list[Opening]) -> None:
    step = s.steps * 4 * u
    tall = 46 * u
    top = ground - step - tall
    d.box("trim", cx - w / 2 - 3 * u, top - 13 * u, w + 6 * u, tall + 13 * u + step)
    d.box("door", cx - w / 2, top, w, tall)
    openings.append(Opening(cx - w / 2, top - 10 * u, w, 8 * u, 0, 2))
    d.box("trim", cx + w / 2 - 6 * u, top + tall * 0.55, 2.4 * u, 2.4 * u)
    d.box("trim", cx - 4 * u, top + tall * 0.42, 8 * u, 2 * u)
    for i in range(s.steps):
        wide = w + 8 * u + (s.steps - i) * 6 * u
        d.box("trim", cx - wide / 2, ground - (i + 1) * 4 * u, wide, 4 * u)


def _stack(d: Drawing, x: float, ridge: float, u: float, pots: int) -> None:
    w = (10 + pots * 8) * u
    top = ridge - 22 * u
    d.box("stack", x - w / 2, top, w, ridge - top + 10 * u)
    d.box("trim", x - w / 2 - 2 * u, top, w + 4 * u, 4 * u)
    for i in range(pots):
        cx = x + (i - (pots - 1) / 2) * 8 * u
        d.box("stack", cx - 2.5 * u, top - 10 * u, 5 * u, 10 * u)


def _gable(d: Drawing, openings: list[Opening], cx: float, eaves: float, w: float, h: float, u: float) -> None:
    d.poly(
        "verge",
        [(cx - w / 2 - 6 * u, eaves + 4 * u), (cx, eaves - h - 6 * u), (cx + w / 2 + 6 * u, eaves + 4 * u)],
    )
    d.poly("gable", [(cx - w / 2 + u, eaves + 5 * u), (cx, eaves - h + u), (cx + w / 2 - u, eaves + 5 * u)])
    openings.append(Opening(cx - 6 * u, eaves - h * 0.42, 12 * u, 20 * u, 4 * u))


def _dormer(d: Drawing, openings: list[Opening], cx: float, eaves: float, roof: float, u: float) -> None:
    w, h = 30 * u, roof * 0.62
    top = eaves - h - 4 * u
    d.box("gable", cx - w / 2, top, w, h + 4 * u)
    d.box("trim", cx - w / 2 - 3 * u, top - 3 * u, w + 6 * u, 3 * u)
    openings.append(Opening(cx - w / 2 + 4 * u, top + 3 * u, w - 8 * u, h - 4 * u, 0, 2))
