"""What every page has around its own content: names, navigation, footer, and what its head says."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from careers.content.addresses import SEARCH_PAGE
from careers.content.document import Document
from careers.content.edition import Edition
from careers.content.front_matter import FrontMatter
from careers.content.settings import SiteSettings
from careers.head import Link


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the content of every page.

    ``base`` is the public address without a final slash; ``share_image`` the path of the page's share picture. Where no
    program answers, ``takes_forms`` is false.
    """

    settings: SiteSettings
    navigation: tuple[Link, ...]
    path: str
    base: str
    share_image: str
    takes_forms: bool = True

    @property
    def canonical(self) -> str:
        """Return the one public address of the page, without a query."""
        return self.base + quote(self.path, safe="/~!$&'()*+,;=:@", errors="replace")


def frame(edition: Edition, path: str, base: str, *, takes_forms: bool = True) -> Frame:
    """Return the frame of the page at ``path``. The search comes last.

    A navigation entry is current on its page and on those below it.
    """
    navigation = [
        Link(page.front.navigation.label, page.url, page.url != "/" and path.startswith(page.url))
        for page in edition.navigation
        if page.front.navigation
    ]
    navigation.append(Link("Search", SEARCH_PAGE, path.startswith(SEARCH_PAGE)))
    shared = edition.find(path) or edition.find("/")
    image = share_path(shared) if shared else ""
    return Frame(edition.library.settings, tuple(navigation), path, base, image, takes_forms)


def share_path(document: Document[FrontMatter]) -> str:
    """Return the address of a page's share picture; the fingerprint makes it new when the page changes."""
    return f"/share/{document.fingerprint[:12]}.png"


def crumbs(edition: Edition, path: str) -> tuple[Link, ...]:
    """Return the pages above ``path``, from the home page down, leaving out levels that have no page."""
    if path == "/":
        return ()
    parts = path.strip("/").split("/")[:-1]
    above = [edition.find(f"/{'/'.join(parts[: n + 1])}/") for n in range(len(parts))]
    return Link("Home", "/"), *(Link(page.title, page.url) for page in above if page)
