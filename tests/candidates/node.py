"""Run one of the node programs beside the tests, with text in and JSON out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "node"


def node() -> str | None:
    """Return the node program, also when it came with a Python package; ``None`` where the tools are not set up."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return shutil.which("node", path=path) if (FOLDER / "node_modules").is_dir() else None


def ask(program: str, text: str) -> Any:
    """Give ``text`` to a program in ``tests/node`` and return what it prints.

    Without the tools a test is skipped on a developer's machine; where all tests must count (CI=true) it fails.
    """
    found = node()
    if not found:
        reason = "the node tools are missing: run npm ci in tests/node"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    done = subprocess.run(
        [found, str(FOLDER / program)], input=text.encode(), capture_output=True, timeout=60, check=False, cwd=FOLDER
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)
