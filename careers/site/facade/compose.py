"""Put buildings, sky and street together at one of three sizes.

The three are different pictures of the same address, not one picture scaled: a card is a crop of the
building, a hero the street that it stands in, a thumbnail one house front. Everything follows from the
slug.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from careers.site.facade import street
from careers.site.facade.dice import Dice
from careers.site.facade.drawing import Drawing
from careers.site.facade.mill import chimney, mill, shed
from careers.site.facade.palette import LIVERIES
from careers.site.facade.terrace import row, terrace
from careers.site.facade.tower import tower


class Size(StrEnum):
    """How large a facade is drawn."""

    CARD = "card"
    HERO = "hero"
    THUMBNAIL = "thumbnail"


class Kind(StrEnum):
    """What sort of building an address is."""

    TERRACE = "terrace"
    MILL = "mill"
    TOWER = "tower"


VIEWS = {Size.CARD: (480, 320), Size.HERO: (1440, 440), Size.THUMBNAIL: (240, 240)}
"""Width and height of each size in the drawing's own units."""

_LIT = {Kind.TERRACE: 46, Kind.MILL: 30, Kind.TOWER: 34}

_NEIGHBOUR = {"brick": "ink", "indigo": "stone", "ink": "brick", "moss": "stone", "stone": "ink"}


def scene(slug: str, size: Size, kind: Kind | None = None, lit: int | None = None) -> list[Drawing]:
    """Draw an address; the kind of building follows from the slug unless one is asked for.

    `lit` is the percentage of the main building's windows that are lit; without it each kind has its own.
    """
    address = Dice(slug)
    chosen = address.pick(tuple(Kind))
    livery = address.pick(LIVERIES)
    main = kind or chosen
    share = _LIT[main] if lit is None else lit
    return _SCENES[size](Dice(slug, size.value), main, livery, share)


def _card(dice: Dice, kind: Kind, livery: str, lit: int) -> list[Drawing]:
    width, height = VIEWS[Size.CARD]
    level = 292
    back = street.sky(dice, width, height, level)
    front = street.ground(dice, width, height, level)
    if kind is Kind.TERRACE:
        style, shift = row(dice, 1.08), dice.between(0, 96, 8)
        party_wall = float(style.width * dice.pick((1, 2, 3)) - shift)
        houses = terrace(dice, style, 0, width, level, livery, lit, shift)
        return [back, houses, front, street.furniture(dice, [party_wall], level)]
    if kind is Kind.MILL:
        return [
            back,
            *_mill_card(dice, livery, level, lit),
            front,
            street.furniture(dice, [dice.pick((24, 456))], level),
        ]
    wide = dice.between(120, 190, 10)
    left = dice.pick((70, 150, 230))
    top = dice.between(26, 70, 4)
    low = _NEIGHBOUR[livery]
    style = row(dice, 0.62)
    others: list[Drawing] = []
    if dice.chance(45):
        second = left + wide + 26 if left < 150 else left - 116
        others.append(tower(dice, second, 90, top + dice.between(50, 100, 10), level, low, min(24, lit)))
    others.append(terrace(dice, style, 0, width, level, low, min(30, lit), dice.between(0, 60, 6)))
    main = tower(dice, left, wide, top, level, livery, lit)
    return [back, *others, main, front, street.furniture(dice, [left - 34, left + wide + 36], level)]


def _mill_card(dice: Dice, livery: str, level: float, lit: int) -> list[Drawing]:
    top = dice.between(76, 112, 6)
    shape = dice.pick(("right", "left", "shed", "whole"))
    other = _NEIGHBOUR[livery]
    if shape == "whole":
        stack = chimney(dice, dice.pick((60, 420)), 16, level, other)
        return [stack, *mill(dice, -20, 500, top + 16, level, livery, lit)]
    if shape == "shed":
        stack = chimney(dice, 424, 18, level, livery)
        body = mill(dice, -30, 232, top, level, livery, lit)
        return [stack, shed(dice, 232, 5, 54, level - 74, level, livery), *body]
    left, right = (128.0, 520.0) if shape == "right" else (-40.0, 352.0)
    stack = chimney(dice, 74 if shape == "right" else 406, 20, level, livery)
    low = terrace(dice, row(dice, 0.66), 0, 480, level, other, min(36, lit), dice.between(0, 60, 6))
    return [stack, low, *mill(dice, left, right, top, level, livery, lit)]


def _hero(dice: Dice, kind: Kind, livery: str, lit: int) -> list[Drawing]:
    width, height = VIEWS[Size.HERO]
    level = 404
    drawings = [street.sky(dice, width, height, level)]
    low, other = _NEIGHBOUR[livery], dice.pick([name for name in LIVERIES if name != livery])
    if kind is Kind.TERRACE:
        style = row(dice, 1.45)
        split = float(style.width * dice.pick((3, 4)))
        drawings += [
            chimney(dice, split + 150, 50, level, other),
            *mill(dice, split + 200, width + 40, 150, level, low, 20, 1.4),
            terrace(dice, row(dice, 1.2), split, width, level, other, 36),
            terrace(dice, style, 0, split, level, livery, lit),
        ]
    elif kind is Kind.MILL:
        left = float(dice.between(330, 470, 20))
        drawings += [
            chimney(dice, left - 70, 34, level, livery),
            terrace(dice, row(dice, 1.15), 0, left, level, low, 36, dice.between(0, 90, 10)),
            shed(dice, left + 600, 8, 68, level - 92, level, livery),
            *mill(dice, left, left + 600, 104, level, livery, lit, 1.45),
        ]
    else:
        left = float(dice.between(420, 720, 20))
        drawings += [
            tower(dice, left + 240, 130, 120, level, other, 24),
            *mill(dice, -40, left - 180, 190, level, _NEIGHBOUR[other], 20, 1.4),
            terrace(dice, row(dice, 1.2), left - 180, width, level, low, 38),
            tower(dice, left, 190, 40, level, livery, lit),
        ]
    spots = [dice.between(40 + i * 360, 300 + i * 360, 20) for i in range(4)]
    return [
        *drawings,
        street.ground(dice, width, height, level),
        street.furniture(dice, [float(s) for s in spots], level, 1.2),
    ]


def _thumbnail(dice: Dice, kind: Kind, livery: str, lit: int) -> list[Drawing]:
    width, height = VIEWS[Size.THUMBNAIL]
    level = 224
    back, front = Drawing(), Drawing()
    back.box(dice.pick(("sky", "sky", "sky", "dawn")), 0, 0, width, height)
    front.box("ground", 0, level, width, height - level)
    if kind is Kind.TERRACE:
        style = replace(row(dice, 1.15), storeys=2, storey=68, roof=30, width=dice.pick((140, 156)))
        return [back, terrace(dice, style, 0, width, level, livery, lit, dice.between(0, 90, 6)), front]
    if kind is Kind.MILL:
        stack = chimney(dice, 206, 24, level, livery)
        body = mill(dice, -60, dice.between(160, 178, 2), dice.between(64, 84, 2), level, livery, lit, 1.2)
        return [back, stack, *body, front]
    wide = dice.between(110, 140, 6)
    return [
        back,
        tower(dice, (width - wide) / 2 + dice.pick((-24, 0, 24)), wide, 44, level, livery, lit),
        front,
    ]


_SCENES: dict[Size, Callable[[Dice, Kind, str, int], list[Drawing]]] = {
    Size.CARD: _card,
    Size.HERO: _hero,
    Size.THUMBNAIL: _thumbnail,
}
