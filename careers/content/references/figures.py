"""Figures: every one that is named exists, none contradicts another, and the overdue ones are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from careers.content.collection import Collection, Entry
from careers.content.document import Component, Kind
from careers.content.front_matter import FigureFront, FigurePoint, PageFront
from careers.content.problem import Problem, Severity
from careers.content.references.names import unknown
from careers.content.references.vocabulary import values
from careers.content.strict_yaml import Path


def check_figures(collection: Collection) -> Iterator[Problem]:
    """Yield what is wrong with figures and with their uses."""
    yield from _uses(collection)
    yield from _contradictions(collection)
    for entry in collection.of(Kind.FIGURE):
        review_by = entry.document.front.review_by
        if review_by < collection.today:
            message = f"overdue since {review_by}: look up the newest value and move this date on"
            yield entry.problem(("review_by",), message, Severity.WARNING)


def _uses(collection: Collection) -> Iterator[Problem]:
    for entry in collection.entries:
        for path, name in _named(entry):
            if fault := unknown(collection, Kind.FIGURE, "figure", name):
                yield entry.problem(path, fault)
        for block in entry.document.body.blocks:
            if isinstance(block, Component) and block.name in {"statistic", "chart"}:
                yield from _placed(collection, entry, block)
    setting = collection.settings.get("site.yaml")
    if setting:
        for index, name in enumerate(setting.value.home.figures):
            if fault := unknown(collection, Kind.FIGURE, "figure", name):
                yield setting.problem(("home", "figures", index), fault)


def _placed(collection: Collection, entry: Entry[Any], block: Component) -> Iterator[Problem]:
    what = f"{{{{ {block.name} }}}}"
    if fault := unknown(collection, Kind.FIGURE, "figure", block.argument):
        yield entry.problem_at(block.line, what, fault)
        return
    figure = collection.figures().get(block.argument)
    if block.name == "chart" and figure is not None and figure.front.chart == "none":
        message = f'figure "{block.argument}" has chart: none, write {{{{ statistic {block.argument} }}}} instead'
        yield entry.problem_at(block.line, what, message)


def _named(entry: Entry[Any]) -> Iterator[tuple[Path, str]]:
    front = entry.document.front
    yield from values(getattr(front, "figures", ()), "figures")
    yield from values(getattr(front, "statistics", ()), "statistics")
    if isinstance(front, FigureFront) and front.compare_with:
        yield ("compare_with",), front.compare_with
    if isinstance(front, PageFront):
        for group_index, group in enumerate(front.achievements):
            for index, item in enumerate(group.items):
                if item.figure:
                    yield ("achievements", group_index, "items", index, "figure"), item.figure


def _contradictions(collection: Collection) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], tuple[Entry[Any], FigurePoint]] = {}
    for entry in collection.of(Kind.FIGURE):
        front = entry.document.front
        for index, point in enumerate(front.points):
            key = (" ".join(front.title.casefold().split()), front.unit, point.as_at.iso)
            other = seen.setdefault(key, (entry, point))
            if (other[1].value, other[1].low, other[1].high) != (point.value, point.low, point.high):
                message = (
                    f"another value for {point.as_at.words} than in {other[0].document.source}, of the same title:"
                    " correct one, or remove one file and use the other by name"
                )
                yield entry.problem(("points", index), message)
