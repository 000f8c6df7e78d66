"""``make bench``: every benchmark in turn."""

from __future__ import annotations

from tests.bench import building, search, serving

if __name__ == "__main__":
    for benchmark in (serving, building, search):
        benchmark.main()
        print()
