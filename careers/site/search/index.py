"""The full-text index of one edition, in memory: built once from the one before it, never changed, read by all threads.

SQLite's FTS5 reads a little language of its own from queries; here every word is quoted, so that whatever a visitor
types is only ever words.
"""

from __future__ import annotations

import json
import re
import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from queue import LifoQueue
from typing import Any

from markupsafe import Markup, escape

from careers.site.search.records import Group, Record
from careers.site.search.words import WHOLE_UP_TO, Phrase, Unit, words_of

GROUP_SIZE = 1 << 40
"""Rows are numbered from group × GROUP_SIZE, so that a row's group shows without reading the row."""
GAP = 1 << 16
"""Between two rows, so that the next edition can put others there and leave these as they are."""
READERS = 2
"""Copies of the index that are read at once; every further thread waits some milliseconds for its turn."""
MOST_RANKED = 1000
"""Up to so many results are ranked by BM25. A query that finds more says too little for that, and takes too long."""
FREQUENT = 300
"""A word used so often is looked for as it is; rarer ones also as the beginning of longer words."""

_GROUPS = tuple(Group)
_OPEN, _CLOSE = "\x02", "\x03"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_SCHEMA = (
    "CREATE VIRTUAL TABLE found USING fts5("
    "title, keywords, body, url UNINDEXED, note UNINDEXED,"
    " tokenize = 'porter unicode61 remove_diacritics 2', prefix = '3 4')"
)
_INSERT = "INSERT INTO found(rowid, title, keywords, body, url, note) VALUES (?, ?, ?, ?, ?, ?)"
_ENDS = [GROUP_SIZE * (number + 1) for number in range(len(_GROUPS))]
_UP_TO = ", ".join(f"count(*) FILTER (WHERE rowid < {end})" for end in _ENDS)
_COUNT = f"SELECT {_UP_TO} FROM found WHERE found MATCH ?"  # noqa: S608 - of numbers
_RANK = "SELECT rowid, bm25(found, 12.0, 5.0, 1.0) FROM found WHERE found MATCH ?"
_FIRST = "SELECT rowid FROM found WHERE found MATCH ? AND rowid >= ? LIMIT ?"
_SHOW = (
    "SELECT rowid, url, note, highlight(found, 0, char(2), char(3)), snippet(found, 2, char(2), char(3), '…', 28)"
    " FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"
)


