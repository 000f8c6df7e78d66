"""How much of the corpus the guard finds, kind by kind, and how little of what is harmless it stops.

The thresholds are promises, on remarks never used to shape a rule and on those that were.
"""

from __future__ import annotations

from collections import Counter

import pytest

from careers.forms.personal_data import Kind, find
from tests.guard.corpus import Remark, harmless, personal

PARTS = ("unseen", "second_unseen", "first_unseen", "tuning")
PROMISED = {
    Kind.NATIONAL_INSURANCE: 0.99,
    Kind.CARD: 0.99,
    Kind.IBAN: 0.99,
    Kind.NHS: 0.99,
    Kind.POSTCODE: 0.99,
    Kind.IP_ADDRESS: 0.99,
    Kind.EMAIL: 0.95,
    Kind.BANK: 0.95,
    Kind.PHONE: 0.90,
    Kind.BIRTH_DATE: 0.90,
    Kind.WRITER_NAME: 0.90,
    Kind.CHILD_NAME: 0.90,
    Kind.SOCIAL_WORK_ENGLAND: 0.90,
    Kind.PASSPORT: 0.90,
    Kind.DRIVING_LICENCE: 0.90,
    Kind.VEHICLE: 0.90,
    Kind.ADDRESS: 0.80,
    Kind.THIRD_PARTY_NAME: 0.80,
    Kind.SOCIAL_PROFILE: 0.80,
}
NAMED_RIGHT = 0.85  # of the remarks with a kind, those in which that very kind is named to the visitor


def missed(remarks: list[Remark]) -> list[str]:
    """Return the lines in which nothing that is marked was found."""
    return [remark.line for remark in remarks if not remark.is_found(find(remark.text))]


def test_every_kind_has_a_promise() -> None:
    assert set(PROMISED) == set(Kind)


@pytest.mark.parametrize("part", PARTS)
def test_remarks_with_personal_data_are_stopped(part: str) -> None:
    remarks = personal(part)
    assert len(remarks) > 200
    misses = missed(remarks)
    assert len(misses) <= 0.05 * len(remarks), misses


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("part", PARTS)
def test_a_kind_is_found_as_often_as_promised(part: str, kind: Kind) -> None:
    remarks = [remark for remark in personal(part) if kind in remark.kinds]
    assert len(remarks) >= 10
    misses = missed(remarks)
    assert len(misses) <= (1 - PROMISED[kind]) * len(remarks), misses


@pytest.mark.parametrize("kind", Kind)
def test_the_visitor_is_told_the_right_kind(kind: Kind) -> None:
    remarks = [remark for part in PARTS for remark in personal(part) if kind in remark.kinds]
    named = sum(any(finding.kind == kind for finding in find(remark.text)) for remark in remarks)
    assert named >= NAMED_RIGHT * len(remarks)


@pytest.mark.parametrize("part", PARTS)
def test_harmless_remarks_pass(part: str) -> None:
    remarks = harmless(part)
    assert len(remarks) > 150
    stopped = [text for _, text in remarks if find(text)]
    assert len(stopped) <= 0.02 * len(remarks), stopped


@pytest.mark.parametrize("part", PARTS)
def test_no_remark_about_caseloads_or_figures_is_stopped(part: str) -> None:
    figures = [text for label, text in harmless(part) if label == "figures"]
    assert len(figures) >= 20
    assert [text for text in figures if find(text)] == []


def test_the_parts_share_no_remark() -> None:
    texts = Counter(remark.text for part in PARTS for remark in personal(part))
    texts.update(text for part in PARTS for _, text in harmless(part))
    assert [text for text, times in texts.items() if times > 1] == []
