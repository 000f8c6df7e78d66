"""Whatever stands in a file, the answer is a library or a list of problems, never another error."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from careers.content.builder import MODELS, SETTINGS
from careers.content.problem import Problem
from careers.content.sheet import decode, split
from careers.content.strict_yaml import Parsed, parse
from careers.content.validation import KNOWN_TYPES, PATTERNS, validate

ALL_MODELS: list[type[BaseModel]] = [*MODELS.values(), *(entry.model for entry in SETTINGS)]
YAML_SIGNS = st.text(alphabet="---\n: \t'\"[]{}&*!|>%@`#,?-abc<<0123~\\é", max_size=120)
SCALARS = st.one_of(st.text(max_size=20), st.sampled_from(["yes", "2026-02-30", "2021", "-1", "9" * 30, "x" * 3000]))
NAMES = st.sampled_from(sorted({name for model in ALL_MODELS for name in model.model_fields} | {"x", "to", "src"}))
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)


@given(st.one_of(st.text(), YAML_SIGNS))
def test_any_text_as_front_matter_parses_or_is_told(text: str) -> None:
    problems: list[Problem] = []
    parsed = parse(text, "pages/a.md", 2, problems)
    assert parsed is not None or problems
    assert all(problem.line >= 2 and "\n" not in str(problem) for problem in problems)


@given(st.binary(), st.sampled_from(list(MODELS.values())))
def test_any_bytes_become_a_document_or_problems(data: bytes, model: type[Any]) -> None:
    problems: list[Problem] = []
    text = decode(b"---\n" + data + b"\n---\n", "a.md", problems)
    sheet = split(text, "a.md", problems) if text is not None else None
    parsed = parse(sheet.front, "a.md", 2, problems) if sheet else None
    assert (validate(model, parsed, "a.md", problems) if parsed else None) is not None or problems


@given(st.dictionaries(NAMES, DATA, max_size=8), st.sampled_from(ALL_MODELS))
def test_any_data_fits_the_model_or_is_told_in_plain_words(data: dict[str, Any], model: type[Any]) -> None:
    problems: list[Problem] = []
    value: Any = validate(model, Parsed(data, {(): 1}), "a.md", problems)
    assert value is not None or problems
    for problem in problems:
        assert not re.search(r"Input should|valid|pydantic|string|tuple|dict", problem.message.split('"')[-1])


@pytest.mark.parametrize("model", ALL_MODELS, ids=lambda model: model.__name__)
def test_every_error_that_a_model_can_raise_has_a_sentence(model: type[BaseModel]) -> None:
    tried = 0
    for name in model.model_fields:
        for value in ("", "x", "x" * 3000, "-1", "0", "99999", [], ["x"], [{}], [{"x": "y"}], {}, {"x": "y"}):
            types = _types_of(model, {name: value})
            tried += len(types)
            assert types <= KNOWN_TYPES
    assert tried


def _types_of(model: type[BaseModel], data: dict[str, Any]) -> set[str]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return {str(e["type"]) for e in error.errors()}
    return set()


def test_every_pattern_is_described() -> None:
    schemas = json.dumps([model.model_json_schema() for model in ALL_MODELS])
    found = {json.loads(text) for text in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', schemas)}
    assert found
    assert found <= PATTERNS.keys()


def test_a_bomb_of_aliases_is_refused_before_it_goes_off() -> None:
    bomb = "a: &a [x,x,x,x]\n" + "\n".join(f"b{i}: &b{i} [*a,*a,*a,*a]" for i in range(50))
    problems: list[Problem] = []
    assert parse(bomb, "a.md", 1, problems) is None
    assert [str(problem) for problem in problems] == ['a.md:1: a: found the anchor "&a", write the value alone']


@pytest.mark.parametrize("bomb", ["[" * 100_000, "{a: " * 40_000, "- " * 90_000, "? " * 90_000])
def test_deep_nesting_is_refused(bomb: str) -> None:
    problems: list[Problem] = []
    parse(f"a:\n  {bomb}", "a.md", 1, problems)
    assert len(problems) == 1


def test_too_many_values_and_too_many_characters_are_refused() -> None:
    problems: list[Problem] = []
    parse("a: [" + "x," * 30_000 + "]", "a.md", 1, problems)
    parse("a: " + "x" * 300_000, "a.md", 1, problems)
    assert [problem.message.split(":")[0] for problem in problems] == [
        "more than 20,000 values",
        "more than 200,000 characters of settings",
    ]


def test_no_type_is_guessed() -> None:
    parsed = parse("a: no\nb: 1:30\nc: 010\nd: null\ne: 2026-01-01\nf:\n", "a.md", 1, [])
    assert parsed is not None
    assert parsed.data == {"a": "no", "b": "1:30", "c": "010", "d": "null", "e": "2026-01-01", "f": ""}
