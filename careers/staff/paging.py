"""Lists of several pages: which one the address asks for, and the addresses of its neighbours."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, request

from careers.staff.contexts import Pages


def paged(total: int, size: int, address: Callable[[int], str]) -> Pages:
    """Return where one is in a list of ``total``; ``address`` gives the address of a page. 404 for one there is not."""
    asked = request.args.get("page", "1")
    last = max(1, -(-total // size))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    if not 1 <= number <= last:
        abort(404)
    return Pages(
        number, last, address(number - 1) if number > 1 else None, address(number + 1) if number < last else None
    )
