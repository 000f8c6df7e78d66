"""The page of the editors' guide that lists every field, written from the typed model and never by hand."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from careers.content.builder import MODELS
from careers.content.document import Kind
from careers.editing.browser.configuration import LABELS
from careers.editing.browser.settings_forms import SETTINGS_FORMS
from careers.editing.model_guide import FieldGuide, guide

_PARTS = {
    "Source": "Where something comes from",
    "Action": "A link or a button",
    "Navigation": "A place in the navigation",
    "KeyFact": "A key fact",
    "TimelineEntry": "A moment of a timeline",
    "AchievementGroup": "A group of achievements",
    "Achievement": "An achievement",
    "Objective": "An objective",
    "Download": "A download",
    "Photo": "A photograph",
    "Person": "The person of a story",
    "Offer": "Something offered or not",
    "Contact": "Whom to talk to",
    "PayBand": "A pay band",
    "FigurePoint": "A dated value",
    "FigureShare": "A part of a whole",
    "Organisation": "Who runs the site",
    "Home": "The home page",
    "Hero": "The opening of the home page",
    "SecurityContact": "Where to report a security fault",
    "Term": "A word of a list",
    "Situation": "An answer to where you are now",
    "Redirect": "An address that moved",
    "Question": "A question",
    "Option": "An answer to choose",
    "KnownLimit": "A limit",
    "SynonymGroup": "Words that mean the same",
    "JargonTerm": "A word of the trade",
    "Silence": "A silence",
}
_HEAD = """# Every field

These are the lines that can stand between the two `---` of a file, or in a file of settings. This page is made by `careers docs`
from the program itself: do not change it by hand.

`careers new` writes a file with all of this in it. **Required** fields must be there. All others may be left out.
"""


def field_page() -> str:
    """Return the whole page as Markdown."""
    return "\n".join([_HEAD, *_kinds(), *_settings(), *_parts()]).rstrip("\n") + "\n"


def _kinds() -> Iterator[str]:
    for kind in Kind:
        yield f"## {LABELS[kind][0]}\n\nFiles in `content/{kind.value}/`.\n"
        yield from _table(MODELS[kind])


def _settings() -> Iterator[str]:
    yield "## Settings\n\nFiles at the top of `content/`. They have no `---`, and nothing but fields.\n"
    for form in SETTINGS_FORMS.values():
        yield f"### {form.label}\n\nThe file `content/{form.file}`.\n"
        yield from _table(form.model)


def _parts() -> Iterator[str]:
    yield "## Fields inside fields\n\nWritten below their field, each indented by two spaces.\n"
    for model in _models():
        yield f"### {_PARTS[model.__name__]}\n"
        yield from _table(model)


def _models() -> list[type[BaseModel]]:
    """Return the models of all parts, each once, in the order in which they are met."""
    found: list[type[BaseModel]] = []
    waiting = [*(MODELS[kind] for kind in Kind), *(form.model for form in SETTINGS_FORMS.values())]
    while waiting:
        for field in guide(waiting.pop(0)):
            if field.parts and field.parts not in found:
                found.append(field.parts)
                waiting.append(field.parts)
    return found


def _table(model: type[BaseModel]) -> Iterator[str]:
    yield "| Field | What it is | What to write |\n|---|---|---|"
    for field in guide(model):
        yield f"| `{field.name}`{' **required**' if field.is_required else ''} | {field.meaning} | {_form(field)} |"
    yield ""


def _form(field: FieldGuide) -> str:
    form = field.form.replace("|", r"\|")
    if field.parts:
        title = _PARTS[field.parts.__name__]
        form = form.replace("fields of its own", f"[{title.lower()}](#{title.lower().replace(' ', '-')})")
    return f"{form}; {field.default} if left out" if field.default else form
