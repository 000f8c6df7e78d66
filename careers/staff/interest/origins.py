"""What the pages are called from which people opened the form, as nobody knows addresses by heart."""

from __future__ import annotations

from dataclasses import dataclass

from careers.staff.feedback.known_pages import known_page
from careers.staff.ports import services

NOT_KNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class Origin:
    """A page that people came from: its name, and its address where that says more than the name; "" where it does not."""

    name: str
    address: str = ""

    @property
    def words(self) -> str:
        """Return "Our improvement journey, /our-journey/"."""
        return ", ".join(filter(None, (self.name, self.address)))


def origin(path: str) -> Origin:
    """Return the page at ``path`` as it is called today; one that has gone is called by its address."""
    ready = services()
    known = known_page(ready.shelf.library, ready.other_pages(), path)
    if not known:
        return Origin(path or NOT_KNOWN)
    return Origin("Home" if path == "/" else known.title, path)
