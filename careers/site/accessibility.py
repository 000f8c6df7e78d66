"""The parts of the accessibility statement that follow from the known limits and from the latest run of the tests.

The form is that of the model statement (Commission Implementing Decision (EU) 2018/1523, Annex, as the regulations of 2018
refer to it): compliance status, non-accessible content in three groups, and how the statement was prepared.
"""

from __future__ import annotations

from dataclasses import dataclass

from careers.content.accessibility import AccessibilityRun, KnownLimit
from careers.content.library import Library
from careers.site.vacancies.wording import date_in_words


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit in words; ``mend_by`` is empty where nothing is promised."""

    title: str
    problem: str
    instead: str
    criteria: str
    mend_by: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything that the statement's components show. ``checks`` pairs each test with "passed" or "failed"."""

    status: str
    reason: str
    limits: tuple[Limit, ...]
    fails: tuple[Limit, ...]
    untried: tuple[Limit, ...]
    burdens: tuple[Limit, ...]
    outside: tuple[Limit, ...]
    prepared_on: str
    reviewed_on: str
    review_by: str
    ran_on: str
    tools: str
    pages: int
    states: int
    checks: tuple[tuple[str, str], ...]


def statement(library: Library) -> Statement | None:
    """Return the statement, or ``None`` where there is nothing to make it from (the check says so to editors)."""
    known, run = library.accessibility, library.accessibility_run
    if known is None or run is None:
        return None
    by_kind = {kind: tuple(_limit(limit) for limit in known.limits if limit.kind == kind) for kind in _KINDS}
    status, reason = _status(len(by_kind["fails"]), len(by_kind["untried"]), run)
    return Statement(
        status=status,
        reason=reason,
        limits=tuple(_limit(limit) for limit in known.limits),
        fails=by_kind["fails"],
        untried=by_kind["untried"],
        burdens=by_kind["burden"],
        outside=by_kind["outside"],
        prepared_on=date_in_words(known.prepared_on),
        reviewed_on=date_in_words(known.reviewed_on),
        review_by=date_in_words(known.review_by),
        ran_on=date_in_words(run.ran_on),
        tools=f"{run.browser} and axe {run.axe}",
        pages=run.pages,
        states=run.states,
        checks=tuple((check.name, "passed" if check.passed else "failed") for check in run.checks),
    )


_KINDS = ("fails", "untried", "burden", "outside")


def _status(failing: int, untried: int, run: AccessibilityRun) -> tuple[str, str]:
    """Return the status in the words that the law fixes, and why; nothing untried is called compliant."""
    if failing or run.failed:
        return "partially compliant", "because of what is listed under non-accessible content"
    if untried:
        return (
            "partially compliant",
            "because some of it has not been tried out by people who use assistive technology. We know of no criterion "
            "that it fails",
        )
    return "fully compliant", "as far as our tests and the people who tried it out can tell"


def _limit(limit: KnownLimit) -> Limit:
    return Limit(
        limit.title,
        limit.problem,
        limit.instead or "",
        ", ".join(limit.criteria),
        date_in_words(limit.mend_by) if limit.mend_by else "",
    )
