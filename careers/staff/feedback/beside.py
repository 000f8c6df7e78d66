"""The same feedback beside a page in preview, where its editor is at work on it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from careers.staff.feedback import words
from careers.staff.feedback.views import opinion_of
from careers.storage import feedback_review
from careers.storage.database import UnavailableError

NEWEST = 3


@dataclass(frozen=True, slots=True)
class Beside:
    """What visitors said of a page, in words; ``comments`` are the newest on its present version."""

    words: str
    earlier: str
    reasons: str
    comments: tuple[str, ...]
    url: str


def beside(path: str) -> Beside | None:
    """Return what stands beside the page at ``path``; nothing when nobody said anything, or the database is away."""
    try:
        found = opinion_of(path)
        if found is None or not found.total + found.earlier_total:
            return None
        listed = feedback_review.comments(path, fingerprint=found.page.fingerprint, limit=NEWEST)
    except UnavailableError:
        return None
    return Beside(
        words=words.sentence(found),
        earlier=words.earlier(found),
        reasons=words.reasons(found, words.labels()),
        comments=tuple(comment.comment or "" for comment in listed),
        url=url_for("staff.page_feedback", path=path),
    )
