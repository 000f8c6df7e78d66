"""What is kept, in which column, and why: one description for the privacy notice and for the tests of the schema.

A column that is not described here fails a test, so nothing can be kept that visitors are not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from careers.storage.records import COMMENT_LIMIT


class Nature(StrEnum):
    """What kind of thing a column holds."""

    CHOICE = "one of the answers offered"
    DAY = "a day, without a time"
    RANDOM = "random, made by the site"
    COUNT = "a number"
    PAGE = "a page of this site"
    VERSION = "a version of a form or page"
    FREE_TEXT = "what was written"
    COLLEAGUE = "about a colleague with an account, never about a visitor"
    MOMENT = "a moment of a colleague's work"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is and what for, in the privacy notice's words."""

    table: str
    name: str
    nature: Nature
    what: str
    purpose: str


TABLES = {
    "expression_of_interest": "If you register your interest",
    "choice": "If you register your interest",
    "page_feedback": "If you tell us whether a page helped",
    "option_letter": "To count answers quickly",
    "guard_counter": "If a comment is stopped because it holds personal details",
    "submission_key": "When a form is sent",
    "housekeeping": "To keep the site tidy",
}

KEPT_TWO_DAYS = frozenset({"submission_key"})
NOT_ABOUT_VISITORS = frozenset({"housekeeping", "option_letter"})

DEFINITION: tuple[Column, ...] = (
    Column(
        "expression_of_interest",
        "reference",
        Nature.RANDOM,
        "A reference",
        "So that you can change or withdraw your answers, or quote them to us.",
    ),
    Column(
        "expression_of_interest",
        "address_hash",
        Nature.RANDOM,
        "A fingerprint of your private page's address",
        "To open that page for you. The address cannot be worked out from it.",
    ),
    Column(
        "expression_of_interest",
        "day",
        Nature.DAY,
        "The day on which you sent or last changed your answers",
        "To delete them in time, and to count answers by month.",
    ),
    Column(
        "expression_of_interest",
        "form_version",
        Nature.VERSION,
        "Which version of the form you answered",
        "To read old answers rightly after the questions change.",
    ),
    Column(
        "expression_of_interest",
        "started_from",
        Nature.PAGE,
        "The page of this site from which you came to the form",
        "To learn which pages lead people to us.",
    ),
    Column(
        "expression_of_interest",
        "hr_stage",
        Nature.CHOICE,
        "How far the recruitment team has got, such as new",
        "For the team's own work.",
    ),
    Column(
        "expression_of_interest",
        "hr_reached",
        Nature.CHOICE,
        "How far that was before it was closed",
        "To see how many who are interested apply.",
    ),
    Column(
        "expression_of_interest",
        "answers",
        Nature.CHOICE,
        "Your choices again, one letter for each",
        "To count them quickly.",
    ),
    Column("choice", "reference", Nature.RANDOM, "Your reference, again", "To join your choices to it."),
    Column("choice", "question", Nature.CHOICE, "Which question it was", "To know what a choice answers."),
    Column(
        "choice",
        "option",
        Nature.CHOICE,
        "What you chose",
        "To show you roles that fit, and us what people look for.",
    ),
    Column("option_letter", "question", Nature.CHOICE, "A question", "To know what a letter stands for."),
    Column("option_letter", "option", Nature.CHOICE, "One of its answers", "To know what a letter stands for."),
    Column("option_letter", "letter", Nature.CHOICE, "The letter of that answer", "To count answers quickly."),
    Column("page_feedback", "id", Nature.RANDOM, "A random number", "To tell one piece of feedback from another."),
    Column("page_feedback", "page", Nature.PAGE, "The page", "To know which page it is about."),
    Column(
        "page_feedback",
        "fingerprint",
        Nature.VERSION,
        "The version of that page",
        "To know whether the page has changed since.",
    ),
    Column("page_feedback", "helpful", Nature.CHOICE, "Whether it helped", "To find pages that need work."),
    Column("page_feedback", "reason", Nature.CHOICE, "A reason, if you chose one", "To know what to change."),
    Column(
        "page_feedback",
        "comment",
        Nature.FREE_TEXT,
        f"A comment of up to {COMMENT_LIMIT:,} characters, if you wrote one",
        "To understand what to change. One with personal details is stopped and not kept.",
    ),
    Column("page_feedback", "day", Nature.DAY, "The day", "To delete it in time."),
    Column("guard_counter", "day", Nature.DAY, "The day", "To count by day."),
    Column(
        "guard_counter",
        "count",
        Nature.COUNT,
        "How many comments were stopped that day, and nothing of what they said",
        "To see how often the check gets in the way.",
    ),
    Column(
        "submission_key",
        "key_hash",
        Nature.RANDOM,
        "A fingerprint of a random number in the form",
        "So that a form sent twice by accident is kept once, and what you add to an answer joins it.",
    ),
    Column("submission_key", "day", Nature.DAY, "The day", "To delete it after two days."),
    Column("housekeeping", "job", Nature.CHOICE, "The name of a regular job of the site", "To do it once a day."),
    Column("housekeeping", "day", Nature.DAY, "The day on which it was done", "To do it once a day."),
)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One line of the privacy notice's table."""

    what: str
    kind: str
    purpose: str


@dataclass(frozen=True, slots=True)
class NoticeTable:
    """One table of the privacy notice: when something is kept, what, and for how long."""

    title: str
    rows: tuple[NoticeRow, ...]
    kept_for: str


def privacy_notice(retention_months: int) -> Iterator[NoticeTable]:
    """Yield the tables of the privacy notice, with the retention period from the configuration.

    A column that only joins tables (``choice.reference``) is the same thing to a reader and is left out.
    """
    period = "1 month" if retention_months == 1 else f"{retention_months} months"
    columns = [
        c for c in DEFINITION if c.table not in NOT_ABOUT_VISITORS and (c.table, c.name) != ("choice", "reference")
    ]
    for title, group in groupby(columns, key=lambda column: TABLES[column.table]):
        members = tuple(group)
        rows = tuple(NoticeRow(column.what, column.nature.value, column.purpose) for column in members)
        yield NoticeTable(title, rows, "2 days" if members[0].table in KEPT_TWO_DAYS else period)
