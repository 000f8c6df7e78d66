"""Every command is found where the list says, and loads nothing of the others."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules

import click
import pytest

import careers.cli
from careers.cli import MODULES, main
from careers.config import ROOT

STARTED = """
import sys
from careers.cli import main
try:
    main([sys.argv[1], "--help"])
finally:
    heavy = {"careers.app", "flask", "sqlalchemy", "pydantic", "markdown"} & set(sys.modules)
    sys.stderr.write(" ".join(sorted(heavy)))
"""


def test_every_command_of_every_module_is_in_the_list() -> None:
    modules = [import_module(f"careers.cli.{m.name}") for m in iter_modules(careers.cli.__path__)]
    there = {c.name: m.__name__.rpartition(".")[2] for m in modules for c in getattr(m, "COMMANDS", ())}
    assert there == MODULES
    for name in MODULES:
        command = main.get_command(click.Context(main), name)
        assert command
        assert command.name == name


@pytest.mark.parametrize("name", ["backup", "check", "export"])
def test_a_command_says_what_it_does_without_loading_the_site(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", STARTED, name], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Usage:" in done.stdout
    assert done.stderr == ""
