"""Does anything answer at the address of a page that was taken away? Which pages there were, the content itself cannot tell.

Where that is known from is handed in, so that the rules need no version control.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from careers.check.finding import Finding
from careers.check.matter import Matter
from careers.check.rules.upkeep import REDIRECTS
from careers.content.addresses import url_of
from careers.content.document import Kind

_SHELVES = frozenset(kind.value for kind in Kind) - {Kind.FIGURE.value}


@dataclass(frozen=True, slots=True)
class LostAddresses:
    """Look at the address of every page of before; ``removed`` returns the files, relative to the content folder."""

    removed: Callable[[], Iterable[str]]

    def look(self, matter: Matter) -> Iterator[Finding]:
        """Yield each address that answered once, and neither a page nor a redirect answers now."""
        files = (PurePosixPath(path) for path in self.removed())
        urls = {url_of(path) for path in files if len(path.parts) > 1 and path.parts[0] in _SHELVES}
        for url in sorted(urls - matter.library.redirects.keys()):
            if matter.library.find(url) is None:
                message = f"{url} was a page, and nothing answers there: add it, with where readers should go"
                yield Finding(REDIRECTS, 1, "lost-address", message)
