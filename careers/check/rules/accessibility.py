"""An accessibility statement that is out of date, or that no sound run of the tests stands behind.

The regulations of 2018 (regulation 8) ask for a statement that is reviewed regularly; a date that has passed is an error here,
so that the next change of anything cannot go out before somebody has read the statement again.
"""

from __future__ import annotations

from collections.abc import Iterator

from careers.check.finding import Finding
from careers.check.matter import Matter
from careers.content.accessibility import overdue
from careers.content.problem import Severity

RULE = "accessibility-statement"
KNOWN, RUN = "accessibility.yaml", "accessibility-run.yaml"
PLACED = "{{ accessibility-"


def statement(matter: Matter) -> Iterator[Finding]:
    """Yield what keeps a statement, wherever one is placed, from being true today."""
    if not any(PLACED in text for path, text in matter.texts.items() if path.endswith(".md")):
        return
    known, run = matter.library.accessibility, matter.library.accessibility_run
    if known is None:
        yield _error(KNOWN, "there is no such file: the accessibility statement is made from it")
    elif overdue(known, matter.today):
        due = f"{known.review_by.day} {known.review_by:%B %Y}"
        message = f"the statement was due for review by {due}: read it, then move the dates on"
        yield _error(KNOWN, message)
    if run is None:
        yield _error(RUN, "there are no results: run `make accessibility`, which writes them")
        return
    if run.failed:
        yield _error(RUN, f"the latest run failed: {run.failed[0]}: mend it, then run `make accessibility`")
    if known is not None and run.ran_on < known.prepared_on:
        yield _error(RUN, "the latest run is older than the statement: run `make accessibility`")


def _error(path: str, message: str) -> Finding:
    return Finding(path, 1, RULE, message, Severity.ERROR)
