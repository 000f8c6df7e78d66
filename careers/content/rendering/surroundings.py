"""What a text may ask of the rest of the content while it is rendered: values of figures, sizes of images.

Every answer is written down, so that a rendered text can be used again for as long as the answers stay the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from careers.content.figure_words import in_words, point_at
from careers.content.front_matter import FigureFront
from careers.content.library import Asset

Question = tuple[str, str]
Answer = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The figures by id and the images by file name."""

    figures: Mapping[str, FigureFront] = field(default_factory=dict)
    images: Mapping[str, Asset] = field(default_factory=dict)
    _given: dict[Question, Answer] = field(default_factory=dict, compare=False, repr=False)

    def answer(self, question: Question) -> Answer:
        """Return what stands for a question in the text, ``None`` when there is no such figure, date or image.

        ("figure", "vacancy_rate 2017") gives the value in words and its date as a valid HTML ``datetime``;
        ("as-at", "vacancy_rate") the date in words and so; ("image", "map.png") width and height in pixels.
        """
        if question not in self._given:
            self._given[question] = self._answer(*question)
        return self._given[question]

    def _answer(self, kind: str, name: str) -> Answer:
        if kind == "image":
            image = self.images.get(name)
            return (str(image.width), str(image.height)) if image else None
        figure_id, _, as_at = name.partition(" ")
        figure = self.figures.get(figure_id)
        point = point_at(figure, as_at.strip()) if figure else None
        if figure is None or point is None:
            return None
        return (in_words(figure, point) if kind == "figure" else point.as_at.words), point.as_at.iso


@dataclass(slots=True)
class Inquiry:
    """One rendering's questions and the answers that it got."""

    surroundings: Surroundings
    answers: dict[Question, Answer] = field(default_factory=dict)

    def ask(self, kind: str, name: str) -> Answer:
        """Return the answer to a question and remember both."""
        question = (kind, name)
        self.answers[question] = self.surroundings.answer(question)
        return self.answers[question]
