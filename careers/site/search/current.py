"""The search engine of an edition, built when it is first asked for and kept until the edition changes."""

from __future__ import annotations

import threading

from careers.content.edition import Edition
from careers.site.search.engine import SearchEngine
from careers.site.search.records import records_of

_Key = tuple[str, object, bool]


class SearchOfEdition:
    """Holds the engine of the latest edition. One thread builds; the others wait for it and share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[_Key, SearchEngine] | None = None

    def of(self, edition: Edition) -> SearchEngine:
        """Return the engine for an edition: same content and same end, same engine."""
        key = (edition.library.version, edition.until, edition.drafts)
        held = self._held
        if held and held[0] == key:
            return held[1]
        with self._lock:
            if not self._held or self._held[0] != key:
                before = self._held[1] if self._held else None
                self._held = (key, SearchEngine(records_of(edition), edition.library.synonyms, before))
            return self._held[1]
