"""Finds the names of the writer, of other people and of children, without a model.

A name is told by what the language gives (a cue before it, a phrase after it), by lists of names, and by a capital where
capitals mean something. A word that is also an everyday word needs a cue; a word from the site's own vocabulary needs a
strong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careers.forms.personal_data.cues import (
    ACTED_AFTER,
    AGE_AFTER,
    BARE_AGE_AFTER,
    BORN_AFTER,
    CHILD_AFTER,
    CUES,
    OTHER_SCRIPTS,
    PLACE_AFTER,
    SELF_AFTER,
    SPEAKING_AFTER,
    Cue,
    Trust,
)
from careers.forms.personal_data.finding import Finding, Kind
from careers.forms.personal_data.reading import Reading
from careers.forms.personal_data.rule import occurs
from careers.forms.personal_data.vocabulary import Vocabulary
from careers.forms.personal_data.words import Look, Word, words_of

_JOINT = re.compile(r"\.? |-")
_AND = re.compile(r" ?(?:and|&|,|y|et|i|und|\+) ?(?:and )?")
_PARTICLES = frozenset("de da di du del van von der den bin bint ibn al el ul ur abu la le dos das o mac mc st".split())
_CLOSING = re.compile(r"[ ,.!x()]*(?:$|\n)|,? \(|[ ,.!]*x{1,3}\s*$")
_KISS = re.compile(r"[ ,.!]*x{1,3}\s*$")
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a name by the indexes of its first word and of the word after its last."""

    first: int
    last: int
    kind: Kind


