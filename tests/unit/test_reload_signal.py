"""The signal by which an operator tells every process to take up changed content."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from careers.delivery.reload_signal import INTERVAL, ReloadSignal

NINE = datetime(2026, 6, 1, 9, tzinfo=UTC)
LOOK = INTERVAL


def test_every_process_notices_once(tmp_path: Path) -> None:
    first, second = ReloadSignal(tmp_path), ReloadSignal(tmp_path)
    assert not first.was_given(NINE)
    ReloadSignal(tmp_path).give()
    assert [first.was_given(NINE + LOOK), first.was_given(NINE + 2 * LOOK)] == [True, False]
    assert second.was_given(NINE + LOOK)


def test_looks_are_a_moment_apart_whichever_way_the_clock_goes(tmp_path: Path) -> None:
    signal = ReloadSignal(tmp_path)
    assert not signal.was_given(NINE)
    ReloadSignal(tmp_path).give()
    assert not signal.was_given(NINE + LOOK / 2)
    assert signal.was_given(NINE - LOOK)


def test_a_process_that_starts_later_has_nothing_to_take_up(tmp_path: Path) -> None:
    ReloadSignal(tmp_path).give()
    assert not ReloadSignal(tmp_path).was_given(NINE)


def test_a_second_signal_counts_too(tmp_path: Path) -> None:
    signal = ReloadSignal(tmp_path / "new")
    for number in range(3):
        ReloadSignal(tmp_path / "new").give()
        assert signal.was_given(NINE + number * LOOK)
