"""What front matter says, whoever wrote it: an editor's YAML and the browser's come to the same values here.

Texts are stripped, numbers lose their commas, true is yes, and what is empty is left out, as the typed model reads them.
Nothing is judged: what makes no sense is kept as it is, for the content engine to refuse in its own words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256

from pydantic import BaseModel

from careers.content.strict_yaml import Data
from careers.editing.model_guide import FieldGuide, Shape, guide

_NUMBER = re.compile(r"£?(-?[\d,]*\d(?:\.\d+)?)", re.ASCII)
_NUMBERS = frozenset({Shape.NUMBER, Shape.WHOLE})
_NULLABLE = _NUMBERS | {Shape.CHOICE, Shape.TERM, Shape.FILE, Shape.TRUTH, Shape.DAY}
"""Shapes of which the browser writes ``null`` for nothing; in a text the word would be a word."""

Values = Mapping[str, Data]


def meant(model: type[BaseModel], data: Values) -> dict[str, Data]:
    """Return what ``data`` says as a file of ``model``, in the order in which it was written."""
    fields = {field.name: field for field in guide(model)}
    found = {name: _value(fields.get(name), value) for name, value in data.items()}
    return {name: value for name, value in found.items() if value not in ("", [], {})}


def _value(field: FieldGuide | None, value: Data) -> Data:
    if field is None:
        return value
    if field.is_list and isinstance(value, list):
        return [item for one in value if (item := _item(field, one)) not in ("", [], {})]
    return _item(field, value)


def _item(field: FieldGuide, value: Data) -> Data:
    if field.parts and isinstance(value, dict):
        return dict(meant(field.parts, value))
    if not isinstance(value, str):
        return value
    text = value.strip()
    if field.shape in _NULLABLE and text == "null":
        return ""
    if field.shape in _NUMBERS and (number := _NUMBER.fullmatch(text)):
        bare = number[1].replace(",", "")
        return bare.rstrip("0").rstrip(".") if "." in bare else bare
    if field.shape is Shape.TRUTH:
        return {"true": "yes", "false": "no"}.get(text.lower(), text.lower())
    return text


def shown(model: type[BaseModel], values: Values) -> str:
    """Return values as YAML that a program reads as they are meant: numbers bare, every other text in quotes."""
    typed = _typed(model, values)
    rows = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in typed.items())
    return "".join(rows).replace(
        "\x85", "\\u0085"
    )  # the one sign that JSON leaves as it is and YAML takes for a line end


def _typed(model: type[BaseModel], values: Values) -> dict[str, object]:
    fields = {field.name: field for field in guide(model)}
    return {name: _typed_value(fields.get(name), value) for name, value in values.items()}


def _typed_value(field: FieldGuide | None, value: Data) -> object:
    if isinstance(value, list):
        return [_typed_value(field, item) for item in value]
    if isinstance(value, dict):
        return _typed(field.parts, value) if field and field.parts else value
    is_number = field is not None and field.shape in _NUMBERS and _NUMBER.fullmatch(value)
    return (float(value) if "." in value else int(value)) if is_number else value


def mark(value: Data | None) -> str:
    """Return a short text that differs when the value does; "" for a field that is not there."""
    if value is None:
        return ""
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
