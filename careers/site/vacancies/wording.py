"""Dates, pay, hours and contracts in words a candidate reads. Pure; knows no request and never asks the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from careers.clock import END_OF_DAY, LONDON
from careers.content.front_matter import VacancyFront

ROUNDING = "rounded to the nearest pound"


def date_in_words(day: date) -> str:
    """Return "27 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def day_in_words(day: date) -> str:
    """Return "Friday 27 November 2026"."""
    return f"{day:%A} {date_in_words(day)}"


def in_a_row(items: Sequence[str], last: str = "and") -> str:
    """Return "a, b and c"."""
    return items[0] if len(items) == 1 else f" {last} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def time_in_words(moment: datetime) -> str:
    """Return "noon", "midnight", "5pm" or "4:30pm" in London; in the hour that autumn repeats, which of the two."""
    local = moment.astimezone(LONDON)
    if local.minute == local.second == 0 and local.hour in {0, 12}:
        return "noon" if local.hour else "midnight"
    hour, half = local.hour % 12 or 12, "am" if local.hour < 12 else "pm"
    text = f"{hour}:{local:%M}{half}" if local.minute else f"{hour}{half}"
    return f"{text} {_which_of_two(local)}".strip()


def _which_of_two(local: datetime) -> str:
    """Say which 1:30am is meant on the night that has two."""
    first, second = local.replace(fold=0), local.replace(fold=1)
    if first.utcoffset() == second.utcoffset() or first.astimezone(UTC) > second.astimezone(UTC):
        return ""
    return "(Greenwich Mean Time)" if local.fold else "(British Summer Time)"


def moment_in_words(moment: datetime) -> str:
    """Return "noon on Friday 27 November 2026"; 23:59:59 reads "the end of Friday 27 November 2026"."""
    local = moment.astimezone(LONDON)
    if local.time() == END_OF_DAY:
        return f"the end of {day_in_words(local.date())}"
    if local.hour == local.minute == local.second == 0:
        return f"the end of {day_in_words(local.date() - timedelta(days=1))}"
    return f"{time_in_words(local)} on {day_in_words(local.date())}"


def days_left_in_words(days: int, closes_at: datetime) -> str:
    """Return "Closes today at noon", "Closes tomorrow at noon" or "5 days left".

    ``days`` counts the midnights in London between now and ``closes_at``, as :meth:`Edition.days_left` does.
    """
    if days > 1:
        return f"{days} days left"
    local = closes_at.astimezone(LONDON)
    when = "Closes today" if days == 0 else "Closes tomorrow"
    return f"{when} at {'midnight' if local.time() == END_OF_DAY else time_in_words(local)}"


def closing_in_words(days: int, closes_at: datetime) -> str:
    """Return "Closes tomorrow, at noon on Friday 27 November 2026" or "Closes at noon on Friday 27 November 2026: 5 days left".

    ``days`` as in :func:`days_left_in_words`.
    """
    near = (" today,", " tomorrow,")[days] if days < 2 else ""
    left = f": {days} days left" if days > 1 else ""
    return f"Closes{near} at {moment_in_words(closes_at)}{left}"


@dataclass(frozen=True, slots=True)
class Pay:
    """What a post pays a year, in whole pounds: for full-time hours, and for the hours of this post."""

    full_time_minimum: int
    full_time_maximum: int
    minimum: int
    maximum: int
    is_pro_rata: bool

    @property
    def words(self) -> str:
        """Return "£38,220 to £43,421 a year"; for part-time hours this is what full-time hours would pay."""
        return f"{band(self.full_time_minimum, self.full_time_maximum)} a year"

    @property
    def actual_words(self) -> str:
        """Return "£22,932 to £26,053 a year", what the hours of this post pay."""
        return f"{band(self.minimum, self.maximum)} a year"


def band(minimum: int, maximum: int) -> str:
    """Return "£38,220 to £43,421", or "£38,220" when both ends are the same."""
    return f"£{minimum:,}" if minimum == maximum else f"£{minimum:,} to £{maximum:,}"


def pay_of(front: VacancyFront) -> Pay:
    """Compute the pay for the post's own hours: full-time pay × hours ÷ full-time hours, to the nearest pound.

    Half a pound rounds up. Decimals, because 22.2 hours has no exact binary form.
    """
    share = Decimal(str(front.hours)) / Decimal(str(front.full_time_hours))
    lowest, highest = (
        int((amount * share).quantize(Decimal(1), ROUND_HALF_UP)) for amount in (front.salary_min, front.salary_max)
    )
    return Pay(front.salary_min, front.salary_max, lowest, highest, is_pro_rata=front.hours < front.full_time_hours)


def hours_in_words(front: VacancyFront) -> str:
    """Return "35 hours a week, full time" or "21 hours a week, part time (full time is 35)"."""
    if front.hours < front.full_time_hours:
        return f"{front.hours:g} hours a week, part time (full time is {front.full_time_hours:g})"
    return f"{front.hours:g} hours a week, full time"


def contract_in_words(front: VacancyFront) -> str:
    """Return "Permanent" or "Fixed term, 12 months"."""
    months = front.fixed_term_months
    if not months:
        return "Permanent"
    return f"Fixed term, {months} {'month' if months == 1 else 'months'}"


def number_of(count: int, singular: str, plural: str | None = None) -> str:
    """Return "1 role", "2 roles" or "no roles"."""
    return f"{count or 'no'} {singular if count == 1 else plural or singular + 's'}"
