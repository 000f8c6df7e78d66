"""How long a frozen copy tells the truth: what opens, closes or ends next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from careers.clock import LONDON
from careers.content.document import beginning
from careers.content.edition import Edition, photos_of
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
            return (holds, "Nothing opens, closes or ends after that.")
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
    coming: dict[datetime, list[str]] = {}
    for moment, change in _changes(edition):
        if moment > edition.now:
            coming.setdefault(moment, []).append(change)
    following = min(coming, default=None)
    return Validity(
        edition.until.astimezone(LONDON),
        following.astimezone(LONDON) if following else None,
        tuple(sorted(set(coming[following]))) if following else (),
    )


def _changes(edition: Edition) -> Iterator[tuple[datetime, str]]:
    """Yield the instant (UTC) of each change that visitors will see, past ones too, and the change in words."""
    for document in edition.library.documents():
        if not document.front.draft and (opens := document.published_from):
            yield opens, f"{document.url} opens"
        if not document.front.draft and isinstance(document.front, VacancyFront):
            yield document.front.closing, f"{document.url} closes"
    for document in edition.documents():
        if isinstance(document.front, StoryFront) and (last := document.front.consent_until):
            yield _end_of(last), f"consent to {document.url} ends"
        for photo in edition.photos(photos_of(document)):
            yield _end_of(photo.consent_until), f"consent to the photograph {photo.src} ends"


def _end_of(last: date) -> datetime:
    """Return the first instant (UTC) after a day in London."""
    return beginning(last + timedelta(days=1))
