"""What is installed is what was chosen: every package pinned, every file known by its hash, nothing fetched besides."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.serving import ROOT
from tests.supply.bill import bill
from tests.supply.parts import NODE_LOCK, node_parts, plain_name, python_parts

LOCKS = ("run", "test", "bench")
SETTING_UP = (ROOT / "Makefile", ROOT / ".ci" / "set-up-tools")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_every_file_known_by_its_hash(lock: str) -> None:
    parts = python_parts(lock)
    assert len(parts) > 40
    assert [part.name for part in parts if not part.hashes] == []
    here = [part.name for part in parts if part.is_for_here]
    assert len(here) == len(set(here)), "a package is named twice"


def test_larger_locks_hold_the_smaller_ones_unchanged() -> None:
    """What the tests try is what runs."""
    run, test, bench = ({p.name: p.version for p in python_parts(lock) if p.is_for_here} for lock in LOCKS)
    assert run.items() <= test.items() <= bench.items()


def test_lock_fits_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = [text for extra in project["project"]["optional-dependencies"].values() for text in extra]
    asked = {
        "run": [*project["project"]["dependencies"], *extras, *project["dependency-groups"]["setup"]],
        "test": project["dependency-groups"]["test"],
        "bench": project["dependency-groups"]["bench"],
    }
    for lock, texts in asked.items():
        locked = {part.name: part.version for part in python_parts(lock) if part.is_for_here}
        for text in texts:
            wanted = Requirement(text)
            version = locked.get(plain_name(wanted.name))
            assert version, f"{wanted.name} is not in .lock/{lock}.txt: make lock"
            assert wanted.specifier.contains(Version(version), prereleases=True), text


def test_node_tools_are_pinned_by_hash_and_run_nothing_when_they_are_installed() -> None:
    parts = node_parts()
    assert len(parts) > 100
    assert [place for place, part in parts.items() if not str(part.get("integrity", "")).startswith("sha512-")] == []
    wanted = json.loads((NODE_LOCK.parent / "package.json").read_text("utf-8"))["devDependencies"]
    assert all(re.fullmatch(r"(npm:[a-z-]+@)?\d+\.\d+\.\d+", version) for version in wanted.values())
    commands = [line for line in SETTING_UP[1].read_text("utf-8").splitlines() if line.startswith("npm ")]
    assert commands
    assert all(" ci " in line and "--ignore-scripts" in line for line in commands)


def test_setting_up_asks_for_hashes_and_loads_nothing_else() -> None:
    """Only package managers fetch, and pip never without hashes; the project itself is built without a fetch."""
    text = "\n".join(path.read_text("utf-8") for path in SETTING_UP)
    installs = re.findall(r"pip install (.*)", text)
    assert len(installs) >= 3
    for arguments in installs:
        assert "--require-hashes" in arguments or "--no-deps --no-build-isolation" in arguments, arguments
    assert not re.findall(r"\b(?:curl|wget|git clone|https?://)\b", text.replace("http://127.0.0.1:8000", ""))


@pytest.mark.soak
def test_two_fresh_installations_are_the_same_and_build_nothing(tmp_path: Path) -> None:
    """With wheels only, no code of a package runs while it is installed, and no build tool is fetched unseen."""
    found = []
    for name in ("first", "second"):
        target = tmp_path / name
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
        command += ["--no-deps", "--no-cache-dir", "--require-hashes", "--only-binary", ":all:"]
        done = subprocess.run(
            [*command, "-r", str(ROOT / ".lock" / "run.txt"), "--target", str(target)],
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        files = [path for path in target.rglob("*") if path.is_file() and path.name not in {"RECORD", "REQUESTED"}]
        found.append({str(p.relative_to(target)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files})
    assert len(found[0]) > 1_000
    assert found[0] == found[1]


def test_bill_of_materials_names_every_part_of_the_program() -> None:
    made = json.loads(bill())
    named = {(one["name"], one["version"]) for one in made["components"]}
    assert named == {(part.name, part.version) for part in python_parts("run") if part.is_for_here}
    assert all(one["licenses"] and one["purl"].startswith("pkg:pypi/") for one in made["components"])
