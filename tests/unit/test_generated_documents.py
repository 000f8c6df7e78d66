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

WITH_EVIDENCE = ("asvs.md", "dpia.md", "threat-model.md")
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


REQUIREMENTS = """
1.1.1 1.1.2 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.2.6 1.2.7 1.2.8 1.2.9 1.2.10 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.3.6
1.3.7 1.3.8 1.3.9 1.3.10 1.3.11 1.3.12 1.4.1 1.4.2 1.4.3 1.5.1 1.5.2 2.1.1 2.1.2 2.1.3 2.2.1 2.2.2 2.2.3 2.3.1
2.3.2 2.3.3 2.3.4 2.4.1 3.2.1 3.2.2 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.4.8 3.5.1
3.5.2 3.5.3 3.5.4 3.5.5 3.7.1 3.7.2 4.1.1 4.1.2 4.1.3 4.1.4 4.2.1 4.3.1 4.3.2 4.4.1 4.4.2 4.4.3 4.4.4 5.1.1
5.2.1 5.2.2 5.2.3 5.3.1 5.3.2 5.4.1 5.4.2 5.4.3 6.1.1 6.1.2 6.1.3 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7
6.2.8 6.2.9 6.2.10 6.2.11 6.2.12 6.3.1 6.3.2 6.3.3 6.3.4 6.4.1 6.4.2 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5
6.6.1 6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4 7.1.1 7.1.2 7.1.3 7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2
7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2 8.1.1 8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 8.4.1 9.1.1 9.1.2 9.1.3 9.2.1
9.2.2 9.2.3 9.2.4 10.1.1 10.1.2 10.2.1 10.2.2 10.3.1 10.3.2 10.3.3 10.3.4 10.4.1 10.4.2 10.4.3 10.4.4 10.4.5
10.4.6 10.4.7 10.4.8 10.4.9 10.4.10 10.4.11 10.5.1 10.5.2 10.5.3 10.5.4 10.5.5 10.6.1 10.6.2 10.7.1 10.7.2
10.7.3 11.1.1 11.1.2 11.2.1 11.2.2 11.2.3 11.3.1 11.3.2 11.3.3 11.4.1 11.4.2 11.4.3 11.4.4 11.5.1 11.6.1 12.1.1
12.1.2 12.1.3 12.2.1 12.2.2 12.3.1 12.3.2 12.3.3 12.3.4 13.1.1 13.2.1 13.2.2 13.2.3 13.2.4 13.2.5 13.3.1 13.3.2
13.4.1 13.4.2 13.4.3 13.4.4 13.4.5 14.1.1 14.1.2 14.2.1 14.2.2 14.2.3 14.2.4 14.3.1 14.3.2 14.3.3 15.1.1 15.1.2
15.1.3 15.2.1 15.2.2 15.2.3 15.3.1 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7 16.1.1 16.2.1 16.2.2 16.2.3 16.2.4
16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3 17.1.1 17.2.1 17.2.2 17.2.3 17.2.4
17.3.1 17.3.2
"""
"""The numbers of levels 1 and 2 of OWASP's ASVS 5.0.0, and the four of level 3 that were chosen."""
STATES = {"met", "otherwise", "in part", "not met", "operator", "no such thing"}


def test_every_requirement_of_the_standard_has_one_row_with_a_state_and_a_reason() -> None:
    rows = re.findall(
        r"^\| ([\d., ]+) \| [123] \| (.+?) \| (.+?) \| (.+) \|$", (ROOT / "docs/asvs.md").read_text("utf-8"), re.M
    )
    numbers = [number for row in rows for number in row[0].split(", ")]
    assert sorted(numbers) == sorted(REQUIREMENTS.split())
    for number, what, state, reason in rows:
        assert state in STATES, number
        assert len(what) > 2 and len(reason) > 2, number
        assert state != "met" or EVIDENCE.search(reason) or "`" in reason or len(reason) > 10, number


def test_links_of_the_docs_lead_somewhere() -> None:
    broken, seen = [], 0
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
        for target, anchor in re.findall(r"\]\(((?!https?:|mailto:|/)[^)\s#]*)(?:#([\w-]+))?\)", text):
            seen += 1
            there = page.parent / target if target else page
            if not there.exists() or (anchor and there.suffix == ".md" and anchor not in _anchors(there)):
                broken.append(f"{page.relative_to(ROOT)}: {target}#{anchor}")
    assert seen > 100
    assert not broken


def _anchors(page: Path) -> set[str]:
    """Return the places of a page, as the places of its headings are named by the hosts of repositories."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-")) for heading in headings}


def test_every_decision_is_in_the_table_of_decisions() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"^\| \[([\w-]+)\]\(\1\.md\) \|", (folder / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(path.stem for path in folder.glob("*.md") if path.stem != "README")
