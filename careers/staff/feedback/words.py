"""What an opinion is in words, and as a strip. The same words stand beside a page in preview."""

from __future__ import annotations

from careers.staff.feedback.contexts import Strip
from careers.staff.feedback.opinions import Opinion
from careers.staff.feedback.wilson import wilson
from careers.staff.ports import services
from careers.staff.words import percent

FEW = 30
"""Below this many answers it is said that they are few."""


def strip(helpful: int, total: int) -> Strip | None:
    """Return the share that was helped as a strip; nothing where nobody answered."""
    if not total:
        return None
    interval = wilson(helpful, total)
    return Strip(round(100 * helpful / total), round(100 * interval.low), round(100 * interval.high))


def between(helpful: int, total: int) -> str:
    """Return where the true share probably lies, such as "47% to 91%"; "" where nobody answered."""
    if not total:
        return ""
    interval = wilson(helpful, total)
    return f"{100 * interval.low:.0f}% to {100 * interval.high:.0f}%"


def share(helpful: int, total: int) -> str:
    """Return the share that was helped; "" where nobody answered."""
    return percent(helpful / total) if total else ""


def sentence(one: Opinion) -> str:
    """Return what visitors say of the present version of a page, in one or two sentences."""
    if not one.total:
        return "Nobody has answered about this version yet."
    found = "found it helpful" if one.helpful else "found it helpful so far"
    few = "With so few, the" if one.total < FEW else "The"
    low_high = between(one.helpful, one.total).replace(" to ", " and ")
    return (
        f"Of {one.total:,} who answered about this version, {one.helpful or 'nobody'} {found}. "
        f"{few} true share is probably between {low_high}."
    )


def earlier(one: Opinion) -> str:
    """Return what was said of earlier versions, "" when nothing was."""
    if not one.earlier_total:
        return ""
    return f"{one.earlier_helpful:,} of {one.earlier_total:,} found earlier versions helpful."


def reasons(one: Opinion, labels: dict[str, str], most: int | None = None) -> str:
    """Return the reasons, the most frequent first: "It was hard to understand (3), Something else (1)"."""
    chosen = sorted(one.reasons.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{labels.get(reason, reason)} ({number:,})" for reason, number in chosen[:most])


def labels() -> dict[str, str]:
    """Return the words of each reason by its id."""
    return services().feedback_reasons
