"""The front matter of an advert: what is offered, to whom, until when, and whom to ask."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from careers.clock import as_instant
from careers.content.fields import (
    Address,
    Closing,
    Day,
    Line,
    Name,
    Names,
    Number,
    Opening,
    Strict,
    Text,
    Texts,
    Truth,
    Whole,
    fault,
    type_list,
)
from careers.content.front_matter.parts import Dated


class Offer(Strict):
    """A plain yes or no, and then the detail."""

    offered: Truth
    detail: Text | None = None


class Contact(Strict):
    """Whom to ask, by role; reached by telephone, e-mail or a page."""

    role: Line
    phone: Line | None = None
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    url: Address | None = None

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if not (self.phone or self.email or self.url):
            raise fault(self.role, "a phone, an email or a url for this contact")
        return self


class VacancyFront(Dated):
    """Front matter of an advert. Pay is in whole pounds a year for full-time hours; hours are a week."""

    title: Line
    reference: Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{2,30}$")]
    description: Line
    level: Name
    team: Name
    locality: Name
    grade: Line
    salary_min: Whole
    salary_max: Whole
    hours: Annotated[Number, Field(gt=0, le=60)]
    full_time_hours: Annotated[Number, Field(gt=0, le=60)] = 35
    contract: Literal["permanent", "fixed-term"]
    fixed_term_months: Annotated[Whole, Field(ge=1, le=60)] | None = None
    patterns: Annotated[Names, Field(min_length=1)]
    flexible: Offer
    hybrid: Offer
    visa_sponsorship: Truth
    car: Literal["required", "useful", "not needed"]
    registration_required: Truth
    asye_suitable: Truth
    caseload: Text
    supervision: Text
    team_size: Text
    benefits: Annotated[Texts, Field(min_length=1)]
    opens_at: Opening
    closes_at: Closing
    interviews_on: Annotated[tuple[Day, ...], type_list] = ()
    starts: Line
    apply_url: Address
    informal_contact: Contact
    stages: Names = ()
    stories: Names = ()
    sample: Truth = False

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if as_instant(self.closes_at) <= as_instant(self.opens_at):
            raise fault(
                f"{self.closes_at:%Y-%m-%d %H:%M}",
                f"a closes_at after opens_at ({self.opens_at:%Y-%m-%d %H:%M})",
                "closes_at",
            )
        if self.salary_max < self.salary_min:
            raise fault(self.salary_max, f"a salary_max that is not below salary_min ({self.salary_min})", "salary_max")
        if self.hours > self.full_time_hours:
            raise fault(self.hours, f"hours up to full_time_hours ({self.full_time_hours})", "hours")
        if (self.contract == "fixed-term") != (self.fixed_term_months is not None):
            raise fault(self.contract, "fixed_term_months with a fixed-term contract, and only with one", "contract")
        for day in self.interviews_on:
            if day < self.closes_at.date():
                closing = self.closes_at.date()
                raise fault(day, f"interviews_on on or after the closing day ({closing})", "interviews_on")
        return self

    @property
    def opening(self) -> datetime:
        """Return the instant from which the advert is shown, in UTC."""
        return as_instant(self.opens_at)

    @property
    def last_day(self) -> date:
        """Return the last day in London on which it is open: 00:00 is the end of the day before."""
        return (self.closes_at - timedelta(seconds=1)).date()

    @property
    def closing(self) -> datetime:
        """Return the last instant at which the advert is open, in UTC."""
        return as_instant(self.closes_at)
