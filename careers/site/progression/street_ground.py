"""The ground under the map of stages: blocks, lanes, a river and a park. Says nothing; knows only the size of the drawing."""

from __future__ import annotations

LANES, CROSS_LANES = 62, 54
"""How far apart the small lanes are, across and down."""


def ground(width: int, height: int) -> str:
    """Return the ground as SVG paths. Classes: m-ground, m-lanes, m-park, m-tree, m-water. The same size gives the same ground."""
    down = "".join(f"M{x} 0l{_lean(x)} {height}" for x in range(LANES // 2, width, LANES))
    across = "".join(f"M0 {y}l{width} {_lean(y)}" for y in range(CROSS_LANES // 2, height, CROSS_LANES))
    river = (
        f"M{round(width * 0.27)} {height + 40}C{round(width * 0.36)} {round(height * 0.8)} {round(width * 0.47)}"
        f" {round(height * 1.02)} {round(width * 0.6)} {round(height * 0.9)}S{round(width * 0.82)} {round(height * 0.72)}"
        f" {width + 40} {round(height * 0.86)}"
    )
    left, right, foot = round(width * 0.22), round(width * 0.5), round(height * 0.27)
    park = f"M{left} 0h{right - left}l-26 {foot}h{left - right + 44}z"
    trees = "".join(_tree(left + 46 + 41 * n, 26 + n * 47 % (foot - 44)) for n in range((right - left - 80) // 41))
    return (
        f'<path class="m-ground" d="M0 0h{width}v{height}H0z"/><path class="m-lanes" d="{down}{across}" fill="none"/>'
        f'<path class="m-park" d="{park}"/><path class="m-tree" d="{trees}"/><path class="m-water" d="{river}" fill="none"/>'
    )


def _tree(x: int, y: int) -> str:
    """Return a tree from above as a subpath: a circle about ``x`` and ``y``."""
    size = 8 + x % 5
    return f"M{x - size} {y}a{size} {size} 0 1 0 {size * 2} 0a{size} {size} 0 1 0 {-size * 2} 0z"


def _lean(place: int) -> int:
    """Return how far a lane leans: a few units to one side or the other, as in a city that nobody planned."""
    return place * 37 % 61 - 30
