"""Whatever is typed into a form: as Decap writes it, our engine reads what was meant, and says the same of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from careers.config import ROOT
from careers.content.builder import MODELS
from careers.content.document import Kind
from careers.content.problem import Problem
from careers.content.sheet import UNFIT
from careers.content.strict_yaml import Parsed, parse
from careers.content.validation import validate
from careers.editing.browser.meaning import meant
from careers.editing.browser.merging import Page, begun, merged, read
from careers.editing.model_guide import FieldGuide, Shape, guide
from careers.editing.plain_yaml import folded_rows_of, rows_of

NODE = ROOT / "tests/node"
BATCH = 8
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Co", "Cn")), min_size=1, max_size=200).map(
    lambda text: UNFIT.sub("", text.replace("\r", "\n")).strip()
)
AWKWARD = st.sampled_from(
    ["no", "yes", "null", "~", "1:30", "2026-11-30", "a: b", "# x", "'", '"', "- a", "{{ figure x }}", "1e3"]
)
SHORT = {Kind.STORY, Kind.FIGURE}
"""Kinds of every test run: the most read and the one with numbers."""
KINDS = [pytest.param(kind, marks=() if kind in SHORT else pytest.mark.soak) for kind in Kind]
DAYS = st.dates().filter(lambda day: day.year >= 1900).map(str)


def item(field: FieldGuide) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one a shape
    """Return values as the form of a field gives them to be written: numbers are numbers, all others texts."""
    match field.shape:
        case Shape.PARTS if field.parts:
            return front(field.parts)
        case Shape.NUMBER:
            return st.integers(0, 10**9) | st.floats(0, 10**6).map(lambda number: round(number, 3))
        case Shape.WHOLE:
            return st.integers(0, 10**9)
        case Shape.TRUTH:
            return st.sampled_from(["yes", "no"])
        case Shape.CHOICE:
            return st.sampled_from(field.choices)
        case Shape.DAY:
            return DAYS
        case Shape.OPENING | Shape.CLOSING:
            return DAYS | DAYS.map(lambda day: f"{day} 12:00")
        case Shape.PERIOD:
            return DAYS | st.integers(1900, 2100).map(str) | st.just("about 2016")
        case Shape.NAME | Shape.TERM | Shape.FILE:
            return st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True).filter(lambda name: name != "null")
        case Shape.LINE:
            return (TEXTS | AWKWARD).map(lambda text: " ".join(text.split()))
    return TEXTS | AWKWARD


def front(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    every = {f.name: st.lists(item(f), min_size=1, max_size=3) if f.is_list else item(f) for f in guide(model)}
    needed = {f.name for f in guide(model) if f.is_required}
    optional = {name: values for name, values in every.items() if name not in needed}
    return st.fixed_dictionaries({name: every[name] for name in needed}, optional=optional)


def as_text(value: Any) -> Any:
    """Return a value as our parser gives it: every scalar a text."""
    if isinstance(value, dict):
        return {name: as_text(part) for name, part in value.items()}
    return [as_text(part) for part in value] if isinstance(value, list) else str(value)


def as_decap_writes(fronts: list[dict[str, Any]]) -> list[str]:
    told = subprocess.run(
        ["node", NODE / "write-as-decap.mjs"], input=json.dumps(fronts), capture_output=True, text=True, check=True
    )
    return [str(text) for text in json.loads(told.stdout)]


def said(model: type[BaseModel], data: Any) -> list[str]:
    problems: list[Problem] = []
    validate(model, Parsed(data), "a.md", problems)
    return sorted(f"{problem.field}: {problem.message}" for problem in problems)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=1, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_decap_writes_means_what_was_typed(kind: Kind, data: st.DataObject) -> None:
    model = MODELS[kind]
    fronts = data.draw(st.lists(front(model), min_size=5, max_size=BATCH))
    for typed, text in zip(fronts, as_decap_writes(fronts), strict=True):
        problems: list[Problem] = []
        parsed = parse(text, "a.md", 2, problems)
        assert parsed, problems
        assert meant(model, parsed.data) == meant(model, as_text(typed))
        assert said(model, meant(model, parsed.data)) == said(model, as_text(typed))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=3, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_merged_into_a_file_says_what_was_sent(kind: Kind, data: st.DataObject) -> None:
    """Any file, any change of its fields and text: the file afterwards means what the browser sent."""
    model = MODELS[kind]
    old, new = (meant(model, as_text(data.draw(front(model)))) for _ in range(2))
    before = Page(old, "Text\n").for_browser(model)
    held = read(before, "a.md", model)
    sent = Page(new, "Other\n")
    after = merged(before, "a.md", model, sent, held.marks)
    assert read(after, "a.md", model) == sent
    assert read(begun(sent), "a.md", model) == sent


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029", "\t", "\ufeff", "\xad"])
@pytest.mark.parametrize("length", [1, 60])
def test_marks_that_nobody_sees_are_written_as_they_came(mark: str, length: int) -> None:
    """Copied from a web page or a word processor; some are line breaks to YAML."""
    values = {"title": f"{'one ' * length}a{mark}b", "requirements": [f"a{mark}b"]}
    for rows in (rows_of(values), folded_rows_of(values)):
        assert yaml.load("\n".join(rows), yaml.BaseLoader) == values


def test_the_library_is_the_one_that_the_editor_has() -> None:
    lock = json.loads((NODE / "package-lock.json").read_text("utf-8"))["packages"]["node_modules/decap-yaml"]
    assert (lock["name"], lock["version"]) == ("yaml", "1.10.2")
    program = Path(ROOT / ".lock/editor.json").read_text("utf-8")
    assert '"version": "3.16.3"' in program, "look which version of yaml the new Decap has, then change both"
