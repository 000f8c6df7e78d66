"""A megabyte of hostile Markdown takes linear time: a fault at once, or a page within bounds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import PurePosixPath
from types import FrameType
from typing import Any

import pytest

from careers.content.rendering import Rendered, Surroundings, render
from careers.content.rendering.limits import PARAGRAPH, faults

PATH = PurePosixPath("pages/hostile.md")
MEGABYTE = 1_000_000
SIZES = pytest.mark.parametrize(
    "size",
    [pytest.param(MEGABYTE // 5, id="fifth"), pytest.param(MEGABYTE, id="whole", marks=pytest.mark.soak)],
)
"""A fifth of a megabyte in a fifth of the time tells the same, as twice the text is twice the work (see below)."""
# What is repeated, without and with blank lines, to fill any size.
# fmt: off
UNITS = [
    "> ", ">", "- ", "* ", "1. ", "> - ", "[", "]", "[]", "![", "[](", "[a](", "[a](/b) ", "[a][b] ", "[a]: /b\n",
    "[^", "[^1] ", "[^1]: a\n", "*a ", "*a **b ", "***", "*a* ", "_a ", "*a**b", "`", "` `` ", "`a` ", "<", "<a ",
    "<b>", "<b>a</b> ", "<!--", "<abbr title=\"", "<https://a> ", "<a@", "{: #b }\n", "{:", "*a*{: #b } ", "a=b ",
    "## a\n", "#", "a\n---\n", "a\n===\n", "a|b\n-|-\n", "|", "\\|", "a\n: b\n", ": b\n", "!!! note\n    a\n",
    "!!! note \"", "'a' ", "\"", "'", "a--", "...", "&amp; ", "&#", "\\*", "\\", "{{", "{{ figure x }} ", "{",
    "}}", "a  \n", "    a\n", "\t", " ", "\n", "a\n", "a", "word ", "it's fine ", "- a\n    - b\n        - c\n",
    "~", "==",
]
# fmt: on


def _rendered(text: str) -> tuple[Rendered, float]:
    begun = time.process_time()
    return render(text, PATH, 1, Surroundings()), time.process_time() - begun


@SIZES
@pytest.mark.parametrize("unit", UNITS)
def test_a_megabyte_of_one_construct_is_done_in_seconds(unit: str, size: int) -> None:
    rendered, seconds = _rendered((unit * (size // len(unit) + 1))[:size])
    assert rendered.problems or rendered.body.blocks or not unit.strip()
    assert seconds < 5 * size / MEGABYTE


@SIZES
@pytest.mark.parametrize("unit", UNITS)
def test_a_megabyte_of_dense_paragraphs_is_done_in_seconds(unit: str, size: int) -> None:
    paragraph = _densest(unit)
    _, seconds = _rendered((paragraph.strip("\n") + "\n\n") * (size // (len(paragraph) + 2) + 1))
    assert seconds < 10 * size / MEGABYTE


def _densest(unit: str) -> str:
    """Return the longest repetition of ``unit`` that is within the limits of one paragraph."""
    low, high = 1, PARAGRAPH // len(unit)
    while low < high:
        middle = (low + high + 1) // 2
        fits = not any("in one paragraph" in f.message or "lines" in f.message for f in faults(unit * middle, "a", 1))
        low, high = (middle, high) if fits else (low, middle - 1)
    return unit * low


def _work(act: Callable[[], object]) -> int:
    """Return how many functions ``act`` calls, a measure of work that no busy machine can change."""
    count = 0

    def step(_frame: FrameType, _event: str, _arg: Any) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


PROSE = "Ada's **team** has *time* for [families](/working-here/), and it's `calm`. " * 6


@pytest.mark.parametrize(
    "block",
    [
        PROSE,
        "- one\n- two\n- three",
        "> said\n> so",
        "## Heading",
        "a|b\n-|-\nc|d",
        "Term\n:   Meaning",
        "!!! tip\n    A",
    ],
)
def test_twice_the_text_is_twice_the_work(block: str) -> None:
    small, large = "\n\n".join([block] * 210), "\n\n".join([block] * 420)  # both beyond the quick look at short texts
    render(small, PATH, 1, Surroundings())
    first = _work(lambda: render(small, PATH, 1, Surroundings()))
    second = _work(lambda: render(large, PATH, 1, Surroundings()))
    assert first > 1_000
    assert second < 2.3 * first


def test_a_megabyte_of_plain_prose_is_rendered() -> None:
    words = ("Some words about the work. " * 25).strip()
    rendered, seconds = _rendered("\n\n".join([words] * (MEGABYTE // (len(words) + 2))))
    assert rendered.problems == ()
    assert len(rendered.body.text) > 0.99 * MEGABYTE
    assert seconds < 10


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n" + "x" * 20_001, "7: body: a paragraph of more than 20,000 characters: split it with blank lines"),
        ("a\n\n" + "[" * 201, "7: body: more than 200 square brackets in one paragraph: split it, or write it plainly"),
        ("> " * 9 + "a", "5: body: lists and quotations nested more than 8 deep: write them flat"),
        ("- a\n" + " " * 44 + "- b", "5: body: a line indented by more than 40 spaces: write lists flatter"),
        ("a\n\n" * 3_001, "6005: body: more than 3,000 paragraphs: split the page"),
        ("a\n" * 401, "5: body: more than 400 lines without a blank line: split them"),
    ],
)
def test_a_limit_is_told_with_its_line(text: str, line: str) -> None:
    assert [str(problem) for problem in render(text, PATH, 5, Surroundings()).problems] == [f"pages/hostile.md:{line}"]


def test_a_rule_of_dashes_is_no_nesting() -> None:
    assert render("a\n\n- - - - - - - - - - - -\n\nb", PATH, 1, Surroundings()).problems == ()
