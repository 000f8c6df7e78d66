"""``make bench``: every benchmark in turn."""

from __future__ import annotations

from tests.bench import building, guard, search, serving

if __name__ == "__main__":
    for benchmark in (serving, building, search, guard):
        benchmark.main()
        print()
