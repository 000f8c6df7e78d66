"""The front matter of a frontline story, and the person it is about."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from careers.content.fields import Day, Line, Names, Strict, Text, Truth, type_list
from careers.content.front_matter.parts import Dated, Photo, Source


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
