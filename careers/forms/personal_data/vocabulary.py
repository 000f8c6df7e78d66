"""The words that names are told by: lists of names, everyday words that are also names, and what is never a private name.

The lists are files beside this module (`data/README.md` says where each comes from). They are read once, at the first use,
and every vocabulary shares them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_PLAIN = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae"})


def folded(word: str) -> str:
    """Return the word in lower case without accents: `Zoë` becomes `zoe`."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_PLAIN))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _read(name: str) -> Iterator[str]:
    text = resources.files(__package__).joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _lines(name: str) -> tuple[str, ...]:
    return tuple(_read(name))


@cache
def _listed(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for line in _read(name) for word in line.split())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Hold the lists, folded. `phrases` maps the first word of each known phrase to the phrases it begins."""

    given: frozenset[str]
    surnames: frozenset[str]
    ordinary: frozenset[str]
    double: frozenset[str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]


@lru_cache(maxsize=2)
def vocabulary(known: frozenset[str] = frozenset()) -> Vocabulary:
    """Return the vocabulary with the site's own words added to the built-in ones; kept for the next text."""
    return Vocabulary(
        given=_listed("given", "more_given"),
        surnames=_listed("surnames"),
        ordinary=_listed("ordinary", "words"),
        double=_listed("double"),
        phrases=_phrases([*_lines("known"), *known]),
    )


def _phrases(known: Collection[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in known:
        words = tuple(
            word.strip(".,;:!?()\"'").removesuffix("'s")
            for word in folded(phrase.replace("’", "'")).split()
            if word != "&"
        )
        if words and words[0]:
            by_first[words[0]] = (*by_first.get(words[0], ()), words)
    return by_first
