"""What goes into the database and comes out of it. Immutable, and free of SQLAlchemy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

COMMENT_LIMIT = 1200


class HrStage(StrEnum):
    """How far the recruitment team has got with an expression of interest, in the order of the work."""

    NEW = "new"
    IN_CONVERSATION = "in conversation"
    APPLIED = "applied"
    APPOINTED = "appointed"
    CLOSED = "closed"


FIRST_STAGE = HrStage.NEW.value
OPEN_STAGES = tuple(stage for stage in HrStage if stage is not HrStage.CLOSED)

Choices = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NewExpression:
    """An expression of interest to be kept. ``address`` is the secret part of its private page's address."""

    reference: str
    address: str
    choices: Choices
    day: date
    form_version: int
    started_from: str


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of interest as it is kept; the options of each question are in alphabetical order.

    ``handle`` names it in addresses of the staff pages, where a reference, which allows everything, has no place.
    """

    reference: str
    handle: str
    choices: Choices
    day: date
    form_version: int
    started_from: str
    hr_stage: str


@dataclass(frozen=True, slots=True)
class NewFeedback:
    """Feedback on a page, to be kept. ``fingerprint`` says which version of the page's content it is about."""

    page: str
    fingerprint: str
    helpful: bool
    reason: str | None
    comment: str | None
    day: date


@dataclass(frozen=True, slots=True)
class Feedback:
    """Feedback on a page as it is kept."""

    id: str
    page: str
    fingerprint: str
    helpful: bool
    reason: str | None
    comment: str | None
    day: date
