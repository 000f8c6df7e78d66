"""A mistyped address finds the page that was meant, among however many, and costs no more where there are more."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.content.neighbours import COMPARED, Neighbours

WORDS = ("social-worker", "team-manager", "adviser", "practice-lead", "student", "reviewing-officer", "deputy", "head")
ADDRESSES = [
    f"/{folder}/{first}-{second}-{number}/"
    for folder, first, second, number in product(("stories", "vacancies", "pay/bands"), WORDS, WORDS, range(52))
]
MANY = Neighbours(ADDRESSES)


@pytest.mark.parametrize("place", [1, 8, 16])
def test_one_wrong_letter_in_the_words_is_found_among_ten_thousand(place: int) -> None:
    assert len(ADDRESSES) > 9_000
    for address in ADDRESSES[::600]:
        before, after = address[:place], address[place:]
        for mistyped in (before + after[1:], f"{before}q{after}", f"{before}q{after[1:]}"):
            assert address in MANY.nearest(mistyped), mistyped


def test_a_page_is_found_in_another_folder_than_was_thought() -> None:
    assert "/stories/team-manager-head-7/" in MANY.nearest("/people/team-manager-head-7/")


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300) | st.sampled_from(ADDRESSES))
def test_no_address_is_compared_with_more_than_a_bounded_number(address: str) -> None:
    assert len(MANY.around(address)) <= COMPARED
    assert set(MANY.nearest(address)) <= set(ADDRESSES)


@given(st.text("abc/-", max_size=30), st.lists(st.text("abc/-", max_size=30), max_size=COMPARED, unique=True))
def test_a_small_site_is_compared_as_a_whole(address: str, addresses: list[str]) -> None:
    assert Neighbours(addresses).nearest(address) == get_close_matches(address, addresses, 3, 0.55)
