"""What `find` promises of any text: it never raises, points at the text as typed, and takes time in proportion."""

from __future__ import annotations

import dataclasses
import logging
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.forms.personal_data import Finding, Kind, find
from tests.guard.corpus import harmless, personal

PIECES = (
    "1", "07700 900123", "@", " at ", " dot ", ".", "-", "QQ", "my name is ", "Sarah", "É", "\u200b", "\u00a0", "ﬁ", "İ", "٣", "１",
    "\n", "AB12", " M1 1AE", "born ", "(", "]", "double ", "oh ", "and ", "Mr ", "passport ", "\x01", "\ud800", "🏠", "I'm ",
    "我叫",
)  # fmt: skip
HOSTILE = (
    "1", "1 ", "1.", "a@", "@a", "ab.", "-dot-", " dot a", "at-2-", "oh ", "double ", "twenty.8.", "A1 ", "1A", "M1 ",
    "my son ",
    "name is ", "Mr ", "J. ", "Ruby and ", "born 1 ", "passport 1", "|", "O", "(", " ", "\n", "é", "１", "\u200b", "::", "a:", "x_",
    "SW1 ",
    "1 a ", "iban gb11 ", "roll no 1/", "flat 1 A ", "1 Aa ", "d-", "'s ", "a-", "http://x.com/", "and Max ",
)  # fmt: skip


def seen(text: str, *, known: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return the kinds found with the text they point at."""
    return [(finding.kind.value, text[finding.start : finding.end]) for finding in find(text, known)]


@settings(max_examples=250, deadline=None)
@given(st.text(max_size=400) | st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_gives_findings_in_order_within_it_and_apart(text: str) -> None:
    findings = find(text)
    edges = [edge for finding in findings for edge in (finding.start, finding.end)]
    assert edges == sorted(edges)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)


def test_a_finding_points_at_what_was_typed() -> None:
    text = "Ring\u00a0me on ０７７００\u200b ９００ １２３, or jo (at) example dot com."
    assert seen(text) == [
        ("phone", "０７７００\u200b ９００ １２３"),
        ("email", "jo (at) example dot com"),
    ]


def test_marked_stretches_of_the_corpus_are_what_is_highlighted() -> None:
    """On the sure kinds the highlight is the marked stretch itself, give or take a few characters at either end."""
    sure = {Kind.CARD, Kind.NHS, Kind.POSTCODE, Kind.IP_ADDRESS, Kind.NATIONAL_INSURANCE, Kind.IBAN}
    remarks = [r for r in personal("tuning") if len(r.kinds) == 1 and r.kinds[0] in sure]
    assert len(remarks) > 80
    off = [
        remark.line
        for remark in remarks
        if not any(
            abs(finding.start - start) <= 4 and abs(finding.end - end) <= 4
            for finding in find(remark.text)
            for start, end in remark.marks
        )
    ]
    assert len(off) <= 0.03 * len(remarks), off


def test_a_finding_says_what_it_is_in_plain_words_and_carries_none_of_the_text() -> None:
    (finding,) = find("call 07700 900123")
    assert finding == Finding(start=5, end=17, kind=Kind.PHONE)
    assert finding.words == "a phone number"
    assert "07700" not in repr(finding)
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding.start = 0  # type: ignore[misc]


def test_every_kind_has_words_that_finish_a_sentence() -> None:
    words = [Finding(0, 1, kind).words for kind in Kind]
    assert len(set(words)) == len(Kind)
    assert all(re.match(r"(?:an? |your |somebody’s |bank )", text) for text in words)


def test_reserved_and_example_numbers_are_found() -> None:
    assert seen("07700 900000") == [("phone", "07700 900000")]
    assert seen("my NI is QQ123456C") == [("national_insurance", "QQ123456C")]


def test_published_names_pass_but_not_a_visitor_of_that_name() -> None:
    assert seen("Naomi's story made me apply, and Lucy's too") == []
    assert seen("My name is Naomi") == [("writer_name", "Naomi")]
    assert seen("I worked with Lucy Bowyer") == [("third_party_name", "Lucy Bowyer")]


def test_the_sites_own_words_can_be_given() -> None:
    text = "The page about Imelda and the Moorcroft Team was good"
    assert seen(text) == [("third_party_name", "Imelda")]
    assert seen(text, known=("Imelda", "Moorcroft Team")) == []


def test_a_word_that_is_also_a_name_needs_its_context() -> None:
    assert seen("Will there be posts in May? I hope for a grace period.") == []
    assert seen("I'm Grace and I qualified in May") == [("writer_name", "Grace")]


def test_every_harmless_remark_joined_to_personal_data_is_still_stopped() -> None:
    remarks = [text for _, text in harmless("unseen")]
    assert len(remarks) > 100
    missed = [text for text in remarks if not find(f"{text} Ring 07700 900123.")]
    assert missed == []


def cost(text: str) -> float:
    """Return the least processor time of a few readings, in seconds."""
    times = []
    for _ in range(3):
        started = time.process_time()
        find(text)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize("bait", HOSTILE)
def test_ten_times_the_text_takes_about_ten_times_as_long(bait: str) -> None:
    """Quadratic reading would take a hundred times as long. The short text is compiled for, and warmed, first."""
    short, long = (bait * 1200)[:1200], (bait * 12000)[:12000]
    find(short)
    assert cost(long) <= 30 * cost(short) + 0.02


def test_no_pattern_repeats_without_bound() -> None:
    """Linear by construction: in the rules and cues `*` and `+` stand only after a plain character class."""
    from careers.forms.personal_data import cues, guard  # noqa: PLC0415

    rules = [*guard._PLAIN_RULES, *guard._NUMERIC_RULES, *guard._PUNCTUATED_RULES]
    sources = [rule.pattern.source for rule in rules] + [cue.pattern.source for cue in cues.CUES]
    assert len(sources) > 60
    unbounded = [source for source in sources if re.search(r"\)(?:\*|\+|\{\d+,\})", source)]
    assert unbounded == []


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        find("My name is Sarah Bloggs, 07700 900123")
    assert caplog.records == []
