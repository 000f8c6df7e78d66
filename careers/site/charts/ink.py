# ruff: noqa: PLR0917 -- geometry reads best as plain runs of numbers
"""The few marks that every chart is drawn with: text, posts, lit windows, and the labelled frame round them.

Drawn 320 units wide, so that on the narrowest phone one unit is about one pixel and 16 stays 16. Colours are
classes. Nothing is drawn between two values but the straight line that joins them.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

WIDTH = 320
"""Units across every chart."""

LINE = 20
"""Units from one line of text to the next."""


def text(kind: str, x: float, y: float, words: str, anchor: str = "start") -> str:
    """Write words; `kind` is `value`, `label` or `note`, and sets size and weight in the stylesheet."""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="c-{kind}" x="{x:g}" y="{y:g}"{at}>{escape(words)}</text>'


def box(kind: str, x: float, y: float, w: float, h: float) -> str:
    """Draw a rectangle."""
    return f'<rect class="c-{kind}" x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}"/>'


def line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    """Draw a straight line."""
    return f'<path class="c-{kind}" d="M{x1:g} {y1:g}L{x2:g} {y2:g}"/>'


def window(kind: str, x: float, y: float) -> str:
    """Mark a value with a lit window of four panes, centred on it."""
    return box(kind, x - 9, y - 9, 18, 18) + f'<path class="c-bar" d="M{x:g} {y - 9:g}v18M{x - 9:g} {y:g}h18"/>'


def wrapped(words: str, limit: int) -> list[str]:
    """Break words into lines of at most `limit` characters; a longer word keeps a line to itself."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def frame(key: str, kind: str, title: str, description: str, height: float, marks: Iterable[str]) -> Markup:
    """Wrap marks in an image with a name and a description.

    `key` must be unlike any other on the page: the ids are made from it.
    """
    name = escape(key)
    return Markup(  # noqa: S704 - words from content are escaped above and below
        f'<svg class="chart chart-{kind}" viewBox="0 0 {WIDTH} {height:g}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>{"".join(marks)}</svg>'
    )
