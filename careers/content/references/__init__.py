"""Checks of the files against each other: whatever one file says of another must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from careers.content.collection import Collection
from careers.content.problem import Problem
from careers.content.references.adverts import check_adverts
from careers.content.references.figures import check_figures
from careers.content.references.links import check_links
from careers.content.references.names import check_names
from careers.content.references.placed import check_components, check_files, check_plain_text
from careers.content.references.questionnaire import check_questionnaire
from careers.content.references.redirects import check_redirects
from careers.content.references.stages import check_stages
from careers.content.references.structure import check_addresses, check_navigation, check_pages
from careers.content.references.upkeep import check_reviews
from careers.content.references.vocabulary import check_vocabulary

Check = Callable[[Collection], Iterator[Problem]]
CHECKS: tuple[Check, ...] = (
    check_addresses,
    check_adverts,
    check_components,
    check_figures,
    check_files,
    check_links,
    check_names,
    check_navigation,
    check_pages,
    check_plain_text,
    check_questionnaire,
    check_redirects,
    check_reviews,
    check_stages,
    check_vocabulary,
)


def check(collection: Collection) -> Iterator[Problem]:
    """Yield every problem that one file has with another."""
    for one in CHECKS:
        yield from one(collection)
