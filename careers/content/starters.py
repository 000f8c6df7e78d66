"""What a new file begins with: sound values to write over, and the headings of its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from careers.content.document import Kind
from careers.content.references.vocabulary import CHOSEN_FROM
from careers.content.settings import Term, Vocabulary
from careers.content.strict_yaml import strings

Values = Mapping[str, Any]
MONDAY, WEDNESDAY = 0, 2
_WRITE = "Write this part, or take its heading out."
_SOUND = frozenset(
    {
        "A locality team",
        "As soon as you can",
        "Local Government Pension Scheme",
        "Social worker",
        "The team manager",
        "Two years",
    }
)
"""Values that may be right as they stand."""
_NOBODYS_PAY = "12345"
"""Sound, and so odd that nobody takes it for what the post pays."""
_SOURCE = {"title": "Title of the document", "publisher": "Who published it", "date": "2026"}


@dataclass(frozen=True, slots=True)
class Starter:
    """The fields that a new file has, by name, and the Markdown below them."""

    values: Values
    text: str


def starter(kind: Kind, slug: str, vocabulary: Vocabulary, today: date, taken: frozenset[int] = frozenset()) -> Starter:
    """Return what a new file of one kind begins with; ``taken`` are the places that other stages have in the order."""
    title = slug.rpartition("/")[2].replace("-", " ").replace("_", " ").capitalize()
    first = {name: _first(vocabulary, list_name) for name, list_name in CHOSEN_FROM.get(kind, {}).items()}
    values = {"draft": "yes", "title": title, **_MAKERS[kind](today, first)}
    if kind is Kind.VACANCY:
        values["reference"] = f"NEW-{slug.upper()}"[:31].rstrip("-")
    if kind is Kind.STAGE:
        values["order"] = str(next(n for n in range(10, 10_000, 10) if n not in taken))
    return Starter(MappingProxyType(values), _TEXTS[kind])


@cache
def words_to_write_over() -> frozenset[str]:
    """Return the sentences, names and numbers that stand for what to write, and that no reader should ever see."""
    chosen: Mapping[str, str] = defaultdict(str)
    fields = [maker(date(2000, 1, 3), chosen) for maker in _MAKERS.values()]
    said = {words for values in fields for _, words in strings(values)}
    said |= {line.strip() for text in _TEXTS.values() for line in text.split("\n") if not line.startswith(("#", "!!!"))}
    return frozenset(words for words in said if " " in words and not re.search(r"\d", words)) - _SOUND | {_NOBODYS_PAY}


def _first(vocabulary: Vocabulary, list_name: str) -> str:
    terms: tuple[Term, ...] = getattr(vocabulary, list_name)
    return next((term.id for term in terms if not term.retired), terms[0].id)


def later(day: date, days: int, weekday: int) -> date:
    """Return the first such weekday that is at least ``days`` after ``day``."""
    earliest = day + timedelta(days=days)
    return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)


def _reviews(today: date) -> dict[str, str]:
    return {"reviewed_on": f"{today}", "review_by": f"{today + timedelta(days=182)}"}


def _page(today: date, _first: Mapping[str, str]) -> dict[str, Any]:
    return {
        "description": "One line that says what the page is about.",
        "summary": "A sentence or two that lead into the page.",
        **_reviews(today),
    }


def _story(today: date, first: Mapping[str, str]) -> dict[str, Any]:
    return {
        "standfirst": "One or two sentences that lead into the story.",
        "person": {
            "first_name": "First name",
            "role": "Social worker",
            "team": "A locality team",
            "route": "How the person came into the work",
        },
        "themes": [first["themes"]],
        "source": _SOURCE,
        "published_on": f"{today}",
        "consent_until": f"{today + timedelta(days=730)}",
        **_reviews(today),
    }


def _vacancy(today: date, first: Mapping[str, str]) -> dict[str, Any]:
    opens = later(today, 1, MONDAY)
    closes = later(opens, 24, WEDNESDAY)
    return {
        "description": "One line that says what the post is.",
        "level": first["level"],
        "team": first["team"],
        "locality": first["locality"],
        "grade": "Grade, as candidates know it",
        "salary_min": _NOBODYS_PAY,
        "salary_max": _NOBODYS_PAY,
        "hours": "35",
        "contract": "permanent",
        "patterns": [first["patterns"]],
        "flexible": {"offered": "yes", "detail": "What exactly is offered."},
        "hybrid": {"offered": "yes", "detail": "How much, and what must be in the office."},
        "visa_sponsorship": "no",
        "car": "useful",
        "registration_required": "yes",
        "asye_suitable": "no",
        "caseload": "How many children or families one person works with.",
        "supervision": "How often, and with whom.",
        "team_size": "How many people, and who they are.",
        "benefits": ["Local Government Pension Scheme"],
        "opens_at": f"{opens} 09:00",
        "closes_at": f"{closes} 12:00",
        "interviews_on": [f"{later(closes, 7, WEDNESDAY)}"],
        "starts": "As soon as you can",
        "apply_url": "https://www.manchester.gov.uk/jobs",
        "informal_contact": {"role": "The team manager", "url": "https://www.manchester.gov.uk/jobs"},
    }


def _stage(today: date, first: Mapping[str, str]) -> dict[str, Any]:
    return {
        "description": "One line that says what somebody does at this stage.",
        "branch": first["branch"],
        "entry": "yes",
        "final": "yes",
        "typical_time": "Two years",
        "requirements": ["What somebody needs to begin"],
        "support": ["What helps people at this stage"],
        "basis": "background",
        "sources": [_SOURCE],
        **_reviews(today),
    }


def _figure(today: date, _first: Mapping[str, str]) -> dict[str, Any]:
    return {
        "unit": "percent",
        "points": [{"as_at": f"{today.year}", "value": "0"}],
        "source": _SOURCE,
        **_reviews(today),
    }


_MAKERS: Mapping[Kind, Callable[[date, Mapping[str, str]], dict[str, Any]]] = {
    Kind.PAGE: _page,
    Kind.STORY: _story,
    Kind.VACANCY: _vacancy,
    Kind.STAGE: _stage,
    Kind.FIGURE: _figure,
}

_TEXTS: Mapping[Kind, str] = {
    Kind.PAGE: f"Begin with what the reader wants to know most.\n\n## First heading\n\n{_WRITE}\n",
    Kind.STORY: (
        "## How it began\n\nTell it in your own words.\n\n"
        '!!! pull-out "First name, in our words"\n    One passage of what the person said, retold.\n\n'
        f"## What helps\n\n{_WRITE}\n\n## What still needs work\n\n{_WRITE}\n"
    ),
    Kind.VACANCY: "".join(
        f"## {heading}\n\n{_WRITE}\n\n"
        for heading in (
            "The work",
            "A week in this role",
            "What you bring",
            "Your team",
            "How we support you",
            "Pay",
            "Safer recruitment",
            "How to apply",
        )
    ).rstrip("\n")
    + "\n",
    Kind.STAGE: f"## What it is like\n\n{_WRITE}\n\n## What comes next\n\n{_WRITE}\n",
    Kind.FIGURE: "What is counted, and what the number does not tell.\n",
}
