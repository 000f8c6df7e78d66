"""The form of each field of a typed model, as Decap CMS draws it. Source: the configuration schema of Decap CMS 3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from careers.content.settings import Term, Vocabulary
from careers.content.validation import PATTERNS
from careers.editing.browser.desk import TOP
from careers.editing.model_guide import FieldGuide, Shape, guide

Settings = dict[str, Any]
"""Settings of Decap CMS, ready for JSON or YAML."""

_MOMENT = r"^\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2})?)?$"
_PERIOD = r"^(about )?\d{4}(-\d{1,2}){0,2}$"
_PATTERNS: Mapping[Shape, str] = {Shape.OPENING: _MOMENT, Shape.CLOSING: _MOMENT, Shape.PERIOD: _PERIOD}
# Fields that a new file begins with; the others stay empty, so that no sample word is published by mistake.
_BEGUN = frozenset({Shape.DAY, Shape.OPENING, Shape.CLOSING})
_FILES: Mapping[str, tuple[str, str]] = {"Photo.src": ("image", "images"), "Download.file": ("file", "downloads")}


def fields_of(model: type[BaseModel], vocabulary: Vocabulary, begun: Mapping[str, Any] | None = None) -> list[Settings]:
    """Return the forms of all fields of a model; ``begun`` are the values with which a new file begins."""
    return [_field(model, field, vocabulary, begun or {}) for field in guide(model, vocabulary)]


def _field(
    model: type[BaseModel],
    field: FieldGuide,
    vocabulary: Vocabulary,
    begun: Mapping[str, Any],
    *,
    is_required: bool | None = None,
) -> Settings:
    required = field.is_required if is_required is None else is_required
    common = {
        "name": field.name,
        "label": field.name.replace("_", " ").capitalize(),
        "required": required,
        "hint": _hint(field),
    }
    if field.name in begun and (field.shape in _BEGUN or field.name == "draft"):
        common["default"] = begun[field.name]
    widget = _widget(model, field, vocabulary, required=required)
    if not field.is_list or "multiple" in widget:
        return common | widget
    least = {"min": 1} if required else {}
    shown = {"collapsed": True, "minimize_collapsed": True, "add_to_top": False} | least
    if field.parts:
        parts = [_field(field.parts, part, vocabulary, {}) for part in guide(field.parts, vocabulary)]
        return common | shown | {"widget": "list", "fields": parts, "summary": f"{{{{fields.{parts[0]['name']}}}}}"}
    small = {"widget": "string"} if widget["widget"] == "text" else widget
    item = {"name": "item", "label": field.name.replace("_", " ").capitalize(), **small}
    return common | shown | {"widget": "list", "collapsed": False, "field": item}


def _hint(field: FieldGuide) -> str:
    said = field.meaning
    if field.shape in {Shape.OPENING, Shape.CLOSING, Shape.PERIOD, Shape.ADDRESS, Shape.CHOICE} and not field.choices:
        said = f"{said}. Write {field.form}"
    return f"{said}; {field.default} if left out" if field.default else said


def _widget(model: type[BaseModel], field: FieldGuide, vocabulary: Vocabulary, *, required: bool) -> Settings:
    """Return the widget of one item of a field."""
    name = f"{model.__name__}.{field.name}"
    if name in _FILES:
        widget, shelf = _FILES[name]
        place = {"media_folder": f"/{TOP}/{shelf}", "public_folder": ""}
        return {"widget": widget, "choose_url": False, **place}
    if field.shape is Shape.PARTS and field.parts:
        parts = guide(field.parts, vocabulary)
        every = [_field(field.parts, p, vocabulary, {}, is_required=None if required else False) for p in parts]
        return {"widget": "object", "collapsed": not required, "fields": every}
    if field.shape in {Shape.TRUTH, Shape.CHOICE, Shape.TERM, Shape.FILE}:
        return _choice(field, vocabulary) | ({"multiple": True} if field.is_list else {})
    return _box(field)


def _choice(field: FieldGuide, vocabulary: Vocabulary) -> Settings:
    """Return the widget of a field that chooses from words, from the vocabulary or from other files."""
    if field.folder:
        return {
            "widget": "relation",
            "collection": field.folder.value,
            "search_fields": ["title"],
            "display_fields": ["title"],
            "value_field": "{{slug}}",
            "options_length": 100,
        }
    if field.terms:
        return {"widget": "select", "options": [_option(term) for term in getattr(vocabulary, field.terms)]}
    return {"widget": "select", "options": list(field.choices) or ["yes", "no"]}


def _box(field: FieldGuide) -> Settings:
    """Return the widget of a field that is written."""
    if field.shape is Shape.DAY:
        return {"widget": "datetime", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD", "time_format": False}
    if field.shape in {Shape.NUMBER, Shape.WHOLE}:
        return {"widget": "number", "value_type": "int" if field.shape is Shape.WHOLE else "float"}
    if field.shape in _PATTERNS:
        return {"widget": "string", "pattern": [_PATTERNS[field.shape], f"Write {field.form}"]}
    if field.pattern:
        return {"widget": "string", "pattern": [field.pattern, f"Write {PATTERNS[field.pattern]}"]}
    return {"widget": "text"}


def _option(term: Term) -> Settings:
    return {"value": term.id, "label": f"{term.label} (no longer offered)" if term.retired else term.label}
