"""No pattern of the program takes exponential time, whatever it reads, and no text becomes a pattern unescaped."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import careers
from tests.abuse.backtracking import ambiguous_loops
from tests.serving import ROOT

FUNCTIONS = {"compile", "match", "fullmatch", "search", "sub", "subn", "findall", "finditer", "split"}
ESCAPED_BEFORE = {"fields", "stems"}
"""Names of local variables that hold names of fields, or texts that were escaped where they were joined."""

EXCUSED = {
    "careers.forms.personal_data.reading._SPOKEN_RUN": "“twenty one” is one number or two, but any three numbers in a row "
    "are a match whatever follows, so the second way is never tried; and a run ends after forty."
}
"""Patterns with a loop that can read a text in two ways, and why that cannot be used against them."""


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(a|a)*b", r"(a|ab|b)*c", r"(a*)*", r"(a?b?)*c", r"(.*,)*x",
     r"(\w+\s?)*$", r"x(?=(a+)+)"]
)  # fmt: skip
def test_dangerous_patterns_are_seen(pattern: str) -> None:
    assert ambiguous_loops(pattern)


@pytest.mark.parametrize(
    "pattern", [r"a+b+", r"(a|b)*c", r"(ab|cd)+", r"(\w+\s)*$", r"[^@]+@[^@]+", r"(?:\d{3}-)+\d", r"(a+b)*", r"(?i:a|b)+", r".*?x",
     r"(-[A-Za-z]{2,8})*", r"(a|[ab])*"]
)  # fmt: skip
def test_harmless_patterns_are_left_alone(pattern: str) -> None:
    assert not ambiguous_loops(pattern)


def patterns_in(value: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """Yield the compiled patterns in a value of a module, however deep."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        for one in (*value.keys(), *value.values()):
            yield from patterns_in(one, seen)
    elif isinstance(value, list | tuple | set | frozenset) and len(value) < 2_000:
        for one in value:
            yield from patterns_in(one, seen)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from patterns_in(getattr(value, one.name, None), seen)


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Yield every call in the program that makes a pattern of its first argument."""
    for path in sorted((ROOT / "careers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                owner = node.func.value
                if isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in FUNCTIONS:
                    yield path, node


def every_pattern() -> dict[tuple[str, int], str]:
    """Return where each pattern was first found, by pattern and flags."""
    found: dict[tuple[str, int], str] = {}
    seen: set[int] = set()
    for module in pkgutil.walk_packages(careers.__path__, "careers."):
        if "migrations" in module.name or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in patterns_in(value, seen):
                if isinstance(pattern.pattern, str):
                    found.setdefault((pattern.pattern, pattern.flags), f"{module.name}.{name}")
    for path, call in calls():
        text = call.args[0]
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            found.setdefault((text.value, 0), f"{path.relative_to(ROOT)}:{call.lineno}")
    return found


def test_no_pattern_of_the_program_reads_a_text_in_two_ways() -> None:
    found = every_pattern()
    assert len(found) > 120
    wrong = {
        where: f"{pattern[:80]}: {loops}"
        for (pattern, flags), where in found.items()
        if (loops := ambiguous_loops(pattern, flags & ~re.UNICODE | (0 if flags & re.ASCII else re.UNICODE)))
    }
    assert {where: words for where, words in wrong.items() if where not in EXCUSED} == {}
    assert wrong.keys() == EXCUSED.keys(), "an excuse is not needed any more"


def test_text_in_a_pattern_is_escaped() -> None:
    """Whatever is put into a pattern while the program runs goes through ``re.escape``."""
    put_in = 0
    for path, call in calls():
        if not isinstance(call.args[0], ast.JoinedStr):
            continue
        for part in call.args[0].values:
            if isinstance(part, ast.FormattedValue) and _is_inside_function(path, call):
                put_in += 1
                text = ast.unparse(part.value)
                assert text.startswith("re.escape(") or text in ESCAPED_BEFORE or text.isupper(), (
                    f"{path}:{call.lineno}: {text}"
                )
    assert put_in > 3


def _is_inside_function(path: Path, call: ast.Call) -> bool:
    functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
    return any(f.lineno <= call.lineno <= (f.end_lineno or 0) for f in functions)
