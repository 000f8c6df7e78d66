"""From tallies to opinions of pages, and the order in which pages need somebody.

A page needs somebody when enough visitors answered about its present version and, even read with caution, too many of
them were not helped: the lower end of the interval of those not helped is at least ``TOO_MANY``. The lower end ranks the
pages, so thirty voices of forty stand before three of four. Below ``ENOUGH`` answers a page is in no order of need at all,
however bad they are: the lower end alone would put one angry voice of one (21%) before twenty of a hundred (13%). Answers
about earlier versions do not count: whoever changes a page takes it off the list, until visitors say otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from careers.staff.feedback.known_pages import KnownPage, gone
from careers.staff.feedback.wilson import Interval, wilson
from careers.storage.feedback_review import Tally

ENOUGH = 5
TOO_MANY = 0.2


class Need(IntEnum):
    """How a page stands, in the order in which pages are listed."""

    NEEDS_YOU = 0
    DOES_WELL = 1
    TOO_FEW = 2
    NO_ANSWER = 3


@dataclass(frozen=True, slots=True)
class Opinion:
    """What visitors say of a page: of its present version, and how many said what of earlier ones.

    ``first`` is the day of the first answer about the present version; ``comments`` are those of all versions.
    """

    page: KnownPage
    helpful: int
    total: int
    reasons: Mapping[str, int]
    first: date | None
    comments: int
    earlier_helpful: int
    earlier_total: int
    earlier_last: date | None

    @property
    def interval(self) -> Interval | None:
        """Return where the true share of those helped probably lies; nothing without answers."""
        return wilson(self.helpful, self.total) if self.total else None

    @property
    def surely_not_helped(self) -> float:
        """Return the share that was not helped, read with caution: the lower end of its interval."""
        return wilson(self.total - self.helpful, self.total).low if self.total else 0.0

    @property
    def need(self) -> Need:
        """Return how the page stands."""
        if not self.total:
            return Need.NO_ANSWER
        if self.total < ENOUGH:
            return Need.TOO_FEW
        return Need.NEEDS_YOU if self.surely_not_helped >= TOO_MANY else Need.DOES_WELL


def opinions(tallies: Iterable[Tally], pages: Mapping[str, KnownPage]) -> tuple[Opinion, ...]:
    """Return the opinion of each page that has any feedback, those that need somebody first."""
    by_page: dict[str, list[Tally]] = {}
    for tally in tallies:
        by_page.setdefault(tally.page, []).append(tally)
    found = [opinion(pages.get(path) or gone(path), of_page) for path, of_page in by_page.items()]
    return tuple(sorted(found, key=_order))


def opinion(page: KnownPage, tallies: Iterable[Tally]) -> Opinion:
    """Return the opinion of one page from the tallies of its versions."""
    present = [tally for tally in tallies if tally.fingerprint == page.fingerprint]
    earlier = [tally for tally in tallies if tally.fingerprint != page.fingerprint]
    reasons = Counter[str]()
    for tally in present:
        reasons.update(tally.reasons)
    return Opinion(
        page=page,
        helpful=sum(tally.helpful for tally in present),
        total=sum(tally.total for tally in present),
        reasons=reasons,
        first=min((tally.first for tally in present), default=None),
        comments=sum(tally.comments for tally in (*present, *earlier)),
        earlier_helpful=sum(tally.helpful for tally in earlier),
        earlier_total=sum(tally.total for tally in earlier),
        earlier_last=max((tally.last for tally in earlier), default=None),
    )


def _order(one: Opinion) -> tuple[int, float, int, str]:
    ranked = one.need in {Need.NEEDS_YOU, Need.DOES_WELL}
    return (one.need, -one.surely_not_helped if ranked else 0.0, one.helpful - one.total, one.page.path)
