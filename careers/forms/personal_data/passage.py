"""The words of one text in their places: what stands before, between and after them, and how far a name reaches."""

from __future__ import annotations

import re

from careers.forms.personal_data.finding import Finding, Kind
from careers.forms.personal_data.reading import Reading
from careers.forms.personal_data.words import Look, Word

PARTICLES = frozenset(
    [
        "de", "da", "di", "du", "del", "van", "von", "der", "den", "bin", "bint", "ibn", "al", "el", "ul", "ur",
        "abu", "la", "le", "dos", "das", "o", "mac", "mc", "st",
    ]
)  # fmt: skip
_JOINT = re.compile(r"\.? |-")
_LONGEST = 4


class Passage:
    """Hold the words of a reading; `at` gives the index of the word that starts at an offset."""

    def __init__(self, reading: Reading, words: list[Word]) -> None:
        self.text = reading.text
        self.lowered = reading.lowered
        self.words = words
        self.at = {word.start: index for index, word in enumerate(words)}
        self._reading = reading

    def finding(self, index: int, length: int, kind: Kind, start: int) -> Finding:
        """Return the finding from the offset `start` to the end of the name that begins at `index`."""
        return Finding(*self._reading.span(start, self.words[index + length - 1].end), kind)

    def rest(self, index: int) -> str:
        """Return a little of what follows the word before `index`."""
        end = self.words[index - 1].end
        return self.lowered[end : end + 60]

    def gap(self, index: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.text[self.words[index - 1].end : self.words[index].start]

    def starts_line(self, index: int) -> bool:
        """Tell whether nothing but marks stands before the word on its line."""
        start = self.words[index].start
        reach = self.text[max(0, start - 40) : start]
        return (start <= 40 or "\n" in reach) and not reach.rpartition("\n")[2].strip(" -~x.,!")

    def length(self, index: int) -> int:
        """Return how many words the name has that begins at `index`: initials, particles and surnames belong to it."""
        end = index + 1
        while end < len(self.words) and end - index < _LONGEST and _JOINT.fullmatch(self.gap(end)):
            word = self.words[end]
            if not self._continues(word, index, end):
                break
            end += 1
        return end - index

    def _continues(self, word: Word, index: int, end: int) -> bool:
        """Tell whether the word at `end` belongs to the name that began at `index`."""
        if len(word.text) == 1 and word.text.isupper() and word.text not in "IA":
            return True  # an initial
        if word.key in PARTICLES and end + 1 < len(self.words) and self.words[end + 1].is_capital:
            return True
        if word.is_known:
            return False
        if word.is_capital:
            return word.look >= Look.UNKNOWN or word.is_surname
        is_shouted_pair = word.is_shouted and end == index + 1 and self.words[index].look == Look.GIVEN
        return word.look in (Look.SURNAME, Look.GIVEN) or (is_shouted_pair and word.look == Look.UNKNOWN)
