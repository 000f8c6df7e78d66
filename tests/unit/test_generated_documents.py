"""What the documents say is so: generated parts are up to date, and every test that is named as evidence is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from careers.cli.documents import pages, with_part
from careers.config import ROOT

WITH_EVIDENCE = ("dpia.md",)
EVIDENCE = re.compile(r"(?:tests/)?((?:[a-z_]+/)+test_[a-z_0-9]+\.py)::(\w+)")


def test_generated_pages_are_up_to_date() -> None:
    made = pages()
    assert len(made) > 3
    for path, text in made.items():
        assert path.read_text("utf-8") == text, f"{path.relative_to(ROOT)} is out of date: careers docs"


def test_part_is_replaced_and_the_rest_is_left() -> None:
    page = "a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n"
    assert with_part(page, "x", "new\n") == page.replace("old", "new")
    with pytest.raises(ValueError, match="no marks"):
        with_part(page, "y", "new\n")


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return the names of the tests in a file."""
    return frozenset(_functions(ast.parse(path.read_text("utf-8")))) if path.is_file() else frozenset()


def _functions(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name


@pytest.mark.parametrize("page", WITH_EVIDENCE)
def test_every_test_that_a_page_names_is_there(page: str) -> None:
    named = EVIDENCE.findall((ROOT / "docs" / page).read_text("utf-8"))
    assert named
    missing = [f"{file}::{name}" for file, name in named if name not in names_in(ROOT / "tests" / file)]
    assert missing == []
