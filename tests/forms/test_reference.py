"""The reference: readable, forgiving, and hard to guess or to get wrong."""

from __future__ import annotations

import math
import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from careers.forms import one_time, reference
from careers.forms.reference import new_reference, parse_reference

references = st.builds(new_reference)


def test_reference_has_fifty_bits_and_no_characters_that_look_alike() -> None:
    alphabet = set("".join(new_reference().replace("-", "")[:-1] for _ in range(2000)))
    assert len(alphabet) == 27
    assert 11 * math.log2(len(alphabet)) > 50
    assert not alphabet & set("OILZSBU")
    assert re.fullmatch(r"(\w{4}-){2}\w{4}", new_reference())


@given(references)
def test_reference_is_understood_in_any_dress(text: str) -> None:
    assert parse_reference(text) == text
    assert parse_reference(f"  {text.lower().replace('-', '')} ") == text
    assert parse_reference(text.replace("-", " – ").replace("0", "O").replace("1", "l").replace("5", "S")) == text


@given(references, st.integers(0, 11), st.sampled_from(reference._ALL))
def test_one_wrong_character_is_noticed(text: str, place: int, wrong: str) -> None:
    bare = text.replace("-", "")
    changed = bare[:place] + wrong + bare[place + 1 :]
    assert (parse_reference(changed) == text) == (changed == bare)
    assert parse_reference(changed) in {text, None}


@given(references, st.integers(0, 10))
def test_two_swapped_characters_are_noticed(text: str, place: int) -> None:
    bare = text.replace("-", "")
    swapped = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
    assert parse_reference(swapped) == (text if swapped == bare else None)


@given(st.text(max_size=40))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    parsed = parse_reference(text)
    assert parsed is None or parse_reference(parsed) == parsed


def test_keys_last_until_the_next_day_and_lead_to_one_address() -> None:
    key = one_time.new_key(date(2026, 11, 22))
    usable = [one_time.is_usable(key, date(2026, 11, day)) for day in (21, 22, 23, 24)]
    assert usable == [False, True, True, False]
    assert one_time.is_address(one_time.private_address(key))
    assert one_time.private_address(key) == one_time.private_address(key)
    assert one_time.private_address(key) != one_time.private_address(one_time.new_key(date(2026, 11, 22)))


@given(st.text(max_size=60))
def test_made_up_keys_are_not_usable(text: str) -> None:
    assert not one_time.is_usable(text, date(2026, 11, 22))


def test_example_in_the_help_is_a_reference() -> None:
    assert parse_reference("KXTR-7M2P-9WQN")
