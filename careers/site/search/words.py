"""Text into the words that are compared, the same way for queries, adverts and the index. Knows no index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from careers.content.settings import SynonymGroup

LONGEST_QUERY = 120
MOST_WORDS = 12
LONGEST_SHOWN = 40
WHOLE_UP_TO = 2
"""Words of up to two letters ("AP") count only whole; longer ones also as the beginning of a word."""

_WORD = re.compile(r"[^\W_]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_POSSESSIVE = re.compile(r"['’]s\b")

Phrase = tuple[str, ...]
Unit = tuple[Phrase, ...]
"""Phrases that mean the same; what was typed comes first."""


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents: "Café" becomes "cafe"."""
    return _NOT_ASCII.sub(_without_accents, text.casefold())


def _without_accents(letters: re.Match[str]) -> str:
    return _split(letters[0])


@lru_cache(maxsize=4096)
def _split(letters: str) -> str:
    """Return letters beyond ASCII without accents. Marks join nothing across plain letters, so pieces are as good as all."""
    split = unicodedata.normalize("NFKD", letters)
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text: "Children's full-time post" gives children, full, time, post."""
    return tuple(_WORD.findall(_POSSESSIVE.sub("", fold(text))))


def tidy_query(text: str) -> str:
    """Return what was typed on one line, with single spaces, and no longer than :data:`LONGEST_QUERY`.

    What cannot be printed is left out: some of it, such as U+0000, may not stand in a page.
    """
    printable = "".join(letter if letter.isprintable() else " " for letter in text[: LONGEST_QUERY * 4])
    return " ".join(printable.split())[:LONGEST_QUERY].rstrip()


def as_typed(text: str) -> str:
    """Return what was typed as a sentence can repeat it: tidy, and cut after :data:`LONGEST_SHOWN` letters."""
    tidy = tidy_query(text)
    return tidy if len(tidy) <= LONGEST_SHOWN else tidy[:LONGEST_SHOWN] + "…"


def query_words(text: str) -> tuple[str, ...]:
    """Return the words of a query, at most :data:`MOST_WORDS` of them."""
    return words_of(tidy_query(text))[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Which phrases mean the same: "nqsw" and "newly qualified social worker"."""

    alternatives: Mapping[Phrase, Unit]
    longest: int

    @classmethod
    def of(cls, groups: Iterable[SynonymGroup]) -> Thesaurus:
        """Read the groups that editors keep. A phrase in two groups means what either says."""
        alternatives: dict[Phrase, Unit] = {}
        for group in groups:
            phrases = tuple(dict.fromkeys(phrase for text in group.words if (phrase := words_of(text))))
            for phrase in phrases:
                alternatives[phrase] = tuple(dict.fromkeys((phrase, *alternatives.get(phrase, ()), *phrases)))
        return cls(alternatives, max((len(phrase) for phrase in alternatives), default=1))

    def units(self, words: Sequence[str]) -> tuple[Unit, ...]:
        """Split ``words`` into units, the longest known phrase first; an unknown word stands for itself."""
        found: list[Unit] = []
        start = 0
        while start < len(words):
            for length in range(min(self.longest, len(words) - start), 0, -1):
                phrase = tuple(words[start : start + length])
                if length == 1 or phrase in self.alternatives:
                    found.append(self.alternatives.get(phrase, (phrase,)))
                    start += length
                    break
        return tuple(found)


def haystack(*texts: str) -> str:
    """Return texts as one string of folded words between spaces, to look for phrases in with :func:`contains`."""
    return f" {' '.join(words_of(' '.join(texts)))} "


def contains(hay: str, unit: Unit) -> bool:
    """Tell whether a haystack has any phrase of ``unit``; its last word may be the beginning of a word."""
    return any(_needle(phrase) in hay for phrase in unit)


def _needle(phrase: Phrase) -> str:
    last = phrase[-1]
    if len(last) <= WHOLE_UP_TO:
        return f" {' '.join(phrase)} "
    stem = last[:-1] if len(last) > 3 and last.endswith("s") and not last.endswith("ss") else last
    return f" {' '.join((*phrase[:-1], stem))}"
