"""Put what the browser sends into the file as it stands: only what was changed there is written, line for line.

Comments, the order of fields and the way in which texts are folded stay, and so does what somebody else saved meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from careers.content.problem import Problem
from careers.content.sheet import FENCE, Sheet, split
from careers.content.strict_yaml import Data, parse
from careers.editing.browser.meaning import Values, mark, meant, shown
from careers.editing.fields_in_place import put_rows, remove_field
from careers.editing.plain_yaml import folded_rows_of
from careers.editing.trial import EditingError

BODY = ""
"""The name under which the text below the fields is marked; no field has it."""
Marks = Mapping[str, str]
"""What every field, and the text, said when the browser was given the file."""


class ConflictError(EditingError):
    """Somebody else has changed the same thing meanwhile."""


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file taken apart: what its fields say, and its text."""

    values: Values
    body: str

    def for_browser(self, model: type[BaseModel]) -> str:
        """Return the file as the browser's program is given it."""
        return f"{FENCE}\n{shown(model, self.values)}{FENCE}\n{self.body}"

    @property
    def marks(self) -> dict[str, str]:
        """Return the marks of all fields and of the text."""
        return {name: mark(value) for name, value in self.values.items()} | {BODY: mark(self.body)}


def read(text: str, source: str, model: type[BaseModel]) -> Page:
    """Take a file apart; raise :class:`EditingError` with what keeps it from being read."""
    problems: list[Problem] = []
    sheet = split(text, source, problems)
    parsed = parse(sheet.front, source, sheet.front_line, problems) if sheet else None
    if sheet is None or parsed is None or problems:
        raise EditingError("\n".join(map(str, problems)))
    return Page(meant(model, parsed.data), sheet.body)


def begun(page: Page) -> str:
    """Return the text of a new file."""
    rows = folded_rows_of(page.values) if page.values else []
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
    wanted = dict(read(text, source, model).values)
    for name, value in changes.items():
        if value is None:
            wanted.pop(name, None)
            text = remove_field(text, name)
        else:
            wanted[name] = value
            text = put_rows(text, name, folded_rows_of({name: value}))
    sheet = split(text, source, [])
    front = sheet.front if sheet and _says(sheet, source, model, wanted) else "\n".join(folded_rows_of(wanted))
    return f"{FENCE}\n{front}\n{FENCE}\n{body}"


def _says(sheet: Sheet, source: str, model: type[BaseModel], wanted: Values) -> bool:
    """Tell whether the changed lines say what they should; fields on one line in braces, for one, cannot be patched."""
    parsed = parse(sheet.front, source, sheet.front_line, [])
    return parsed is not None and meant(model, parsed.data) == wanted
