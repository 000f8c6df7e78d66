"""What the accessibility statement is made of: the limits that editors know of, and the latest run of the tests.

The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 fix what a statement says.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from careers.content.fields import Day, Line, Strict, Text, Truth, Whole, fault, type_list

Criterion = Annotated[str, StringConstraints(pattern=r"^[1-4]\.[1-5]\.\d{1,2}$")]
"""The number of a success criterion of WCAG 2.2, such as 1.4.3."""


class KnownLimit(Strict):
    """Something that does not work for everybody.

    ``kind`` says how the law sees it: it ``fails`` a criterion, mending it would be a disproportionate ``burden``, it is
    ``outside`` the regulations, or nobody can tell yet because it is ``untried``.
    """

    title: Line
    kind: Literal["fails", "burden", "outside", "untried"]
    problem: Text
    instead: Text | None = None
    criteria: Annotated[tuple[Criterion, ...], type_list] = ()
    mend_by: Day | None = None

    @model_validator(mode="after")
    def _failure_names_its_criterion(self) -> Self:
        if self.kind == "fails" and not self.criteria:
            raise fault("", "the criteria of WCAG 2.2 that it fails, such as 1.4.3", "criteria")
        if self.kind == "fails" and self.mend_by is None:
            raise fault("", "the day by which it will be mended", "mend_by")
        return self


class Accessibility(Strict):
    """``content/accessibility.yaml``: the dates of the statement and every limit that is known."""

    prepared_on: Day
    reviewed_on: Day
    review_by: Day
    limits: Annotated[tuple[KnownLimit, ...], type_list] = ()

    @model_validator(mode="after")
    def _dates_are_in_order(self) -> Self:
        if not self.prepared_on <= self.reviewed_on <= self.review_by:
            raise fault(self.review_by, "a day after reviewed_on, which is not before prepared_on", "review_by")
        return self


class Check(Strict):
    """One test of the latest run, in words."""

    name: Line
    passed: Truth


class AccessibilityRun(Strict):
    """``content/accessibility-run.yaml``: what the tests in a browser found, written by ``make accessibility``."""

    ran_on: Day
    browser: Line
    axe: Line
    pages: Annotated[Whole, Field(ge=1)]
    states: Annotated[Whole, Field(ge=1)]
    checks: Annotated[tuple[Check, ...], type_list, Field(min_length=1)]

    @property
    def failed(self) -> tuple[str, ...]:
        """Return the names of the tests that failed."""
        return tuple(check.name for check in self.checks if not check.passed)


def overdue(statement: Accessibility, today: date) -> bool:
    """Tell whether the statement should have been read again by now."""
    return statement.review_by < today
