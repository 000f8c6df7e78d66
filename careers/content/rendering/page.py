"""What is collected while one text is rendered: its components, links and faults. Shared by all extensions."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from careers.content.document import Component, Link
from careers.content.problem import Problem
from careers.content.rendering.surroundings import Inquiry, Surroundings


@dataclass(slots=True)
class Page:
    """One text on its way to HTML. ``first_line`` is the line of the file on which ``text`` begins."""

    source: PurePosixPath = field(default_factory=PurePosixPath)
    first_line: int = 1
    inquiry: Inquiry = field(default_factory=lambda: Inquiry(Surroundings()))
    text: str = ""
    components: list[Component] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def begin(self, source: PurePosixPath, first_line: int, inquiry: Inquiry, text: str) -> None:
        """Take the next text, and forget everything about the last one."""
        self.source, self.first_line, self.inquiry, self.text = source, first_line, inquiry, text
        self.components, self.links, self.figures, self.problems = [], [], [], []

    def line_of(self, fragment: str) -> int:
        """Return the first line that holds ``fragment``, 0 when none does."""
        place = self.text.find(fragment)
        return self.first_line + self.text.count("\n", 0, place) if place >= 0 else 0

    def fault(self, line: int, what: str, message: str) -> None:
        """Note a fault on ``line`` (0: the line is not known, so that of the text's beginning stands for it)."""
        self.problems.append(Problem(str(self.source), line or self.first_line, what, message))
