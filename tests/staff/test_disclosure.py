"""An attacker who has everything that is published, and knows the method, cannot count a small group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.staff.exports.disclosure import (
    FEWER,
    LEAST_TOTAL,
    Counted,
    Published,
    parts,
    possible,
    publish,
    said,
)


def partition(title: str, *counts: int) -> Counted:
    return parts(title, {chr(97 + place): count for place, count in enumerate(counts)})


def texts(table: Published) -> tuple[str, ...]:
    return tuple(text for _, text in table.cells)


def test_numbers_are_said_as_promised() -> None:
    assert [said(n) for n in (0, 1, 4, 5, 7, 8, 12, 13, 97, 98)] == [
        "0", FEWER, FEWER, "5", "5", "10", "10", "15", "95", "100",
    ]  # fmt: skip


@given(st.integers(0, 100_000))
def test_published_text_stands_for_the_count_and_for_others_too(count: int) -> None:
    low, high = possible(said(count))
    assert low <= count <= high
    assert high - low >= 2 or count == 0


def test_table_from_which_a_small_group_could_be_subtracted_is_held_back() -> None:
    assert [texts(t) for t in publish(21, [partition("t", 8, 8, 5, 0)])[1]] == [("10", "10", "5", "0")]
    assert [texts(t) for t in publish(22, [partition("t", 8, 8, 5, 1)])[1]] == [()], "8, 8 and 5 of 22 leave one"
    assert [texts(t) for t in publish(26, [partition("t", 12, 12, 2)])[1]] == [()], "25 less 20 is five"
    assert [texts(t) for t in publish(34, [partition("t", 11, 9, 11, 3)])[1]] == [("10", "10", "10", FEWER)]


def test_very_few_people_get_no_tables() -> None:
    for total in range(LEAST_TOTAL):
        assert [table.cells for table in publish(total, [partition("t", total)])[1]] == [()]


def test_several_answers_can_give_a_group_away_too() -> None:
    """Everybody chose something, so whoever did not choose the one group must be in the other."""
    table = Counted("roles", {"a": 17, "b": 4}, is_exhaustive=True, alone=frozenset())
    optional = Counted("attracts", {"a": 17, "b": 4}, is_exhaustive=False, alone=frozenset())
    assert [bool(t.cells) for t in publish(20, [table, optional])[1]] == [False, True]
    assert [bool(t.cells) for t in publish(14, [table])[1]] == [True]


def ways(total: int, cells: tuple[str, ...]) -> list[set[int]]:
    """Return, by trying, what each group can be when the groups add up to exactly ``total``."""
    sums: list[set[int]] = []
    for place in range(len(cells)):
        reach = {0}
        for other, text in enumerate(cells):
            if other != place:
                first, last = possible(text)
                reach = {so_far + n for so_far in reach for n in range(first, last + 1) if so_far + n <= total}
        first, last = possible(cells[place])
        sums.append({n for n in range(first, last + 1) if total - n in reach})
    return sums


@settings(max_examples=200, deadline=None)
@given(st.integers(LEAST_TOTAL, 150), st.data())
def test_subtracting_from_any_total_never_narrows_a_small_group(total: int, data: st.DataObject) -> None:
    """Whatever the exact total is, of those that the published one stands for, a small group may be 1, 2, 3 or 4."""
    cuts = sorted(data.draw(st.lists(st.integers(0, total), min_size=1, max_size=7)))
    groups = [b - a for a, b in pairwise([0, *cuts, total])]
    shown_total, (table,) = publish(total, [partition("t", *groups)])
    low, high = possible(shown_total)
    for exact in range(max(low, LEAST_TOTAL), high + 1):
        for text, way in zip(texts(table), ways(exact, texts(table)), strict=True):
            assert text != FEWER or way == {1, 2, 3, 4}, (exact, groups, table)


def test_knowing_the_method_and_the_total_does_not_help() -> None:
    """Every table of four groups is published; the attacker looks up which counts would have looked the same."""
    looks: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(13), repeat=4):
        _, (table,) = publish(sum(counts), [partition("t", *counts)])
        looks[sum(counts), texts(table)].append(counts)
    small = 0
    for (_, cells), alike in looks.items():
        for place, text in enumerate(cells):  # type: ignore[var-annotated,arg-type]
            if text == FEWER:
                small += 1
                assert {counts[place] for counts in alike} == {1, 2, 3, 4}, (cells, alike[:5])
    assert small > 30


@given(st.integers(0, 500), st.integers(1, 4))
def test_two_exports_that_differ_by_a_few_do_not_count_them(count: int, few: int) -> None:
    """Somebody withdraws and the quarter is exported again: the difference stays a range."""
    before, after = possible(said(count + few)), possible(said(count))
    most, least = before[1] - after[0], max(0, before[0] - after[1])
    assert least <= few <= most
    assert most - least >= 2


def crowds(total: int, *, everybody: bool) -> Iterator[tuple[int, int, int]]:
    """Yield every count of "alone" and of two answers that can be had together, given by ``total`` people."""
    for alone in range(total + 1):
        rest = total - alone
        for first, second in product(range(rest + 1), repeat=2):
            if not everybody or first + second >= rest:
                yield alone, first, second


@pytest.mark.parametrize("is_exhaustive", [True, False])
def test_answer_that_stands_alone_does_not_give_the_others_away(is_exhaustive: bool) -> None:
    """Whoever chose "Anywhere" chose no part of the city. The attacker knows the exact total and tries every crowd."""
    looks: dict[tuple[object, ...], set[tuple[int, int, int]]] = defaultdict(set)
    for total in range(LEAST_TOTAL, 20):
        for counts in crowds(total, everybody=is_exhaustive):
            table = Counted(
                "t", dict(zip(("alone", "a", "b"), counts, strict=True)), is_exhaustive, frozenset({"alone"})
            )
            _, (shown,) = publish(total, [table])
            looks[total, texts(shown)].add(counts)
    small = 0
    for (_, cells), alike in looks.items():
        for place, text in enumerate(cells):  # type: ignore[var-annotated,arg-type]
            if text == FEWER:
                small += 1
                assert {counts[place] for counts in alike} == {1, 2, 3, 4}, (cells, sorted(alike)[:5])
    assert small > 10


def test_table_with_an_answer_that_stands_alone_was_given_away_before() -> None:
    """Of 20, at least 18 stand alone: the others are at most two."""
    table = Counted("t", {"Anywhere": 18, "North": 2, "South": 2}, False, frozenset({"Anywhere"}))
    free = Counted("t", {"Anywhere": 18, "North": 2, "South": 2}, False, frozenset())
    assert [bool(t.cells) for t in publish(20, [table, free])[1]] == [False, True]
