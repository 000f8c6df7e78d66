"""Give a page another address: the file moves, every link to it follows, and the old address leads on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from careers.content.addresses import is_elsewhere, kind_of, name_fault, resolve, slug_of, url_of
from careers.content.document import Kind
from careers.content.library import Library
from careers.content.validation import near
from careers.editing.trial import EditingError, apply, sound, texts

_LINK = re.compile(r"(?P<before>\]\(<?)(?P<target>[^)\s>]+)")
_REFERENCE = re.compile(r"(?P<before>^ {0,3}\[[^\]\n]+\]:[ ]*<?)(?P<target>[^\s>]+)", re.MULTILINE)
_ACTION = re.compile(r"(?P<before>\{\{ *action +)(?P<target>\S+)")
_FIELD = re.compile(r"(?P<before>^[ -]*(?:to|url|apply_url|contact): *[\"']?)(?P<target>[^\s\"']+)", re.MULTILINE)
SILENCED = "silenced.yaml"
# The fields that hold names of files of a kind: in lists below them, or on the same line.
_NAMING = {
    Kind.STORY: "stories|lead_story",
    Kind.VACANCY: "vacancies",
    Kind.STAGE: "stages|leads_to|stage",
    Kind.PAGE: "",
}


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a renaming did: the two addresses, and the files in which links or names were changed."""

    old: str
    new: str
    changed: tuple[PurePosixPath, ...]


def rename(folder: Path, old: str, new: str, today: date) -> Renamed:
    """Move the file behind ``old`` to ``new`` (addresses such as /stories/kyle/, or paths such as stories/kyle.md).

    Raises :class:`EditingError` when there is no such page, when the new name is taken or not allowed, or when the
    kind would change.
    """
    library = sound(folder, today)
    source = _file(library, old)
    target = _wanted(source, new)
    if (folder / target).exists() or url_of(target) in {d.url for d in library.documents()}:
        raise EditingError(f"there is a page {url_of(target)} already: choose another name")
    move = _Move(source, target)
    before = texts(folder)
    after = {path: move.rewritten(path, text) for path, text in before.items()}
    changes: dict[PurePosixPath, str | None] = {p: text for p, text in after.items() if text != before[p]}
    changes[target] = after[source]
    changes[source] = None
    redirects = PurePosixPath("redirects.yaml")
    changes[redirects] = with_redirect(after.get(redirects, ""), move.old_url, move.new_url)
    apply(folder, changes, today)
    told = tuple(sorted(path for path in changes if path not in {source, target, redirects}))
    return Renamed(move.old_url, move.new_url, told)


def _file(library: Library, name: str) -> PurePosixPath:
    bare = name.strip("/").removesuffix(".md").removeprefix("content/").removeprefix("pages/")
    by_url = {document.url: document.source for document in library.documents()}
    found = by_url.get(f"/{bare}/" if bare else "/")
    if found is None:
        raise EditingError(f"there is no page /{bare}/{near(f'/{bare}/', sorted(by_url))}")
    if found.stem == "index":
        raise EditingError(f"{found} has a fixed place: it cannot be renamed")
    return found


def _wanted(source: PurePosixPath, new: str) -> PurePosixPath:
    """Return the new path; a bare name stays in the folder of the old one."""
    bare = new.strip("/").removesuffix(".md").removeprefix("content/")
    top, kind = bare.split("/")[0], kind_of(source)
    if kind is Kind.PAGE:
        target = PurePosixPath(f"pages/{bare.removeprefix('pages/')}.md")
    elif "/" not in bare:
        target = source.with_name(f"{bare}.md")
    else:
        target = PurePosixPath(f"{bare}.md")
    if (top in {k.value for k in Kind} - {"pages"}) != (kind is not Kind.PAGE) and "/" in bare:
        raise EditingError(f"{source} would become another kind of page: write a name in {source.parts[0]}")
    if kind is not Kind.PAGE and target.parent != source.parent:
        raise EditingError(f"{source} would become another kind of page: write a name in {source.parts[0]}")
    if fault := name_fault(target):
        raise EditingError(f"{new}: {fault}")
    return target


@dataclass(frozen=True, slots=True)
class _Move:
    """One file on its way from one path to another."""

    source: PurePosixPath
    target: PurePosixPath

    @property
    def old_url(self) -> str:
        return url_of(self.source)

    @property
    def new_url(self) -> str:
        return url_of(self.target)

    def rewritten(self, path: PurePosixPath, text: str) -> str:
        """Return the text of a file with every link to the old place leading to the new one."""
        patterns = (_FIELD,) if path.suffix == ".yaml" else (_LINK, _REFERENCE, _ACTION, _FIELD)
        for pattern in patterns:
            text = pattern.sub(lambda found: found["before"] + self._led(path, found["target"]), text)
        if path.name == SILENCED:
            return re.sub(rf"(?m)^([ -]*file: *[\"']?){re.escape(str(self.source))}\b", rf"\g<1>{self.target}", text)
        return self._renamed(path, text)

    def _led(self, path: PurePosixPath, written: str) -> str:
        if is_elsewhere(written):
            return written
        address = resolve(written, path)
        bare, rest = re.fullmatch(r"([^?#]*)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
        if bare == self.old_url:
            return self.new_url + rest
        # A link relative to the file's own folder would lead elsewhere from the new one.
        return address if path == self.source and ".md" in written else written

    def _renamed(self, path: PurePosixPath, text: str) -> str:
        fields = _NAMING[kind_of(self.source)]
        old, new = slug_of(self.source), slug_of(self.target)
        if not fields or old == new:
            return text
        head, body = _halves(path, text)
        same_line = re.compile(rf"(?m)^(?P<b>[ -]*(?:{fields}): *[\"']?){re.escape(old)}(?P<a>[\"']?[ ]*(?:#.*)?)$")
        head = same_line.sub(rf"\g<b>{new}\g<a>", head)
        block = re.compile(rf"(?m)^(?P<indent> *)(?:{fields}):[ ]*(?:#.*)?\n(?:(?P=indent) *(?:-|#).*\n?)+")
        item = re.compile(rf"(?m)^(?P<b> *- *[\"']?){re.escape(old)}(?P<a>[\"']?[ ]*(?:#.*)?)$")
        return block.sub(lambda found: item.sub(rf"\g<b>{new}\g<a>", found.group()), head) + body


def _halves(path: PurePosixPath, text: str) -> tuple[str, str]:
    if path.suffix == ".yaml":
        return text, ""
    end = text.find("\n---", 3)
    return (text[:end], text[end:]) if end >= 0 else (text, "")


def with_redirect(text: str, old: str, new: str) -> str:
    """Return redirects.yaml with one more redirect; its comments stay, and redirects of the new address go."""
    text = re.sub(rf"(?m)^ *- path: {re.escape(new)}[ ]*\n(?: +to: .*\n?)?", "", text)
    entry = f"  - path: {old}\n    to: {new}\n"
    if re.search(r"(?m)^redirects:[ ]*(?:#.*)?$", text):
        return text.rstrip("\n") + "\n" + entry
    return (text.rstrip("\n") + "\n" if text.strip() else "") + "redirects:\n" + entry
