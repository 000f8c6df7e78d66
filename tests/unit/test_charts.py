"""Charts: named, described, with the same numbers in picture, words and table."""

import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from careers.site.charts import Chart, Credit, DatedReading, Reading, bars, dated, months, shares, shown, slope

SVG = "{http://www.w3.org/2000/svg}"
CREDIT = Credit("Department for Education", "2021")
VACANCY = slope("vacancy", "Vacancy rate", Reading("2017", 25.8), Reading("2021", 7.5), "%", CREDIT)
CASELOAD = dated(
    "caseload",
    "Average caseload",
    [
        DatedReading(2016, "about 2016", 18, 18, "the target then", target=True),
        DatedReading(2022, "2022", 15, 18, "measured"),
    ],
    "children",
    CREDIT,
)
TEAM = shares(
    "team",
    "A team of six",
    [
        Reading("advanced practitioners", 2),
        Reading("social workers", 2),
        Reading("newly qualified", 2),
    ],
    "",
    CREDIT,
)
DAYS = bars("days", "Updating needed", [Reading("2 to 5 years away", 30), Reading("longer", 60)], "days", CREDIT)
CHARTS = [VACANCY, CASELOAD, TEAM, DAYS]


def _tree(chart: Chart) -> ET.Element:
    return ET.fromstring(str(chart.svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


@pytest.mark.parametrize("chart", CHARTS, ids=lambda c: c.key)
def test_a_chart_has_a_name_and_a_description_by_id(chart: Chart) -> None:
    root = _tree(chart)
    ids = (root.get("aria-labelledby") or "").split()
    assert root.get("role") == "img"
    assert [root.find(f".//*[@id='{i}']").text for i in ids] == [chart.title, chart.description]  # type: ignore[union-attr]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda c: c.key)
def test_every_row_is_as_wide_as_its_header_and_said_in_words(chart: Chart) -> None:
    assert chart.rows
    for cells in chart.rows:
        assert len(cells) == len(chart.header)
        assert all(cell in chart.description for cell in cells)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda c: c.key)
def test_no_style_attribute_and_no_mark_outside_the_picture(chart: Chart) -> None:
    root = _tree(chart)
    _, _, width, height = (float(n) for n in (root.get("viewBox") or "").split())
    assert "style=" not in chart.svg
    boxes, words = root.findall(f"{SVG}rect"), root.findall(f"{SVG}text")
    assert boxes
    assert words
    for box in boxes:
        x, y, w, h = (float(box.get(n, "nan")) for n in ("x", "y", "width", "height"))
        assert x >= 0 and y >= 0 and x + w <= width and y + h <= height, ET.tostring(box)
    for word in words:
        assert 14 <= float(word.get("y", "nan")) <= height - 4, ET.tostring(word)


def test_a_slope_joins_its_two_values_by_one_straight_line() -> None:
    lines = [p.get("d") or "" for p in _tree(VACANCY).findall(f"{SVG}path") if p.get("class") == "c-line"]
    assert len(lines) == 1
    assert re.fullmatch(r"M[\d.]+ [\d.]+L[\d.]+ [\d.]+", lines[0])


def test_a_slope_stands_on_zero() -> None:
    half = slope("half", "Half", Reading("a", 10), Reading("b", 5), "", CREDIT)
    posts = [float(r.get("height", 0)) for r in _tree(half).findall(f"{SVG}rect") if r.get("class") == "c-post"]
    assert posts[0] == pytest.approx(2 * posts[1])


def test_a_target_is_hollow_and_a_range_is_a_band() -> None:
    kinds = [r.get("class") for r in _tree(CASELOAD).findall(f"{SVG}rect")]
    assert "c-target" in kinds
    assert "c-band" in kinds
    assert CASELOAD.rows[1][1] == "15–18 children"


def test_equal_shares_are_drawn_equal() -> None:
    heights = {r.get("height") for r in _tree(TEAM).findall(f"{SVG}rect")}
    assert len(heights) == 1


def test_words_from_content_are_escaped() -> None:
    chart = slope("a", "<b>Rate</b> & more", Reading("2017", 2), Reading("2021", 1), "%", CREDIT)
    assert "<b>" not in chart.svg
    assert _tree(chart).find(f"{SVG}title").text == "<b>Rate</b> & more"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (25.8, "%", "25.8%"),
        (24, "£ million", "£24 million"),
        (6, "people", "6 people"),
        (1200, "", "1,200"),
        (0, "%", "0%"),
    ],
)
def test_values_are_written_with_their_unit(value: float, unit: str, words: str) -> None:
    assert shown(value, unit) == words


@pytest.mark.parametrize(
    "draw",
    [
        lambda: slope("k", "t", Reading("a", -1), Reading("b", 1), "", CREDIT),
        lambda: dated("k", "t", [], "", CREDIT),
        lambda: dated("k", "t", [DatedReading(1, "a", 5, 4)], "", CREDIT),
        lambda: shares("k", "t", [Reading("a", 0)], "", CREDIT),
        lambda: bars("k", "t", [], "", CREDIT),
    ],
    ids=["negative slope", "no dates", "upside down", "no share", "no bars"],
)
def test_values_that_cannot_be_drawn_are_refused(draw: Callable[[], Chart]) -> None:
    with pytest.raises(ValueError, match=r"zero|one"):
        draw()


NOVEMBER = [date(2025 + (n + 10) // 12, (n + 10) % 12 + 1, 1) for n in range(13)]
"""Thirteen months from November 2025."""


def test_months_without_any_have_no_column_and_are_said_all_the_same() -> None:
    drawn = months(
        "trend", "Interest by month", [(month, 0 if n == 2 else n + 3) for n, month in enumerate(NOVEMBER)]
    ).svg
    assert drawn.count("<rect") == 12
    assert "January 2026: 0; February 2026: 6;" in drawn
    assert drawn.count(">2025<") == drawn.count(">2026<") == 1
    assert '<text class="c-label" x="320" y="18" text-anchor="end">15<' in drawn, (
        "the highest has its value, within the drawing"
    )


def test_months_begin_from_one_zero_and_fit_however_many_they_are() -> None:
    for number in (1, 6, 13, 25, 120):
        following = [date(2020 + n // 12, n % 12 + 1, 1) for n in range(number)]
        drawn = months("trend", "By month", [(month, n % 7) for n, month in enumerate(following)]).svg
        boxes = [
            [float(v) for v in re.findall(r'(?:x|y|width|height)="([\d.]+)"', box)]
            for box in re.findall("<rect[^>]*>", drawn)
        ]
        assert len(boxes) == sum(n % 7 > 0 for n in range(number))
        assert all(x >= 0 and x + w <= 320 and y + h == pytest.approx(158, abs=0.2) for x, y, w, h in boxes)


def test_months_that_are_all_empty_are_a_line() -> None:
    assert "<rect" not in months("trend", "By month", [(month, 0) for month in NOVEMBER]).svg
    with pytest.raises(ValueError, match="none below zero"):
        months("trend", "By month", [])
