"""The pages that feedback is about, as the library knows them: name, kind, present version, day of the last change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from careers.content.document import Document, Kind
from careers.content.front_matter import FrontMatter
from careers.content.library import Library

KINDS = {
    "page": "Pages",
    "story": "Stories",
    "vacancy": "Adverts",
    "stage": "Progression",
    "form": "Search and forms",
    "gone": "Gone",
}
"""Each kind by the id that stands in addresses, and its name."""
_KINDS = {Kind.PAGE: "page", Kind.STORY: "story", Kind.VACANCY: "vacancy", Kind.STAGE: "stage"}


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page: ``fingerprint`` is its present version, "" when it is gone; ``source`` its file, "" when it has none.

    ``changed_on`` is the day that its file gives; a file can change without giving one.
    """

    path: str
    title: str
    kind: str
    fingerprint: str
    source: str = ""
    changed_on: date | None = None


def known_pages(library: Library, others: Iterable[KnownPage]) -> dict[str, KnownPage]:
    """Return every page by its path: the documents of the library, and ``others``, which the program itself makes."""
    return {page.path: page for page in others} | {d.url: _known(d) for d in library.documents()}


def known_page(library: Library, others: Iterable[KnownPage], path: str) -> KnownPage | None:
    """Return the one page at ``path``, ``None`` when there is none."""
    document = library.find(path)
    return _known(document) if document else next((page for page in others if page.path == path), None)


def _known(document: Document[FrontMatter]) -> KnownPage:
    return KnownPage(
        document.url,
        document.title,
        _KINDS[document.kind],
        document.fingerprint,
        f"content/{document.source}",
        document.changed_on,
    )


def gone(path: str) -> KnownPage:
    """Return a page that had feedback once and is not there any more."""
    return KnownPage(path, path, "gone", "")
