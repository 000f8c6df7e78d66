"""Find the addresses nearest to one at which there is nothing, at a cost that does not grow with how many there are.

A mistyped address is like the right one up to the mistake and after it. So the right one stands near to it where all are in
order, or where all are in order of their endings; only those near to it in either are compared letter by letter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

COMPARED = 100
"""Addresses that are compared at the most, in a few milliseconds. A site that has no more of them is compared as a whole."""
LONGEST = 200
LIKE = 0.55


class Neighbours:
    """Addresses in order, and in the order of their endings."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._forwards = sorted(addresses)
        self._backwards = sorted(address[::-1] for address in self._forwards)

    def around(self, address: str) -> list[str]:
        """Return those worth comparing with an address, at most :data:`COMPARED`."""
        if len(self._forwards) <= COMPARED:
            return self._forwards
        alike = [*_around(address, self._forwards), *(found[::-1] for found in _around(address[::-1], self._backwards))]
        return list(dict.fromkeys(alike))

    def nearest(self, address: str) -> list[str]:
        """Return up to three that are like an address, the likest first."""
        address = address[:LONGEST]
        return get_close_matches(address, self.around(address), 3, LIKE)


def _around(word: str, words: Sequence[str]) -> Sequence[str]:
    """Return the words in order that would stand beside ``word``, a quarter of :data:`COMPARED` on each side."""
    place = bisect_left(words, word)
    return words[max(0, place - COMPARED // 4) : place + COMPARED // 4]
