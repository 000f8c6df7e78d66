"""The typed front matter of the five kinds of Markdown file: page, story, vacancy, stage and figure.

Only what can be said of one file by itself is checked here; what needs the other files is in ``references``.
"""

from __future__ import annotations

from datetime import datetime
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
    Period,
    Strict,
    Text,
    Texts,
    Truth,
    Whole,
    fault,
    type_list,
)
from careers.content.front_parts import (
    Achievement,
    AchievementGroup,
    Action,
    Dated,
    Download,
    KeyFact,
    Navigation,
    Objective,
    Photo,
    Source,
    TimelineEntry,
)

__all__ = [
    "Achievement",
    "AchievementGroup",
    "Action",
    "Contact",
    "Dated",
    "Download",
    "FigureFront",
    "FigurePoint",
    "FigureShare",
    "FrontMatter",
    "KeyFact",
    "Navigation",
    "Objective",
    "Offer",
    "PageFront",
    "PayBand",
    "Person",
    "Photo",
    "Source",
    "StageFront",
    "StoryFront",
    "TimelineEntry",
    "VacancyFront",
]


class PageFront(Dated):
    """Front matter of a page."""

    title: Line
    description: Line
    summary: Text | None = None
    navigation: Navigation | None = None
    actions: Annotated[tuple[Action, ...], type_list] = ()
    key_facts: Annotated[tuple[KeyFact, ...], type_list] = ()
    statistics: Names = ()
    timeline: Annotated[tuple[TimelineEntry, ...], type_list] = ()
    achievements: Annotated[tuple[AchievementGroup, ...], type_list] = ()
    objectives: Annotated[tuple[Objective, ...], type_list] = ()
    downloads: Annotated[tuple[Download, ...], type_list] = ()
    photos: Annotated[tuple[Photo, ...], type_list] = ()
    stories: Names = ()
    related: Annotated[tuple[Action, ...], type_list] = ()


class Person(Strict):
    """The person a story is about; a first name and a role, never more."""

    first_name: Line
    role: Line
    team: Line
    route: Line


class StoryFront(Dated):
    """Front matter of a frontline story."""

    title: Line
    standfirst: Text
    description: Line | None = None
    person: Person
    themes: Annotated[Names, Field(min_length=1)]
    figures: Names = ()
    photos: Annotated[tuple[Photo, ...], type_list] = ()
    source: Source
    published_on: Day
    consent_until: Day | None = None
    consent_withdrawn: Truth = False
    stages: Names = ()
    vacancies: Names = ()


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
    def pro_rata(self) -> float:
        """Return the share of full-time hours, 0 to 1."""
        return self.hours / self.full_time_hours

    @property
    def opening(self) -> datetime:
        """Return the instant from which the advert is shown, in UTC."""
        return as_instant(self.opens_at)

    @property
    def closing(self) -> datetime:
        """Return the last instant at which the advert is open, in UTC."""
        return as_instant(self.closes_at)


class PayBand(Strict):
    """Usual pay at a stage, in whole pounds a year, with its date and where it comes from."""

    grade: Line | None = None
    minimum: Whole
    maximum: Whole
    as_at: Period
    source: Source
    illustrative: Truth = False

    @model_validator(mode="after")
    def _band_is_in_order(self) -> Self:
        if self.maximum < self.minimum:
            raise fault(self.maximum, f"a maximum that is not below minimum ({self.minimum})", "maximum")
        return self


class StageFront(Dated):
    """Front matter of a progression stage.

    ``basis`` tells readers whether the council states this or it is background that holds across England.
    """

    title: Line
    description: Line
    order: Whole
    branch: Name
    entry: Truth = False
    final: Truth = False
    leads_to: Names = ()
    typical_time: Line
    requirements: Annotated[Texts, Field(min_length=1)]
    support: Annotated[Texts, Field(min_length=1)]
    evidence: Texts = ()
    decided_by: Text | None = None
    pay_band: PayBand | None = None
    levels: Names = ()
    stories: Names = ()
    figures: Names = ()
    basis: Literal["council", "background"]
    sources: Annotated[tuple[Source, ...], type_list, Field(min_length=1)]
    reviewed_on: Day
    review_by: Day


class FigurePoint(Strict):
    """One dated value of a figure: a single ``value``, or a band from ``low`` to ``high``."""

    as_at: Period
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None

    @model_validator(mode="after")
    def _is_a_value_or_a_band(self) -> Self:
        band = self.low is not None and self.high is not None
        if (self.value is not None) == band or (self.low is None) != (self.high is None):
            raise fault(self.as_at, "either value, or both low and high")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise fault(self.high, f"a high that is not below low ({self.low})", "high")
        return self


class FigureShare(Strict):
    """A part of a whole in a ``share`` figure, such as the roles in a team."""

    label: Line
    value: Number


class FigureFront(Dated):
    """Front matter of a figure: written once here, used by name everywhere."""

    title: Line
    unit: Literal["percent", "pounds", "cases", "people", "weeks", "share"]
    qualifier: Literal["over", "under", "about"] | None = None
    points: Annotated[tuple[FigurePoint, ...], type_list, Field(min_length=1)]
    parts: Annotated[tuple[FigureShare, ...], type_list] = ()
    display: Line | None = None
    chart: Literal["none", "slope", "points", "share"] = "none"
    compare_with: Name | None = None
    direction: Literal["lower is better", "higher is better", "neither"] = "neither"
    source: Source
    review_by: Day

    @model_validator(mode="after")
    def _chart_has_what_it_needs(self) -> Self:
        years = [point.as_at.first for point in self.points]
        if years != sorted(set(years)):
            dates = ", ".join(str(p.as_at) for p in self.points)
            raise fault(dates, "points in the order of their dates, one a date", "points")
        if self.chart == "slope" and (len(self.points) != 2 or any(p.value is None for p in self.points)):
            raise fault(self.chart, "exactly two points with a value each for a slope, or another chart", "chart")
        if self.chart == "share" and len(self.parts) < 2:
            raise fault(self.chart, "two or more parts for a share, or another chart", "chart")
        return self


FrontMatter = PageFront | StoryFront | VacancyFront | StageFront | FigureFront
