"""Tell whether a regular expression can take exponential time, by looking at it instead of timing it.

An engine that backtracks takes exponential time when there is a loop in which the same text can be read in two ways:
``(a+)+`` or ``(a|a)*``. This is decided as in Weber and Seidl, "On the degree of ambiguity of finite automata" (1991): the
loop becomes an automaton of its characters' positions (Glushkov), and two readers walk it side by side. If they can part
and meet again where they began, the loop is ambiguous. Steps that lead from one position to another in two ways count too.

Texts are read over an alphabet of representatives: ASCII, Latin letters and some of every other kind that patterns name.
What looks ahead or behind is looked at by itself, and taken for nothing where it stands.
"""

from __future__ import annotations

import re
import re._parser as sre  # type: ignore[import-not-found]
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

ENDLESS = 25
"""Repetitions from which a bounded repeat is taken for an endless one."""
_LETTERS = (
    "".join(map(chr, range(0x180)))
    + "\u2013\u2019\u201c\u202e\u2028\u200b\u3000\uff10\uff41\u0661\u4e2d\u0301\U0001f600"
)

Characters = frozenset[str]


@dataclass
class Automaton:
    """Positions with their characters, how many ways lead from one to the next, and the pattern's groups by number."""

    groups: dict[int, Any]
    characters: list[Characters] = field(default_factory=list)
    steps: Counter[tuple[int, int]] = field(default_factory=Counter)


@dataclass(frozen=True)
class Piece:
    """A part of an expression: the positions that it can begin and end with, and in how many ways it can be nothing.

    A position stands as often as there are ways to it; more than two ways are as bad as two.
    """

    first: tuple[int, ...]
    last: tuple[int, ...]
    empty: int


NOTHING = Piece((), (), 1)


def ambiguous_loops(pattern: str, flags: int = 0) -> list[str]:
    """Return a description of each loop of ``pattern`` that can read a text in two ways, none if there is none."""
    parsed = sre.parse(pattern, flags)
    groups = dict(_groups(parsed))
    return [str(body)[:200] for body in _loops(parsed) if _is_ambiguous(body, groups, parsed.state.flags)]


def _groups(items: Any) -> Iterator[tuple[int, Any]]:
    """Yield every numbered group with its body."""
    for name, value in items:
        if str(name) == "SUBPATTERN" and value[0] is not None:
            yield value[0], value[3]
        for part in _parts(value):
            yield from _groups(part)


def _loops(items: Any) -> Iterator[Any]:
    """Yield the body of every endless repeat that is in no other one, also inside look-arounds."""
    for name, value in items:
        match str(name):
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                _, high, body = value
                if high is sre.MAXREPEAT or high >= ENDLESS:
                    yield body
                    yield from _around(body)
                else:
                    yield from _loops(body)
            case _:
                for part in _parts(value):
                    yield from _loops(part)


def _around(items: Any) -> Iterator[Any]:
    """Yield the loops in the look-arounds of a loop."""
    for name, value in items:
        for part in _parts(value):
            yield from (_loops(part) if str(name).startswith("ASSERT") else _around(part))


def _parts(value: Any) -> Iterator[Any]:
    """Yield the sub-expressions in the value of a node."""
    if isinstance(value, sre.SubPattern):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _parts(one)


def _is_ambiguous(body: Any, groups: dict[int, Any], flags: int) -> bool:
    automaton = Automaton(groups)
    _loop(_sequence(body, automaton, flags), automaton)
    following: dict[int, list[int]] = {}
    for one, other in automaton.steps:
        following.setdefault(one, []).append(other)
    twofold = [(one, other) for (one, other), ways in automaton.steps.items() if ways > 1]
    if any(one in _reached(other, following) for one, other in twofold):
        return True
    return any(_part_and_meet(start, automaton, following) for start in range(len(automaton.characters)))


def _reached(start: int, following: dict[int, list[int]]) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        for other in following.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def _part_and_meet(start: int, automaton: Automaton, following: dict[int, list[int]]) -> bool:
    """Tell whether two readers that begin at one position can part and come back to it with the same text."""
    seen = {(start, start, False)}
    waiting = [(start, start, False)]
    while waiting:
        one, other, have_parted = waiting.pop()
        for left in following.get(one, ()):
            for right in following.get(other, ()):
                if not automaton.characters[left] & automaton.characters[right]:
                    continue
                now = (left, right, have_parted or left != right)
                if now == (start, start, True):
                    return True
                if now not in seen:
                    seen.add(now)
                    waiting.append(now)
    return False


