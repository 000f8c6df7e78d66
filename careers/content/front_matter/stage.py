"""The front matter of a progression stage, with the pay that is usual there."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from careers.content.fields import Day, Line, Name, Names, Period, Strict, Text, Texts, Truth, Whole, fault, type_list
from careers.content.front_matter.parts import Dated, Source


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
