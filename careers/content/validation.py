"""Check data against a typed model, and say what is wrong as an editor would want to hear it.

Every error type that the models can raise has its sentence in :data:`_SENTENCES`; a test goes through them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from careers.content.fields import DATE_FORM
from careers.content.problem import Problem
from careers.content.strict_yaml import Parsed, Path, field_name

M = TypeVar("M", bound=BaseModel)
FEW, LONGEST = 15, 80

# What the text of a field must look like, by the pattern that it is held to.
PATTERNS: Mapping[str, str] = {
    r"^[^\r\n]*$": "one line of text",
    r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$": "a name in small letters, digits and hyphens, such as team-manager",
    r"^(?:https://|mailto:|tel:|/)\S+$|^/$": (
        "an address without spaces that starts with /, https://, mailto: or tel:, such as /working-here/"
    ),
    r"^[^@\s]+@[^@\s]+\.[^@\s]+$": "an e-mail address, such as team@example.gov.uk",
    r"^[A-Z0-9][A-Z0-9-]{2,30}$": "a reference of 3 to 31 capital letters, digits and hyphens, such as CSW-0126",
    r"^[1-4]\.[1-5]\.\d{1,2}$": "the number of a criterion of WCAG 2.2, such as 1.4.3",
    r"^/[a-z0-9/._-]*$": "a path of small letters, digits and hyphens that starts with /, such as /old-page/",
}
# What to write for a field that is missing, where its name alone may not say it.
HINTS: Mapping[str, str] = {
    "order": "a whole number, such as 10: a lower one comes first",
    "label": "the words that readers see",
    "alt": "what the picture shows, for people who cannot see it",
    "caption": "one line that says what the picture is of",
    "credit": "who took or drew the picture",
    "licence": "the terms under which it may be used",
    "description": "one line that says what the page is about, for search results",
    "standfirst": "one or two sentences that lead into the story",
    "source": "title, publisher and date of where it comes from",
    "consent_on": DATE_FORM,
    "consent_until": DATE_FORM,
    "published_on": DATE_FORM,
    "reviewed_on": DATE_FORM,
    "review_by": DATE_FORM,
    "opens_at": "when the advert opens, such as 2026-11-30 09:00",
    "closes_at": "when the advert closes, such as 2026-11-30 or 2026-11-30 12:00",
}


def validate(model: type[M], parsed: Parsed, source: str, problems: list[Problem]) -> M | None:
    """Return the model that ``parsed`` describes; add each mistake to ``problems`` and return ``None`` otherwise."""
    try:
        return model.model_validate(parsed.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    claimed = {path for e in errors if e["type"] == "extra_forbidden" for path in _meant(model, _path(e), parsed)}
    for e in errors:
        path = _path(e)
        if e["type"] == "missing" and path in claimed:
            continue
        if field := e.get("ctx", {}).get("field"):
            path = (*path, str(field))
        message = _sentence(model, e, path, parsed)
        problems.append(Problem(source, parsed.line(path), field_name(path, source), message))
    return None


def _path(error: ErrorDetails) -> Path:
    return tuple(error["loc"])


def _meant(model: type[BaseModel], path: Path, parsed: Parsed) -> list[Path]:
    """Return the field that an unknown name stands for, unless that field is there too."""
    around = model_at(model, path[:-1])
    names = [name for name in around.model_fields if (*path[:-1], name) not in parsed.lines] if around else []
    return [(*path[:-1], near) for near in get_close_matches(str(path[-1]), names, 1)]


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Return the model that describes what stands at ``path``."""
    current: type[BaseModel] | None = model
    for part in path:
        if current is None:
            return None
        if isinstance(part, str):
            found = current.model_fields.get(part)
            current = _model_in(found.annotation) if found else None
    return current


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {tuple, Union, UnionType, Annotated}:
        return next((m for m in map(_model_in, get_args(annotation)) if m), None)
    return None


