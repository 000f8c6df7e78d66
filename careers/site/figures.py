"""Figures as readers meet them: a statistic in words, a chart, and an entry on the page about the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careers.content.document import Component, Document, Figure
from careers.content.edition import Edition
from careers.content.figure_words import in_words
from careers.content.front_matter import (
    FigureFront,
    FigurePoint,
    FrontMatter,
    PageFront,
    Source,
    StageFront,
    StoryFront,
)
from careers.head import Link
from careers.site.charts import Chart, Credit, DatedReading, Reading, dated, shares, slope
from careers.site.components import Statistic

ABOUT = "/about-the-figures/"
UNITS = {"percent": "%", "pounds": "£", "weeks": "weeks", "people": "people", "cases": "cases", "share": ""}


def address(figure: Figure) -> str:
    """Return where a figure is explained, e.g. ``/about-the-figures/#vacancy_rate``."""
    return f"{ABOUT}#{figure.slug}"


def credit(source: Source) -> str:
    """Return a source in words: "Community Care, Workforce Insights, 30 September 2022"."""
    return ", ".join([source.publisher, source.title, *([source.date.words] if source.date else [])])


def statistic(figure: Figure) -> Statistic:
    """Return a figure's latest value and, where it is known, the first."""
    front = figure.front
    first, last = front.points[0], front.points[-1]
    moved = first is not last
    at = "on" if first.as_at.precision == "day" else "in"
    return Statistic(
        value=in_words(front, last),
        what=front.title,
        then=f"from {in_words(front, first)} {at} {first.as_at.words}" if moved else "",
        as_at=last.as_at.words,
        source=credit(front.source),
        url=address(figure),
    )


def chart(figure: Figure, figures: Mapping[str, Figure], key: str = "") -> Chart | None:
    """Return the chart that a figure asks for, ``None`` when it asks for none.

    ``key`` tells apart two drawings of one figure on a page. Only the values given are drawn.
    """
    front = figure.front
    key = key or figure.slug
    facts = Credit(credit(front.source), _period(front))
    unit = UNITS[front.unit]
    match front.chart:
        case "slope":
            first, last = (Reading(p.as_at.words, p.value or 0) for p in front.points)
            return slope(key, front.title, first, last, unit, facts)
        case "points":
            readings = [_dated(p) for p in front.points]
            other = figures.get(front.compare_with or "")
            if other:
                readings += [_dated(p, note=other.title, target=True) for p in other.front.points]
            return dated(key, front.title, sorted(readings, key=lambda r: r.year), unit, facts)
        case "share":
            return shares(key, front.title, [Reading(p.label, p.value) for p in front.parts], unit, facts)
        case _:
            return None


def _period(front: FigureFront) -> str:
    dates = [point.as_at.words for point in front.points]
    return dates[0] if len(dates) == 1 else f"{dates[0]} and {dates[-1]}"


def _dated(point: FigurePoint, *, note: str = "", target: bool = False) -> DatedReading:
    low, high = (point.value, point.value) if point.value is not None else (point.low or 0, point.high or 0)
    day = point.as_at.first
    year = day.year + (day.timetuple().tm_yday - 1) / 366
    return DatedReading(year, point.as_at.words, low or 0, high or 0, note, target)


def used_by(document: Document[FrontMatter]) -> Iterator[str]:
    """Yield the ids of the figures that a document shows: in its text, as components, or in its front matter."""
    yield from document.body.figures
    for block in document.body.blocks:
        if isinstance(block, Component) and block.name in {"statistic", "chart"}:
            yield block.argument
    front = document.front
    if isinstance(front, PageFront):
        yield from front.statistics
        yield from (item.figure for group in front.achievements for item in group.items if item.figure)
    if isinstance(front, StoryFront | StageFront):
        yield from front.figures


def places(edition: Edition) -> Mapping[str, tuple[Link, ...]]:
    """Return, for each figure, the pages that show it now; the home page's three are named in the site's settings."""
    found: dict[str, dict[str, str]] = {}
    for document in edition.documents():
        for name in used_by(document):
            found.setdefault(name, {})[document.url] = "Home" if document.url == "/" else document.title
    for name in edition.library.settings.home.figures:
        found.setdefault(name, {}).setdefault("/", "Home")
    return {name: tuple(Link(title, url) for url, title in pages.items()) for name, pages in found.items()}
