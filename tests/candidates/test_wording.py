"""Dates, pay and hours in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.clock import LONDON, end_of_day
from careers.content.edition import Edition
from careers.content.fields import parse_as_at
from careers.content.front_matter import VacancyFront
from careers.site.figures import statistic
from careers.site.vacancies import wording
from tests.factories import vacancy_front


def front(**fields: object) -> VacancyFront:
    """Return the front matter of an advert."""
    return VacancyFront.model_validate(vacancy_front(**fields))


def london(*moment: int, fold: int = 0) -> datetime:
    """Return a moment in London."""
    return datetime(*moment, tzinfo=LONDON, fold=fold)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (london(2026, 11, 27, 12), "noon on Friday 27 November 2026"),
        (london(2026, 11, 27, 17), "5pm on Friday 27 November 2026"),
        (london(2026, 11, 27, 9, 30), "9:30am on Friday 27 November 2026"),
        (london(2026, 11, 27, 12, 30), "12:30pm on Friday 27 November 2026"),
        (london(2026, 11, 27, 0, 15), "12:15am on Friday 27 November 2026"),
        (end_of_day(date(2026, 11, 27)), "the end of Friday 27 November 2026"),
        (london(2026, 11, 28), "the end of Friday 27 November 2026"),
        (datetime(2026, 7, 1, 11, 0, tzinfo=UTC), "noon on Wednesday 1 July 2026"),
    ],
)
def test_a_moment_is_said_as_people_say_it(moment: datetime, words: str) -> None:
    assert wording.moment_in_words(moment) == words


def test_the_hour_that_autumn_repeats_says_which_of_the_two_is_meant() -> None:
    assert wording.time_in_words(london(2026, 10, 25, 1, 30)) == "1:30am (British Summer Time)"
    assert wording.time_in_words(london(2026, 10, 25, 1, 30, fold=1)) == "1:30am (Greenwich Mean Time)"
    assert wording.time_in_words(london(2026, 10, 25, 2, 30)) == "2:30am"
    assert wording.time_in_words(london(2026, 10, 24, 1, 30)) == "1:30am"


@pytest.mark.parametrize(
    ("days", "closes", "words"),
    [
        (0, london(2026, 11, 27, 12), "Closes today at noon"),
        (1, london(2026, 11, 27, 17), "Closes tomorrow at 5pm"),
        (0, end_of_day(date(2026, 11, 27)), "Closes today at midnight"),
        (2, london(2026, 11, 27, 12), "2 days left"),
        (30, london(2026, 11, 27, 12), "30 days left"),
    ],
)
def test_days_left_are_said_in_words(days: int, closes: datetime, words: str) -> None:
    assert wording.days_left_in_words(days, closes) == words


@pytest.mark.parametrize(
    ("days", "closes", "words"),
    [
        (0, london(2026, 11, 27, 12), "Closes today, at noon on Friday 27 November 2026"),
        (1, end_of_day(date(2026, 11, 27)), "Closes tomorrow, at the end of Friday 27 November 2026"),
        (2, london(2026, 11, 27, 17), "Closes at 5pm on Friday 27 November 2026: 2 days left"),
    ],
)
def test_a_closing_time_is_said_once_with_how_near_it_is(days: int, closes: datetime, words: str) -> None:
    assert wording.closing_in_words(days, closes) == words


def test_pay_for_part_time_hours_is_worked_out_to_the_nearest_pound() -> None:
    pay = wording.pay_of(front(salary_min="38220", salary_max="43421", hours="22.2", full_time_hours="37"))
    assert (pay.minimum, pay.maximum) == (22932, 26053)
    assert pay.is_pro_rata
    assert pay.actual_words == "£22,932 to £26,053 a year"
    assert pay.words == "£38,220 to £43,421 a year"


def test_half_a_pound_rounds_up() -> None:
    pay = wording.pay_of(front(salary_min="30001", salary_max="30003", hours="17.5", full_time_hours="35"))
    assert (pay.minimum, pay.maximum) == (15001, 15002)


def test_full_time_pay_is_what_the_advert_says() -> None:
    pay = wording.pay_of(front(salary_min="40000", salary_max="40000"))
    assert not pay.is_pro_rata
    assert pay.actual_words == "£40,000 a year"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    low=st.integers(0, 200_000),
    more=st.integers(0, 50_000),
    hours=st.decimals(min_value=1, max_value=60, places=1),
    full=st.decimals(min_value=1, max_value=60, places=1),
)
def test_pay_is_in_order_and_within_a_pound_of_the_exact_share(
    low: int, more: int, hours: object, full: object
) -> None:
    least, most = sorted((float(str(hours)), float(str(full))))
    pay = wording.pay_of(
        front(salary_min=str(low), salary_max=str(low + more), hours=f"{least:g}", full_time_hours=f"{most:g}")
    )
    assert pay.minimum <= pay.maximum <= low + more
    assert abs(pay.minimum - low * least / most) <= 0.5001


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"hours": "35"}, "35 hours a week, full time"),
        ({"hours": "22.2", "full_time_hours": "37"}, "22.2 hours a week, part time (full time is 37)"),
    ],
)
def test_hours_are_said_with_what_full_time_is(fields: dict[str, str], words: str) -> None:
    assert wording.hours_in_words(front(**fields)) == words


def test_contracts_are_said_with_their_length() -> None:
    assert wording.contract_in_words(front()) == "Permanent"
    assert wording.contract_in_words(front(contract="fixed-term", fixed_term_months="12")) == "Fixed term, 12 months"
    assert wording.contract_in_words(front(contract="fixed-term", fixed_term_months="1")) == "Fixed term, 1 month"


@pytest.mark.parametrize(
    ("items", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_items_stand_in_a_row(items: list[str], words: str) -> None:
    assert wording.in_a_row(items) == words


@pytest.mark.parametrize(
    ("as_at", "words"), [("2017", "in 2017"), ("2017-03", "in March 2017"), ("2017-03-31", "on 31 March 2017")]
)
def test_the_first_value_of_a_figure_is_dated_as_people_date_it(edition: Edition, as_at: str, words: str) -> None:
    figure = next(one for one in edition.figures.values() if len(one.front.points) > 1)
    points = (figure.front.points[0].model_copy(update={"as_at": parse_as_at(as_at)}), *figure.front.points[1:])
    moved = replace(figure, front=figure.front.model_copy(update={"points": points}))
    assert statistic(moved).then.endswith(f" {words}")


@pytest.mark.parametrize(("count", "words"), [(0, "no roles"), (1, "1 role"), (2, "2 roles")])
def test_numbers_agree_with_their_noun(count: int, words: str) -> None:
    assert wording.number_of(count, "role") == words
