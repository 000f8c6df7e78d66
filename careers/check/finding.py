"""One thing that a rule has seen, and where."""

from __future__ import annotations

from dataclasses import dataclass

from careers.content.problem import Severity


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What a rule says of a line of a file. An error blocks publishing, a warning is advice."""

    path: str
    line: int
    rule: str
    message: str
    severity: Severity = Severity.WARNING

    @property
    def is_error(self) -> bool:
        """Tell whether it keeps the content from being published."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return " ".join(f"{self.path}:{self.line}: {self.rule}: {self.message}".split())
