"""The typed model as a guide: every field with what it is, whether it is required and what may be written.

Everything but the meanings is read from the model and the vocabulary, so that the guide cannot disagree with the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
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
from careers.content.proof import MODELS
from careers.content.questionnaire import Question
from careers.content.references.vocabulary import CHOSEN_FROM
from careers.content.settings import Vocabulary
from careers.content.validation import PATTERNS
from careers.editing.meanings import MEANINGS

LISTS: Mapping[type[BaseModel], Mapping[str, str]] = {
    **{MODELS[kind]: lists for kind, lists in CHOSEN_FROM.items()},
    Question: {"only_for": "situations"},
}
"""The list of the vocabulary that a field chooses from, by model and field."""
FOLDERS: Mapping[str, Kind] = {
    "stories": Kind.STORY,
    "lead_story": Kind.STORY,
    "vacancies": Kind.VACANCY,
    "stages": Kind.STAGE,
    "stage": Kind.STAGE,
    "leads_to": Kind.STAGE,
    "figures": Kind.FIGURE,
    "statistics": Kind.FIGURE,
    "figure": Kind.FIGURE,
    "compare_with": Kind.FIGURE,
}


class Shape(StrEnum):
    """What sort of thing one item of a field is, as a form needs to know it."""

    TEXT = "text"
    LINE = "one line"
    NAME = "a name"
    ADDRESS = "an address that starts with /, https://, mailto: or tel:"
    TRUTH = "yes or no"
    DAY = "a date, such as 2026-11-30"
    OPENING = "a date or a moment, such as 2026-11-30 09:00"
    CLOSING = "a date or a moment, such as 2026-11-30 12:00"
    PERIOD = "a year, a month or a day, such as 2021, 2022-03 or about 2016"
    NUMBER = "a number"
    WHOLE = "a whole number"
    CHOICE = "one of a few words"
    TERM = "an id from a list of the vocabulary"
    FILE = "the name of another file"
    PARTS = "fields of its own"


_SHAPES: Mapping[Any, Shape] = {
    Text: Shape.TEXT,
    Line: Shape.LINE,
    Name: Shape.NAME,
    Address: Shape.ADDRESS,
    Truth: Shape.TRUTH,
    Day: Shape.DAY,
    Opening: Shape.OPENING,
    Closing: Shape.CLOSING,
    Period: Shape.PERIOD,
    Number: Shape.NUMBER,
    Whole: Shape.WHOLE,
}
_BY_MARK = {hint.__metadata__[0]: shape for hint, shape in _SHAPES.items()}


@dataclass(frozen=True, slots=True)
class FieldGuide:
    """One field. ``parts`` names the model of the fields inside it; ``choices`` are all that may be written.

    ``pattern`` is the regular expression that a text must match, "" when any will do. ``terms`` names the list of the
    vocabulary, ``folder`` the kind of file, that the field chooses from.
    """

    name: str
    meaning: str
    is_required: bool
    form: str
    shape: Shape
    pattern: str = ""
    terms: str = ""
    folder: Kind | None = None
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
        terms = LISTS.get(model, {}).get(name, "")
        parts = hint if isinstance(hint, type) and issubclass(hint, BaseModel) else None
        shape = _shape(hint, name, terms)
        pattern = _pattern(info, hint)
        form = _form(shape, hint, name, terms, pattern)
        yield FieldGuide(
            name=name,
            meaning=MEANINGS[model.__name__][name],
            is_required=info.is_required(),
            form=f"a list: {form}" if is_list else form,
            shape=shape,
            pattern=pattern,
            terms=terms,
            folder=FOLDERS[name] if shape is Shape.FILE else None,
            choices=_choices(hint) or _terms(terms, vocabulary),
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


def _terms(list_name: str, vocabulary: Vocabulary | None) -> tuple[str, ...]:
    if not list_name or vocabulary is None:
        return ()
    return tuple(term.id for term in getattr(vocabulary, list_name) if not term.retired)


def _shape(hint: Any, name: str, terms: str) -> Shape:
    if get_origin(hint) is Literal:
        return Shape.CHOICE
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return Shape.PARTS
    if terms:
        return Shape.TERM
    if name in FOLDERS:
        return Shape.FILE
    known = [_BY_MARK[mark] for mark in getattr(hint, "__metadata__", ()) if mark in _BY_MARK]
    return known[0] if known else Shape.WHOLE if _base(hint) is int else Shape.TEXT


def _pattern(info: FieldInfo, hint: Any) -> str:
    marks = [*info.metadata, *getattr(hint, "__metadata__", ())]
    marks += [mark for outer in marks for mark in getattr(outer, "metadata", ())]
    return next((str(pattern) for mark in marks if (pattern := getattr(mark, "pattern", None))), "")


def _form(shape: Shape, hint: Any, name: str, terms: str, pattern: str) -> str:
    """Return what one item of a field looks like, in words."""
    if shape is Shape.CHOICE:
        return "one of " + ", ".join(map(str, get_args(hint)))
    if shape is Shape.TERM:
        return f"an id from {terms} in vocabulary.yaml"
    if shape is Shape.FILE:
        return f"the name of a file in {FOLDERS[name].value}, without .md"
    if shape is Shape.TEXT and pattern:
        return PATTERNS[pattern]
    return shape.value


def _base(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _default(info: FieldInfo) -> str:
    if info.is_required() or info.default in (None, ()):
        return ""
    return {True: "yes", False: "no"}.get(info.default) or str(info.default)
