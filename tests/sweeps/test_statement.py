"""The accessibility statement, whose limits editors write, and the record of the developers tell the same."""

from __future__ import annotations

from careers.content.edition import Edition
from tests.editors.test_accessibility_statement import ROWS


def test_what_the_record_calls_partly_is_in_the_statement(edition: Edition) -> None:
    limits = edition.library.accessibility
    assert limits is not None
    listed = {number for limit in limits.limits if limit.kind == "fails" for number in limit.criteria}
    assert {number for number, _, result, _ in ROWS if result in {"Partly", "Does not support"}} == listed
