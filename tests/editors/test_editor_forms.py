"""The forms of the editor in the browser are the typed model: fields, what is required, choices, and what is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from pydantic import BaseModel

from careers.content.builder import MODELS, build
from careers.content.document import Kind
from careers.content.library import Library
from careers.content.problem import Problem
from careers.content.strict_yaml import Parsed, parse
from careers.content.validation import validate
from careers.editing.browser.configuration import configuration, entry_of
from careers.editing.browser.meaning import meant
from careers.editing.browser.merging import read
from careers.editing.browser.settings_forms import SETTINGS_FORMS
from careers.editing.meanings import MEANINGS
from careers.editing.model_guide import Shape, guide
from tests import CONTENT, factories
from tests.conftest import NOON

Forms = dict[str, Any]


@pytest.fixture(scope="module")
def library() -> Library:
    return build(CONTENT, NOON.date())


@pytest.fixture(scope="module")
def forms(library: Library) -> Forms:
    return configuration(CONTENT, library.vocabulary, NOON.date())


def collection(forms: Forms, name: str) -> Forms:
    return next(one for one in forms["collections"] if one["name"] == name)


def pairs(
    model: type[BaseModel], fields: list[Forms], *, may_be_left_out: bool = False
) -> Iterator[tuple[str, type[BaseModel], Forms, bool]]:
    """Yield every field of a form with its model, in all depths, and whether what is around it may be left out."""
    for form in fields:
        yield form["name"], model, form, may_be_left_out
        parts = next((g.parts for g in guide(model) if g.name == form["name"]), None)
        if parts:
            optional = may_be_left_out or (form["widget"] == "object" and not form["required"])
            yield from pairs(parts, form["fields"], may_be_left_out=optional)


def every_pair(forms: Forms) -> list[tuple[str, type[BaseModel], Forms, bool]]:
    found = []
    for kind, model in MODELS.items():
        fields = collection(forms, kind.value)["fields"]
        assert fields[-1]["name"] == "body"
        found.extend(pairs(model, fields[:-1]))
    for form in collection(forms, "settings")["files"]:
        model = SETTINGS_FORMS[form["file"].removeprefix("content/")].model
        assert sorted(field["name"] for field in form["fields"]) == sorted(model.model_fields)
        found.extend(pairs(model, form["fields"]))
    return found


def test_every_field_of_the_model_is_in_its_form_and_no_other(forms: Forms) -> None:
    for kind, model in MODELS.items():
        names = [field["name"] for field in collection(forms, kind.value)["fields"]]
        assert sorted(names) == sorted([*model.model_fields, "body"])
    seen = every_pair(forms)
    models = {model.__name__ for _, model, _, _ in seen}
    assert models == set(MEANINGS)
    for name, model, form, _ in seen:
        if form["widget"] == "object":
            assert {field["name"] for field in form["fields"]} == set(
                next(g.parts for g in guide(model) if g.name == name).model_fields  # type: ignore[union-attr]
            )


def test_a_form_requires_what_the_model_requires(forms: Forms) -> None:
    seen = every_pair(forms)
    assert len(seen) > 150
    for name, model, form, may_be_left_out in seen:
        is_required = model.model_fields[name].is_required()
        assert form["required"] is (is_required and not may_be_left_out), (model.__name__, name)


def test_a_form_explains_each_field_in_the_words_of_the_guide(forms: Forms) -> None:
    for name, model, form, _ in every_pair(forms):
        assert form["hint"].startswith(MEANINGS[model.__name__][name])


def test_a_form_offers_what_the_vocabulary_and_the_model_offer(forms: Forms, library: Library) -> None:
    seen = {"terms": 0, "words": 0, "files": 0, "truths": 0}
    for name, model, form, _ in every_pair(forms):
        field = next(g for g in guide(model, library.vocabulary) if g.name == name)
        inner = form.get("field", form)
        if field.shape is Shape.TERM:
            seen["terms"] += 1
            assert [o["value"] for o in inner["options"]] == [t.id for t in getattr(library.vocabulary, field.terms)]
        elif field.shape is Shape.CHOICE:
            seen["words"] += 1
            assert inner["options"] == list(field.choices)
        elif field.shape is Shape.TRUTH:
            seen["truths"] += 1
            assert inner["options"] == ["yes", "no"]
        elif field.shape is Shape.FILE:
            seen["files"] += 1
            assert inner["collection"] == field.folder
            assert form.get("multiple", False) is field.is_list
    assert all(seen.values()), seen


def test_a_retired_word_is_still_shown_where_it_stands(library: Library) -> None:
    terms = tuple(t.model_copy(update={"retired": t.id == "north-manchester"}) for t in library.vocabulary.localities)
    vocabulary = library.vocabulary.model_copy(update={"localities": terms})
    fields = collection(configuration(CONTENT, vocabulary, NOON.date()), "vacancies")["fields"]
    options = next(field["options"] for field in fields if field["name"] == "locality")
    assert {"value": "north-manchester", "label": "North Manchester (no longer offered)"} in options


def test_every_page_of_the_site_has_its_place_in_the_editor(forms: Forms, library: Library) -> None:
    by_name = {one["name"]: one for one in forms["collections"]}
    sources = [PurePosixPath(document.source) for document in library.documents()]
    assert len(sources) > 40
    for source in sources:
        _, name, _, entry = entry_of(source).split("/")
        if "files" in by_name[name]:
            assert f"content/{source}" in {f["file"] for f in by_name[name]["files"] if f["name"] == entry}
        else:
            assert f"{by_name[name]['folder']}/{entry}.md" == f"content/{source}"


def test_a_new_file_begins_as_a_draft_with_dates_and_no_sample_words(forms: Forms) -> None:
    fields = {field["name"]: field for field in collection(forms, "vacancies")["fields"]}
    assert fields["draft"]["default"] == "yes"
    assert fields["opens_at"]["default"] == "2026-11-23 09:00"
    assert "## A week in this role" in fields["body"]["default"]
    assert {name for name, field in fields.items() if "default" in field} == {
        "draft", "opens_at", "closes_at", "interviews_on", "body",
    }  # fmt: skip


FRONTS = {
    Kind.PAGE: factories.page_front(),
    Kind.STORY: factories.story_front(),
    Kind.VACANCY: factories.vacancy_front(),
    Kind.STAGE: factories.stage_front(),
    Kind.FIGURE: factories.figure_front(),
}


@pytest.mark.parametrize("kind", Kind)
def test_what_is_left_empty_in_a_form_is_left_out_of_the_file(kind: Kind) -> None:
    model = MODELS[kind]
    empty = {g.name: [] if g.is_list else {} if g.parts else "" for g in guide(model) if not g.is_required}
    assert meant(model, empty | FRONTS[kind]) == meant(model, FRONTS[kind])
    assert validated(model, meant(model, empty | FRONTS[kind])) == []


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.md")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_the_editor_is_given_means_what_the_file_means(path: Path) -> None:
    source = path.relative_to(CONTENT)
    model = MODELS[Kind.PAGE if path.stem == "index" else Kind(source.parts[0])]
    text = path.read_text("utf-8")
    page = read(text, str(source), model)
    given = page.for_browser(model)
    assert read(given, str(source), model) == page
    assert given.endswith(f"\n---\n{page.body}")
    assert text.endswith(f"\n---\n{page.body}")
    problems: list[Problem] = []
    one = validate(model, parse(text.split("\n---\n")[0][4:], "a.md", 2, problems) or Parsed(), "a.md", problems)
    other = validate(model, parse(given.split("\n---\n")[0][4:], "a.md", 2, problems) or Parsed(), "a.md", problems)
    assert problems == []
    assert one == other


def validated(model: type[BaseModel], data: Any) -> list[str]:
    problems: list[Problem] = []
    validate(model, Parsed(data), "a.md", problems)
    return [str(problem) for problem in problems]
