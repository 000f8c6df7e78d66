"""How long a frozen copy tells the truth: what opens, closes or ends next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from careers.clock import LONDON
from careers.content.edition import Edition
from careers.content.front_matter import StoryFront, VacancyFront
from careers.site.vacancies.wording import moment_in_words


@dataclass(frozen=True, slots=True)
class Validity:
    """Until when an edition holds, in London time, and why it ends.

    Days are counted on many pages ("closes in 3 days"), so every copy is out of date at the first midnight; ``changes``
    lists what is worse: what a copy would show or hide wrongly from ``next_change`` on.
    """

    holds_until: datetime
    next_change: datetime | None
    changes: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """Return it in words, for the operator."""
        holds = f"It is right until {moment_in_words(self.holds_until)}; then counts of days change."
        if self.next_change is None:
            return (holds, "Nothing opens or closes after that.")
        return (
            holds,
            f"What can be seen changes next at {moment_in_words(self.next_change)}:",
            *(f"  {change}" for change in self.changes),
            "Freeze again by then.",
        )

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""
        following = self.next_change.isoformat() if self.next_change else None
        return {"holds_until": self.holds_until.isoformat(), "next_change": following, "changes": list(self.changes)}


def validity(edition: Edition) -> Validity:
    """Return how long an edition holds."""
    library, now = edition.library, edition.now
    coming = next((moment for moment in library.moments if moment > now), None)
    ends = [
        document.front.consent_until
        for document in library.documents()
        if isinstance(document.front, StoryFront) and document.front.consent_until and edition.shows(document)
    ]
    changes: list[str] = []
    for document in library.documents() if coming else ():
        if document.front.draft:
            continue
        if document.published_from == coming:
            changes.append(f"{document.url} opens")
        if isinstance(document.front, VacancyFront) and document.front.closing == coming:
            changes.append(f"{document.url} closes")
    if ends:
        changes.append(f"consent to a story lasts until {min(ends):%-d %B %Y}")
    return Validity(
        edition.until.astimezone(LONDON),
        coming.astimezone(LONDON) if coming else None,
        tuple(sorted(changes)),
    )
