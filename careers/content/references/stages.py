"""The map of progression: every way leads somewhere, none goes in a circle, every stage can be reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careers.content.collection import Collection, Entry, Outlook
from careers.content.document import Kind
from careers.content.problem import Problem
from careers.content.references.names import unknown


def check_stages(collection: Collection) -> Iterator[Problem]:
    """Yield unknown targets, dead ends, orphans and circles."""
    entries = {entry.slug: entry for entry in collection.of(Kind.STAGE)}
    reached: set[str] = set()
    for slug, entry in entries.items():
        targets = _targets(entry)
        for index, (path, target) in enumerate(entry.texts("leads_to")):
            if fault := unknown(Outlook(collection), Kind.STAGE, "stage", target):
                yield entry.problem(path, fault)
            elif target in targets[:index]:
                yield entry.problem(path, f'"{target}" stands here twice, write it once')
            if target != slug:
                reached.add(target)
        if entry.parsed.data and not targets and not entry.says_yes("final"):
            yield entry.problem(("leads_to",), "leads nowhere, write the stages that come next, or final: yes")
    if entries.keys() == collection.known[Kind.STAGE] and all(entry.parsed.data for entry in entries.values()):
        for slug, entry in entries.items():
            if slug not in reached and not entry.says_yes("entry"):
                message = "no stage leads here, name it in the leads_to of another stage, or write entry: yes"
                yield entry.problem(("entry",), message)
    yield from _circles(entries)


def _targets(entry: Entry) -> list[str]:
    return [target for _, target in entry.texts("leads_to")]


def _circles(entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield each circle once, named in full, at the line that closes it. Depth first, without recursion."""
    done: set[str] = set()
    for start in entries:
        way: list[str] = []
        open_ways: list[tuple[str, int]] = [(start, 0)] if start not in done else []
        while open_ways:
            slug, index = open_ways.pop()
            targets = _targets(entries[slug])
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
