"""Places to wait in, so many in all, and no more than a share of them for one network."""

from __future__ import annotations

from collections import Counter


class Seats:
    """Counted places. A network is known only while it has one. For one thread: the event loop's."""

    def __init__(self, count: int, share: float) -> None:
        """Make ``count`` places; one network may have the part ``share`` of them, but always one."""
        self._free, self._share = count, max(1, int(count * share))
        self._taken: Counter[str] = Counter()

    def take(self, network: str) -> bool:
        """Take a place if there is one."""
        if not self._free or self._taken[network] >= self._share:
            return False
        self._free -= 1
        self._taken[network] += 1
        return True

    def leave(self, network: str) -> None:
        """Give a place back, and forget a network that has none."""
        self._free += 1
        self._taken[network] -= 1
        if not self._taken[network]:
            del self._taken[network]
