"""What templates may do with words."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from careers.site.templating import whole_dates


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("noon on Friday 27 November 2026", "noon on Friday 27~November~2026"),
        (
            "Tuesday 8 December 2026 and Wednesday 9 December 2026",
            "Tuesday 8~December~2026 and Wednesday 9~December~2026",
        ),
        ("on 3 May, and 18 Maybe", "on 3~May, and 18 Maybe"),
        ("about 2017, 35 hours a week", "about 2017, 35 hours a week"),
    ],
)
def test_a_date_is_not_parted_at_the_end_of_a_line(text: str, whole: str) -> None:
    assert whole_dates(text) == whole.replace("~", "\u00a0")


def test_what_is_safe_stays_safe_and_what_is_not_does_not_become_so() -> None:
    assert isinstance(whole_dates(Markup("<b>1 May</b>")), Markup)
    assert not isinstance(whole_dates("<b>1 May</b>"), Markup)
