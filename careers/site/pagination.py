"""Where a reader is in a list of several pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LAST_PAGE = 999


@dataclass(frozen=True, slots=True)
class Pages:
    """The page shown and the last one, from 1; the addresses beside it are ``None`` at either end."""

    number: int
    last: int
    previous: str | None
    following: str | None


ONE_PAGE = Pages(1, 1, None, None)


def page_asked_for(text: str) -> int:
    """Return the page number in an argument of an address; anything else is the first page."""
    return min(int(text), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) else 1


def pages(asked: int, found: int, per_page: int, address: Callable[[int], str]) -> Pages:
    """Return the place of a page in a list of ``found`` items; a page past the end is the last one."""
    last = max(1, -(-found // per_page))
    number = max(1, min(asked, last))
    return Pages(
        number, last, address(number - 1) if number > 1 else None, address(number + 1) if number < last else None
    )
