"""``make bench``: every benchmark in turn, then the page and the chart in docs/. Fails on no timing.

A benchmark is a module with ``measure() -> list[Result]``. ``python -m tests.bench serving`` runs one and only prints.
"""

from __future__ import annotations

import sys
from importlib import import_module

from careers.clock import Clock
from tests.bench import report
from tests.bench.result import Result, lines

BENCHMARKS = ("serving", "writing", "building", "freezing", "search", "guard", "live_reload", "pipeline", "exporting")


def main(names: list[str]) -> None:
    """Run the benchmarks with these names, all without any."""
    results: list[Result] = []
    for name in names or BENCHMARKS:
        found = import_module(f"tests.bench.{name}").measure()
        print("\n".join(lines(found)), end="\n\n", flush=True)
        results += found
    if not names:
        report.write(results, Clock().today())


if __name__ == "__main__":
    main(sys.argv[1:])
