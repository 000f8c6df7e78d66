"""The filters of the pipeline: from an address to a selection, and back to the address and to words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from careers.content.questionnaire import Question, Questionnaire
from careers.storage.pipeline import Selection, Span
from careers.storage.records import HrStage

QUESTIONS = ("situation", "roles", "localities", "start", "patterns")
"""The questions that the pipeline counts and filters by, where the questionnaire asks them."""
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is filtered by, as pairs of the address: a question's id, ``month``, ``from`` or ``stage``, and a value."""

    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> str:
        """Return the query of the address, with its question mark; nothing without filters."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    def values(self, key: str) -> tuple[str, ...]:
        """Return what is filtered by under one key."""
        return tuple(value for name, value in self.pairs if name == key)

    def without(self, pair: tuple[str, str]) -> Filters:
        """Return the filters less one."""
        return replace(self, pairs=tuple(other for other in self.pairs if other != pair))

    def way(self, pair: tuple[str, str], path: str) -> str:
        """Return the address that filters by one pair more; "" where it is filtered by already."""
        return "" if pair in self.pairs else path + replace(self, pairs=(*self.pairs, pair)).query

    def page(self, number: int) -> str:
        """Return the query of one page of a list that is filtered."""
        return replace(self, pairs=(*self.pairs, ("page", str(number)))).query

    def selection(self) -> Selection:
        """Return what the database is asked for."""
        questions = {name for name, _ in self.pairs} & set(QUESTIONS)
        return Selection(
            choices={question: self.values(question) for question in QUESTIONS if question in questions},
            spans=tuple(_span(month) for month in self.values("month")),
            pages=self.values("from"),
            stages=self.values("stage"),
        )

    def words(
        self, questionnaire: Questionnaire, page_name: Callable[[str], str] = str
    ) -> tuple[tuple[tuple[str, str], str], ...]:
        """Return each pair with the words that say what it filters by; ``page_name`` calls the page at an address."""
        return tuple((pair, self._said(pair, questionnaire, page_name)) for pair in self.pairs)

    @staticmethod
    def _said(pair: tuple[str, str], questionnaire: Questionnaire, page_name: Callable[[str], str]) -> str:
        key, value = pair
        for question in asked(questionnaire):
            if question.id == key:
                return next((option.label for option in question.options if option.id == value), value)
        if key == "month":
            return month_name(_span(value).first)
        return f"From {page_name(value)}" if key == "from" else value.capitalize()


def asked(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Return the questions that the pipeline counts by, in its own order."""
    by_id = {question.id: question for question in questionnaire.questions}
    return tuple(by_id[name] for name in QUESTIONS if name in by_id)


def read(arguments: MultiDict[str, str], questionnaire: Questionnaire, pages: Iterable[str]) -> Filters:
    """Return the filters in an address. What does not exist is left out, so an old bookmark still opens."""
    offered: dict[str, set[str]] = {q.id: {option.id for option in q.options} for q in asked(questionnaire)}
    offered |= {"from": set(pages), "stage": {stage.value for stage in HrStage}}
    found = {
        (key, value): None
        for key in (*offered, "month")
        for value in arguments.getlist(key)
        if (bool(_MONTH.fullmatch(value)) if key == "month" else value in offered[key])
    }
    return Filters(tuple(found))


def month_name(first: date) -> str:
    """Return a month in words."""
    return f"{first:%B %Y}"


def _span(month: str) -> Span:
    year, number = int(month[:4]), int(month[5:])
    return Span(date(year, number, 1), date(year + number // 12, number % 12 + 1, 1))
