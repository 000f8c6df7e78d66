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
        for path, reference in entry.texts("reference"):
            other = taken.setdefault(reference, entry.source)
            if other != entry.source:
                message = f'found "{reference}", which {other} has already, write another reference'
                yield entry.problem(path, message)
        if entry.says_yes("sample"):
            yield entry.problem(("sample",), "a sample advert: replace it before launch", Severity.WARNING)
