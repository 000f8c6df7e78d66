"""A stream of choices that depends on a seed alone.

`random` may change its algorithms between Python versions; a drawing must not. Knows nothing of buildings.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Roll the same numbers for the same words, on every machine and in every version."""

    def __init__(self, *words: str) -> None:
        """Seed the stream; words are kept apart, so that ("ab", "c") differs from ("a", "bc")."""
        self._seed = "\x1f".join(words).encode()
        self._turn = 0

    def below(self, limit: int) -> int:
        """Return a whole number from 0 up to, not including, `limit`."""
        digest = hashlib.blake2b(self._seed, digest_size=8, salt=self._turn.to_bytes(8, "big")).digest()
        self._turn += 1
        return int.from_bytes(digest, "big") % limit

    def between(self, low: int, high: int, step: int = 1) -> int:
        """Return a multiple of `step` above `low`, both ends included."""
        return low + step * self.below((high - low) // step + 1)

    def chance(self, percent: int) -> bool:
        """Say yes `percent` times in a hundred."""
        return self.below(100) < percent

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[self.below(len(choices))]

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """Return the choices in a new order."""
        rest = list(choices)
        return [rest.pop(self.below(len(rest))) for _ in range(len(rest))]
