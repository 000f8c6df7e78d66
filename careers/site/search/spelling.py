"""Corrections of mistyped words from the words that the content has. Knows no index."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SHORTEST = 4
"""Words of fewer letters are not corrected: too many words are one letter away from them."""
_MOST_CANDIDATES = 60
_MOST_LOST = 3
"""Pairs of letters that one slip can change: those around two letters that are swapped."""


@dataclass(frozen=True)
class Spelling:
    """The words of the content: how often each is used, and which share pairs of letters."""

    uses: Mapping[str, int]
    ordered: tuple[str, ...]
    by_pair: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str] | Mapping[str, int]) -> Spelling:
        """Learn the words of the content, or how often each is used; numbers are not corrected and not learnt."""
        uses = Counter(words)
        by_pair: defaultdict[str, list[str]] = defaultdict(list)
        for word in uses:
            if len(word) >= SHORTEST - 1 and word.isalpha():
                for pair in _pairs(word):
                    by_pair[pair].append(word)
        return cls(uses, tuple(sorted(uses)), {pair: tuple(found) for pair, found in by_pair.items()})

    def knows(self, word: str) -> bool:
        """Tell whether the content has ``word`` or a word that begins with it."""
        place = bisect_left(self.ordered, word)
        return place < len(self.ordered) and self.ordered[place].startswith(word)

    def correct(self, word: str) -> str:
        """Return the likeliest word that was meant, or ``word`` itself when it is known or nothing is near.

        One slip (a letter wrong, missing, added, or two swapped) is forgiven, two in words of seven letters or more.
        """
        if len(word) < SHORTEST or not word.isalpha() or self.knows(word):
            return word
        allowed = 2 if len(word) >= 7 else 1
        pairs = _pairs(word)
        common: Counter[str] = Counter()
        for pair in pairs:
            common.update(w for w in self.by_pair.get(pair, ()) if abs(len(w) - len(word)) <= allowed)
        least = len(pairs) - _MOST_LOST * allowed
        near = [
            (slips, -self.uses[candidate], candidate)
            for candidate, shared in common.most_common(_MOST_CANDIDATES)
            if shared >= least and (slips := slips_between(word, candidate)) <= allowed
        ]
        return min(near)[2] if near else word


def _pairs(word: str) -> set[str]:
    framed = f"^{word}$"
    return {framed[at : at + 2] for at in range(len(framed) - 1)}


def slips_between(one: str, other: str) -> int:
    """Return how many slips turn one word into the other: Damerau and Levenshtein's distance, swaps counting once."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, match in enumerate(other, start=1):
            cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (letter != match))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == match:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]
