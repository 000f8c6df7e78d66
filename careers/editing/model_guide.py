"""The typed model as a guide: every field with what it is, whether it is required and what may be written.

Everything but the meanings is read from the model and the vocabulary, so that the guide cannot disagree with the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from careers.content.document import Kind
from careers.content.fields import (
    Address,
    Closing,
    Day,
    Line,
    Name,
    Number,
    Opening,
    Period,
    Text,
    Truth,
    Whole,
)
from careers.content.settings import Vocabulary
from careers.content.validation import PATTERNS
from careers.editing.meanings import MEANINGS

# The list of the vocabulary that a field chooses from.
LISTS: Mapping[str, Mapping[str, str]] = {
    "VacancyFront": {"level": "levels", "team": "teams", "locality": "localities", "patterns": "patterns"},
    "StoryFront": {"themes": "themes"},
    "StageFront": {"branch": "branches", "levels": "levels"},
}
FOLDERS: Mapping[str, Kind] = {
    "stories": Kind.STORY,
    "vacancies": Kind.VACANCY,
    "stages": Kind.STAGE,
    "leads_to": Kind.STAGE,
    "figures": Kind.FIGURE,
    "statistics": Kind.FIGURE,
    "figure": Kind.FIGURE,
    "compare_with": Kind.FIGURE,
}
_FORMS: Mapping[Any, str] = {
    Text: "text",
    Line: "one line",
    Name: "a name",
    Address: "an address that starts with /, https://, mailto: or tel:",
    Truth: "yes or no",
    Day: "a date, such as 2026-11-30",
    Opening: "a date or a moment, such as 2026-11-30 09:00",
    Closing: "a date or a moment, such as 2026-11-30 12:00",
    Period: "a year, a month or a day, such as 2021, 2022-03 or about 2016",
    Number: "a number",
    Whole: "a whole number",
}
_BY_MARK = {form.__metadata__[0]: words for form, words in _FORMS.items()}


@dataclass(frozen=True, slots=True)
class FieldGuide:
    """One field. ``parts`` names the model of the fields inside it; ``choices`` are all that may be written."""

    name: str
    meaning: str
    is_required: bool
    form: str
    choices: tuple[str, ...] = ()
    parts: type[BaseModel] | None = None
    is_list: bool = False
    default: str = ""


def guide(model: type[BaseModel], vocabulary: Vocabulary | None = None) -> Iterator[FieldGuide]:
    """Yield the guide of every field of a model: the title, then what is required, then the rest.

    With a ``vocabulary`` the words of its closed lists are the choices; retired ones are left out.
    """
    hints = get_type_hints(model, include_extras=True)
    fields = sorted(model.model_fields.items(), key=lambda pair: (pair[0] != "title", not pair[1].is_required()))
    for name, info in fields:
        hint, is_list = _plain(hints[name])
        choices = _choices(hint) or _terms(model, name, vocabulary)
        parts = hint if isinstance(hint, type) and issubclass(hint, BaseModel) else None
        form = _form(hint, info, name, LISTS.get(model.__name__, {}).get(name, ""))
        yield FieldGuide(
            name=name,
            meaning=MEANINGS[model.__name__][name],
            is_required=info.is_required(),
            form=f"a list: {form}" if is_list else form,
            choices=choices,
            parts=parts,
            is_list=is_list,
            default=_default(info),
        )


def _plain(hint: Any) -> tuple[Any, bool]:
    """Return what one item of a field is, and whether the field is a list of them."""
    if get_origin(hint) in {Union, UnionType}:
        return _plain(next(part for part in get_args(hint) if part is not NoneType))
    inner = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if get_origin(inner) is tuple:
        return _plain(get_args(inner)[0])[0], True
    if get_origin(inner) in {Union, UnionType}:
        return _plain(inner)
    return (hint, False) if inner is not hint and not isinstance(inner, type(BaseModel)) else (inner, False)


def _choices(hint: Any) -> tuple[str, ...]:
    return tuple(str(word) for word in get_args(hint)) if get_origin(hint) is Literal else ()


def _terms(model: type[BaseModel], name: str, vocabulary: Vocabulary | None) -> tuple[str, ...]:
    list_name = LISTS.get(model.__name__, {}).get(name)
    if not list_name or vocabulary is None:
        return ()
    return tuple(term.id for term in getattr(vocabulary, list_name) if not term.retired)


def _form(hint: Any, info: FieldInfo, name: str, list_name: str) -> str:
    """Return what one item of a field looks like, in words."""
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(map(str, get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return "fields of its own"
    if list_name:
        return f"an id from {list_name} in vocabulary.yaml"
    if name in FOLDERS:
        return f"the name of a file in {FOLDERS[name].value}, without .md"
    patterns = [str(pattern) for mark in info.metadata if (pattern := getattr(mark, "pattern", None))]
    marks = [_BY_MARK[mark] for mark in getattr(hint, "__metadata__", ()) if mark in _BY_MARK]
    if not marks and patterns:
        return PATTERNS[patterns[0]]
    return marks[0] if marks else "a whole number" if _base(hint) is int else "text"


def _base(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _default(info: FieldInfo) -> str:
    if info.is_required() or info.default in (None, ()):
        return ""
    return {True: "yes", False: "no"}.get(info.default) or str(info.default)
