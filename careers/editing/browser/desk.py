"""The content folder as the browser may see and change it: every path confined, every save tried on a copy first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from threading import Lock

from pydantic import BaseModel

from careers.content.addresses import file_name_fault, kind_of
from careers.content.builder import MODELS
from careers.content.document import Kind
from careers.content.folder import ROOMS
from careers.content.problem import Problem
from careers.content.sheet import decode
from careers.editing.browser.merging import ConflictError, Marks, begun, merged, read
from careers.editing.browser.settings_forms import SETTINGS_FORMS
from careers.editing.trial import Changes, EditingError, try_no_worse, write

TOP = "content"
"""The folder's name in the paths that the browser uses, which count from the top of the repository."""
SHELVES = frozenset({"images", "downloads"})
TEXT_LIMIT = 1_000_000
TRIES = 3
"""How often a save begins anew because another program wrote the file while the change was tried."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as the browser is given it. ``marks`` go back with it when it is saved."""

    path: str
    text: str
    marks: Marks


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as the browser sends it. ``seen`` are the marks that it was given, ``None`` for a new file."""

    path: str
    text: str
    seen: Marks | None


class Desk:
    """One folder of content, changed by one save at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._saving = Lock()

    def entries(self, folder: str) -> Iterator[Entry]:
        """Yield the Markdown files of one folder; one that cannot be read is left to the text editor and the panel."""
        place = self._confined(folder, is_folder=True)
        for found in sorted((self._folder / place).glob("*.md")):
            path = place / found.name
            is_introduction = found.stem == "index" and place.parts[0] != Kind.PAGE
            if is_introduction or file_name_fault(path):
                continue
            try:
                yield self.entry(f"{TOP}/{path}")
            except EditingError:
                continue

    def entry(self, path: str) -> Entry:
        """Return one file; raise :class:`EditingError` when it is not there or cannot be read."""
        place = self._page(path)
        text = self._text(place)
        if text is None:
            raise EditingError(f"{place}: there is no such file")
        return _entry(path, place, text)

    def save(self, drafts: Sequence[Draft], assets: Mapping[str, bytes], today: date) -> list[Entry]:
        """Write files and the pictures that came with them, all or none, and return them as they are now.

        Raises :class:`ConflictError` for what somebody else has changed too, and :class:`EditingError` with every mistake
        that the content engine would refuse. Nothing has been changed then.
        """
        with self._saving:
            for path, data in assets.items():
                file = self._folder / self._asset(path)
                if file.exists() and file.read_bytes() != data:
                    raise EditingError(f"{path}: there is another file of this name: give yours a name of its own")
            for _ in range(TRIES):
                held = {self._page(draft.path): self._text(self._page(draft.path)) for draft in drafts}
                written = {draft.path: _changed(self._page(draft.path), held, draft) for draft in drafts}
                changes: dict[PurePosixPath, str | bytes | None] = {self._page(p): text for p, text in written.items()}
                changes |= {self._asset(path): data for path, data in assets.items()}
                if changes != held:
                    try_no_worse(self._folder, changes, today)
                if all(self._text(place) == text for place, text in held.items()):
                    write(self._folder, changes)
                    return [_entry(path, self._page(path), text) for path, text in written.items()]
        raise ConflictError("another program is writing the same file: try again in a moment. Nothing was saved.")

    def assets(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of every picture, or every download."""
        place = self._confined(folder, is_folder=True)
        if str(place) not in SHELVES:
            raise EditingError(f"{place}: pictures are in images, other files in downloads")
        if not (self._folder / place).is_dir():
            return
        for found in sorted((self._folder / place).iterdir()):
            path = f"{TOP}/{place}/{found.name}"
            if found.suffix in ROOMS[str(place)].endings and not file_name_fault(place / found.name):
                yield path, self.asset(path)

    def asset(self, path: str) -> bytes:
        """Return the bytes of one picture or download."""
        place = self._asset(path)
        try:
            return (self._folder / place).read_bytes()
        except OSError:
            raise EditingError(f"{place}: there is no such file") from None

    def delete(self, paths: Sequence[str], today: date) -> None:
        """Delete pictures or downloads that nothing shows any more; pages are never deleted from the browser."""
        with self._saving:
            places = [self._confined(path) for path in paths]
            for place in places:
                if place.parts[0] not in SHELVES:
                    raise EditingError(
                        f"{place}: a page is not deleted here, as people may have kept its address. Write yes into its "
                        'field draft, or see "Rename or delete a page" in the editors\' guide'
                    )
            changes: Changes = dict.fromkeys(places)
            try_no_worse(self._folder, changes, today)
            write(self._folder, changes)

    def _page(self, path: str) -> PurePosixPath:
        place = self._confined(path)
        if place.parts[0] in SHELVES or (place.suffix != ".md" and place.name not in SETTINGS_FORMS):
            raise EditingError(f"{place}: only Markdown files and settings with a form are edited in the browser")
        return place

    def _asset(self, path: str) -> PurePosixPath:
        place = self._confined(path)
        if place.parts[0] not in SHELVES:
            raise EditingError(f"{place}: pictures go into images, other files into downloads")
        return place

    def _confined(self, path: str, *, is_folder: bool = False) -> PurePosixPath:
        """Return a path inside the content folder; raise :class:`EditingError` for any that leads elsewhere.

        A link is refused wherever it leads, as are hidden files, whatever a name may be twisted into.
        """
        whole = PurePosixPath(path)
        parts = whole.parts
        is_plain = all(part.isprintable() and not part.startswith(".") and "\\" not in part for part in parts)
        is_setting = len(parts) == 2 and parts[1] in SETTINGS_FORMS and not is_folder
        is_known = len(parts) >= 2 and parts[0] == TOP and (parts[1] in ROOMS or is_setting)
        if not is_plain or not is_known or "//" in path:
            raise EditingError("the browser may only change files of the content folder")
        place = PurePosixPath(*parts[1:])
        if not is_folder and not is_setting:
            room = ROOMS[place.parts[0]]
            fault = file_name_fault(place)
            if len(place.parts) < 2 or place.suffix not in room.endings or (len(place.parts) > 2 and not room.nested):
                fault = f"a file of this kind has no place in {place.parts[0]}"
            if fault:
                raise EditingError(f"{place}: {fault}")
        step = self._folder
        for part in place.parts:
            step = step / part
            if step.is_symlink():
                raise EditingError(f"{place}: a link to another place is not followed")
        return place

    def _text(self, place: PurePosixPath) -> str | None:
        file = self._folder / place
        if not file.is_file():
            return None
        if file.stat().st_size > TEXT_LIMIT:
            raise EditingError(f"{place}: the file is too large for the browser")
        problems: list[Problem] = []
        text = decode(file.read_bytes(), str(place), problems)
        if text is None:
            raise EditingError("\n".join(map(str, problems)))
        return text


def _model(place: PurePosixPath) -> type[BaseModel]:
    return SETTINGS_FORMS[place.name].model if place.name in SETTINGS_FORMS else MODELS[kind_of(place)]


def _entry(path: str, place: PurePosixPath, text: str) -> Entry:
    page = read(text, str(place), _model(place))
    return Entry(path, page.for_browser(_model(place)), page.marks)


def _changed(place: PurePosixPath, files: Mapping[PurePosixPath, str | None], draft: Draft) -> str:
    """Return what a file is to hold after a draft was saved; ``files`` are the texts as they stand."""
    held, model = files[place], _model(place)
    problems: list[Problem] = []
    clean = decode(draft.text.encode(), str(place), problems)
    if clean is None:
        raise EditingError("\n".join(map(str, problems)))
    sent = read(clean, str(place), model)
    if held is None and draft.seen is None:
        return begun(sent)
    if held is None:
        raise ConflictError(
            f"{place}: somebody has deleted or renamed this file since you opened it. Nothing was saved."
        )
    if draft.seen is None:
        raise ConflictError(f"{place}: there is a file of this name already: give yours another title.")
    return merged(held, str(place), model, sent, draft.seen)
