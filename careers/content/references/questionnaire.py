"""The questions of the expression of interest against the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

from careers.content.collection import Collection
from careers.content.problem import Problem


def check_questionnaire(collection: Collection) -> Iterator[Problem]:
    """Yield questions that name an unknown situation, and options that the vocabulary has already."""
    interest = collection.settings.get("interest.yaml")
    vocabulary = collection.settings.get("vocabulary.yaml")
    if interest is None or interest.value is None or vocabulary is None:
        return
    for fault in interest.value.faults(vocabulary.value):
        yield interest.problem(("questions",), fault)
