"""The components that editors place in a text: their names, what stands after the name, what they need from the file.

``{{ chart vacancy_rate }}`` is the component "chart" with the argument "vacancy_rate". The renderer finds them, the
references check them, the templates draw them; this is the one list that all three agree on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from careers.content.document import Body, Component


class Argument(Enum):
    """What stands after the name of a component."""

    NONE = "nothing"
    FIGURE = "the name of a figure, such as vacancy_rate"
    ACTION = "an address, a bar and words, such as /interest/ | Register your interest"
    PHOTO = "the src of a photo in the front matter"
    DOWNLOAD = "the file of a download in the front matter"


@dataclass(frozen=True, slots=True)
class Rule:
    """One component: its argument, the field of the front matter that must be filled in for it, and where it may stand."""

    argument: Argument
    field: str = ""
    is_for_pages: bool = False


BLOCKS: Mapping[str, Rule] = {
    "statistic": Rule(Argument.FIGURE),
    "statistics": Rule(Argument.NONE, "statistics"),
    "chart": Rule(Argument.FIGURE),
    "timeline": Rule(Argument.NONE, "timeline"),
    "achievements": Rule(Argument.NONE, "achievements"),
    "objectives": Rule(Argument.NONE, "objectives"),
    "key-facts": Rule(Argument.NONE, "key_facts"),
    "action": Rule(Argument.ACTION),
    "actions": Rule(Argument.NONE, "actions"),
    "photo": Rule(Argument.PHOTO, "photos"),
    "download": Rule(Argument.DOWNLOAD, "downloads"),
    "downloads": Rule(Argument.NONE, "downloads"),
    "stories": Rule(Argument.NONE, "stories"),
    "vacancies": Rule(Argument.NONE),
    "what-we-store": Rule(Argument.NONE, is_for_pages=True),
    "accessibility-status": Rule(Argument.NONE, is_for_pages=True),
    "accessibility-limits": Rule(Argument.NONE, is_for_pages=True),
    "accessibility-details": Rule(Argument.NONE, is_for_pages=True),
    "accessibility-run": Rule(Argument.NONE, is_for_pages=True),
}
INLINE = ("figure", "as-at")
_ACTION = re.compile(r"(\S+)\s*\|\s*(\S.*)")


def split_action(argument: str) -> tuple[str, str] | None:
    """Return the address and the words of ``/interest/ | Register your interest``; ``None`` for any other form."""
    match = _ACTION.fullmatch(argument.strip())
    return (match.group(1), match.group(2)) if match else None


def buttons(body: Body) -> Iterator[tuple[int, str]]:
    """Yield the line of each ``{{ action }}`` in a text, and the address that it leads to; badly written ones are left out."""
    for block in body.blocks:
        if isinstance(block, Component) and block.name == "action" and (parts := split_action(block.argument)):
            yield block.line, parts[0]
