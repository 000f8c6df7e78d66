"""What a visit costs in requests and bytes, read from a frozen copy, and what a crowd then asks of machines.

``python -m tests.bench.readers OUT`` prints the sums of docs/million-readers.md for the export in ``OUT``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VISIT = ("/", "/our-journey/", "/vacancies/", "/vacancies/social-worker-locality-north/", "/stories/naomi/")
"""What a reader who stays looks at."""
READERS, PEAK, FORMS = 1_000_000, 4, 0.03
"""Readers in an hour, how much more come in its busiest minute, and how many of them send a form."""
HEADERS = 1_200
"""Bytes of headers in an answer: the security headers are most of it."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit with an empty cache: requests, and bytes with headers."""

    requests: int
    size: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """What a crowd asks for in a second, in the mean of the hour and in its busiest minute."""

    readers: float
    requests: float
    megabits: float
    forms: float


def files_of(out: Path) -> dict[str, Mapping[str, Any]]:
    """Return the files of an export by address."""
    listed = json.loads((out / "manifest.json").read_text("utf-8"))["files"]
    return {entry["address"]: entry for entry in listed}


def visit(out: Path, addresses: Sequence[str] = VISIT, coding: str = ".br") -> Visit:
    """Return what a visit costs: pages, and once each what they name."""
    files = files_of(out)
    wanted: dict[str, None] = {}
    for address in addresses:
        text = (out / "site" / files[address]["path"]).read_text("utf-8")
        wanted |= dict.fromkeys([address, *re.findall(r'(?:href|src)="(/static/[^"]+)"', text)])
    sizes = [files[address]["twins"].get(coding, files[address]["size"]) + HEADERS for address in wanted]
    return Visit(len(sizes), sum(sizes))


def crowd(one: Visit, factor: float) -> Crowd:
    """Return what :data:`READERS` in an hour come to when ``factor`` times the mean are there."""
    readers = READERS / 3600 * factor
    return Crowd(readers, readers * one.requests, readers * one.size * 8 / 1_000_000, readers * FORMS)


def main(out: Path) -> None:
    """Print the sums."""
    one = visit(out)
    print(f"A visit of {len(VISIT)} pages: {one.requests} requests, {one.size / 1000:.0f} KB")
    for label, factor in (("mean of the hour", 1), ("busiest minute", PEAK)):
        found = crowd(one, factor)
        print(
            f"{label}: {found.readers:,.0f} readers/s, {found.requests:,.0f} requests/s, "
            f"{found.megabits:,.0f} Mbit/s, {found.forms:.1f} forms/s"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
