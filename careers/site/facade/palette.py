"""Colours for drawings that no stylesheet reaches: share pictures and icons.

Pages colour the same roles by class in `static/css/components/facade.css`; the two are kept alike by a test.
"""

from collections.abc import Mapping

LIVERIES = ("brick", "indigo", "ink", "moss", "stone")
"""What a wall may be made of."""

_SCENE = {
    "sky": "#e4e9fb",
    "dawn": "#fdf0d8",
    "moon": "#ffffff",
    "far": "#cfd6f4",
    "haze": "#b4bce8",
    "window": "#171a36",
    "lit": "#ffc83d",
    "dim": "#fff2cc",
    "bar": "#4a2f14",
    "life": "#171a36",
    "leaf": "#1b6a54",
    "iron": "#171a36",
    "ground": "#aab2e2",
    "water": "#7f88c4",
    "glow": "#ffc83d",
    "post": "#a63a2a",
    "front": "#171a36",
    "door": "#3a2fa3",
    "wall": "#4c5175",
    "wall-2": "#3b4066",
    "roof": "#2b2f5e",
    "trim": "#dfe3fa",
}

_WALLS = {
    "brick": {
        "wall": "#a63a2a",
        "wall-2": "#8a2d22",
        "roof": "#2b2f5e",
        "trim": "#f6d9cf",
        "window": "#3d1420",
        "door": "#171a36",
    },
    "indigo": {
        "wall": "#4a42b0",
        "wall-2": "#3a2fa3",
        "roof": "#171a36",
        "trim": "#cdd1fa",
        "window": "#1d1a52",
        "door": "#a63a2a",
    },
    "ink": {
        "wall": "#2f3468",
        "wall-2": "#232751",
        "roof": "#171a36",
        "trim": "#b9c0ea",
        "window": "#121530",
        "door": "#a63a2a",
        "iron": "#7f88c4",
    },
    "moss": {
        "wall": "#1f6f59",
        "wall-2": "#175646",
        "roof": "#171a36",
        "trim": "#cfeadf",
        "window": "#0b3328",
        "door": "#171a36",
    },
    "stone": {
        "wall": "#b4bce8",
        "wall-2": "#9aa3d8",
        "roof": "#3b4072",
        "trim": "#f5f6fb",
        "window": "#4c5490",
        "door": "#1b6a54",
    },
}

DUSK: Mapping[str, Mapping[str, str]] = {"": _SCENE} | {name: _SCENE | walls for name, walls in _WALLS.items()}
"""For each livery, the colour of each role, as on a light page."""
