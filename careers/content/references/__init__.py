"""Checks of the files against each other: whatever one file says of another must hold.

Most look at one file at a time, and ask the others only through an :class:`Outlook`; what they found holds for as long
as the answers do. The few that look at all files together are quick for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from careers.content.collection import Collection, Entry, Outlook
from careers.content.problem import Problem
from careers.content.references.adverts import check_adverts
from careers.content.references.figures import check_figures, check_uses
from careers.content.references.links import check_links, check_links_of_settings
from careers.content.references.names import check_home_stories, check_names
from careers.content.references.placed import check_components, check_files, check_plain_settings, check_plain_text
from careers.content.references.questionnaire import check_questionnaire
from careers.content.references.redirects import check_redirects
from careers.content.references.stages import check_stages
from careers.content.references.structure import check_addresses, check_navigation, check_pages
from careers.content.references.upkeep import check_reviews
from careers.content.references.vocabulary import check_situations, check_words

OF_ONE: tuple[Callable[[Outlook, Entry], Iterator[Problem]], ...] = (
    check_components,
    check_files,
    check_links,
    check_names,
    check_plain_text,
    check_uses,
    check_words,
)
OF_ALL: tuple[Callable[[Collection], Iterator[Problem]], ...] = (
    check_addresses,
    check_adverts,
    check_figures,
    check_home_stories,
    check_links_of_settings,
    check_navigation,
    check_pages,
    check_plain_settings,
    check_questionnaire,
    check_redirects,
    check_reviews,
    check_situations,
    check_stages,
)


def check_one(outlook: Outlook, entry: Entry) -> Iterator[Problem]:
    """Yield every problem that one file has with the others."""
    for check in OF_ONE:
        yield from check(outlook, entry)


def check_all(collection: Collection) -> Iterator[Problem]:
    """Yield every problem that only shows when all files are looked at together."""
    for check in OF_ALL:
        yield from check(collection)
