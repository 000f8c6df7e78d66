"""Cuts a text into words and says of each how much it looks like a name. Knows no context: that is the cues' part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from careers.forms.personal_data.vocabulary import Vocabulary, folded

_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+){0,3}")
_ENDINGS = re.compile(
    r"(?:ing|ed|ly|tion|sion|ment|ness|able|ible|ful|less|ous|ive|ism|ity|ship|ance|ence|ency|wards?"
    r"|hood|ology|ical|ional|ised|ated"
    r"|ers|ors|ists?|ions|ies|able|n't|'ll|'ve|'re|'d)$"
)
_CASE_MATTERS = 0.6


class Look(IntEnum):
    """Say how much a word by itself looks like a name, from not at all to certainly."""

    NO = 0
    ENDING = 1  # in no list, and ends as words do: "unclear-ly", "gutt-ed"
    UNKNOWN = 2  # in no list: may be a name we have not heard of
    SURNAME = 3
    DOUBLE = 4  # a word and a given name: Grace, Will
    GIVEN = 5


@dataclass(slots=True)
class Word:
    """Hold one word, its offsets in the reading, and what is known of it."""

    text: str
    key: str
    start: int
    end: int
    look: Look
    is_capital: bool
    is_known: bool = False  # part of a place, an organisation, a published name
    in_phrase: bool = False  # of several words
    is_surname: bool = False
    is_shouted: bool = False  # the whole text is in capitals


def words_of(text: str, vocabulary: Vocabulary) -> list[Word]:
    """Return the words of the text in order, with known phrases marked; a possessive `'s` is not part of a word."""
    letters = sum(map(str.isalpha, text)) or 1
    is_shouted = sum(map(str.isupper, text)) / letters > _CASE_MATTERS and letters > 3
    found: list[Word] = []
    for match in _WORD.finditer(text):
        word, end = match[0], match.end()
        if word[-2:] in {"'s", "'S"}:
            word, end = word[:-2], end - 2
        key = folded(word)
        is_capital = word[0].isupper() and not is_shouted
        if is_capital and len(word) > 3 and word.isupper():
            is_capital = key in vocabulary.given or key in vocabulary.surnames
        elif is_capital and 1 < len(word) <= 3 and word.isupper():
            is_capital = False  # HR, GP, LAC: initials of things
        look = _look(key, vocabulary)
        found.append(
            Word(
                word,
                key,
                match.start(),
                end,
                look,
                is_capital,
                is_surname=look == Look.SURNAME or key in vocabulary.surnames,
                is_shouted=is_shouted,
            )
        )
    _mark_known(found, vocabulary)
    return found


def _look(key: str, vocabulary: Vocabulary) -> Look:
    if key in vocabulary.ordinary:
        return Look.DOUBLE if key in vocabulary.double else Look.NO
    if key in vocabulary.double:
        return Look.DOUBLE
    first = key.partition("-")[0]
    if key in vocabulary.given or (first != key and first in vocabulary.given and first not in vocabulary.ordinary):
        return Look.GIVEN
    if key in vocabulary.surnames or _is_surname(key, vocabulary):
        return Look.SURNAME
    if len(key) < 2:
        return Look.NO
    return Look.ENDING if _ENDINGS.search(key) else Look.UNKNOWN


def _is_surname(key: str, vocabulary: Vocabulary) -> bool:
    if key in vocabulary.surnames:
        return True
    if "-" in key:
        return key.rpartition("-")[2] in vocabulary.surnames
    return (key.startswith(("o'", "mc", "mac")) and len(key) > 5) or key.endswith(
        ("ski", "ska", "wicz", "czyk", "escu", "ova", "sson", "shvili", "worth", "bottom", "thwaite", "nathan")
    )


def _mark_known(words: list[Word], vocabulary: Vocabulary) -> None:
    for index, word in enumerate(words):
        for phrase in vocabulary.phrases.get(word.key, ()):
            if all(index + step < len(words) and words[index + step].key == part for step, part in enumerate(phrase)):
                for step in range(len(phrase)):
                    words[index + step].is_known = True
                    words[index + step].in_phrase |= len(phrase) > 1
