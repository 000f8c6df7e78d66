"""People: personal data that has no business on the site, and consent that has ended or soon will."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from careers.check.finding import Finding
from careers.check.matter import Matter
from careers.content.front_matter import StoryFront
from careers.content.problem import Severity

SOON = timedelta(days=30)


def personal_data(matter: Matter) -> Iterator[Finding]:
    """Yield what the guard of the forms sees in the content; people in stories are known by their first names."""
    for passage in matter.passages:
        for seen in matter.find(passage.text, matter.names):
            words = {"your name": "somebody’s name"}.get(seen.words, seen.words)
            message = f'found what looks like {words}: "{passage.text[seen.start : seen.end]}". Take it out'
            yield Finding(passage.path, passage.line_at(seen.start), "personal-data", message, Severity.ERROR)


def consent(matter: Matter) -> Iterator[Finding]:
    """Yield each story and photograph whose consent has ended or ends within a month."""
    for path, document in matter.documents.items():
        parsed = matter.fields(path)
        front = document.front
        last = front.consent_until if isinstance(front, StoryFront) and not front.consent_withdrawn else None
        if last and (words := _ends(last, matter.today)):
            yield Finding(path, parsed.line(("consent_until",)), "consent-ended", f"{words}: ask, or withdraw it")
        for index, photo in enumerate(getattr(front, "photos", ())):
            if words := _ends(photo.consent_until, matter.today):
                line = parsed.line(("photos", index, "consent_until"))
                yield Finding(path, line, "consent-ended", f"{photo.src}: {words}: ask, or take the photo out")


def _ends(last: date, today: date) -> str:
    if last < today:
        return f"consent ended on {last}, so it is not shown"
    return f"consent ends on {last}" if last <= today + SOON else ""
