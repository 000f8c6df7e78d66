"""The shape of the site: one file for one address, one place in the navigation for one page, the pages it must have."""

from __future__ import annotations

from collections.abc import Iterator

from careers.content.addresses import FIGURES_PAGE, LISTINGS
from careers.content.collection import Collection
from careers.content.document import Kind
from careers.content.front_matter import PageFront
from careers.content.problem import Problem, Severity


def check_addresses(collection: Collection) -> Iterator[Problem]:
    """Yield a problem for each file whose address another file or the program has too."""
    for url, sources in collection.addresses.items():
        if len(sources) > 1:
            for source in sources[1:]:
                message = f"has the address {url} like {sources[0]}: rename or remove one of the two"
                yield Problem(source, 1, "file", message)
    for url in filter(collection.is_served, collection.addresses):
        source = collection.addresses[url][0]
        yield Problem(source, 1, "file", f"the program itself answers {url}: rename the file")


def check_navigation(collection: Collection) -> Iterator[Problem]:
    """Yield a problem for each page that shares its place or its label in the navigation with another."""
    pages = [e for e in collection.of(Kind.PAGE) if not isinstance(e.front, PageFront) or e.front.navigation]
    for field in ("order", "label"):
        taken: dict[str, str] = {}
        for entry in pages:
            for path, value in entry.texts("navigation", field):
                other = taken.setdefault(value.casefold().lstrip("0"), entry.source)
                if other != entry.source:
                    yield entry.problem(path, f'found "{value}", which {other} has already, write another {field}')


def check_pages(collection: Collection) -> Iterator[Problem]:
    """Yield a problem when there is no home page, and advice for each listing that has no page."""
    if "/" not in collection.addresses:
        yield Problem("pages/index.md", 1, "file", "there is no home page: write this file")
    for url in sorted({*LISTINGS, FIGURES_PAGE} - collection.addresses.keys()):
        path = f"pages{url.rstrip('/')}.md" if url == FIGURES_PAGE else f"{url.strip('/')}/index.md"
        message = f"without this file there is no page {url}: write its title, description and introduction"
        yield Problem(path, 1, "file", message, Severity.WARNING)
