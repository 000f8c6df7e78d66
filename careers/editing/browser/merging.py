"""Put what the browser sends into the file as it stands: only what was changed there is written, line for line.

Comments, the order of fields and the way in which texts are folded stay, and so does what somebody else saved meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from careers.content.problem import Problem
from careers.content.sheet import FENCE, Sheet, split
from careers.content.strict_yaml import Data, parse
from careers.editing.browser.meaning import Values, mark, meant, shown
from careers.editing.fields_in_place import put_rows, remove_field, rows_of_items
from careers.editing.plain_yaml import folded_rows_of
from careers.editing.trial import EditingError

NEWLINE = "\n"
RowsOf = Callable[[str, str, "Data | None", Data], list[str]]
"""Gives the lines of a field in a text: its name, what it said, and what it is to say."""
BODY = ""
"""The name under which the text below the fields is marked; no field has it."""
Marks = Mapping[str, str]
"""What every field, and the text, said when the browser was given the file."""


class ConflictError(EditingError):
    """Somebody else has changed the same thing meanwhile."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file taken apart: what its fields say, and its text. A file of settings has fields alone, and no fences."""

    values: Values
    body: str
    is_settings: bool = False

    def for_browser(self, model: type[BaseModel]) -> str:
        """Return the file as the browser's program is given it."""
        fields = shown(model, self.values)
        return fields if self.is_settings else f"{FENCE}\n{fields}{FENCE}\n{self.body}"

    @property
    def marks(self) -> dict[str, str]:
        """Return the marks of all fields and of the text."""
        return {name: mark(value) for name, value in self.values.items()} | {BODY: mark(self.body)}


def read(text: str, source: str, model: type[BaseModel]) -> Page:
    """Take a file apart; raise :class:`EditingError` with what keeps it from being read."""
    problems: list[Problem] = []
    is_settings = source.endswith(".yaml")
    sheet = Sheet(text, 1, "", 1) if is_settings else split(text, source, problems)
    if is_settings and not any(row.strip() and not row.startswith("#") for row in text.split("\n")):
        return Page({}, "", is_settings)
    parsed = parse(sheet.front, source, sheet.front_line, problems) if sheet else None
    if sheet is None or parsed is None or problems:
        raise EditingError("\n".join(map(str, problems)))
    return Page(meant(model, parsed.data), sheet.body, is_settings)


def begun(page: Page) -> str:
    """Return the text of a new file."""
    rows = folded_rows_of(page.values) if page.values else []
    if page.is_settings:
        return "\n".join([*rows, ""])
    return "\n".join([FENCE, *rows, FENCE, page.body.rstrip("\n") + "\n"])


def merged(text: str, source: str, model: type[BaseModel], sent: Page, seen: Marks) -> str:
    """Return the file ``text`` with what the browser changed since it saw the file as ``seen``.

    Raises :class:`ConflictError` with the names of what has been changed on both sides.
    """
    held = read(text, source, model)
    names = [*held.values, *(name for name in sent.values if name not in held.values)]
    changes: dict[str, Data | None] = {}
    torn: list[str] = []
    for name in names:
        wanted, found = sent.values.get(name), held.values.get(name)
        if mark(wanted) == seen.get(name, "") or wanted == found:
            continue
        if mark(found) != seen.get(name, ""):
            torn.append(name)
        changes[name] = wanted
    body = held.body
    if mark(sent.body) != seen.get(BODY) and sent.body != held.body:
        if mark(held.body) != seen.get(BODY):
            torn.append("the text")
        body = sent.body
    if torn:
        both = " and ".join(torn)
        raise ConflictError(
            f"{source}: somebody else has changed {both} since you opened this page. Nothing was saved. Copy what you "
            "wrote, open the page again and put it in."
        )
    return _with(text, source, model, changes, body)


def _with(text: str, source: str, model: type[BaseModel], changes: Mapping[str, Data | None], body: str) -> str:
    """Return the file with some fields changed: the items that changed if that can be done, else the fields, else all."""
    held = read(text, source, model)
    wanted = {name: value for name, value in held.values.items() if changes.get(name, value) is not None}
    wanted |= {name: value for name, value in changes.items() if value is not None}
    fenced = f"{FENCE}\n{text.rstrip(NEWLINE)}\n{FENCE}\n" if held.is_settings else text
    fronts = (_patched(fenced, held.values, changes, rows) for rows in (_item_rows, _field_rows))
    front = next((front for front in fronts if _says(front, source, model, wanted)), None)
    if front is None:
        front = "\n".join(folded_rows_of(wanted))
    return f"{front}\n" if held.is_settings else f"{FENCE}\n{front}\n{FENCE}\n{body}"


def _patched(text: str, held: Values, changes: Mapping[str, Data | None], rows_of: RowsOf) -> str:
    """Return the fields of a fenced file with those that changed written anew in their place."""
    for name, value in changes.items():
        rows = [] if value is None else rows_of(text, name, held.get(name), value)
        text = put_rows(text, name, rows) if rows else remove_field(text, name)
    sheet = split(text, "", [])
    return sheet.front if sheet else ""


def _field_rows(_text: str, name: str, _held: Data | None, value: Data) -> list[str]:
    return folded_rows_of({name: value})


def _item_rows(text: str, name: str, held: Data | None, value: Data) -> list[str]:
    """Return the lines of a list in which the items that stay keep theirs, with their notes."""
    found = rows_of_items(text, name) if isinstance(held, list) and isinstance(value, list) else None
    if found is None or not isinstance(held, list) or len(found[1]) != len(held):
        return _field_rows(text, name, held, value)
    rows, items = list(found[0]), found[1]
    left = list(range(len(held)))
    for one in value:
        same = next((index for index in left if held[index] == one), None)
        if same is not None:
            left.remove(same)
        rows += items[same] if same is not None else folded_rows_of({name: [one]})[1:]
    return rows


def _says(front: str, source: str, model: type[BaseModel], wanted: Values) -> bool:
    """Tell whether the changed lines say what they should; fields on one line in braces, for one, cannot be patched."""
    parsed = parse(front, source, 1, []) if front.strip() else None
    return (meant(model, parsed.data) if parsed else {}) == wanted
