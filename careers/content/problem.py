"""What is wrong with a file, in words an editor can act on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the content from being served; a warning asks for attention."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it stands, which field, what is wrong and what to write instead."""

    path: str
    line: int
    field: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return " ".join(f"{self.path}:{self.line}: {self.field}: {self.message}".split())


class ContentError(Exception):
    """The content cannot be served. ``problems`` holds all that was found in every file, sorted, advice too.

    As a text it is the mistakes alone, one a line: among twenty lines of advice nobody would find the one to mend.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems if problem.severity is Severity.ERROR))
        self.problems = problems
