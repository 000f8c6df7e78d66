"""The guides for editors say what the program does: fields, commands and files that they name are there."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from types import ModuleType

import click
import pytest

from careers.cli import main
from careers.cli.documents import FIELDS
from careers.config import ROOT
from careers.content import accessibility, front_matter, questionnaire, settings
from careers.content.builder import LISTS, MODELS, SETTINGS
from careers.content.components import BLOCKS
from careers.content.fields import Strict
from careers.editing.field_pages import field_page
from careers.editing.meanings import MEANINGS

# The bases of others, and what a program writes.
NO_FORM = {"Strict", "Dated", "AccessibilityRun", "Check"}
FOLDER = ROOT / "docs/editors"
GUIDES = sorted(FOLDER.glob("*.md"))


def test_the_list_of_fields_is_up_to_date() -> None:
    assert FIELDS.read_text("utf-8") == field_page(), "run: careers docs"


def test_every_field_has_a_meaning_and_no_meaning_is_left_over() -> None:
    modules = (front_matter, front_matter.parts, settings, accessibility, questionnaire)
    every = [v for module in modules for v in vars(module).values() if isinstance(v, type)]
    models = {model.__name__: set(model.model_fields) for model in every if issubclass(model, Strict)}
    wanted = {name: fields for name, fields in models.items() if name not in NO_FORM}
    assert len(wanted) > 15
    assert {model.__name__ for model in MODELS.values()} <= wanted.keys()
    assert {name: set(meanings) for name, meanings in MEANINGS.items()} == wanted


def test_every_field_is_in_the_list() -> None:
    text = FIELDS.read_text("utf-8")
    for meanings in MEANINGS.values():
        for name, meaning in meanings.items():
            assert f"| `{name}`" in text
            assert meaning in text


def test_commands_in_the_guides_are_there_with_their_options() -> None:
    found = [
        words for path in GUIDES for words in re.findall(r"careers ([a-z]+)((?: --[a-z]+)?)", path.read_text("utf-8"))
    ]
    assert len(found) > 20
    for name, option in found:
        command = main.get_command(click.Context(main), name)
        assert isinstance(command, click.Command), name
        options = {text for parameter in command.params for text in parameter.opts}
        assert not option or option.strip() in options, (name, option)


def test_every_command_for_editors_has_a_recipe() -> None:
    recipes = (FOLDER / "recipes.md").read_text("utf-8")
    for name in ("new", "close", "rename", "withdraw", "check", "diff"):
        assert f"\ncareers {name} " in recipes or f"\ncareers {name}\n" in recipes


def test_every_list_and_settings_file_is_named_in_the_guides() -> None:
    texts = "".join(path.read_text("utf-8") for path in GUIDES)
    for name in (*LISTS, *(entry.name for entry in SETTINGS if entry.name != "interest.yaml")):
        assert f"content/{name}" in texts, name


def script(name: str) -> ModuleType:
    """Return a script that makes pictures; it stands beside others that it uses."""
    place = ROOT / "docs/screenshots"
    sys.path.insert(0, str(place))
    try:
        spec = importlib.util.spec_from_file_location(f"pictures_{name}", place / f"{name}.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(place))


@pytest.fixture(scope="module")
def photographer() -> ModuleType:
    return script("components")


@pytest.fixture(scope="module")
def editor_photographer() -> ModuleType:
    return script("editor")


def test_every_component_that_can_be_written_is_shown_in_a_picture() -> None:
    text = (FOLDER / "components.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `\{\{ ([a-z-]+)[^`]*\}\}` \| ([^|]+) \|", text, re.MULTILINE))
    assert set(rows) == set(BLOCKS)
    for name, shows in rows.items():
        anchor = re.search(r"\]\(#([a-z-]+)\)", shows)
        assert anchor, name
        heading = re.search(rf"^##+ {anchor[1].replace('-', ' ')}\n(.*?)(?=^##)", text, re.MULTILINE | re.DOTALL | re.I)
        assert heading, anchor[1]
        assert "](pictures/" in heading[1], name


def test_no_picture_is_missing_left_over_or_heavy(photographer: ModuleType, editor_photographer: ModuleType) -> None:
    pictures = {path.stem: path.stat().st_size for path in photographer.PICTURES.glob("*.webp")}
    assert len(pictures) > 10
    assert set(pictures) == {*photographer.COMPONENTS, *editor_photographer.NAMES}
    assert max(pictures.values()) < 80_000
    shown = re.findall(
        r"!\[([^\]]*)\]\(pictures/([a-z-]+)\.webp\)", "".join(path.read_text("utf-8") for path in GUIDES)
    )
    assert {name for _, name in shown} == set(pictures)
    assert all(words for words, _ in shown), "a picture needs words for those who cannot see it"


def test_no_picture_is_older_than_its_component(photographer: ModuleType) -> None:
    made_from = json.loads(photographer.MADE_FROM.read_text("utf-8"))
    now = {component: photographer.fingerprint(component) for component in photographer.COMPONENTS}
    assert made_from == now, "run: make screenshots"


def test_no_picture_of_the_editor_is_older_than_the_editor(editor_photographer: ModuleType) -> None:
    made_from = json.loads(editor_photographer.MADE_FROM.read_text("utf-8"))
    assert made_from == {"editor": editor_photographer.fingerprint()}, "run: make screenshots"
