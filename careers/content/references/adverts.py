"""Adverts: one reference for one advert, and no sample left over at launch."""

from __future__ import annotations

from collections.abc import Iterator

from careers.content.collection import Collection
from careers.content.document import Kind
from careers.content.problem import Problem, Severity


def check_adverts(collection: Collection) -> Iterator[Problem]:
    """Yield a problem for each reference used twice, and advice for each sample."""
    taken: dict[str, str] = {}
    for entry in collection.of(Kind.VACANCY):
        front = entry.document.front
        other = taken.setdefault(front.reference, str(entry.document.source))
        if other != str(entry.document.source):
            message = f'found "{front.reference}", which {other} has already, write another reference'
            yield entry.problem(("reference",), message)
        if front.sample:
            yield entry.problem(("sample",), "a sample advert: replace it before launch", Severity.WARNING)
