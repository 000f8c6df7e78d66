"""A folder in, a library out: read, check, render, check against each other, put in order."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from careers.content.addresses import PROGRAM_ADDRESSES
from careers.content.collection import Collection, Entry, Setting
from careers.content.crosscheck import cross_check
from careers.content.desk import Desk, Leaf, Progress
from careers.content.document import Kind, beginning
from careers.content.front_matter import VacancyFront
from careers.content.library import Asset, Library, version_of
from careers.content.lookout import Signature
from careers.content.problem import ContentError, Problem, Severity
from careers.content.proof import MODELS
from careers.content.questionnaire import Questionnaire
from careers.content.settings import Vocabulary
from careers.content.settings_files import LISTS, SETTINGS
from careers.content.store import Store, key_of
from careers.content.touch_up import touch_up

__all__ = ["LISTS", "MODELS", "SETTINGS", "Memory", "build"]


SWEEP_AFTER = 500
"""Changed files after which the store is looked through for what nobody needs any more."""


@dataclass(slots=True)
class Memory:
    """What one build leaves for the next of the same folder, so that it costs what changed and not what is there.

    With a ``store`` on disk the next process has it too; ``progress`` is told of long work. One build at a time.
    """

    store: Store | None = None
    progress: Progress | None = None
    desk: Desk = field(init=False)
    last: Collection | None = field(init=False, default=None)
    library: Library | None = field(init=False, default=None)
    unswept: int = field(init=False, default=SWEEP_AFTER)

    def __post_init__(self) -> None:
        self.desk = Desk(self.store, self.progress)

    def changes_since_sweep(self, more: int) -> int:
        """Count changes; the first build of a process counts as many."""
        self.unswept += more
        return self.unswept

    @property
    def signature(self) -> Signature:
        """Return what the last build saw of the folder, by file."""
        return self.desk.stamps

    @property
    def fingerprints(self) -> dict[str, str]:
        """Return the hash of every file that was read, by its path."""
        return {source: leaf.fingerprint for source, leaf in self.desk.leaves.items() if leaf.fingerprint}


def build(
    folder: Path,
    today: date,
    *,
    served: Iterable[str] = PROGRAM_ADDRESSES,
    memory: Memory | None = None,
) -> Library:
    """Return the library of a content folder as of ``today`` (reviews and figures may be overdue by then).

    ``served`` are the addresses that the program answers without a file. ``memory`` is what earlier builds left. Raises
    :class:`ContentError` with every mistake in every file.
    """
    memory = memory or Memory()
    with _no_collection_of_garbage(much=memory.last is None):
        return _build(folder, today, frozenset(served), memory)


def _build(folder: Path, today: date, served: frozenset[str], memory: Memory) -> Library:
    desk, last, library = memory.desk, memory.last, memory.library
    memory.library = None
    changed = desk.update(folder)
    if memory.store:
        memory.store.forget(
            [key_of(path, old.fingerprint) for path, old in changed.items() if old and not _is_there(desk, path, old)]
        )
    touched = None
    if last and library and (last.served, last.today) == (served, today):
        touched = touch_up(desk, changed, last, library)
    memory.last, memory.library = touched or _afresh(memory, changed, served, today)
    if memory.store and memory.changes_since_sweep(len(changed)) >= SWEEP_AFTER:
        memory.store.sweep({key_of(str(leaf.path), leaf.fingerprint) for leaf in desk.leaves.values() if leaf.entry})
        memory.unswept = 0
        desk.keep_stamps()
    elif any(path not in desk.leaves for path in changed):
        desk.keep_stamps()  # the name of what was withdrawn must not be left in it
    return memory.library


def _afresh(
    memory: Memory, changed: Mapping[str, Leaf | None], served: frozenset[str], today: date
) -> tuple[Collection, Library]:
    """Put everything together and check it against each other. Raises :class:`ContentError`."""
    desk = memory.desk
    problems = list(desk.problems)
    settings = _settings(desk.leaves, problems)
    collection = _collection(desk.leaves, settings, served, today)
    for leaf in desk.leaves.values():
        problems.extend(leaf.problems)
    problems.extend(cross_check(desk, collection, memory.last, changed))
    memory.last = collection  # also of faulty content, as the next check begins from what this one found
    told = tuple(sorted(set(problems)))
    if any(problem.severity is Severity.ERROR for problem in told):
        raise ContentError(told)
    return collection, _library(collection, memory.fingerprints, told)


@contextmanager
def _no_collection_of_garbage(*, much: bool) -> Iterator[None]:
    """Keep Python from going through everything again and again while it is made and nothing thrown away.

    Where ``much`` was made it counts as old at once, or Python would go through all of it as soon as it may.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if much and not gc.get_freeze_count():  # what a server froze stays frozen: its workers share it
            gc.freeze()
            gc.unfreeze()  # both together move everything to the oldest generation without a look at it
        if was_on:
            gc.enable()


