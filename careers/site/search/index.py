"""The full-text index of one edition, in memory: built once, never changed, read by every thread on its own.

SQLite's FTS5 reads a little language of its own from queries; here every word is quoted, so that whatever a visitor
types is only ever words.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from careers.site.search.records import Group, Record
from careers.site.search.words import WHOLE_UP_TO, Phrase, Unit, words_of

GROUP_SIZE = 1_000_000
"""Rows are numbered from group × GROUP_SIZE, so that a row's group shows without reading the row."""
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
_COUNT = "SELECT rowid / ?, count(*) FROM found WHERE found MATCH ? GROUP BY 1"
_RANK = "SELECT rowid, bm25(found, 12.0, 5.0, 1.0) FROM found WHERE found MATCH ?"
_FIRST = "SELECT rowid FROM found WHERE found MATCH ? AND rowid >= ? LIMIT ?"
_SHOW = (
    "SELECT rowid, url, note, highlight(found, 0, char(2), char(3)), snippet(found, 2, char(2), char(3), '…', 28)"
    " FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One result; ``title`` and ``excerpt`` are escaped, with the words found in ``mark`` elements."""

    group: Group
    url: str
    title: Markup
    excerpt: Markup
    note: str


class FullText:
    """The index itself. Every thread that asks gets a connection of its own to a copy of the finished image."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.words: Counter[str] = Counter()
        with sqlite3.connect(":memory:") as database:
            database.execute(_SCHEMA)
            database.executemany(_INSERT, self._rows(records))
            database.execute("INSERT INTO found(found) VALUES ('optimize')")
            database.commit()
            database.execute("VACUUM")
            self._image = database.serialize()
        database.close()
        self._threads = threading.local()

    def _rows(self, records: Iterable[Record]) -> Iterable[tuple[int, str, str, str, str, str]]:
        numbers = {group: _GROUPS.index(group) * GROUP_SIZE for group in _GROUPS}
        for record in records:
            numbers[record.group] += 1
            texts = [_CONTROL.sub(" ", text) for text in (record.title, record.keywords, record.text)]
            self.words.update(words_of(" ".join(texts)))
            yield (numbers[record.group], texts[0], texts[1], texts[2], record.url, record.note)

    def counts(self, query: str) -> dict[Group, int]:
        """Return how many documents of each group an FTS5 query finds, in the order of the groups."""
        found = dict(self._connection().execute(_COUNT, (GROUP_SIZE, query)).fetchall())
        return {group: found[number] for number, group in enumerate(_GROUPS) if number in found}

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
            ranked = sorted(self._connection().execute(_RANK, (query,)).fetchall(), key=lambda row: (row[1], row[0]))
            rows: dict[Group, list[int]] = {group: [] for group in groups}
            for row, _ in ranked:
                group = _GROUPS[row // GROUP_SIZE]
                if group in rows and len(rows[group]) < most:
                    rows[group].append(row)
            return rows
        named = self._first(f"{{title keywords}} : ({query})", most)
        anywhere = self._first(query, most)
        return {group: list(dict.fromkeys((*named[group], *anywhere[group])))[:most] for group in groups}

    def _first(self, query: str, most: int) -> dict[Group, list[int]]:
        """Return the first rows of each group, reading the index once: each step begins after the last group found."""
        rows: dict[Group, list[int]] = {group: [] for group in _GROUPS}
        begin = 0
        while found := [row for (row,) in self._connection().execute(_FIRST, (query, begin, most))]:
            number = found[0] // GROUP_SIZE
            rows[_GROUPS[number]] = [row for row in found if row // GROUP_SIZE == number]
            begin = (number + 1) * GROUP_SIZE
        return rows

    def show(self, query: str, rows: Collection[int]) -> dict[int, Hit]:
        """Return the results of ``rows``, best near each other as the index is read between them, the words marked."""
        if not rows:
            return {}
        wanted = (query, min(rows), max(rows), json.dumps(list(rows)))
        return {
            row: Hit(_GROUPS[row // GROUP_SIZE], url, _marked(title), _marked(snippet), note)
            for row, url, note, title, snippet in self._connection().execute(_SHOW, wanted)
        }

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if connection is None:
            connection = sqlite3.connect(":memory:")
            connection.deserialize(self._image)
            connection.execute("PRAGMA query_only = 1")
            self._threads.connection = connection
        return connection


def _marked(text: str) -> Markup:
    """Return text escaped, with the words that were found in ``mark`` elements."""
    escaped = str(escape(text))
    return Markup(escaped.replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>"))  # noqa: S704 (escaped above)
