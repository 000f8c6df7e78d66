"""Rules of the house that imports alone do not show."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import ROOT

MODULES = sorted((ROOT / "careers").rglob("*.py"))
LONGEST = 400


def _attributes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(
    ("keeper", "forbidden"),
    [
        ("config.py", {"os.environ", "os.getenv", "os.environ.get"}),
        (
            "clock.py",
            {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time", "time.localtime"},
        ),
    ],
)
def test_only_one_module_reads_the_environment_and_one_the_time(keeper: str, forbidden: set[str]) -> None:
    assert len(MODULES) > 60
    found = {
        path.relative_to(ROOT).as_posix(): forbidden & set(_attributes(path)) for path in MODULES if path.name != keeper
    }
    assert not {path: names for path, names in found.items() if names}
    assert forbidden & set(_attributes(ROOT / "careers" / keeper)), "the rule looks for what its keeper does not do"


def test_every_module_says_its_duty_and_can_be_read_in_one_sitting() -> None:
    for path in MODULES:
        text = path.read_text("utf-8")
        assert ast.get_docstring(ast.parse(text)), f"{path} does not open with its duty"
        assert len(text.splitlines()) <= LONGEST, f"{path} is too long"


def test_no_module_is_a_drawer_for_everything() -> None:
    names = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert not names & {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
