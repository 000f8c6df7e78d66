"""The map of progression: every way leads somewhere, none goes in a circle, every stage can be reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from careers.content.collection import Collection, Entry
from careers.content.document import Kind
from careers.content.problem import Problem
from careers.content.references.names import unknown


def check_stages(collection: Collection) -> Iterator[Problem]:
    """Yield unknown targets, dead ends, orphans and circles."""
    entries = {entry.document.slug: entry for entry in collection.of(Kind.STAGE)}
    reached: set[str] = set()
    for slug, entry in entries.items():
        front = entry.document.front
        for index, target in enumerate(front.leads_to):
            if fault := unknown(collection, Kind.STAGE, "stage", target):
                yield entry.problem(("leads_to", index), fault)
            elif target in front.leads_to[:index]:
                yield entry.problem(("leads_to", index), f'"{target}" stands here twice, write it once')
            if target != slug:
                reached.add(target)
        if not front.leads_to and not front.final:
            yield entry.problem(("leads_to",), "leads nowhere, write the stages that come next, or final: yes")
    is_whole = len(entries) == len(collection.known[Kind.STAGE])
    if is_whole:
        for slug, entry in entries.items():
            if slug not in reached and not entry.document.front.entry:
                message = "no stage leads here, name it in the leads_to of another stage, or write entry: yes"
                yield entry.problem(("entry",), message)
    yield from _circles(entries)


def _circles(entries: Mapping[str, Entry[Any]]) -> Iterator[Problem]:
    """Yield each circle once, named in full, at the line that closes it. Depth first, without recursion."""
    done: set[str] = set()
    for start in entries:
        way: list[str] = []
        open_ways: list[tuple[str, int]] = [(start, 0)] if start not in done else []
        while open_ways:
            slug, index = open_ways.pop()
            targets = entries[slug].document.front.leads_to
            if index == 0:
                way.append(slug)
            if index == len(targets):
                done.add(way.pop())
                continue
            open_ways.append((slug, index + 1))
            target = targets[index]
            if target in way:
                circle = " → ".join([*way[way.index(target) :], target])
                message = f"the stages lead in a circle: {circle}. Remove one of the steps"
                yield entries[slug].problem(("leads_to", index), message)
            elif target in entries and target not in done:
                open_ways.append((target, 0))
