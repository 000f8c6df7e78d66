"""Close an advert early: the closing moment is written into its file, and everything else follows from that."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path, PurePosixPath

from careers.clock import LONDON, as_instant
from careers.content.validation import near
from careers.editing.fields_in_place import set_field
from careers.editing.trial import EditingError, apply, sound


def close(folder: Path, slug: str, at: datetime, now: datetime) -> str:
    """Close the advert ``slug`` at the moment ``at`` and return what was done, in words.

    Raises :class:`EditingError` for an advert that is not there, not open yet or closed already.
    """
    library = sound(folder, now.date())
    vacancy = library.vacancies.get(slug)
    if vacancy is None:
        raise EditingError(f'there is no advert "{slug}"{near(slug, sorted(library.vacancies))}')
    front = vacancy.front
    if front.closing <= as_instant(now):
        raise EditingError(f"it has closed already, on {in_words(front.closes_at)}")
    if as_instant(at) <= front.opening:
        instead = "to keep it from opening, write draft: yes into its file"
        raise EditingError(f"it opens only on {in_words(front.opens_at)}: {instead}")
    if as_instant(at) > front.closing:
        raise EditingError(f"it closes before that, on {in_words(front.closes_at)}; change closes_at in its file")
    path = PurePosixPath(vacancy.source)
    text = (folder / path).read_text(encoding="utf-8")
    moment = at.astimezone(LONDON)
    apply(folder, {path: set_field(text, "closes_at", f"{moment:%Y-%m-%d %H:%M:%S}")}, now.date())
    return (
        f"{front.title} closes on {in_words(moment)}. Its page stays, says that it has closed, and leaves every list."
    )


def in_words(moment: datetime) -> str:
    """Return "30 November 2026 at 12:00", in London's time."""
    local = moment.astimezone(LONDON)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"
