"""Numbers made up at random, laid out and disguised in every combination, are found as the kind they are."""

from __future__ import annotations

import string
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.gb import nhs
from stdnum.iso7064 import mod_97_10

from careers.forms.personal_data import Kind, find
from careers.forms.personal_data.postcodes import AREAS

FULL_WIDTH = {ord(char): chr(ord(char) + 0xFEE0) for char in string.ascii_letters + string.digits}
DISGUISES: tuple[Callable[[str], str], ...] = (
    str,
    str.lower,
    lambda text: text.translate(FULL_WIDTH),
    "\u200b".join,
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "  "),
)
SENTENCES = (
    "{}",
    "My number is {}, please keep it.",
    "I typed {} and it failed again",
    "({})",
    "{}\nThanks for the page",
    "Je crois que {} est juste",
)
GAPS = ("", " ", "-", ".", "/", "_", "\u2009")


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(string.digits, min_size=count, max_size=count)


def letters(count: int, alphabet: str = string.ascii_uppercase) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=count, max_size=count)


def grouped(number: str, size: int) -> list[str]:
    return [number[start : start + size] for start in range(0, len(number), size)]


def nhs_groups(first_nine: str) -> list[str] | None:
    for check in string.digits:
        if nhs.is_valid(first_nine + check):
            return [first_nine[:3], first_nine[3:6], first_nine[6:] + check]
    return None


def iban_groups(account: str) -> list[str]:
    return grouped(f"GB{mod_97_10.calc_check_digits(account + 'GB')}{account}", 4)


# Prefixes that are words in lower case, or begin another kind of number, need the words around them.
WORDS = {"SW", "TO", "SO", "ME", "AS", "OR", "BY", "MY", "NO", "BE", "OH"}
CARDS = st.builds(
    lambda start, rest: grouped(start + rest + luhn.calc_check_digit(start + rest), 4),
    st.sampled_from(["42", "51", "55", "22"]),
    digits(13),
)
INSURANCE = st.tuples(
    letters(2, "ABCEGHJKLMNOPRSTWXYZ").filter(lambda prefix: prefix not in WORDS),
    digits(2),
    digits(2),
    digits(2),
    letters(1, "ABCD"),
).map(list)
NHS_NUMBERS = st.builds(lambda start, rest: nhs_groups(start + rest), st.sampled_from("4679"), digits(8)).filter(bool)
IBANS = st.builds(lambda bank, number: iban_groups(bank + number), letters(4), digits(14))
POSTCODES = st.builds(
    lambda area, district, sector, unit: [area + str(district), sector + unit],
    st.sampled_from(sorted(AREAS)),
    st.integers(1, 99),
    digits(1),
    letters(2, "ABDEFGHJLNPQRSTUWXYZ"),
)
IP_ADDRESSES = st.lists(st.integers(0, 255).map(str), min_size=4, max_size=4)


def is_named(kind: Kind, number: str, disguise: Callable[[str], str], sentence: str) -> bool:
    return any(finding.kind == kind for finding in find(sentence.format(disguise(number))))


def assert_found(kind: Kind, numbers: st.SearchStrategy[list[str]], gaps: tuple[str, ...] = GAPS) -> None:
    @settings(max_examples=150, deadline=None, derandomize=True)
    @given(numbers, st.sampled_from(gaps), st.sampled_from(DISGUISES), st.sampled_from(SENTENCES))
    def check(groups: list[str], gap: str, disguise: Callable[[str], str], sentence: str) -> None:
        assert is_named(kind, gap.join(groups), disguise, sentence)

    check()


def test_cards_are_found_however_laid_out() -> None:
    assert_found(Kind.CARD, CARDS)


def test_national_insurance_numbers_are_found_however_laid_out() -> None:
    assert_found(Kind.NATIONAL_INSURANCE, INSURANCE)


def test_nhs_numbers_are_found_however_laid_out() -> None:
    assert_found(Kind.NHS, NHS_NUMBERS)


def test_ibans_are_found_however_laid_out() -> None:
    assert_found(Kind.IBAN, IBANS, ("", " ", "-", ".", "/", "\u2009"))


def test_postcodes_are_found_however_laid_out() -> None:
    assert_found(Kind.POSTCODE, POSTCODES, ("", " ", "-", ".", "_", "\u2009"))


def test_ip_addresses_are_found_however_laid_out() -> None:
    assert_found(Kind.IP_ADDRESS, IP_ADDRESSES, (".", " . ", "[.]", "(.)", " dot "))
