"""Reads a text the way a person does: through odd spaces, full-width digits, invisible characters, spelled-out numbers.

Every reading remembers where each of its characters came from, so that a finding always points at the original.
Knows no kind of personal data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

Edit = tuple[int, int, str]  # from, to, what to read there instead


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold a text, the same in lower case, and for each of their characters where in the original it starts and ends."""

    text: str
    lowered: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str, starts: Sequence[int], ends: Sequence[int]) -> Reading:
        """Return the reading of a text, with a lower-case twin of exactly the same length."""
        lowered = text.lower()
        if len(lowered) != len(text):  # a few letters grow when they are lowered
            lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
        return cls(text, lowered, starts, ends)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of `text[start:end]`, which must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def edited(self, edits: Iterable[Edit]) -> Reading:
        """Return a reading with each edit made, in order; a whole replacement points at the whole it replaces."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for low, high, new in edits:
            pieces += (self.text[done:low], new)
            starts += self.starts[done:low]
            ends += self.ends[done:low]
            starts += [self.starts[low]] * len(new)
            ends += [self.ends[high - 1]] * len(new)
            done = high
        if not pieces:
            return self
        pieces.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return Reading.of("".join(pieces), starts, ends)


_SAME = {code: " " for code in range(32) if code != ord("\n")}  # control characters read as spaces
_MARKS = {
    "‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "·": ".", "•": ".", "。": ".", "∙": ".", "−": "-", "⁃": "-", "،": ",", "、": ",",
    "\u2028": "\n", "\u2029": "\n", "\u0085": "\n",
}  # fmt: skip
_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXaeopcyxijsABEZHIKMNOPTYXo")
_LOOKALIKE = re.compile("[\u0370-\u04ff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_RUN = re.compile(r"[^\W_]+")


@lru_cache(maxsize=2048)
def _plain_character(char: str) -> str:
    """Return the plain form of one character: nothing for an invisible one, `1` for `１`, a space for a no-break one."""
    if char in _MARKS:
        return _MARKS[char]
    category = unicodedata.category(char)
    if category in {"Cf", "Cc", "Cs", "Me"} or "\u0300" <= char <= "\u036f" or "\ufe00" <= char <= "\ufe0f":
        return "\n" if char == "\n" else ""
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return unicodedata.normalize("NFKC", char)


def _plainer(text: str) -> Iterator[Edit]:
    for match in _NOT_ASCII.finditer(text):
        new = _plain_character(match[0])
        if new != match[0]:
            yield match.start(), match.end(), new


def _unmixed(match: re.Match[str]) -> str:
    """Read Cyrillic and Greek letters as the Latin ones they look like, where they stand among Latin letters or digits."""
    word = match[0]
    return word.translate(_LOOKALIKES) if any(char.isascii() for char in word) else word


def plain(text: str) -> Reading:
    """Return the text without disguises of typography. Letters keep their accents and case."""
    text = text.translate(_SAME)
    reading = Reading.of(text, range(len(text)), range(1, len(text) + 1))
    if text.isascii():
        return reading
    reading = reading.edited(_plainer(text))
    if not _LOOKALIKE.search(reading.text):
        return reading
    return Reading.of(_RUN.sub(_unmixed, reading.text), reading.starts, reading.ends)


_UNITS = {
    "zero": "0", "nought": "0", "naught": "0", "nil": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = _UNITS | {word: str(10 + step) for step, word in enumerate(_TEENS)}
_NUMBERS |= {word: f"{2 + step}0" for step, word in enumerate(_TENS)}
_UNIT = "zero|nought|naught|nil|oh|o|one|two|three|four|five|six|seven|eight|nine"
_WORD = (
    rf"(?:(?:double|triple|treble)[ -](?:{_UNIT}|\d)"
    rf"|(?:{'|'.join(_TENS)})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
    rf"|(?:{'|'.join(_TEENS)})|(?:{_UNIT})(?:[ -]hundred)?)"
)
_SPOKEN_WORD = re.compile(rf"\b{_WORD}\b")
_SPOKEN_RUN = re.compile(rf"\b(?:{_WORD}|\d{{1,6}})(?:[ ,.\-]{{1,2}}(?:{_WORD}|\d{{1,6}})){{2,40}}\b")


def digits_of(words: str) -> str:
    """Return one spoken number as digits: `double seven` is `77`, `forty-five` is `45`, `nine hundred` is `900`."""
    first, _, second = words.lower().replace("-", " ").partition(" ")
    if first in {"double", "triple", "treble"}:
        digit = _UNITS.get(second, second)
        return digit * (2 if first == "double" else 3)
    if second == "hundred":
        return _UNITS[first] + "00"
    if second:
        return _NUMBERS[first][0] + _UNITS[second]
    return _NUMBERS[first]


def _spoken(text: str) -> Iterator[Edit]:
    for run in _SPOKEN_RUN.finditer(text):
        for word in _SPOKEN_WORD.finditer(text, run.start(), run.end()):
            yield word.start(), word.end(), digits_of(word[0])


_LETTERED = re.compile(
    r"(?<![^\W_])(?=[OoIl|]{0,12}\d)[\dOoIl|][\dOoIl|SBZ]{1,24}(?![^\W_])"  # O77OO, l23
    r"|(?<=\d[ .\-])[Oo](?=[ .\-][\dOo])|(?<!\w)[Oo](?=[ ]\d[ ]\d)"  # O 7 7 O O
)
_LETTERS = str.maketrans("OoIl|SBZ", "00111582")


def _unlettered(match: re.Match[str]) -> str:
    return match[0].translate(_LETTERS)


def numeric(reading: Reading) -> Reading:
    """Return the reading with spelled-out numbers and letters that stand for digits turned into digits.

    Three or more numbers in a row are taken for a number read aloud; `two children` is left alone.
    """
    spoken = reading.edited(_spoken(reading.lowered))
    return Reading.of(_LETTERED.sub(_unlettered, spoken.text), spoken.starts, spoken.ends)


# Stand for an "at" or a "dot" that was written as a word: likelier than not to be just that word.
WORD_AT = "\x01"
WORD_DOT = "\x02"
_OPEN, _CLOSE = r"[ ]?[\[({<*_\-][ ]?", r"[ ]?[\])}>*_\-][ ]?"
_DOTS = "dot|point|punto|punkt|ponto|kropka|punct|nokta"
_ATS = "arobase|arroba|ma[łl]pa|ät|chiocciola|klammeraffe|kukac"
_SPELLED_MARK = re.compile(
    rf"{_OPEN}(?:(?P<at>at|a|@|{_ATS})|(?P<dot>\.|{_DOTS})){_CLOSE}"
    rf"|[ ](?:(?P<at_word>at)|(?P<foreign_at>{_ATS})|(?P<dot_word>{_DOTS})|(?P<low>underscore)|(?P<dash>dash"
    rf"|hyphen)|(?P<slash>slash)|(?P<stop>\.))[ ]"
)
_MARKS_SPELLED = {
    "at": "@", "foreign_at": "@", "at_word": WORD_AT, "dot": WORD_DOT, "dot_word": WORD_DOT, "low": "_", "dash": "-",
    "slash": "/", "stop": ".",
}  # fmt: skip


def punctuated(reading: Reading) -> Reading:
    """Return the reading with spelled-out and bracketed punctuation as marks: `jo (at) example dot com`."""
    return reading.edited(
        (*match.span(), _MARKS_SPELLED[str(match.lastgroup)]) for match in _SPELLED_MARK.finditer(reading.lowered)
    )
