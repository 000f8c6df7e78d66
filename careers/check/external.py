"""Do the links to other sites still answer? Asked only when told to, one at a time, and not again within a week.

How a site is asked is handed in, so that nothing here ever reaches the network in tests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from careers.check.finding import Finding
from careers.check.matter import Matter
from careers.content.strict_yaml import strings

Ask = Callable[[str], str]
"""Return what is wrong with an address, "" when it answers."""

KEPT_FOR = timedelta(days=7)
PAUSE = 1.0
"""Seconds between two questions to the same site."""


@dataclass
class ExternalLinks:
    """Look at every link to another site; answers are kept in the file ``kept``, faults only for this run.

    Who stops it halfway has the answers up to then all the same.
    """

    ask: Ask
    pause: Callable[[float], None]
    kept: Path
    _last: str = field(default="", init=False)

    def look(self, matter: Matter) -> Iterator[Finding]:
        """Yield each link that does not answer, at each place where it stands."""
        known = {bare: asked for bare, asked in self._read().items() if matter.now - asked < KEPT_FOR}
        faults = dict.fromkeys(known, "")
        try:
            for path, line, address in _links(matter):
                bare = address.partition("#")[0]
                if bare not in faults:
                    faults[bare] = self._asked(bare)
                    if not faults[bare]:
                        known[bare] = matter.now
                if faults[bare]:
                    yield Finding(path, line, "external-link", f"{address} {faults[bare]}: look for the new address")
        finally:
            self._write(known)

    def _asked(self, address: str) -> str:
        site = urlsplit(address).netloc
        if site == self._last:
            self.pause(PAUSE)
        self._last = site
        return self.ask(address)

    def _read(self) -> dict[str, datetime]:
        """Return when each address last answered; a file that cannot be read is as good as none."""
        try:
            found = json.loads(self.kept.read_text("utf-8"))
            return {address: datetime.fromisoformat(asked) for address, asked in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _write(self, known: Mapping[str, datetime]) -> None:
        self.kept.parent.mkdir(parents=True, exist_ok=True)
        told = {address: asked.isoformat() for address, asked in sorted(known.items())}
        self.kept.write_text(json.dumps(told, indent=1), "utf-8")


def _links(matter: Matter) -> Iterator[tuple[str, int, str]]:
    for path, document in matter.documents.items():
        for link in document.body.links:
            if link.target.startswith("https://"):
                yield path, link.line, link.target
    for path in matter.texts:
        parsed = matter.fields(path)
        for place, text in strings(parsed.data):
            if text.startswith("https://") and " " not in text:
                yield path, parsed.line(place), text
