"""Spelling as in Britain, by two programs that know English, and a list of words that editors own.

One knows words, mostly American; the other knows mistakes, and what is American to a Briton and British to an American.
A word is right when it is known, or when it is the British form of a known one, and is no known mistake.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import combining, normalize

from spellchecker import SpellChecker

from careers.check.finding import Finding
from careers.check.matter import WORDS_FILE, Matter

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"  # with accents: what stands in other letters is not English
_WORD = re.compile(rf"[{_LATIN}]+(?:['’][{_LATIN}]+)*")
# British words that one program does not know and the other takes for a matter of taste.
_BRITISH = frozenset({"programme", "programmes"})
_ALL_RIGHT, _SOME_WRONG = 0, 2
_OWNERS = re.compile(r"['’]s$")


@lru_cache(maxsize=1)
def _known() -> SpellChecker:
    return SpellChecker(language="en", distance=1)


@lru_cache(maxsize=1)
def _program() -> str:
    ending = ".exe" if sys.platform == "win32" else ""
    return str(Path(sysconfig.get_path("scripts")) / f"typos{ending}")


def corrections(words: Iterable[str], locale: str) -> Mapping[str, tuple[str, ...]]:
    """Return what the wrong ones of some words should be, in the spelling of ``locale`` (en-gb or en-us).

    Raises :class:`RuntimeError` when the program cannot tell: silence would pass for praise.
    """
    with TemporaryDirectory(prefix="careers-words-") as folder:
        settings = Path(folder) / "typos.toml"
        settings.write_text(f'[default]\nlocale = "{locale}"\n', encoding="utf-8")
        listed = Path(folder) / "words.txt"
        listed.write_text("\n".join(sorted(words)), encoding="utf-8")
        command = [_program(), "--isolated", "--config", str(settings), "--format", "json", str(listed)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603 - no shell, our own words
    if answer.returncode not in {_ALL_RIGHT, _SOME_WRONG}:
        raise RuntimeError(f"the program for spelling failed: {answer.stderr.strip()}")
    found = (json.loads(row) for row in answer.stdout.splitlines())
    return {entry["typo"]: tuple(entry["corrections"]) for entry in found if entry["type"] == "typo"}


class _Judge:
    """Remembers every word that it was asked about, so that a second look is quick."""

    def __init__(self) -> None:
        self._verdicts: dict[str, str | None] = {}

    def verdicts(self, words: set[str]) -> Mapping[str, str | None]:
        """Return for each word ``None`` when it is right, and otherwise what may be meant ("" when nothing is near)."""
        fresh = words - self._verdicts.keys()
        if fresh:
            wrong = corrections(fresh, "en-gb")
            unknown = {word for word in fresh - _BRITISH if word not in _known() and _plain(word) not in _known()}
            american = corrections(unknown, "en-us")
            british = {w for w, others in american.items() if w not in wrong and _known().known(others)}
            for word in fresh:
                if word in wrong:
                    self._verdicts[word] = ", ".join(wrong[word])
                elif word in unknown - british:
                    self._verdicts[word] = _known().correction(word) or ""
                else:
                    self._verdicts[word] = None
        return self._verdicts


def _plain(word: str) -> str:
    """Return a word without accents, as dictionaries have some that English borrowed: naïve, façade."""
    return "".join(sign for sign in normalize("NFKD", word) if not combining(sign))


_judge = _Judge()


def misspelt(matter: Matter) -> Iterator[Finding]:
    """Yield each word that is neither English as in Britain nor in words.txt, once a file."""
    own = {word.casefold() for word in matter.words} | {name.casefold() for name in _names(matter)}
    places: dict[tuple[str, str], int] = {}
    for passage in matter.passages:
        for found in _WORD.finditer(passage.text):
            word = _OWNERS.sub("", found.group()).replace("’", "'")
            if not (word.isupper() or len(word) < 3 or word.casefold() in own or "'" in word):
                places.setdefault((passage.path, word), passage.line_at(found.start()))
    verdicts = _judge.verdicts({word.lower() for _, word in places})
    for (path, word), line in places.items():
        meant = verdicts[word.lower()]
        if meant is not None:
            guess = f"write {meant}, or" if meant and meant != word.lower() else "correct it, or"
            message = f'"{word}" is not known: {guess} add it to {WORDS_FILE} if it is right'
            yield Finding(path, line, "spelling", message)


def _names(matter: Matter) -> Iterator[str]:
    for story in matter.library.stories.values():
        yield from story.front.person.first_name.split()
