"""The tests' content in a folder that a test may change, and the commands as an editor calls them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from careers.cli import main
from careers.config import ROOT, Config
from tests import CONTENT
from tests.editors.browser_editor import Editor

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def program() -> None:
    """Set the editor's program up, as `make preview` does; a machine without a registry must have it already."""
    subprocess.run([sys.executable, ROOT / ".ci/set_up_editor.py"], check=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the tests' content."""
    return shutil.copytree(CONTENT, tmp_path / "content")


def commands(folder: Path, instance: Path) -> Run:
    """Return a function that runs ``careers`` with some words on a folder, and returns exit code and output."""

    def call(*words: str) -> Result:
        settings = {"CAREERS_CONTENT": str(folder), "CAREERS_INSTANCE": str(instance)}
        result = CliRunner().invoke(main, words, env=settings)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture
def run(folder: Path, config: Config) -> Run:
    """Return ``careers`` on a copy of the tests' content."""
    return commands(folder, config.instance)


@pytest.fixture
def editor(folder: Path) -> Editor:
    """Return the editor's program at work on the copy."""
    return Editor(folder)