def _is_there(desk: Desk, path: str, old: Leaf) -> bool:
    """Tell whether a file still is what it was, and only its surroundings have changed."""
    return path in desk.leaves and desk.leaves[path].fingerprint == old.fingerprint


def _settings(leaves: Mapping[str, Leaf], problems: list[Problem]) -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    for entry in SETTINGS:
        leaf = leaves.get(entry.name)
        if leaf is None or not leaf.fingerprint:
            if entry.required:
                problems.append(Problem(entry.name, 1, "file", "there is no such file: the site needs it"))
            else:
                found[entry.name] = entry.absent()
        elif leaf.setting:
            found[entry.name] = leaf.setting
    return found


def _collection(
    leaves: Mapping[str, Leaf], settings: Mapping[str, Setting], served: frozenset[str], today: date
) -> Collection:
    known: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    addresses: dict[str, tuple[str, ...]] = {}
    assets: dict[str, dict[str, Asset]] = {"images": {}, "downloads": {}}
    names: dict[str, set[str]] = {"images": set(), "downloads": set()}
    entries: dict[str, Entry] = {}
    for source, leaf in leaves.items():
        if leaf.kind is not None:
            known[leaf.kind].add(leaf.slug)
            if leaf.kind is not Kind.FIGURE:
                addresses[leaf.url] = (*addresses.get(leaf.url, ()), source)
            if leaf.entry:
                entries[source] = leaf.entry
        elif leaf.fingerprint and (folder := leaf.path.parts[0]) in names:
            names[folder].add(leaf.path.name)
            if leaf.asset:
                assets[folder][leaf.path.name] = leaf.asset
    return Collection(
        entries=entries,
        settings=settings,
        images=assets["images"],
        downloads=assets["downloads"],
        image_names=frozenset(names["images"]),
        download_names=frozenset(names["downloads"]),
        known={kind: frozenset(slugs) for kind, slugs in known.items()},
        addresses=addresses,
        served=served,
        today=today,
    )


def _ordered(collection: Collection, kind: Kind, key: Callable[[Any], Any], *, newest: bool = False) -> Any:
    found = [document for entry in collection.of(kind) if (document := entry.document)]
    documents = sorted(found, key=lambda document: document.slug)
    return MappingProxyType({d.slug: d for d in sorted(documents, key=key, reverse=newest)})


def _library(collection: Collection, fingerprints: Mapping[str, str], warnings: tuple[Problem, ...]) -> Library:
    settings = collection.settings
    vocabulary: Vocabulary = settings["vocabulary.yaml"].value
    questionnaire: Questionnaire | None = settings["interest.yaml"].value
    return Library(
        version=version_of(fingerprints),
        settings=settings["site.yaml"].value,
        vocabulary=vocabulary,
        questionnaire=questionnaire.resolve(vocabulary) if questionnaire else None,
        pages=_ordered(collection, Kind.PAGE, _page_order),
        stories=_ordered(collection, Kind.STORY, lambda d: d.front.published_on, newest=True),
        vacancies=_ordered(collection, Kind.VACANCY, lambda d: d.front.closing),
        stages=_ordered(collection, Kind.STAGE, lambda d: d.front.order),
        figures=_ordered(collection, Kind.FIGURE, lambda d: d.slug),
        images=MappingProxyType(dict(collection.images)),
        downloads=MappingProxyType(dict(collection.downloads)),
        redirects=MappingProxyType({r.path: r for r in settings["redirects.yaml"].value.redirects}),
        synonyms=settings["synonyms.yaml"].value.synonyms,
        moments=_moments(collection),
        accessibility=settings["accessibility.yaml"].value,
        accessibility_run=settings["accessibility-run.yaml"].value,
        warnings=warnings,
    )


def _moments(collection: Collection) -> tuple[datetime, ...]:
    """Return in order each instant at which a document opens or closes; what ends with a day ends at midnight."""
    fronts = [entry.front for entry in collection.entries.values() if entry.kind is not Kind.FIGURE]
    days = {front.published_on for front in fronts if front}
    adverts = [front for front in fronts if isinstance(front, VacancyFront)]
    found = {beginning(day) for day in days if day} | {front.opening for front in adverts}
    return tuple(sorted(found | {front.closing for front in adverts}))


def _page_order(page: Any) -> tuple[int, int, str]:
    navigation = page.front.navigation
    return (0, navigation.order, page.title.casefold()) if navigation else (1, 0, page.title.casefold())
