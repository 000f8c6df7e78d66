"""A new file with every field explained in comments, so that an editor needs no second window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from textwrap import wrap

from pydantic import BaseModel

from careers.content.addresses import name_fault, suggested_name
from careers.content.builder import MODELS
from careers.content.document import Kind
from careers.content.settings import Vocabulary
from careers.content.starters import Values, starter
from careers.editing.model_guide import FieldGuide, guide
from careers.editing.plain_yaml import rows_of
from careers.editing.trial import EditingError, apply, sound

KINDS = {"vacancy": Kind.VACANCY, "story": Kind.STORY, "stage": Kind.STAGE, "page": Kind.PAGE, "figure": Kind.FIGURE}
WIDTH = 118


def create(folder: Path, kind: Kind, name: str, today: date) -> Path:
    """Write a new file as a draft that passes the check, and return where it is.

    Raises :class:`EditingError` when the name is not allowed or taken.
    """
    bare = name.strip("/").removesuffix(".md").removeprefix(f"{kind.value}/")
    path = PurePosixPath(f"{kind.value}/{bare}.md")
    if kind is not Kind.PAGE and "/" in bare:
        raise EditingError(f"{kind.value} has no folders inside: write a name such as {suggested_name(bare)}")
    if not bare or (fault := name_fault(path)):
        raise EditingError(f'"{name}": {fault if bare else "write a name"}. Nothing was written')
    if (folder / path).exists():
        raise EditingError(f"{path} is there already: choose another name, or change that file")
    library = sound(folder, today)
    taken = frozenset(stage.front.order for stage in library.stages.values())
    begun = starter(kind, bare, library.vocabulary, today, taken)
    text = "\n".join(["---", *_rows(MODELS[kind], begun.values, library.vocabulary), "---", begun.text])
    apply(folder, {path: text}, today)
    return folder / path


def _rows(model: type[BaseModel], values: Values, vocabulary: Vocabulary) -> Iterator[str]:
    yield "# Lines that begin with # are notes for you: readers never see them, and you may delete them."
    yield "# While draft says yes, only the preview shows this file. Delete that line to publish."
    yield "draft: yes"
    for field in guide(model, vocabulary):
        if field.name == "draft":
            continue
        yield ""
        yield from _explained(field, "")
        if field.name in values:
            if field.parts:
                yield from _explained_parts(field.parts, vocabulary)
            yield from rows_of({field.name: values[field.name]})
        else:
            yield from _example(field, vocabulary)


def _explained(field: FieldGuide, indent: str) -> Iterator[str]:
    need = "Required" if field.is_required else "May be left out"
    yield from _comment(f"{field.meaning}. {need}; {field.form}.", indent)
    if field.choices and "one of" not in field.form:
        yield from _comment(f"Choose from: {', '.join(field.choices)}", indent)


def _explained_parts(model: type[BaseModel], vocabulary: Vocabulary) -> Iterator[str]:
    for part in guide(model, vocabulary):
        need = "" if part.is_required else "; may be left out"
        yield from _comment(f"- {part.name}: {part.meaning} ({part.form}{need})", "  ")


def _example(field: FieldGuide, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield an optional field as a comment, ready to be taken out of it."""
    if not field.parts:
        yield f"# {field.name}:{'' if field.is_list else ' ' + field.default}".rstrip()
        if field.is_list:
            yield "#   - "[:-1]
        return
    yield f"# {field.name}:"
    for index, part in enumerate(guide(field.parts, vocabulary)):
        lead = ("  - " if index == 0 else "    ") if field.is_list else "  "
        yield f"# {lead}{part.name}: "[:-1] + f"   # {part.meaning}"


def _comment(text: str, indent: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=f"# {indent}", subsequent_indent=f"#   {indent}", break_on_hyphens=False)