def near(word: str, words: list[str]) -> str:
    """Return ', did you mean "x"?' for the nearest of ``words``, or a list of them when there are few."""
    close = get_close_matches(word[:LONGEST].lower(), words, 1, 0.6)
    if close:
        return f', did you mean "{close[0]}"?'
    return f", write one of: {', '.join(words)}" if 0 < len(words) <= FEW else ""


def shown(value: object) -> str:
    """Return a found value as it is quoted in a message, cut to one short line."""
    if isinstance(value, dict):
        return "fields"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = " ".join(str(value).split())
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"' if text else "nothing"


def _sentence(model: type[BaseModel], error: ErrorDetails, path: Path, parsed: Parsed) -> str:
    if error["type"] == "extra_forbidden":
        return _unknown(model, path, parsed)
    sentence = _SENTENCES.get(error["type"])
    if sentence is None:
        return f"found {shown(error['input'])}: {error['msg']}"
    return sentence(error, error.get("ctx", {}), path)


def _unknown(model: type[BaseModel], path: Path, parsed: Parsed) -> str:
    meant = _meant(model, path, parsed)
    if meant:
        return f'there is no field "{path[-1]}", did you mean "{meant[0][-1]}"?'
    around = model_at(model, path[:-1])
    names = ", ".join(around.model_fields) if around else ""
    return f'there is no field "{path[-1]}": remove it. The fields here are {names}'


def _missing(_error: ErrorDetails, _ctx: Mapping[str, Any], path: Path) -> str:
    name = str(path[-1])
    return f'missing: add a line "{name}: " with {HINTS.get(name, f"the {name}".replace("_", " "))}'


def _one_of(error: ErrorDetails, ctx: Mapping[str, Any], _path: Path) -> str:
    choices = str(ctx["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
    return f"found {shown(error['input'])}{near(str(error['input']), choices)}"


def _pattern(error: ErrorDetails, ctx: Mapping[str, Any], _path: Path) -> str:
    return f"found {shown(error['input'])}, write {PATTERNS.get(ctx['pattern'], 'it in another form')}"


def _too_short(error: ErrorDetails, _ctx: Mapping[str, Any], _path: Path) -> str:
    return f"found {shown(str(error['input']).strip())}, write some text or remove the line"


def _too_long(error: ErrorDetails, ctx: Mapping[str, Any], _path: Path) -> str:
    return f"found {len(str(error['input']))} characters, write no more than {ctx['max_length']}"


def _few(_error: ErrorDetails, ctx: Mapping[str, Any], _path: Path) -> str:
    return f"found {ctx['actual_length']} in the list, write {ctx['min_length']} or more"


def _many(_error: ErrorDetails, ctx: Mapping[str, Any], _path: Path) -> str:
    return f"found {ctx['actual_length'] or 'too many'} in the list, write no more than {ctx['max_length']}"


def _instead(text: str) -> Callable[[ErrorDetails, Mapping[str, Any], Path], str]:
    return lambda error, ctx, _path: f"found {shown(error['input'])}, write {text.format(**ctx)}"


_SENTENCES: Mapping[str, Callable[[ErrorDetails, Mapping[str, Any], Path], str]] = {
    "careers": lambda error, _ctx, _path: error["msg"],
    "missing": _missing,
    "literal_error": _one_of,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "too_short": _few,
    "too_long": _many,
    "string_type": _instead("text on the same line"),
    "tuple_type": _instead('a list: one item a line, each after "- "'),
    "model_type": _instead("fields on the lines below, each indented, as name: value"),
    "model_attributes_type": _instead("fields on the lines below, each indented, as name: value"),
    "int_parsing": _instead("a whole number in digits, such as 7"),
    "int_parsing_size": _instead("a whole number in digits, such as 7"),
    "int_type": _instead("a whole number in digits, such as 7"),
    "greater_than": _instead("a number above {gt}"),
    "greater_than_equal": _instead("a number of {ge} or more"),
    "less_than": _instead("a number below {lt}"),
    "less_than_equal": _instead("a number of {le} or less"),
}
KNOWN_TYPES = frozenset(_SENTENCES) | {"extra_forbidden"}
