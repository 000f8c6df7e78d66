"""The rendered-page store: each public page is rendered once an edition, then leaves by a look-up before Flask.

It knows bytes and headers, not content, and no server: ``stored_pages.py`` is its WSGI side, ``front.py`` the one in the
event loop. What an edition is, and until when it holds, comes from outside as a key that changes with it: when the key
changes, everything stored is forgotten in the same moment.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple, Protocol

from careers.delivery import encoding

Headers = list[tuple[str, str]]
Key = tuple[str, str]
"""A path, decoded, and the canonical form of its query."""

LONGEST_AGE = 60
"""Seconds for which a browser may use a page without asking; never past the moment at which the edition ends."""

_OURS = frozenset({"content-length", "cache-control", "vary", "etag", "content-encoding"})


class Edition(Protocol):
    """What the store needs to know of an edition: until when it holds, as an instant in UTC."""

    @property
    def until(self) -> datetime: ...


class Answer(NamedTuple):
    """What leaves: a status, headers and a body, which is empty for HEAD and 304."""

    status: int
    headers: Headers
    body: bytes


class Variant(NamedTuple):
    """A page in one content coding: its bytes and validator, its headers, and those of a 304, without Cache-Control.

    The answers that nearly everybody gets, those with the longest age, are made once.
    """

    body: bytes
    etag: str
    headers: Headers
    unchanged: Headers
    long_get: Answer
    long_head: Answer
    long_unchanged: Answer


@dataclass(slots=True)
class StoredPage:
    """A page: its headers, the hash of its content, and the codings that were asked for.

    The content itself is kept as gzip, which most clients take and from which the others are made.
    """

    headers: Headers
    digest: str
    is_compressible: bool
    variants: dict[str, Variant] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """Return the content without a coding."""
        if encoding.IDENTITY in self.variants:
            return self.variants[encoding.IDENTITY].body
        return gzip.decompress(self.variants[encoding.GZIP].body)

    @property
    def size(self) -> int:
        """Return roughly how many bytes of memory it takes."""
        return 1_000 + sum(len(variant.body) + 1_000 for variant in self.variants.values())

    def variant(self, coding: str, *, best: bool = False) -> Variant:
        """Return the page in a coding, made now if need be; one that is there is made anew only at the best level."""
        coding = coding if self.is_compressible else encoding.IDENTITY
        held = self.variants.get(coding)
        if held is None or best:
            held = self._make(coding, encoding.encode(self.content, coding, best=best), "" if best else "q")
            if coding != encoding.IDENTITY or not self.is_compressible:
                self.variants[coding] = held
        return held

    def _make(self, coding: str, body: bytes, level: str) -> Variant:
        # A strong validator names bytes: those of the quick level are others than those of the best.
        etag = f'"{self.digest}{"-" + coding + level if coding else ""}"'
        common = [*self.headers, ("ETag", etag), ("Vary", "Accept-Encoding")]
        headers = [*common, ("Content-Length", str(len(body)))] + ([("Content-Encoding", coding)] if coding else [])
        unchanged = [pair for pair in common if not pair[0].lower().startswith("content-t")]
        longest = ("Cache-Control", f"public, max-age={LONGEST_AGE}")
        whole = Answer(200, [longest, *headers], body)
        return Variant(
            body, etag, headers, unchanged, whole, whole._replace(body=b""), Answer(304, [longest, *unchanged], b"")
        )

    @classmethod
    def of(cls, content: bytes, headers: Iterable[tuple[str, str]]) -> StoredPage:
        """Return the page with this content; of ``headers`` those are left out that depend on the coding."""
        kept = [pair for pair in headers if pair[0].lower() not in _OURS]
        kind = next((value for name, value in kept if name.lower() == "content-type"), "")
        page = cls(kept, hashlib.sha256(content).hexdigest()[:24], encoding.is_worth_it(kind, len(content)))
        coding = encoding.GZIP if page.is_compressible else encoding.IDENTITY
        page.variants[coding] = page._make(coding, encoding.encode(content, coding), "q" if coding else "")
        return page


@dataclass(slots=True)
class Shelf:
    """What is stored of one edition: pages by path, and those with a query in the order of their last use.

    ``earlier`` has the pages of the edition before, so that one which is the same need not be compressed again. Until
    ``long_until`` a browser may use a page for the longest time.
    """

    edition: Edition
    long_until: datetime
    pages: dict[str, StoredPage] = field(default_factory=dict)
    queried: OrderedDict[Key, StoredPage] = field(default_factory=OrderedDict)
    queried_size: int = 0
    asked: OrderedDict[int, None] = field(default_factory=OrderedDict)
    earlier: Mapping[str, StoredPage] = field(default_factory=dict)


class PageStore:
    """Answer for stored pages, and keep what is handed in.

    ``now`` gives the time in UTC, ``edition`` the edition of that time; both are called once a request and must be quick.
    ``canonical`` reduces a query to what its path heeds, or to ``None`` for one that is not worth keeping. ``always``
    are headers that every answer carries. Whom it should :meth:`tell` of what it keeps can be said later.

    Memory is bounded: by ``capacity`` pages; for those with a query by ``queries`` and ``query_bytes``, the longest unused
    going first. One with a query is kept when it is asked for the second time, so that a stranger who asks for
    thousands, each once, drives nothing out.
    """

    def __init__(
        self,
        edition: Callable[[datetime], Edition],
        now: Callable[[], datetime],
        *,
        canonical: Callable[[str, str], str | None] = lambda _path, _query: None,
        always: Headers | None = None,
        capacity: int = 20_000,
        queries: int = 500,
        query_bytes: int = 8_000_000,
    ) -> None:
        self._edition, self._now, self._canonical = edition, now, canonical
        self._on_keep: Callable[[StoredPage], None] = lambda _page: None
        self._on_edition: Callable[[Shelf], None] = lambda _shelf: None
        self._always = always or []
        self._capacity, self._queries, self._query_bytes = capacity, queries, query_bytes
        self._shelf: Shelf | None = None
        self._lock = Lock()

    def tell(self, *, on_keep: Callable[[StoredPage], None], on_edition: Callable[[Shelf], None]) -> None:
        """Tell from now on of each page that is kept for long, and of each edition, those that are there included.

        Pages of an edition that has just ended are told too, as the next one takes over those that are the same.
        """
        self._on_keep = on_keep
        for page in self._shelf.pages.values() if self._shelf else ():
            on_keep(page)
        shelf = self.current()
        self._on_edition = on_edition
        on_edition(shelf)

    def look_up(
        self, method: str, path: str, query: str, accept: str, condition: str | None, *, make: bool = False
    ) -> Answer | None:
        """Return the answer to a GET or HEAD for a stored page, ``None`` where there is none.

        ``make`` allows to make a coding that nobody has asked for yet even where that takes a few milliseconds.
        """
        now = self._now()
        shelf = self._at(now)
        page = self._find(shelf, path, query) if query else shelf.pages.get(path)
        if page is None:
            return None
        coding = encoding.choose(accept)
        variant = page.variants.get(coding)
        if variant is None:
            if coding == encoding.BROTLI and page.is_compressible and not make:
                return None
            variant = page.variant(coding)
        return _answer(shelf, now, variant, condition, method)

    def keep(self, shelf: Shelf, path: str, query: str, content: bytes, headers: Headers) -> StoredPage:
        """Store a page and return it. ``headers`` are those of the application.

        ``shelf`` is the one that was current before the page was rendered: should the edition have changed meanwhile, it
        is not found again.
        """
        page = StoredPage.of(content, [*headers, *self._missing(headers)])
        if query and (canonical := self._canonical(path, query)) != "":
            if canonical is not None:
                self._keep_queried(shelf, (path, canonical), page)
            return page
        earlier = shelf.earlier.get(path)
        if earlier is not None and (earlier.digest, earlier.headers) == (page.digest, page.headers):
            page = earlier
        with self._lock:
            if len(shelf.pages) < self._capacity or path in shelf.pages:
                shelf.pages[path] = page
        if page is not earlier:
            self._on_keep(page)
        return page

    def answer(self, shelf: Shelf, page: StoredPage, method: str, accept: str, condition: str | None) -> Answer:
        """Return the answer with a page that was just kept."""
        return _answer(shelf, self._now(), page.variant(encoding.choose(accept)), condition, method)

    def current(self) -> Shelf:
        """Return the shelf of the present edition, an empty one when that has just begun."""
        return self._at(self._now())

    def _at(self, now: datetime) -> Shelf:
        edition = self._edition(now)
        shelf = self._shelf
        if shelf is None or shelf.edition is not edition:
            earlier = shelf.pages if shelf else {}
            shelf = self._shelf = Shelf(edition, edition.until - timedelta(seconds=LONGEST_AGE), earlier=earlier)
            self._on_edition(shelf)
        return shelf

    def holds(self, shelf: Shelf) -> bool:
        """Tell whether a shelf is the present one."""
        return self._shelf is shelf

    def _find(self, shelf: Shelf, path: str, query: str) -> StoredPage | None:
        if (canonical := self._canonical(path, query)) == "":
            return shelf.pages.get(path)
        if canonical is None:
            return None
        with self._lock:
            page = shelf.queried.get((path, canonical))
            if page is not None:
                shelf.queried.move_to_end((path, canonical))
            return page

    def _keep_queried(self, shelf: Shelf, key: Key, page: StoredPage) -> None:
        with self._lock:
            known = hash(key)
            if known not in shelf.asked:
                shelf.asked[known] = None
                if len(shelf.asked) > 8 * self._queries:
                    shelf.asked.popitem(last=False)
                return
            if key in shelf.queried:
                shelf.queried_size -= shelf.queried.pop(key).size
            shelf.queried[key] = page
            shelf.queried_size += page.size
            while len(shelf.queried) > self._queries or shelf.queried_size > self._query_bytes:
                shelf.queried_size -= shelf.queried.popitem(last=False)[1].size

    def _missing(self, headers: Headers) -> Headers:
        own = {name.lower() for name, _ in headers}
        return [pair for pair in self._always if pair[0].lower() not in own]


def _answer(shelf: Shelf, now: datetime, variant: Variant, condition: str | None, method: str) -> Answer:
    is_unchanged = condition is not None and _matches(condition, variant.etag)
    if now <= shelf.long_until:
        if is_unchanged:
            return variant.long_unchanged
        return variant.long_get if method == "GET" else variant.long_head
    left = max(0, int((shelf.edition.until - now).total_seconds()))
    age = ("Cache-Control", f"public, max-age={left}")
    if is_unchanged:
        return Answer(304, [age, *variant.unchanged], b"")
    return Answer(200, [age, *variant.headers], variant.body if method == "GET" else b"")


def _matches(header: str, etag: str) -> bool:
    """Tell whether ``If-None-Match`` names a validator, by weak comparison (RFC 9110, section 13.1.2)."""
    if header == etag or header.strip() == "*":
        return True
    return any(item.strip().removeprefix("W/") == etag for item in header.split(","))
