"""Walk through a WSGI application from its start addresses and write every public answer into a folder.

Follows each link that has a place in the export. All workers ask the same application, each with a client of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.test import Client
from werkzeug.wrappers import Response

from careers.delivery.freeze import hosting, links
from careers.delivery.freeze.entry import GONE, NOT_FOUND, Entry, FreezeError, path_of
from careers.delivery.freeze.folder import SITE, Folder, alone
from careers.delivery.freeze.headers import HeaderRules, lasting

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What to export and how.

    ``base`` is the public address of the export, ``live`` that of the application behind it ("" for none), both without a
    final slash. The walk begins at ``starts`` and at ``optional``, of which some may not be there. ``place`` returns where
    an address of the application (with its query) lies in the export, ``None`` if nowhere. ``redirects`` are old
    addresses and where they lead, "" when gone. ``keys`` says for some addresses what they are made from; with the same
    key a file of the export in use is taken over unasked. Files that match one of ``patterns`` share their headers.
    ``recipe`` is different whenever any file could be.
    """

    application: WSGIApplication
    base: str
    live: str
    starts: tuple[str, ...]
    optional: tuple[str, ...]
    place: Callable[[str], str | None]
    redirects: Mapping[str, str]
    patterns: tuple[str, ...]
    recipe: str
    keys: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, address: str, attribute: str = "") -> str:
        """Return what an address of the application is written as: a place in the export, or one in the application.

        Forms are sent to the application. Without one, an address that only it could answer loses its query.
        """
        plain, hash_, fragment = address.partition("#")
        place = self.place(plain) if attribute != "action" or not self.live else None
        if place is None:
            place = self.live + plain if self.live else self.place(plain.partition("?")[0]) or "/"
        return place + hash_ + fragment


Report = Callable[[int, int], object]
"""Called with how many files are done and how many are known of."""


def freeze(plan: Plan, out: Path, manifest: Mapping[str, object], report: Report) -> list[Entry]:
    """Write the export into ``out``, whole or not at all, and return its files; go on where a killed one was.

    Raises :class:`FreezeError` with every address that does not answer.
    """
    with alone(out):
        folder = Folder(out, plan.recipe)
        moved = _Walk(plan, folder, report).run()
        entries = sorted(folder.done.values(), key=lambda entry: entry.path)
        gone = any(entry.address == GONE for entry in entries)
        rules = HeaderRules.of(entries, plan.patterns)
        redirects = {
            old: plan.resolve(new) if new.startswith("/") else new for old, new in {**plan.redirects, **moved}.items()
        }
        files = {
            f"{SITE}/_headers": hosting.headers_file(rules),
            f"{SITE}/_redirects": hosting.redirects_file(redirects),
            "nginx.conf": hosting.nginx_lines(rules, redirects, has_gone=gone),
        }
        folder.finish(files, manifest)
        return entries


class _Walk:
    """One walk through the application."""

    def __init__(self, plan: Plan, folder: Folder, report: Report) -> None:
        self._plan, self._folder, self._report = plan, folder, report
        self._sources: dict[str, str] = {}
        self._finished = 0
        self._faults: list[str] = []
        self._moved: dict[str, str] = {}

    def run(self) -> dict[str, str]:
        """Write everything that can be reached, and return the redirects that were met on the way."""
        gone = next((old for old, new in self._plan.redirects.items() if not new), None)
        starts = [*self._plan.starts, *self._plan.optional, NOT_FOUND]
        threads = os.cpu_count() or 1
        with ThreadPoolExecutor(threads) as pool:
            waiting: set[Future[tuple[str, ...]]] = set()

            def begin(address: str) -> None:
                place = self._plan.place(address)
                if place is None or "?" in place or place in self._sources or place in self._plan.redirects:
                    return
                self._sources[place] = address
                waiting.add(pool.submit(self._one, address, place, 404 if address == NOT_FOUND else 200))

            if gone:
                self._sources[GONE] = gone
                waiting.add(pool.submit(self._one, gone, GONE, 410))
            for address in starts:
                begin(address)
            while waiting:
                done, left = wait(waiting, return_when=FIRST_COMPLETED)
                waiting = left
                for future in done:
                    for address in future.result():
                        begin(address)
                self._finished += len(done)
                self._report(self._finished, len(self._sources))
        if self._faults:
            shown = sorted(self._faults)[:MOST_FAULTS]
            more = len(self._faults) - len(shown)
            raise FreezeError("\n".join([*shown, *([f"and {more} more"] if more else [])]))
        for place in self._folder.done.keys() - self._sources.keys():
            del self._folder.done[place]
        return self._moved

    def _one(self, address: str, place: str, expected: int) -> tuple[str, ...]:
        """Write the answer to one address unless that is done already; return the addresses that it names."""
        done = self._folder.done.get(place)
        if done:
            return done.links
        key, before = self._plan.keys.get(address, ""), self._folder.before.get(place)
        if key and before and before.key == key and self._folder.keep(before):
            return before.links
        with Client(self._plan.application).get(address, base_url=self._plan.base) as response:
            body = response.get_data()
        if response.status_code in {301, 302, 303, 307, 308} and expected == 200:
            target = response.headers["Location"].removeprefix(self._plan.base)
            self._moved[place] = target
            return (target.partition("#")[0],) if target.startswith("/") else ()
        if response.status_code == 404 and address in self._plan.optional:
            return ()
        if response.status_code != expected:
            self._faults.append(f"{address} answers {response.status_code}")
            return ()
        return self._folder.write(*self._entry(place, response, body, key)).links

    def _entry(self, place: str, response: Response, body: bytes, key: str) -> tuple[Entry, bytes]:
        base, kind = self._plan.base, response.mimetype or ""
        found: tuple[str, ...] = ()
        if kind.startswith("text/") or kind in {*links.MARKUP, *links.JSON}:
            text = body.decode("utf-8")
            found = tuple(sorted(set(links.addresses(text, kind, base))))
            body = links.rewrite(text, kind, base, self._plan.resolve).encode()
        entry = Entry(place, path_of(place), lasting(response.headers.items()), "", 0, links=found, key=key)
        return entry, body
