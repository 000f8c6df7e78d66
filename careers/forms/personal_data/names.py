"""Finds the names of the writer, of other people and of children, without a model.

A name is told by what the language gives (a cue before it, a phrase after it), by lists of names, and by a capital where
capitals mean something. A word that is also an everyday word needs a cue; a word from the site's own vocabulary needs a
strong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
from careers.forms.personal_data.passage import PARTICLES, Passage
from careers.forms.personal_data.reading import Reading
from careers.forms.personal_data.rule import occurs
from careers.forms.personal_data.vocabulary import Vocabulary
from careers.forms.personal_data.words import Look, Word, words_of

_AND = re.compile(r" ?(?:and|&|,|y|et|i|und|\+) ?(?:and )?")
_CLOSING = re.compile(r"[ ,.!x()]*(?:$|\n)|,? \(|[ ,.!]*x{1,3}\s*$")
_KISS = re.compile(r"[ ,.!]*x{1,3}\s*$")


def findings(reading: Reading, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield a finding for each name, those after a cue first."""
    for match in OTHER_SCRIPTS.finditer(reading.text):
        group = "it" if match["it"] else "han"
        yield Finding(*reading.span(*match.span(group)), Kind.WRITER_NAME)
    words = words_of(reading.text, vocabulary)
    if words:
        yield from _Names(Passage(reading, words)).findings()


