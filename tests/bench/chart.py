"""The results as a picture in the site's look: a terrace for each goal, whose windows are lit as far as it is reached.

Ten windows are the goal, twenty twice as good or better. The chart is drawn for the documentation, so it is one file
with everything in it; the table beside it in the text says the same in figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.bench.result import Result, goal_in_words, number

NIGHT, WALL, DARK, LAMP, TEXT, MUTED = "#0E1126", "#191D3B", "#2C3363", "#FFC83D", "#EFF1FB", "#B6BBD8"
FONT = "'Bricolage Grotesque', 'Atkinson Hyperlegible Next', system-ui, sans-serif"
WIDTH, MARGIN, ROW, HEADING = 1040, 40, 58, 54
LEFT, PANE, GAP = 400, 14, 6
GOAL, MOST = 10, 20


def chart(results: Sequence[Result]) -> str:
    """Return an SVG of the results that have a goal; ValueError when none has."""
    shown = [result for result in results if result.margin is not None]
    if not shown:
        raise ValueError("no result has a goal")
    parts: list[str] = []
    y, group = MARGIN + 54, ""
    for result in shown:
        if result.group != group:
            group = result.group
            y += 14
            parts.append(_text(MARGIN, y + 16, group, size=17, fill=MUTED))
            y += HEADING - 14
        parts.append(_row(result, y))
        y += ROW
    height = y + MARGIN
    line = LEFT + GOAL * (PANE + GAP) - GAP / 2
    title = "How far each goal is reached: ten lit windows meet it"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" font-family="{FONT}">'
        f"<title>{title}</title>"
        f'<rect width="{WIDTH}" height="{height}" fill="{NIGHT}"/>'
        f"{_text(MARGIN, MARGIN + 22, title, size=25, fill=TEXT)}"
        f"{''.join(parts)}"
        f'<path d="M{line} {MARGIN + 62}V{height - MARGIN}" stroke="{TEXT}" stroke-dasharray="2 5"/>'
        f"{_text(line + 8, MARGIN + 74, 'the goal', size=15, fill=TEXT)}"
        "</svg>\n"
    )


def _row(result: Result, y: int) -> str:
    """Return one terrace: a label, a wall with a roofline, its windows and the figure."""
    assert result.margin is not None
    lit = max(0, min(MOST, round(result.margin * GOAL)))
    wall = MOST * (PANE + GAP) + GAP
    roof = f"M{LEFT - GAP} {y + 8}l{wall / 4:.0f} -6h{wall / 2:.0f}l{wall / 4:.0f} 6v36h-{wall}z"
    panes = "".join(
        f'<rect x="{LEFT + n * (PANE + GAP)}" y="{y + 16}" width="{PANE}" height="20" fill="{LAMP if n < lit else DARK}"/>'
        for n in range(MOST)
    )
    is_told = result.ratio is None or not result.peer or result.peer in result.label
    goal = goal_in_words(result) + ("" if is_told else f" of {result.peer}")
    said = f"{number(result.achieved)}{'' if result.ratio is not None else ' ' + result.unit}"
    return (
        f"{_text(MARGIN, y + 25, result.label, size=16, fill=TEXT)}"
        f"{_text(MARGIN, y + 43, f'goal: {goal}', size=13, fill=MUTED)}"
        f'<path d="{roof}" fill="{WALL}"/>{panes}'
        f"{_text(LEFT + wall + 12, y + 33, said, size=19, fill=TEXT)}"
    )


def _text(x: float, y: float, words: str, *, size: int, fill: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}">{escape(words)}</text>'
