"""What time does to content: reviews that are due. Only ever advice, so that no site falls over at midnight."""

from __future__ import annotations

from collections.abc import Iterator

from careers.content.collection import Collection
from careers.content.document import Kind
from careers.content.problem import Problem, Severity


def check_reviews(collection: Collection) -> Iterator[Problem]:
    """Yield advice for each document whose review is overdue; figures have their own."""
    for entry in collection.entries.values():
        review_by = entry.front.review_by if entry.front else None
        if entry.kind is not Kind.FIGURE and review_by is not None and review_by < collection.today:
            message = f"the review was due by {review_by}: read the page, then move reviewed_on and this date on"
            yield entry.problem(("review_by",), message, Severity.WARNING)