class _Names:
    """Read one text's names."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.words = passage.words

    def findings(self) -> Iterator[Finding]:
        """Yield the names after cues, then those that stand by themselves."""
        introduced: set[int] = set()
        for cue in CUES:
            if not occurs(cue.needs, self.passage.lowered):
                continue
            for match in cue.pattern.regex.finditer(self.passage.lowered):
                index = self.passage.at.get(match.end())
                if index is None:
                    continue
                if cue.kind == Kind.WRITER_NAME:
                    introduced.add(match.end())
                length = self._cued(index, cue, match)
                if length:
                    start = match.start() if cue.keeps_cue else self.words[index].start
                    kind = Kind.WRITER_NAME if start in introduced else self._kind(index, length, cue.kind)
                    yield self.passage.finding(index, length, kind, start)
                    yield from self._joined(index + length, cue.kind)
        for index in range(len(self.words)):
            length = self._alone(index)
            if length:
                is_introduced = self.words[index].start in introduced
                kind = self._kind(index, length, Kind.WRITER_NAME if is_introduced else Kind.THIRD_PARTY_NAME)
                yield self.passage.finding(index, length, kind, self.words[index].start)
                yield from self._joined(index + length, kind)

    def _kind(self, index: int, length: int, kind: Kind) -> Kind:
        """Return the kind that what follows the name speaks for, or the one given."""
        rest = self.passage.rest(index + length)
        if any(sign.regex.search(rest) for sign in (AGE_AFTER, BARE_AGE_AFTER, CHILD_AFTER, BORN_AFTER)):
            return Kind.CHILD_NAME
        if index == 0 and SELF_AFTER.regex.search(rest):
            return Kind.WRITER_NAME
        if SPEAKING_AFTER.regex.search(rest) or (index == 0 and re.match(r",?\s{0,2}[\d+@]", rest)):
            return Kind.WRITER_NAME
        is_signed = _CLOSING.match(rest) and (_KISS.match(rest) or self.passage.starts_line(index))  # alone on its line
        return Kind.WRITER_NAME if kind == Kind.THIRD_PARTY_NAME and is_signed else kind

    def _cued(self, index: int, cue: Cue, match: re.Match[str]) -> int:
        """Return the length of the name after a cue, or nothing."""
        if self._is_prefix(index, cue):
            word = self.words[index + 1]
            if word.is_capital and (word.is_surname or word.look >= Look.UNKNOWN):
                return 1 + self.passage.length(index + 1)
        word = self.words[index]
        if word.is_known and (word.in_phrase or cue.trust == Trust.LISTED or word.look < Look.DOUBLE):
            return 0
        length = self.passage.length(index)
        rest = self.passage.rest(index + length)
        if cue.must_close and not _CLOSING.match(rest):
            return 0
        if cue.trust < Trust.NAMED and PLACE_AFTER.regex.match(rest):
            return 0
        cue_text = self.passage.text[match.start() : match.end()]
        return length if self._passes(word, cue, cue_text, rest, length) else 0

    def _is_prefix(self, index: int, cue: Cue) -> bool:
        """Tell whether the word is an initial before a surname (J. Brannigan) or, after a title, a particle (Ms de Souza)."""
        if index + 1 == len(self.words):
            return False
        word, gap = self.words[index], self.passage.gap(index + 1)
        if cue.keeps_cue and gap == " ":
            return word.key in PARTICLES or (len(word.text) == 1 and word.text.isupper())
        return gap in {". ", "."} and len(word.text) == 1 and word.text.isupper()

    def _passes(self, word: Word, cue: Cue, cue_text: str, rest: str, length: int) -> bool:
        """Tell whether the word can be the name that the cue promises."""
        if word.look == Look.GIVEN:
            return True
        may_be_name = word.is_surname or word.look >= Look.UNKNOWN
        if cue.keeps_cue:  # a title
            return cue_text[0].isupper() and may_be_name and (word.is_capital or word.is_surname or cue_text.isupper())
        if cue.trust == Trust.NAMED:
            if word.look == Look.NO:
                return word.is_capital and word.is_surname and length == 1 and _CLOSING.match(rest) is not None
            return word.look >= Look.UNKNOWN or word.is_capital
        if cue.trust < Trust.LIKELY or not word.is_capital or word.look < Look.UNKNOWN:
            return False
        is_signed = word.look == Look.SURNAME and length == 1 and cue.must_close
        is_kin = cue.is_kin and not self._is_title_case(word)
        return word.look == Look.DOUBLE or is_signed or is_kin or _is_bounded(rest)

    def _is_title_case(self, word: Word) -> bool:
        """Tell whether the word after this one has a capital too: "My Son Needs Flexible Hours"."""
        following = self.passage.text[word.end : word.end + 2].strip()
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
            elif not _AND.fullmatch(self.passage.gap(index)):
                return
            word = self.words[index]
            if not word.is_capital or word.look not in (Look.GIVEN, Look.DOUBLE, Look.UNKNOWN) or word.is_known:
                return
            if word.look == Look.UNKNOWN and kind != Kind.CHILD_NAME:
                return
            length = self.passage.length(index)
            yield self.passage.finding(index, length, kind, word.start)
            index += length

    def _alone(self, index: int) -> int:
        """Return the length of a name that no cue announces, or nothing."""
        word = self.words[index]
        if word.look < Look.UNKNOWN or word.in_phrase or (word.is_known and word.look < Look.DOUBLE):
            return 0
        length = self.passage.length(index)
        rest = self.passage.rest(index + length)
        if PLACE_AFTER.regex.match(rest):
            return 0
        second = self.words[index + 1] if length > 1 else None
        speaks_alone = self._stands_by_capital if word.is_capital else self._stands_by_lists
        return length if speaks_alone(index, second, rest) else 0

    def _stands_by_capital(self, index: int, second: Word | None, rest: str) -> bool:
        """Tell whether a word with a capital is a name by its lists, by the word after it or by what follows."""
        word = self.words[index]
        if word.is_known:  # "Victoria" is a place; "Victoria Nwosu" is not
            return second is not None and second.look in (Look.UNKNOWN, Look.SURNAME)
        if word.look == Look.GIVEN:
            return True
        signs = [BORN_AFTER, SPEAKING_AFTER, AGE_AFTER, ACTED_AFTER]
        if word.look == Look.DOUBLE:
            signs.append(CHILD_AFTER)
        if index == 0 and word.look > Look.UNKNOWN:
            signs.append(SELF_AFTER)
        if any(sign.regex.search(rest) for sign in signs):
            return True
        if word.look == Look.DOUBLE:
            return _is_sure_surname(second)
        return second is not None and second.look in (Look.SURNAME, Look.GIVEN)

    def _stands_by_lists(self, index: int, second: Word | None, rest: str) -> bool:
        """Tell whether words without a capital are a name: only a listed pair is."""
        word = self.words[index]
        if word.is_known or second is None:
            return False
        if word.look == Look.GIVEN:
            return _is_sure_surname(second) or word.is_shouted
        return index == 0 and second.is_surname and SELF_AFTER.regex.search(rest) is not None


def _is_sure_surname(word: Word | None) -> bool:
    return word is not None and word.is_surname and word.look in (Look.SURNAME, Look.GIVEN)


def _is_bounded(rest: str) -> bool:
    """Tell whether a name may end here: "I'm Oyin and I…" is bounded, "I'm Gutted that it…" is not."""
    return (
        re.match(
            r"\s*$|['.,;:!?()\-\n]|\s(?:and|from|here|a|an|i|in|at|who|is|was|has|from|never|always|but"
            r"|works?|by|told|said|on|about|yesterday|today|last|when|because|again|&)\b|'s",
            rest,
            re.I,
        )
        is not None
    )