def _sequence(items: Any, automaton: Automaton, flags: int) -> Piece:
    whole = NOTHING
    for name, value in items:
        whole = _joined(whole, _piece(str(name), value, automaton, flags), automaton)
    return whole


def _joined(one: Piece, other: Piece, automaton: Automaton) -> Piece:
    automaton.steps.update((a, b) for a in one.last for b in other.first)
    return Piece(
        one.first + other.first * one.empty,
        other.last + one.last * other.empty,
        min(2, one.empty * other.empty),
    )


def _loop(body: Piece, automaton: Automaton) -> Piece:
    automaton.steps.update((a, b) for a in body.last for b in body.first)
    return Piece(body.first, body.last, min(2, 1 + body.empty))


def _piece(name: str, value: Any, automaton: Automaton, flags: int) -> Piece:
    match name:
        case "SUBPATTERN":
            _, added, taken, body = value
            return _sequence(body, automaton, (flags | added) & ~taken)
        case "BRANCH":
            pieces = [_sequence(body, automaton, flags) for body in value[1]]
            first, last = ([p for piece in pieces for p in getattr(piece, end)] for end in ("first", "last"))
            return Piece(tuple(first), tuple(last), min(2, sum(piece.empty for piece in pieces)))
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeat(value, automaton, flags)
        case "GROUPREF" | "ATOMIC_GROUP":
            return _sequence(value if name == "ATOMIC_GROUP" else automaton.groups[value], automaton, flags)
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return NOTHING
        case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
            automaton.characters.append(_characters(name, repr(value), flags) if name != "IN" else _class(value, flags))
            position = (len(automaton.characters) - 1,)
            return Piece(position, position, 0)
    raise NotImplementedError(name)


def _repeat(value: Any, automaton: Automaton, flags: int) -> Piece:
    low, high, body = value
    if high is sre.MAXREPEAT or high >= ENDLESS:
        once = _sequence(body, automaton, flags)
        looped = _loop(once, automaton)
        return looped if low == 0 else Piece(looped.first, looped.last, once.empty)
    rest = NOTHING  # x{2,4} is xx(x(x)?)?, from its end
    for _ in range(high - low):
        longer = _joined(_sequence(body, automaton, flags), rest, automaton)
        rest = Piece(longer.first, longer.last, min(2, longer.empty + 1))
    for _ in range(low):
        rest = _joined(_sequence(body, automaton, flags), rest, automaton)
    return rest


@lru_cache(maxsize=4096)
def _characters(name: str, value: str, flags: int) -> Characters:
    if name == "ANY":
        return frozenset(c for c in _LETTERS if c != "\n" or flags & re.DOTALL)
    same = _folded(chr(int(value)), flags)
    return frozenset(_LETTERS) - same if name == "NOT_LITERAL" else same


def _folded(character: str, flags: int) -> Characters:
    return frozenset((character, character.lower(), character.upper()) if flags & re.IGNORECASE else character)


def _class(items: Any, flags: int) -> Characters:
    found: set[str] = set()
    is_negated = False
    for name, value in items:
        match str(name):
            case "NEGATE":
                is_negated = True
            case "LITERAL":
                found |= _folded(chr(value), flags)
            case "RANGE":
                inside = {c for c in _LETTERS if value[0] <= ord(c) <= value[1]} | {chr(value[0]), chr(value[1])}
                found |= {f for c in inside for f in _folded(c, flags)}
            case "CATEGORY":
                found |= _category(str(value), bool(flags & re.ASCII))
            case other:
                raise NotImplementedError(other)
    return frozenset(_LETTERS) - found if is_negated else frozenset(found)


@lru_cache(maxsize=32)
def _category(name: str, is_ascii: bool) -> Characters:
    letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[name.rpartition("_")[2]]
    shorthand = "\\" + (letter.upper() if "_NOT_" in name else letter)
    return frozenset(re.findall(shorthand, _LETTERS, re.ASCII if is_ascii else 0))
