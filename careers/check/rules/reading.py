"""How hard a text is to read. Source of the measure: Kincaid and others, 1975 (the Flesch-Kincaid grade)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from careers.check.finding import Finding
from careers.check.matter import Matter

OLDEST_READER = 15
"""A reading age above this asks more than most adults like; GOV.UK writes for nine."""
LONGEST = 32
"""Words in a sentence."""
ENOUGH_WORDS = 80
"""Below this the measure says nothing."""
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^cghlsxzaeiouy]es|[^dt]ed|[^l]e)$")


def syllables(word: str) -> int:
    """Return about how many syllables an English word has, at least 1."""
    bare = word.lower().replace("’", "'").split("'")[0]
    return max(1, len(_VOWELS.findall(bare)) - (1 if _SILENT.search(bare) and len(bare) > 3 else 0))


def reading_age(sentences: list[str]) -> float:
    """Return the age at which somebody reads these sentences with ease: the Flesch-Kincaid grade and five years."""
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    if not words:
        return 0.0
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + 5


def hard_pages(matter: Matter) -> Iterator[Finding]:
    """Yield each page whose text asks for a reading age above :data:`OLDEST_READER`."""
    for path, passages in matter.by_file.items():
        found = [s for p in passages if not p.field and not p.is_heading for _, s in p.sentences()]
        if sum(len(_WORD.findall(sentence)) for sentence in found) < ENOUGH_WORDS:
            continue
        if (age := reading_age(found)) > OLDEST_READER:
            message = f"reads like a text for age {age:.0f}: use shorter sentences and shorter words"
            yield Finding(path, next(p.line for p in passages if not p.field), "reading-age", message)


def long_sentences(matter: Matter) -> Iterator[Finding]:
    """Yield each sentence of more than :data:`LONGEST` words."""
    for passage in matter.passages:
        for line, sentence in passage.sentences():
            if (count := len(_WORD.findall(sentence))) > LONGEST:
                begun = " ".join(sentence.split()[:6])
                yield Finding(passage.path, line, "long-sentence", f'{count} words from "{begun}…": make two of it')