def findings(reading: Reading, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield a finding for each name, those after a cue first."""
    for match in OTHER_SCRIPTS.finditer(reading.text):
        group = "it" if match["it"] else "han"
        yield Finding(*reading.span(*match.span(group)), Kind.WRITER_NAME)
    words = words_of(reading.text, vocabulary)
    if words:
        yield from _Names(reading, words).findings()


class _Names:
    """Read one text's names. Holds the words and the text they came from."""

    def __init__(self, reading: Reading, words: list[Word]) -> None:
        self.reading = reading
        self.text = reading.text
        self.words = words
        self.at = {word.start: index for index, word in enumerate(words)}

    def findings(self) -> Iterator[Finding]:
        """Yield the names after cues, then those that stand by themselves."""
        introduced: set[int] = set()
        for cue in CUES:
            if not occurs(cue.needs, self.reading.lowered):
                continue
            for match in cue.pattern.regex.finditer(self.reading.lowered):
                index = self.at.get(match.end())
                if index is None:
                    continue
                if cue.kind == Kind.WRITER_NAME:
                    introduced.add(match.end())
                length = self._cued(index, cue, match)
                if length:
                    start = match.start() if cue.keeps_cue else self.words[index].start
                    kind = Kind.WRITER_NAME if start in introduced else self._kind(index, length, cue.kind)
                    yield self._finding(index, length, kind, start)
                    yield from self._joined(index + length, cue.kind)
        for index in range(len(self.words)):
            length = self._alone(index)
            if length:
                is_introduced = self.words[index].start in introduced
                kind = self._kind(index, length, Kind.WRITER_NAME if is_introduced else Kind.THIRD_PARTY_NAME)
                yield self._finding(index, length, kind, self.words[index].start)
                yield from self._joined(index + length, kind)

    def _finding(self, index: int, length: int, kind: Kind, start: int) -> Finding:
        return Finding(*self.reading.span(start, self.words[index + length - 1].end), kind)

    def _rest(self, index: int) -> str:
        """Return a little of what follows the word before `index`."""
        end = self.words[index - 1].end
        return self.reading.lowered[end : end + 60]

    def _gap(self, index: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.text[self.words[index - 1].end : self.words[index].start]

    def _kind(self, index: int, length: int, kind: Kind) -> Kind:
        """Return the kind that what follows the name speaks for, or the one given."""
        rest = self._rest(index + length)
        if any(sign.regex.search(rest) for sign in (AGE_AFTER, BARE_AGE_AFTER, CHILD_AFTER, BORN_AFTER)):
            return Kind.CHILD_NAME
        if index == 0 and SELF_AFTER.regex.search(rest):
            return Kind.WRITER_NAME
        if SPEAKING_AFTER.regex.search(rest) or (index == 0 and re.match(r",?\s{0,2}[\d+@]", rest)):
            return Kind.WRITER_NAME
        start = self.words[index].start
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        if kind == Kind.THIRD_PARTY_NAME and _CLOSING.match(rest) and (not line.strip(" -~x.,!") or _KISS.match(rest)):
            return Kind.WRITER_NAME  # alone on its line, or signed with a kiss
        return kind

    def _length(self, index: int) -> int:
        """Return how many words the name has that begins at `index`: initials, particles and surnames belong to it."""
        end = index + 1
        while end < len(self.words) and end - index < _LONGEST and _JOINT.fullmatch(self._gap(end)):
            word = self.words[end]
            is_initial = len(word.text) == 1 and word.text.isupper() and word.text not in "IA"
            if is_initial or (word.is_capital and not word.is_known and (word.look >= Look.UNKNOWN or word.is_surname)):
                end += 1
            elif word.look >= Look.SURNAME and word.look != Look.DOUBLE and not word.is_known:
                end += 1
            elif word.is_shouted and end == index + 1 and word.look == Look.UNKNOWN and self.words[index].look == Look.GIVEN:
                end += 1
            elif word.key in _PARTICLES and end + 1 < len(self.words) and self.words[end + 1].is_capital:
                end += 1
            else:
                break
        return end - index

    def _cued(self, index: int, cue: Cue, match: re.Match[str]) -> int:
        """Return the length of the name after a cue, or nothing."""
        word = self.words[index]
        first = index
        is_initial = len(word.text) == 1 and word.text.isupper()
        if cue.keeps_cue and word.key in _PARTICLES:
            is_initial = True  # Ms de Souza
        if is_initial and index + 1 < len(self.words) and (
            self._gap(index + 1) in {". ", "."} or (cue.keeps_cue and self._gap(index + 1) == " ")
        ):
            first = index + 1  # J. Brannigan
            word = self.words[first]
            if word.is_capital and (word.is_surname or word.look >= Look.UNKNOWN):
                return first - index + self._length(first)
        if word.is_known and (
            word.in_phrase or cue.trust <= Trust.LISTED or word.look not in (Look.GIVEN, Look.DOUBLE)
        ):
            return 0
        length = self._length(index)
        rest = self._rest(index + length)
        if cue.must_close and not _CLOSING.match(rest):
            return 0
        if PLACE_AFTER.regex.match(rest) and cue.trust < Trust.NAMED:
            return 0
        if not self._passes(word, cue, self.text[match.start() : match.end()], rest, length):
            return 0
        return length

    def _passes(self, word: Word, cue: Cue, title: str, rest: str, length: int) -> bool:
        """Tell whether the word can be the name that the cue promises."""
        if word.look == Look.GIVEN:
            return word.is_capital or cue.trust > Trust.CAPITAL or length > 1
        if cue.keeps_cue:  # a title
            return (
                title[0].isupper()
                and (word.is_surname or word.look >= Look.UNKNOWN)
                and (word.is_capital or title.isupper() or word.is_surname)
            )
        if cue.trust == Trust.NAMED:
            if word.look == Look.NO:
                return word.is_capital and word.is_surname and length == 1 and _CLOSING.match(rest) is not None
            return word.look >= Look.UNKNOWN or word.is_capital
        if cue.trust < Trust.LIKELY or not word.is_capital:
            return False
        if word.look == Look.DOUBLE:
            return True
        if word.look == Look.SURNAME and length == 1 and cue.must_close:
            return True
        return word.look in (Look.UNKNOWN, Look.SURNAME) and (
            _is_bounded(rest) or (cue.is_kin and not self._is_title_case(word))
        )

    def _is_title_case(self, word: Word) -> bool:
        """Tell whether the word after this one has a capital too: "My Son Needs Flexible Hours"."""
        following = self.text[word.end : word.end + 2].strip()
        return following[:1].isupper()

    def _joined(self, index: int, kind: Kind) -> Iterator[Finding]:
        """Yield the names strung to one just found: "Max and Ruby"."""
        for _ in range(3):
            if index >= len(self.words):
                return
            if self.words[index].key in {"and", "y", "et", "i", "und"}:
                index += 1
                if index >= len(self.words):
                    return
            elif not _AND.fullmatch(self._gap(index)):
                return
            word = self.words[index]
            if not word.is_capital or word.look not in (Look.GIVEN, Look.DOUBLE, Look.UNKNOWN) or word.is_known:
                return
            if word.look == Look.UNKNOWN and kind != Kind.CHILD_NAME:
                return
            length = self._length(index)
            yield self._finding(index, length, kind, word.start)
            index += length

    def _alone(self, index: int) -> int:
        """Return the length of a name that no cue announces, or nothing."""
        word = self.words[index]
        if word.look < Look.UNKNOWN or word.in_phrase or (word.is_known and word.look < Look.DOUBLE):
            return 0
        length = self._length(index)
        rest = self._rest(index + length)
        if word.is_known:  # "Victoria" is a place; "Victoria Nwosu" is not
            surname = self.words[index + 1].look if length > 1 else Look.NO
            return length if word.is_capital and surname in (Look.UNKNOWN, Look.SURNAME) and not PLACE_AFTER.regex.match(rest) else 0
        if PLACE_AFTER.regex.match(rest):
            return 0
        has_surname = length > 1 and self.words[index + 1].is_surname
        second = self.words[index + 1].look if length > 1 else Look.NO
        if word.look == Look.GIVEN:
            if word.is_capital:
                return length
            is_pair = has_surname and second >= Look.SURNAME and second != Look.DOUBLE
            return length if is_pair or (word.is_shouted and length > 1) else 0
        if not word.is_capital:
            return length if index == 0 and has_surname and SELF_AFTER.regex.search(rest) else 0
        if BORN_AFTER.regex.search(rest) or SPEAKING_AFTER.regex.search(rest):
            return length
        if AGE_AFTER.regex.search(rest) or (word.look == Look.DOUBLE and CHILD_AFTER.regex.search(rest)):
            return length
        if ACTED_AFTER.regex.search(rest) or (index == 0 and SELF_AFTER.regex.search(rest) and word.look > Look.UNKNOWN):
            return length
        if word.look == Look.DOUBLE:
            return length if has_surname and second >= Look.SURNAME and second != Look.DOUBLE else 0
        return length if length > 1 and second in (Look.SURNAME, Look.GIVEN) else 0


def _is_bounded(rest: str) -> bool:
    """Tell whether a name may end here: "I'm Oyin and I…" is bounded, "I'm Gutted that it…" is not."""
    return re.match(r"\s*$|['.,;:!?()\-\n]|\s(?:and|from|here|a|an|i|in|at|who|is|was|has|from|never|always|but|works?|by|told|said|on|about|yesterday|today|last|when|because|again|&)\b|'s", rest, re.I) is not None
