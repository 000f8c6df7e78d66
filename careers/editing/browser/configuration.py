"""What the editor's program is told of the content: its collections and forms, written from the typed model.

Every field, whether it is required, what may be chosen and what it means comes from the same models, vocabulary and
meanings that the content engine and the guide use, so that the forms cannot disagree with the check.
Source: the configuration schema of Decap CMS 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from careers.content.addresses import kind_of, slug_of
from careers.content.builder import MODELS
from careers.content.document import Kind
from careers.content.settings import Vocabulary
from careers.content.starters import starter
from careers.editing.browser.desk import TOP
from careers.editing.browser.settings_forms import SETTINGS_FORMS
from careers.editing.browser.widgets import Settings, fields_of

PREVIEW_BACKEND: Settings = {"name": "proxy", "proxy_url": "/editor/api/v1", "branch": "files"}
PAGE_OF = "editor/page"
"""Where the preview leads from a file to its page."""
INTRODUCTIONS, SETTINGS = "introductions", "settings"
LABELS: Mapping[Kind, tuple[str, str]] = {
    Kind.STORY: ("Stories", "Story"),
    Kind.VACANCY: ("Adverts", "Advert"),
    Kind.STAGE: ("Stages of a career", "Stage"),
    Kind.FIGURE: ("Figures", "Figure"),
    Kind.PAGE: ("Pages", "Page"),
}
"""What files of each kind are called, and one of them."""


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
            *(_collection(kind, vocabulary, today) for kind in LABELS),
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
    label, singular = LABELS[kind]
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
        "fields": [*fields_of(MODELS[kind], vocabulary, begun.values), _body(begun.text)],
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
                "label": f"Introduction to {LABELS[Kind(source.parts[0])][0].lower()}",
                "file": f"{TOP}/{source}",
                "preview_path": f"{PAGE_OF}/{source.with_suffix('')}",
                "fields": [*fields_of(MODELS[kind_of(source)], vocabulary), _body()],
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
                "fields": [_open(field) for field in fields_of(form.model, vocabulary)],
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
