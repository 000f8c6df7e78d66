"""What the locks name: Python packages with their versions, markers and hashes, and packages of node."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from packaging.markers import Marker

from tests.serving import ROOT

LOCK = ROOT / ".lock"
NODE_LOCK = ROOT / "tests" / "node" / "package-lock.json"
_ENTRY = re.compile(r"([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*(.*?))?\s*\\?$")
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?$")


@dataclass(frozen=True, slots=True)
class Part:
    """One package of a lock, with how many hashes of its files the lock knows."""

    name: str
    version: str
    marker: str
    hashes: int

    @property
    def is_for_here(self) -> bool:
        """Tell whether this machine installs it."""
        return not self.marker or Marker(self.marker).evaluate()


def plain_name(name: str) -> str:
    """Return the one spelling of a package's name. Source: PyPA specification of names, "normalization"."""
    return re.sub(r"[-_.]+", "-", name).lower()


def python_parts(lock: str) -> list[Part]:
    """Return the packages of ``.lock/NAME.txt``. Raises :class:`ValueError` for a line that is neither package nor hash."""
    parts: list[Part] = []
    for number, line in enumerate((LOCK / f"{lock}.txt").read_text("utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        if entry := _ENTRY.match(line):
            parts.append(Part(plain_name(entry[1]), entry[2], entry[3] or "", 0))
        elif _HASH.match(line) and parts:
            last = parts[-1]
            parts[-1] = Part(last.name, last.version, last.marker, last.hashes + 1)
        else:
            raise ValueError(f".lock/{lock}.txt:{number}: neither a pinned package nor a hash: {line[:60]}")
    return parts


def node_parts() -> dict[str, dict[str, object]]:
    """Return the packages of the node tools by their place in the tree."""
    packages: dict[str, dict[str, object]] = json.loads(NODE_LOCK.read_text("utf-8"))["packages"]
    return {place: part for place, part in packages.items() if place}
