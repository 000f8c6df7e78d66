"""The typed front matter of the five kinds of Markdown file: page, story, vacancy, stage and figure.

Only what can be said of one file by itself is checked here; what needs the other files is in ``references``.
"""

from careers.content.front_matter.figure import FigureFront, FigurePoint, FigureShare
from careers.content.front_matter.page import PageFront
from careers.content.front_matter.parts import (
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
from careers.content.front_matter.stage import PayBand, StageFront
from careers.content.front_matter.story import Person, StoryFront
from careers.content.front_matter.vacancy import Contact, Offer, VacancyFront

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

FrontMatter = PageFront | StoryFront | VacancyFront | StageFront | FigureFront
