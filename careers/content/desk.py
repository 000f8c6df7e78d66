"""What is known of the content folder between two builds, so that a change costs what changed and not what is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from careers.content.addresses import FIGURES_PAGE, kind_of, slug_of, url_of
from careers.content.assets import read_asset
from careers.content.collection import Entry, Fact, Setting, Subject
from careers.content.document import Kind
from careers.content.folder import SourceFile, read_file
from careers.content.front_matter import FigureFront
from careers.content.library import Asset
from careers.content.lookout import Lookout, Signature
from careers.content.press import print_all
from careers.content.problem import Problem
from careers.content.proof import Fields, Proof, encode, prove, read_fields, restore
from careers.content.rendering import Surroundings
from careers.content.settings_files import LISTS, NAMES, read_setting
from careers.content.store import Key, Store, key_of

Progress = Callable[[int, int], None]
"""Told that so many of so many texts are rendered."""


@dataclass(slots=True)
class Leaf:
    """One file as it was at the last look; without a fingerprint it could not be read.

    ``problems`` are the file's own. ``found`` are those that it has with other files, as long as what it ``leans_on``
    stays as it is; ``None`` means that nobody has looked yet.
    """

    path: PurePosixPath
    fingerprint: str
    problems: tuple[Problem, ...] = ()
    asset: Asset | None = None
    setting: Setting | None = None
    proof: Proof | None = None
    entry: Entry | None = None
    leans_on: dict[Subject, Fact] | None = None
    found: tuple[Problem, ...] = ()
    kind: Kind | None = None
    slug: str = ""
    url: str = ""


@dataclass(slots=True)
class Desk:
    """The files of one folder. ``rendered`` counts the texts that were rendered. For one thread at a time."""

    store: Store | None = None
    progress: Progress | None = None
    leaves: dict[str, Leaf] = field(default_factory=dict)
    rendered: int = 0
    problems: list[Problem] = field(default_factory=list)
    _lookout: Lookout = field(default_factory=lambda: Lookout(Path()))

    @property
    def stamps(self) -> Signature:
        """Return what the last look saw, by file."""
        return self._lookout.stamps

    def update(self, folder: Path) -> dict[str, Leaf | None]:
        """Look at the folder again; return what each changed, new or vanished file was before."""
        root = folder.resolve()
        if root != self._lookout.root:
            self._lookout, self.leaves = Lookout(root), {}
        self.problems = []
        touched = self._lookout.look(self.problems)
        stamps = self._lookout.stamps
        known = {} if self.leaves or not self.store else self.store.seen(root)
        changed: dict[str, Leaf | None] = {p: self.leaves.pop(p) for p in self.leaves.keys() - stamps.keys()}
        texts: list[SourceFile] = []
        unread: list[Leaf] = []
        wanted = touched.union([source for source, leaf in self.leaves.items() if leaf.problems])
        for source in [source for source in stamps if source in wanted]:
            old, stamp = self.leaves.get(source), stamps[source]
            if old is None and (sight := known.get(source)) and sight[0] == stamp:
                changed[source], self.leaves[source] = None, _text(PurePosixPath(source), sight[1])
                unread.append(self.leaves[source])
                continue
            told: list[Problem] = []
            file = read_file(root, PurePosixPath(source), NAMES, told)
            if old and file and old.fingerprint == file.fingerprint and not old.problems:
                continue
            changed[source] = old
            self.leaves[source] = _leaf(source, file, told)
            if file and file.path.suffix == ".md":
                texts.append(file)
        if any(old is None for old in changed.values()):  # the others are where they were
            self.leaves = {source: self.leaves[source] for source in stamps}
        self._lookout.settle()
        self._render(texts, unread, changed)
        return changed

    def keep_stamps(self) -> None:
        """Keep what this look saw of the texts, so that the next process need not open those that are the same.

        A figure is always read, as others want its fields; so is a file that may yet change without a new stamp.
        """
        stamps, unsure = self._lookout.stamps, self._lookout.unsettled
        if self.store:
            self.store.keep_seen(
                self._lookout.root,
                {
                    source: (stamps[source], leaf.fingerprint)
                    for source, leaf in self.leaves.items()
                    if leaf.entry and leaf.kind is not Kind.FIGURE and source not in unsure
                },
            )

    def _render(self, texts: list[SourceFile], unread: list[Leaf], changed: dict[str, Leaf | None]) -> None:
        """Render the changed texts, and those that use a figure or a picture which has changed."""
        figures = {file.path: self._fields(file) for file in texts if self._leaf(file).kind is Kind.FIGURE}
        surroundings = self._surroundings(figures)
        if any(source.startswith(("figures/", "images/")) for source in changed):
            texts.extend(self._leaning_on(surroundings, changed))
        proofs = self._kept([*map(self._leaf, texts), *unread], surroundings)
        texts.extend(file for leaf in unread if leaf.path not in proofs and (file := self._read_again(leaf)))
        proofs |= self._printed([f for f in texts if f.path not in proofs and f.path not in figures], surroundings)
        fresh: dict[Key, bytes] = {}
        for file in texts:
            if file.path in proofs:
                continue
            fields = figures[file.path] if file.path in figures else self._fields(file)
            if fields is None:
                continue
            proof = proofs[file.path] = prove(file.path, fields, surroundings)
            self._count(len(texts))
            if proof.front and not proof.problems:
                fresh[key_of(str(file.path), self._leaf(file).fingerprint)] = encode(proof, file.path)
        for path, proof in proofs.items():
            leaf = self.leaves[str(path)]
            leaf.proof, leaf.problems = proof, proof.problems
            leaf.entry = _entry(leaf, proof)
        if self.store:
            self.store.keep_texts(fresh)

    def _leaf(self, file: SourceFile) -> Leaf:
        return self.leaves[str(file.path)]

    def _count(self, of: int, more: int = 1) -> None:
        self.rendered += more
        if self.progress:
            self.progress(more, of)

    def _fields(self, file: SourceFile) -> Fields | None:
        told: list[Problem] = []
        fields = read_fields(file.path, file.data, told)
        if fields is None:
            self._leaf(file).problems = tuple(told)
        return fields

    def _surroundings(self, changed: Mapping[PurePosixPath, Fields | None]) -> Surroundings:
        fronts: dict[str, FigureFront] = {}
        images: dict[str, Asset] = {}
        for leaf in self.leaves.values():
            if leaf.asset and leaf.path.parts[0] == "images":
                images[leaf.path.name] = leaf.asset
            elif leaf.kind is Kind.FIGURE:
                source = changed.get(leaf.path) or leaf.proof
                if source and isinstance(source.front, FigureFront):
                    fronts[leaf.slug] = source.front
        return Surroundings(fronts, images)

    def _leaning_on(self, surroundings: Surroundings, changed: dict[str, Leaf | None]) -> list[SourceFile]:
        """Return the unchanged files whose texts would come out otherwise now."""
        found: list[SourceFile] = []
        for source, leaf in list(self.leaves.items()):
            if source in changed or leaf.proof is None or leaf.proof.holds_in(surroundings):
                continue
            changed[source] = leaf
            if file := self._read_again(leaf):
                found.append(file)
        return found

    def _read_again(self, leaf: Leaf) -> SourceFile | None:
        told: list[Problem] = []
        file = read_file(self._lookout.root, leaf.path, NAMES, told)
        self.leaves[str(leaf.path)] = _leaf(str(leaf.path), file, told)
        return file

    def _kept(self, texts: list[Leaf], surroundings: Surroundings) -> dict[PurePosixPath, Proof]:
        """Return the proofs that are in the store and hold here."""
        found: dict[PurePosixPath, Proof] = {}
        paths = {key_of(str(leaf.path), leaf.fingerprint): leaf.path for leaf in texts} if self.store else {}
        for key, data in self.store.texts(list(paths)) if self.store else ():
            try:
                proof = restore(paths[key], data)
            except ValueError:
                continue
            if proof.holds_in(surroundings):
                found[paths[key]] = proof
        return found

    def _printed(self, files: list[SourceFile], surroundings: Surroundings) -> dict[PurePosixPath, Proof]:
        """Return the proofs of many texts, rendered on all cores; what is missing is left to be rendered here."""
        found: dict[PurePosixPath, Proof] = {}
        keys = {file.path: key_of(str(file.path), self._leaf(file).fingerprint) for file in files}
        for printed in print_all(files, surroundings, lambda count: self._count(len(files), count)):
            for path, data in printed.items():
                found[path] = restore(path, data)
            if self.store:
                self.store.keep_texts({keys[path]: data for path, data in printed.items()})
        return found


def _leaf(source: str, file: SourceFile | None, told: list[Problem]) -> Leaf:
    if file is None:
        return Leaf(PurePosixPath(source), "", tuple(told))
    if file.path.suffix == ".md":
        leaf = _text(file.path, file.fingerprint)
        leaf.problems = tuple(told)
        return leaf
    leaf = Leaf(file.path, file.fingerprint)
    if file.path.parts[0] in {"images", "downloads"}:
        leaf.asset = read_asset(file, told)
    elif source not in LISTS:
        leaf.setting = read_setting(file, told)
    leaf.problems = tuple(told)
    return leaf


def _text(path: PurePosixPath, fingerprint: str) -> Leaf:
    leaf = Leaf(path, fingerprint)
    leaf.kind, leaf.slug = kind_of(path), slug_of(path)
    leaf.url = FIGURES_PAGE if leaf.kind is Kind.FIGURE else url_of(path)
    return leaf


def _entry(leaf: Leaf, proof: Proof) -> Entry:
    assert leaf.kind is not None
    source = str(leaf.path)
    return Entry(
        source,
        leaf.path,
        leaf.kind,
        leaf.slug,
        leaf.url,
        proof.front,
        proof.body,
        leaf.fingerprint,
        proof.fields,
        proof.fields_line,
        proof.addresses,
    )