Rows = dict[tuple[Group, str], tuple[int, Record]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One result; ``title`` and ``excerpt`` are escaped, with the words found in ``mark`` elements."""

    group: Group
    url: str
    title: Markup
    excerpt: Markup
    note: str


class FullText:
    """The index itself. With ``before``, only the records that changed since then are indexed anew."""

    def __init__(self, records: Iterable[Record], before: FullText | None = None) -> None:
        listed = list(records)
        before = before if before and before.rows else None
        self.rows: Rows = numbered(listed, before.rows if before else {})
        if len(self.rows) != len(listed):  # two records of one name: nothing can be told apart and taken over
            before, self.rows = None, {}
        old = before.rows if before else {}
        gone = [held for key, held in old.items() if self.rows.get(key) != held]
        new = [held for key, held in self.rows.items() if old.get(key) != held]
        self.words: Counter[str] = Counter(before.words) if before else Counter()
        with sqlite3.connect(":memory:") as database:
            if before:
                database.deserialize(before._image)
            else:
                database.execute(_SCHEMA)
            for row, record in gone:
                database.execute("DELETE FROM found WHERE rowid = ?", (row,))
                self.words.subtract(words_of(" ".join(_texts(record))))
            for row, record in new if self.rows else _in_order(listed):
                texts = _texts(record)
                database.execute(_INSERT, (row, *texts, record.url, record.note))
                self.words.update(words_of(" ".join(texts)))
            if not before:
                database.execute("INSERT INTO found(found) VALUES ('optimize')")
            database.commit()
            if not before:
                database.execute("VACUUM")
            self._image: bytes = database.serialize()
        database.close()
        if gone:
            self.words = +self.words
        self._readers: LifoQueue[sqlite3.Connection | None] = LifoQueue()
        for _ in range(READERS):
            self._readers.put(None)

    def counts(self, query: str) -> dict[Group, int]:
        """Return how many documents of each group an FTS5 query finds, in the order of the groups."""
        up_to = self._ask(_COUNT, (query,))[0]
        counted = (after - before for before, after in pairwise((0, *up_to)))
        return {group: count for group, count in zip(_GROUPS, counted, strict=True) if count}

    def expression(self, units: Sequence[Unit], *, every: bool = True) -> str:
        """Return the FTS5 query for units that must all (``every``) or may each be found."""
        return (" AND " if every else " OR ").join(f"({' OR '.join(map(self._quoted, unit))})" for unit in units)

    def _quoted(self, phrase: Phrase) -> str:
        text, last = f'"{" ".join(phrase)}"', phrase[-1]
        if len(last) <= WHOLE_UP_TO or self.words[last] >= FREQUENT:
            return text
        return f"({text} OR {text} *)" if last in self.words else f"{text} *"

    def best(self, query: str, groups: Collection[Group], *, most: int, total: int) -> dict[Group, list[int]]:
        """Return the rows of the ``most`` best results of each group, given that the query finds ``total``.

        Beyond :data:`MOST_RANKED` those with the words in title or keywords come first, then the rest, both in the
        readers' order.
        """
        if total <= MOST_RANKED:
            ranked = sorted(self._ask(_RANK, (query,)), key=lambda row: (row[1], row[0]))
            rows: dict[Group, list[int]] = {group: [] for group in groups}
            for row, _ in ranked:
                group = _GROUPS[row // GROUP_SIZE]
                if group in rows and len(rows[group]) < most:
                    rows[group].append(row)
            return rows
        named = self._first(f"{{title keywords}} : ({query})", groups, most)
        if all(len(rows) == most for rows in named.values()):
            return named
        anywhere = self._first(query, groups, most)
        return {group: list(dict.fromkeys((*named[group], *anywhere[group])))[:most] for group in groups}

    def _first(self, query: str, groups: Collection[Group], most: int) -> dict[Group, list[int]]:
        """Return the first rows of each group, reading the index once: each step begins after the last group found."""
        rows: dict[Group, list[int]] = {group: [] for group in groups}
        numbers = [_GROUPS.index(group) for group in groups]
        begin = min(numbers) * GROUP_SIZE
        while begin < _ENDS[max(numbers)] and (found := [row for (row,) in self._ask(_FIRST, (query, begin, most))]):
            number = found[0] // GROUP_SIZE
            if number in numbers:
                rows[_GROUPS[number]] = [row for row in found if row < _ENDS[number]]
            begin = _ENDS[number]
        return rows

    def show(self, query: str, rows: Collection[int]) -> dict[int, Hit]:
        """Return the results of ``rows``, best near each other as the index is read between them, the words marked."""
        if not rows:
            return {}
        wanted = (query, min(rows), max(rows), json.dumps(list(rows)))
        return {
            row: Hit(_GROUPS[row // GROUP_SIZE], url, _marked(title), _marked(snippet), note)
            for row, url, note, title, snippet in self._ask(_SHOW, wanted)
        }

    def _ask(self, statement: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """Return all rows of a query, from a copy of the index that no other thread reads at the moment."""
        reader = self._readers.get()
        try:
            if reader is None:
                reader = sqlite3.connect(":memory:", check_same_thread=False)
                reader.deserialize(self._image)
                reader.execute("PRAGMA query_only = 1")
            return reader.execute(statement, values).fetchall()
        finally:
            self._readers.put(reader)


def _key(record: Record) -> tuple[Group, str]:
    return record.group, record.url


def _texts(record: Record) -> tuple[str, str, str]:
    title, keywords, text = (_CONTROL.sub(" ", text) for text in (record.title, record.keywords, record.text))
    return title, keywords, text


def _in_order(records: Iterable[Record]) -> Iterator[tuple[int, Record]]:
    numbers = {group: place * GROUP_SIZE for place, group in enumerate(_GROUPS)}
    for record in records:
        numbers[record.group] += GAP
        yield numbers[record.group], record


def numbered(records: Iterable[Record], old: Rows) -> Rows:
    """Return a row for each record, in the readers' order within its group, with as many as can be where they were."""
    rows: Rows = {}
    in_groups: dict[Group, list[Record]] = {}
    for record in records:
        in_groups.setdefault(record.group, []).append(record)
    for group, members in in_groups.items():
        numbers = _between(
            [old[key][0] if (key := _key(record)) in old else None for record in members],
            _GROUPS.index(group) * GROUP_SIZE,
        )
        for record, number in zip(members, numbers, strict=True):
            rows[_key(record)] = number, record
    return rows


def _between(held: Sequence[int | None], least: int) -> list[int]:
    """Return rising numbers above ``least`` that keep what is held where the order allows it, all new where it is full."""
    stay = _longest_rise([number for number in held if number is not None])
    found: list[int] = []
    waiting = 0
    last = least
    for number in held:
        if number is None or number not in stay:
            waiting += 1
            continue
        if (step := (number - last) // (waiting + 1)) == 0:
            return [least + GAP * (place + 1) for place in range(len(held))]
        found += [last + step * (place + 1) for place in range(waiting)]
        found.append(number)
        last, waiting = number, 0
    return found + [last + GAP * (place + 1) for place in range(waiting)]


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return a longest rising part of a sequence of different numbers (patience sorting)."""
    tops: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(tops, number)
        before[number] = tops[place - 1] if place else None
        tops[place : place + 1] = [number]
    found: set[int] = set()
    last = tops[-1] if tops else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _marked(text: str) -> Markup:
    """Return text escaped, with the words that were found in ``mark`` elements."""
    escaped = str(escape(text))
    return Markup(escaped.replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>"))  # noqa: S704 (escaped above)
