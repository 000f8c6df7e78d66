"""The parts from which front matter is made: sources, actions, photographs, downloads, timelines and dates."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from careers.content.fields import (
    Address,
    Day,
    Line,
    Name,
    Period,
    Strict,
    Text,
    Truth,
    Whole,
    fault,
    type_list,
)


class Source(Strict):
    """Where a fact comes from, as the reader sees it."""

    title: Line
    publisher: Line
    date: Period | None = None
    url: Address | None = None


class Action(Strict):
    """A link that invites: its words and where it goes."""

    label: Line
    to: Address


class Navigation(Strict):
    """A place in the site's main navigation; a lower order stands further left."""

    label: Line
    order: Whole


class Download(Strict):
    """A file from ``content/downloads``; type and size are read from the file itself."""

    file: Line
    title: Line
    description: Text | None = None


class Photo(Strict):
    """A photograph from ``content/images``, shown only while consent lasts."""

    src: Line
    alt: Line
    caption: Line
    credit: Line
    licence: Line
    consent_on: Day
    consent_until: Day

    @model_validator(mode="after")
    def _consent_ends_after_it_began(self) -> Self:
        if self.consent_until < self.consent_on:
            raise fault(self.consent_until, f"a consent_until after consent_on ({self.consent_on})", "consent_until")
        return self


class TimelineEntry(Strict):
    """One moment of a timeline: when, the word for it, what it meant and what still needed work."""

    when: Line
    title: Line
    tone: Literal["low", "middle", "high", "award"]
    detail: Text
    still_to_do: Text | None = None
    source: Source


class Achievement(Strict):
    """Something done, told as "then" (with its date) and, where it is known, "now" (with its date)."""

    title: Line
    then: Text
    then_as_at: Period
    now: Text | None = None
    now_as_at: Period | None = None
    figure: Name | None = None

    @model_validator(mode="after")
    def _now_is_dated(self) -> Self:
        if (self.now is None) != (self.now_as_at is None):
            raise fault("now" if self.now else "now_as_at", "now and now_as_at together, or neither")
        return self


class AchievementGroup(Strict):
    """Achievements under one heading."""

    title: Line
    items: Annotated[tuple[Achievement, ...], type_list, Field(min_length=1)]


class Objective(Strict):
    """One numbered aim."""

    title: Line
    detail: Text


class Dated(Strict):
    """What every kind of document has: whether and from when it is published, when it was changed and reviewed."""

    draft: Truth = False
    published_on: Day | None = None
    updated_on: Day | None = None
    reviewed_on: Day | None = None
    review_by: Day | None = None

    @model_validator(mode="after")
    def _dates_are_in_order(self) -> Self:
        for earlier, later in (("published_on", "updated_on"), ("reviewed_on", "review_by")):
            first: date | None = getattr(self, earlier)
            second: date | None = getattr(self, later)
            if first and second and second < first:
                raise fault(second, f"a {later} that is not before {earlier} ({first})", later)
        return self


class KeyFact(Strict):
    """One labelled fact in a key-facts panel."""

    label: Line
    value: Text
