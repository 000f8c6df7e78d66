"""The words of a search: what is typed and what is written become the same words, and slips are forgiven."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.content.settings import SynonymGroup
from careers.site.search.spelling import Spelling, slips_between
from careers.site.search.words import Thesaurus, fold, query_words, tidy_query, words_of

SYNONYMS = (
    SynonymGroup(words=("NQSW", "newly qualified")),
    SynonymGroup(words=("AP", "advanced practitioner")),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400))
def test_words_of_a_query_are_few_and_plain(text: str) -> None:
    words = query_words(text)
    assert len(words) <= 12
    assert all(word and '"' not in word and " " not in word for word in words)
    assert tidy_query(tidy_query(text)) == tidy_query(text)


def test_texts_become_plain_words() -> None:
    assert words_of("Children’s full-time post, £38,220 (Café)") == (
        "children", "full", "time", "post", "38", "220", "cafe",
    )  # fmt: skip
    assert fold("ÉCOLE") == "ecole"


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("éÉe\u0301\u0327ﬃ한"), max_size=60))
def test_accents_are_left_out_wherever_they_stand(text: str) -> None:
    whole = unicodedata.normalize("NFKD", text.casefold())
    assert fold(text) == "".join(letter for letter in whole if not unicodedata.combining(letter))


def test_the_longest_known_phrase_is_one_unit() -> None:
    thesaurus = Thesaurus.of(SYNONYMS)
    units = thesaurus.units(("a", "newly", "qualified", "ap"))
    assert units == (
        (("a",),),
        (("newly", "qualified"), ("nqsw",)),
        (("ap",), ("advanced", "practitioner")),
    )


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1), ("abc", "ab", 1), ("", "ab", 2)],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert slips_between(one, other) == slips
    assert slips_between(other, one) == slips


Typed = st.text("abcde", min_size=4, max_size=9)


@given(st.lists(st.text("abcde", min_size=3, max_size=10), max_size=30), Typed)
def test_no_word_that_is_near_enough_is_passed_over(words: list[str], typed: str) -> None:
    spelling = Spelling.of(words)
    allowed = 2 if len(typed) >= 7 else 1
    near = sorted((slips_between(typed, word), -words.count(word), word) for word in set(words))
    corrected = spelling.correct(typed)
    if spelling.knows(typed) or not near or near[0][0] > allowed:
        assert corrected == typed
    else:
        assert corrected == near[0][2]


def test_short_words_and_numbers_are_left_alone() -> None:
    spelling = Spelling.of(["team", "team", "2021", "court"])
    assert [spelling.correct(word) for word in ("tea", "tam", "2022", "taem", "coutr")] == [
        "tea",
        "tam",
        "2022",
        "team",
        "court",
    ]
