"""Rules of the house that imports alone do not show."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.serving import ROOT

MODULES = sorted((ROOT / "careers").rglob("*.py"))
LONGEST = 400


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(_parsed(path)))


@cache
def _attributes(path: Path) -> frozenset[str]:
    found = {ast.unparse(node) for node in _nodes(path) if isinstance(node, ast.Attribute)}
    imports = (node for node in _nodes(path) if isinstance(node, ast.ImportFrom))
    return frozenset(found | {f"{node.module}.{alias.name}" for node in imports for alias in node.names})


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
        path.relative_to(ROOT).as_posix(): forbidden & _attributes(path) for path in MODULES if path.name != keeper
    }
    assert not {path: names for path, names in found.items() if names}
    assert forbidden & _attributes(ROOT / "careers" / keeper), "the rule looks for what its keeper does not do"


def test_every_module_says_its_duty_and_can_be_read_in_one_sitting() -> None:
    for path in MODULES:
        text = path.read_text("utf-8")
        assert ast.get_docstring(_parsed(path)), f"{path} does not open with its duty"
        assert len(text.splitlines()) <= LONGEST, f"{path} is too long"


def test_no_module_is_a_drawer_for_everything() -> None:
    names = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert not names & {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def _calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in _nodes(path) if isinstance(node, ast.Call))


OWN_PIPES = {"careers/content/press.py"}
"""Modules that hand objects to a child process of their own and back, through a pipe that nobody else can reach."""


def test_nothing_is_run_that_was_read() -> None:
    """No text becomes code or a template, no bytes become objects, and only fixed texts are formats."""
    forbidden = {
        *("eval", "exec", "compile", "__import__", "render_template_string", "os.system", "os.popen", "yaml.load"),
        *("pickle.load", "pickle.loads", "marshal.loads", "shelve.open", "Environment.from_string"),
    }
    for path in MODULES:
        for call in _calls(path):
            name = ast.unparse(call.func)
            is_own_pipe = name in {"pickle.load", "pickle.loads"} and path.relative_to(ROOT).as_posix() in OWN_PIPES
            assert name not in forbidden or is_own_pipe, f"{path}:{call.lineno}: {name}"
            assert not name.endswith((".from_string", ".format_map")), f"{path}:{call.lineno}: {name}"
            assert not any(k.arg == "shell" for k in call.keywords), f"{path}:{call.lineno}: a shell"


def test_no_weak_hash_is_used() -> None:
    used = set()
    for path in MODULES:
        for name in _attributes(path):
            if re.fullmatch(r"hashlib\.\w+", name):
                used.add(name)
        for call in _calls(path):
            if ast.unparse(call.func) in {"hmac.digest", "hmac.new", "hashlib.new"}:
                used |= {str(a.value) for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    assert {"sha256", "hashlib.sha256"} <= used
    assert used <= {"sha256", "hashlib.sha256", "hashlib.sha384", "hashlib.file_digest", "hashlib.blake2b"}


ASKING = {"requests", "urllib.request", "http.client", "httpx", "smtplib", "ftplib", "authlib"}
MAY_ASK = {"careers/cli/checking.py", "careers/staff/sign_on"}


def test_only_two_places_ask_other_machines() -> None:
    """The check of links, when an editor wants it, and the council's sign-on; no page makes a request for a visitor."""
    found = set()
    for path in MODULES:
        for node in _nodes(path):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any(name in ASKING or name.split(".")[0] in ASKING for name in names):
                found.add(path.relative_to(ROOT).as_posix())
    places = {place for place in MAY_ASK for path in found if path == place or path.startswith(f"{place}/")}
    assert places == MAY_ASK
    assert not [path for path in found if not path.startswith(tuple(MAY_ASK))]


SITE_CONTENT = re.compile(r"""(?:\bROOT\s*/\s*|\bPath\()["']content\b""")
MEET_IT = {
    "tests/sweeps/conftest.py",
    "tests/accessibility_run.py",
    "tests/trial/__main__.py",
    "tests/unit/test_config.py",
}


def test_only_sweeps_meet_the_content_that_editors_change() -> None:
    """Everybody else has the tests' own by default, so that no test fails because an advert was withdrawn.

    ``make trial`` shows the site to somebody, and is no test.
    """
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        if "node_modules" not in path.parts and SITE_CONTENT.search(path.read_text("utf-8"))
    }
    assert found == MEET_IT
