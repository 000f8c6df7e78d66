"""What the editor's program is told of the content: its collections and forms, written from the typed model.

Every field, whether it is required, what may be chosen and what it means comes from the same models, vocabulary and
meanings that the content engine and the guide use, so that the forms cannot disagree with the check.
Source: the configuration schema of Decap CMS 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from careers.content.addresses import kind_of, slug_of
from careers.content.builder import MODELS
from careers.content.document import Kind
from careers.content.settings import Term, Vocabulary
from careers.content.validation import PATTERNS
from careers.editing.browser.desk import TOP
from careers.editing.browser.settings_forms import SETTINGS_FORMS
from careers.editing.model_guide import FieldGuide, Shape, guide
from careers.editing.starters import starter

Settings = dict[str, Any]
"""Settings of Decap CMS, ready for JSON or YAML."""

PREVIEW_BACKEND: Settings = {"name": "proxy", "proxy_url": "/editor/api/v1", "branch": "files"}
PAGE_OF = "editor/page"
"""Where the preview leads from a file to its page."""
INTRODUCTIONS, SETTINGS = "introductions", "settings"
_LABELS: Mapping[Kind, tuple[str, str]] = {
    Kind.STORY: ("Stories", "Story"),
    Kind.VACANCY: ("Adverts", "Advert"),
    Kind.STAGE: ("Stages of a career", "Stage"),
    Kind.FIGURE: ("Figures", "Figure"),
    Kind.PAGE: ("Pages", "Page"),
}
_MOMENT = r"^\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2})?)?$"
_PERIOD = r"^(about )?\d{4}(-\d{1,2}){0,2}$"
_PATTERNS: Mapping[Shape, str] = {Shape.OPENING: _MOMENT, Shape.CLOSING: _MOMENT, Shape.PERIOD: _PERIOD}
# Fields that a new file begins with; the others stay empty, so that no sample word is published by mistake.
_BEGUN = frozenset({Shape.DAY, Shape.OPENING, Shape.CLOSING})
_FILES: Mapping[str, tuple[str, str]] = {"Photo.src": ("image", "images"), "Download.file": ("file", "downloads")}


def configuration(
    folder: Path, vocabulary: Vocabulary, today: date, *, backend: Settings = PREVIEW_BACKEND, preview: str = ""
) -> Settings:
    """Return the settings for one content folder; ``today`` gives new files their first dates.

    ``preview`` is the address of the preview, whose pages the editor links to; "" without one.
    """
    return {
        "backend": backend,
        **({"site_url": preview} if preview else {"show_preview_links": False}),
        "load_config_file": False,
        "locale": "en",
        "media_folder": f"{TOP}/images",
        "public_folder": "",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "editor": {"preview": False},
        "collections": [
            *(_collection(kind, vocabulary, today) for kind in _LABELS),
            *_nested_pages(folder, vocabulary, today),
            _introductions(folder, vocabulary),
            _settings(folder, vocabulary),
        ],
    }


def entry_of(source: PurePosixPath) -> str:
    """Return the place of a file in the editor, such as ``collections/stories/entries/kyle``."""
    if source.name in SETTINGS_FORMS:
        return f"collections/{SETTINGS}/entries/{source.stem}"
    if source.stem == "index" and source.parts[0] != Kind.PAGE:
        return f"collections/{INTRODUCTIONS}/entries/{slug_of(source)}"
    return f"collections/{_name(source.parent)}/entries/{source.stem}"


def _name(folder: PurePosixPath) -> str:
    return "-".join(folder.parts)


def _collection(kind: Kind, vocabulary: Vocabulary, today: date, folder: PurePosixPath | None = None) -> Settings:
    label, singular = _LABELS[kind]
    place = folder or PurePosixPath(kind.value)
    begun = starter(kind, "new", vocabulary, today)
    return {
        "name": _name(place),
        "label": label if folder is None else f"{label} under {'/'.join(place.parts[1:])}",
        "label_singular": singular,
        "folder": f"{TOP}/{place}",
        "extension": "md",
        "format": "yaml-frontmatter",
        "create": True,
        "delete": False,
        "slug": "{{slug}}",
        "preview_path": f"{PAGE_OF}/{place}/{{{{slug}}}}",
        "identifier_field": "title",
        "summary": "{{title}}",
        "fields": [*_fields(MODELS[kind], vocabulary, begun.values), _body(begun.text)],
    }


def _nested_pages(folder: Path, vocabulary: Vocabulary, today: date) -> Iterator[Settings]:
    for found in sorted(path for path in (folder / Kind.PAGE).rglob("*") if path.is_dir()):
        yield _collection(Kind.PAGE, vocabulary, today, PurePosixPath(found.relative_to(folder).as_posix()))


def _introductions(folder: Path, vocabulary: Vocabulary) -> Settings:
    """Return the collection of those pages that stand before the lists of stories, adverts and stages."""
    found = [path for kind in Kind if kind is not Kind.PAGE and (path := folder / kind / "index.md").is_file()]
    sources = [PurePosixPath(path.relative_to(folder).as_posix()) for path in found]
    return {
        "name": INTRODUCTIONS,
        "label": "Introductions to lists",
        "format": "yaml-frontmatter",
        "files": [
            {
                "name": slug_of(source),
                "label": f"Introduction to {_LABELS[Kind(source.parts[0])][0].lower()}",
                "file": f"{TOP}/{source}",
                "preview_path": f"{PAGE_OF}/{source.with_suffix('')}",
                "fields": [*_fields(MODELS[kind_of(source)], vocabulary), _body()],
            }
            for source in sources
            if kind_of(source) is Kind.PAGE
        ],
    }


def _settings(folder: Path, vocabulary: Vocabulary) -> Settings:
    """Return the collection of the settings files that are there; Decap tells by the name that they are YAML alone."""
    return {
        "name": SETTINGS,
        "label": "Settings",
        "files": [
            {
                "name": PurePosixPath(form.file).stem,
                "label": form.label,
                "file": f"{TOP}/{form.file}",
                "preview_path": form.page,
                "fields": [_open(field) for field in _fields(form.model, vocabulary)],
            }
            for form in SETTINGS_FORMS.values()
            if (folder / form.file).is_file()
        ],
    }


def _open(field: Settings) -> Settings:
    """Return the form of a field with its items in sight, as a settings file is often one list and nothing else."""
    return field | ({"minimize_collapsed": False} if "minimize_collapsed" in field else {})


def _body(begun: str = "") -> Settings:
    """Return the field of the text. A plain box, since a rich one would rewrite ``:::`` and ``{{ }}``."""
    hint = "Markdown: ## begins a heading, an empty line a paragraph, [words](/address/) is a link"
    field = {"name": "body", "label": "Text", "widget": "text", "required": False, "hint": hint}
    return field | ({"default": begun} if begun else {})


def _fields(model: type[BaseModel], vocabulary: Vocabulary, begun: Mapping[str, Any] | None = None) -> list[Settings]:
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
