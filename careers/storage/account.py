"""The account of what is stored, written from the definitions: the record, and what the impact assessment takes from it.

Source for what a record must tell: UK GDPR, article 30.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from careers.storage.definition import DEFINITION, KEPT_TWO_DAYS, NOT_ABOUT_VISITORS, TABLES, Column, Nature
from careers.storage.staff.definition import STAFF_DEFINITION
from careers.storage.staff.definition import TABLES as STAFF_TABLES


@dataclass(frozen=True, slots=True)
class Place:
    """Something that is written or held outside the tables: where, what, and until when."""

    where: str
    what: str
    until: str


PLACES: tuple[Place, ...] = (
    Place("memory, or Redis", "How many forms each network sent: a hash with a random key of the day", "10 minutes"),
    Place("memory, or Redis", "That random key", "25 hours; afterwards nobody can try addresses against the hashes"),
    Place("`instance/secret-key`", "The key of signatures, readable by its owner only", "until it is changed"),
    Place("`instance/static`, `instance/photographs`", "Style sheets, fonts and smaller copies of pictures", "rebuilt"),
    Place("`instance/last-good-content`", "A copy of the published content", "the next sound content"),
    Place("`instance/rendered-texts.sqlite3`", "The texts of the content, rendered", "they change"),
    Place(
        "`instance/reload`, `instance/careers.pid`", "The time of the last reload, the number of a process", "the next"
    ),
    Place("the database’s journal", "Pages of the database while it writes", "the end of the transaction"),
    Place("temporary files without a name", "An export while it is sent", "the end of the download"),
    Place(
        "the log (the process’s output)",
        "Faults of the program and of the content, without a visitor",
        "the operator’s rule",
    ),
    Place("backups, if you make them", "What the database held on that day", "the operator’s rule, see below"),
)
"""Everything besides the tables. What an operator’s proxy logs is the operator’s to switch off."""

WITHDRAWN = frozenset({"expression_of_interest", "choice"})

STAFF_KEPT: Mapping[str, str] = {
    "staff_session": "signing out, half an hour without use, or 21 hours",
    "staff_throttle": "a quarter of an hour after the first try, cleared at the next try",
    "staff_recovery_code": "its use",
    "staff_audit": "no end: it is about colleagues’ acts",
}

_HEAD = """# Record of what is stored

Written by `careers docs` from the definitions of the database; a test fails when it is out of date. A column that is not
described there fails another test, so nothing can be stored that is not on this page. The same descriptions make the table of
the privacy notice.

| | |
|---|---|
| Controller | the council that runs the site |
| Purposes | planning and running recruitment of social workers; mending pages |
| Whose data | visitors, who are not asked who they are; colleagues with an account |
| Special categories | none are asked for; a comment that seems to hold personal details is refused |
| Recipients | the recruitment team, by role; nobody outside |
| Transfers abroad | none: no other company is involved, and pages load nothing from elsewhere |
| Security | `threat-model.md`, `asvs.md`, `decisions/storage.md`, `decisions/staff.md` |
"""


def record_page(retention_months: int) -> str:
    """Return the whole record; ``retention_months`` is the setting's default."""
    mine = (c for c in DEFINITION if c.table not in NOT_ABOUT_VISITORS)
    rest = (c for c in DEFINITION if c.table in NOT_ABOUT_VISITORS)
    until = {table: _visitors_until(table, retention_months) for table in TABLES}
    sections = (
        ("From visitors", _tables(mine, TABLES, until)),
        ("About colleagues with an account", _tables(STAFF_DEFINITION, STAFF_TABLES, STAFF_KEPT)),
        ("About nobody", _tables(rest, TABLES, until)),
        ("Besides the tables", _places()),
        ("Backups", _BACKUPS),
    )
    return _HEAD + "".join(f"\n## {title}\n\n{text}" for title, text in sections)


def stored_in_brief(retention_months: int) -> str:
    """Return one row a table for the impact assessment: what visitors leave, what kinds of value, and how long."""
    rows = [
        (
            TABLES[table],
            f"`{table}`",
            ", ".join(sorted({c.nature.value for c in columns})),
            _visitors_until(table, retention_months),
        )
        for table, columns in _by_table(c for c in DEFINITION if c.table not in NOT_ABOUT_VISITORS)
    ]
    free = sum(column.nature is Nature.FREE_TEXT for column in DEFINITION)
    table = _table(("when", "table", "kinds of value", "kept until"), rows)
    return f"{table}\nColumns that a visitor can write into freely: {free}. Columns finer than a day: none.\n"


_BACKUPS = """A backup holds what was there on its day, also what has been deleted since. Deleting frees the space in the
database itself (the files are written anew each day), not in a copy that lies elsewhere. `careers backup` keeps the
newest 30 and deletes the others: taken each night, nothing outlives its time by more than 30 days. The privacy notice
tells visitors of the copies. `careers restore` deletes what is past its time from what it brings back.
"""


def _visitors_until(table: str, months: int) -> str:
    if table in NOT_ABOUT_VISITORS:
        return "the next day’s work"
    if table in KEPT_TWO_DAYS:
        return "2 days"
    return f"{months} months" + (", or withdrawal" if table in WITHDRAWN else "")


def _by_table(columns: Iterable[Column]) -> Iterator[tuple[str, tuple[Column, ...]]]:
    for table, group in groupby(columns, key=lambda column: column.table):
        yield table, tuple(group)


def _tables(columns: Iterable[Column], titles: Mapping[str, str], until: Mapping[str, str]) -> str:
    texts = []
    for table, members in _by_table(columns):
        rows = [(f"`{c.name}`", c.what, c.nature.value, c.purpose) for c in members]
        kept = until.get(table, "as long as the account is there")
        texts.append(f"### {titles[table]}: `{table}`\n\nKept until: {kept}.\n\n{_table(_COLUMNS, rows)}")
    return "\n".join(texts)


_COLUMNS = ("column", "what", "kind of value", "what for")


def _places() -> str:
    return _table(("where", "what", "until"), [(place.where, place.what, place.until) for place in PLACES])


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = tuple(heads)
    lines = [names, tuple("---" for _ in names), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
