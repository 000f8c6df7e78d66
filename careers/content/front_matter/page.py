"""The front matter of a page."""

from __future__ import annotations

from typing import Annotated

from careers.content.fields import Line, Names, Text, type_list
from careers.content.front_matter.parts import (
    AchievementGroup,
    Action,
    Dated,
    Download,
    KeyFact,
    Navigation,
    Objective,
    Photo,
    TimelineEntry,
)


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
