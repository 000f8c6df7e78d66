"""Only words have changed: the last library with other texts in it.

Where each changed file has the front matter and the places that it had, nothing can come out otherwise that is made from all
files: their order, what opens when, what they say of each other. So none of that is gone through again, which with ten
thousand pages is most of the work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from careers.content.collection import Collection, Entry
from careers.content.crosscheck import check_afresh
from careers.content.desk import Desk, Leaf
from careers.content.document import Kind
from careers.content.library import SHELVES, Library, version_of
from careers.content.problem import Severity


def touch_up(
    desk: Desk, changed: Mapping[str, Leaf | None], last: Collection, library: Library
) -> tuple[Collection, Library] | None:
    """Return what ``last`` and ``library``, made from it, have become; ``None`` when more than words has changed.

    ``changed`` has what each changed file was. With a fault in one of them it is ``None`` too, so that the whole is
    looked at and each fault is told once.
    """
    pairs = [(old, desk.leaves.get(source)) for source, old in changed.items()]
    touched = [new for old, new in pairs if old and new and _differs_in_words(old, new)]
    if desk.problems or len(touched) < len(changed):
        return None
    entries = {leaf.entry.source: leaf.entry for leaf in touched if leaf.entry}
    collection = last.with_texts(entries)
    check_afresh(touched, collection, desk.store)
    found = {problem for leaf in touched for problem in leaf.found}
    if any(problem.severity is Severity.ERROR for problem in found):
        return None
    # What else is told of these files comes from their front matter, in other words than any check of one file has.
    told = set(library.warnings).difference(*(old.found for old in changed.values() if old)) | found
    return collection, replace(
        library,
        version=version_of({source: leaf.fingerprint for source, leaf in desk.leaves.items() if leaf.fingerprint}),
        warnings=tuple(sorted(told)),
        **_shelves(library, entries),
    )


def _differs_in_words(old: Leaf, new: Leaf) -> bool:
    """Tell whether two states of a file have the same front matter, to the letter, and the same places to link to."""
    before, after = old.entry, new.entry
    if before is None or after is None or old.problems or new.problems or new.kind is Kind.FIGURE:
        return False
    return (before.fields, before.fields_line, before.body.anchors) == (
        after.fields,
        after.fields_line,
        after.body.anchors,
    )


def _shelves(library: Library, entries: Mapping[str, Entry]) -> dict[str, Any]:
    shelves: dict[str, dict[str, Any]] = {}
    for entry in entries.values():
        name = SHELVES[entry.kind]
        shelves.setdefault(name, getattr(library, name).copy())[entry.slug] = entry.document
    return {name: MappingProxyType(shelf) for name, shelf in shelves.items()}
