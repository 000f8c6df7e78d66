"""The types of single front matter fields, each with an error that says what to write instead.

YAML scalars arrive as text (the loader guesses no types), so every type here starts from a string.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from careers.clock import LONDON, end_of_day, start_of_day

DATE_FORM = "a date as year-month-day, such as 2026-11-30"
MOMENT_FORM = "a date such as 2026-11-30, or a date and a time such as 2026-11-30 12:00"
LAST_YEAR = 2999
"""No date is later: the day after it and its midnight can be told too, which Python cannot do for 9999-12-31."""
AS_AT_FORM = 'a year (2021), a month (2022-03) or a day (2022-03-31), with "about" in front when it is not exact'


class Strict(BaseModel):
    """The base of everything read from front matter: unknown fields are errors, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def fault(found: object, instead: str, field: str = "") -> PydanticCustomError:
    """Return the error "found X, write Y", the one form in which a field says what is wrong with it.

    A rule of a whole model names the ``field`` that it is about, so that the error points to that field's line.
    """
    shown = f'"{found}"' if str(found) else "nothing"
    return PydanticCustomError(
        "careers", "found {found}, write {instead}", {"found": shown, "instead": instead, "field": field}
    )


def parse_date(value: object) -> date:
    """Read ``2026-11-30``; raise :func:`fault` for any other form and for a day that does not exist."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return _date(str(value).strip())


@lru_cache(maxsize=4096)
def _date(text: str) -> date:
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text, re.ASCII)
    if not match:
        raise fault(text, DATE_FORM)
    year, month, day = (int(part) for part in match.groups())
    if not 1 <= month <= 12:
        raise fault(text, f"a month from 01 to 12, as in {year}-11-30")
    if not 1900 <= year <= LAST_YEAR:
        raise fault(text, f"a year from 1900 to {LAST_YEAR}; for no end, leave the line out")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise fault(text, f"a day that exists: {calendar.month_name[month]} {year} has {last} days")
    return date(year, month, day)


def _moment(text: object, bare: Any) -> datetime:
    if isinstance(text, datetime):
        return text.astimezone(LONDON)
    words = re.split(r"[ T]+", str(text).strip(), maxsplit=1)
    try:
        day = parse_date(words[0])
    except PydanticCustomError as error:
        raise (fault(text, MOMENT_FORM) if DATE_FORM in error.message() else error) from None
    if len(words) == 1:
        return bare(day)  # type: ignore[no-any-return]
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", words[1], re.ASCII)
    if not match:
        raise fault(text, MOMENT_FORM)
    hour, minute, second = (int(part or 0) for part in match.groups())
    if hour > 23 or minute > 59 or second > 59:
        raise fault(text, "a time from 00:00 to 23:59")
    moment = datetime.combine(day, time(hour, minute, second), LONDON)
    if _is_skipped(moment):
        raise fault(text, "a time that exists: the clocks go forward at 01:00 that day, so 01:00 to 01:59 is skipped")
    return moment


def _is_skipped(moment: datetime) -> bool:
    """Tell whether the clock change in spring leaves this London time out."""
    return moment.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != moment.replace(tzinfo=None)


def parse_opening(value: object) -> datetime:
    """Read a moment in London; a bare date opens at 00:00:00."""
    return _moment(value, start_of_day)


def parse_closing(value: object) -> datetime:
    """Read a moment in London; a bare date closes at 23:59:59. In the repeated autumn hour the first one counts."""
    return _moment(value, end_of_day)


def parse_truth(value: object) -> bool:
    """Read yes or no (true and false too); anything else is an error, as "N/A" is no answer."""
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in {"yes", "true"}:
        return True
    if text in {"no", "false"}:
        return False
    raise fault(value, "yes or no")


@dataclass(frozen=True, slots=True, order=True)
class AsAt:
    """The day, month or year at which a figure was true.

    ``first`` is the first day of the period, for ordering; ``precision`` is "year", "month" or "day".
    """

    first: date
    precision: str
    approximate: bool = False

    @property
    def words(self) -> str:
        """Return "2021", "March 2022", "31 March 2022" or "about 2016"."""
        day = self.first
        text = {
            "year": f"{day.year}",
            "month": f"{calendar.month_name[day.month]} {day.year}",
            "day": f"{day.day} {calendar.month_name[day.month]} {day.year}",
        }[self.precision]
        return f"about {text}" if self.approximate else text

    @property
    def iso(self) -> str:
        """Return the valid value of an HTML ``datetime`` attribute: 2021, 2022-03 or 2022-03-31."""
        return {"year": f"{self.first:%Y}", "month": f"{self.first:%Y-%m}", "day": f"{self.first:%Y-%m-%d}"}[
            self.precision
        ]

    def __str__(self) -> str:
        return self.words


def parse_as_at(value: object) -> AsAt:
    """Read ``2021``, ``2022-03``, ``2022-03-31`` or any of them after ``about``."""
    if isinstance(value, AsAt):
        return value
    text = str(value).strip()
    approximate = text.lower().startswith("about ")
    bare = text[6:].strip() if approximate else text
    parts = bare.split("-")
    if not re.fullmatch(r"\d{4}(-\d{1,2}){0,2}", bare, re.ASCII):
        raise fault(text, AS_AT_FORM)
    first = parse_date("-".join([*parts, *["01"] * (3 - len(parts))]))
    return AsAt(first, ("year", "month", "day")[len(parts) - 1], approximate)


def _parse_number(value: object) -> float:
    text = str(value).strip().replace(",", "")
    if not re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII):
        raise fault(value, "a number in digits, without a unit, such as 15 or 7.5")
    number = float(text)
    return int(number) if number.is_integer() else number


def _parse_whole(value: object) -> int:
    text = str(value).strip().replace(",", "").removeprefix("£")
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise fault(value, "a whole number in digits, such as 38220")
    return int(text)


def _parse_list(value: object) -> object:
    if isinstance(value, str):
        raise fault(value, 'a list: one item a line, each after "- "')
    return value


Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\r\n]*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=80)]
Address = Annotated[str, StringConstraints(pattern=r"^(?:https://|mailto:|tel:|/)\S+$|^/$", max_length=500)]
Truth = Annotated[bool, PlainValidator(parse_truth)]
Day = Annotated[date, PlainValidator(parse_date)]
Opening = Annotated[datetime, PlainValidator(parse_opening)]
Closing = Annotated[datetime, PlainValidator(parse_closing)]
Period = Annotated[AsAt, PlainValidator(parse_as_at)]
Number = Annotated[float, PlainValidator(_parse_number)]
Whole = Annotated[int, PlainValidator(_parse_whole), Field(ge=0)]


type_list = BeforeValidator(_parse_list)
Texts = Annotated[tuple[Text, ...], type_list]
Names = Annotated[tuple[Name, ...], type_list]
