"""Figures: every one that is named exists, none contradicts another, and the overdue ones are told."""

from __future__ import annotations

from collections.abc import Iterator

from careers.content.collection import Collection, Entry, Outlook
from careers.content.document import Component, Kind
from careers.content.front_matter import FigureFront, FigurePoint, PageFront
from careers.content.problem import Problem, Severity
from careers.content.references.names import unknown
from careers.content.strict_yaml import Path


def check_figures(collection: Collection) -> Iterator[Problem]:
    """Yield what is wrong with figures themselves, and with those that the home page names."""
    yield from _contradictions(collection)
    for entry in collection.of(Kind.FIGURE):
        review_by = entry.front.review_by if entry.front else None
        if review_by and review_by < collection.today:
            message = f"overdue since {review_by}: look up the newest value and move this date on"
            yield entry.problem(("review_by",), message, Severity.WARNING)
    setting = collection.settings.get("site.yaml")
    if setting:
        for path, name in setting.texts("home", "figures"):
            if fault := unknown(Outlook(collection), Kind.FIGURE, "figure", name):
                yield setting.problem(path, fault)


def check_uses(outlook: Outlook, entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each figure that a file names or places and that is not there."""
    for path, name in _named(entry):
        if fault := unknown(outlook, Kind.FIGURE, "figure", name):
            yield entry.problem(path, fault)
    for block in entry.body.blocks:
        if isinstance(block, Component) and block.name in {"statistic", "chart"}:
            yield from _placed(outlook, entry, block)


def _placed(outlook: Outlook, entry: Entry, block: Component) -> Iterator[Problem]:
    what = f"{{{{ {block.name} }}}}"
    if fault := unknown(outlook, Kind.FIGURE, "figure", block.argument):
        yield entry.problem_at(block.line, what, fault)
    elif block.name == "chart" and outlook.fact("chart", block.argument) == "none":
        message = f'figure "{block.argument}" has chart: none, write {{{{ statistic {block.argument} }}}} instead'
        yield entry.problem_at(block.line, what, message)


def _named(entry: Entry) -> Iterator[tuple[Path, str]]:
    for field in ("figures", "statistics", "compare_with"):
        yield from entry.texts(field)
    front = entry.front
    if isinstance(front, PageFront):
        for group_index, group in enumerate(front.achievements):
            for index, item in enumerate(group.items):
                if item.figure:
                    yield ("achievements", group_index, "items", index, "figure"), item.figure


def _contradictions(collection: Collection) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], tuple[Entry, FigurePoint]] = {}
    for entry in collection.of(Kind.FIGURE):
        front = entry.front
        if not isinstance(front, FigureFront):
            continue
        for index, point in enumerate(front.points):
            key = (" ".join(front.title.casefold().split()), front.unit, point.as_at.iso)
            other = seen.setdefault(key, (entry, point))
            if (other[1].value, other[1].low, other[1].high) != (point.value, point.low, point.high):
                message = (
                    f"another value for {point.as_at.words} than in {other[0].source}, of the same title:"
                    " correct one, or remove one file and use the other by name"
                )
                yield entry.problem(("points", index), message)
