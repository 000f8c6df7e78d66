"""The front matter of a figure: its values with their dates, its source, and the chart it may be drawn as."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from careers.content.fields import Day, Line, Name, Number, Period, Strict, fault, type_list
from careers.content.front_matter.parts import Dated, Source

Amount = Annotated[Number, Field(ge=0)]
"""What a figure may be: every chart of it stands on zero, whichever other figure it is drawn beside."""


class FigurePoint(Strict):
    """One dated value of a figure: a single ``value``, or a band from ``low`` to ``high``."""

    as_at: Period
    value: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None

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
    value: Annotated[Number, Field(gt=0)]


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
