"""Facades: the same for the same slug, different for every other, small, valid, decorative."""

import gzip
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from careers.site.facade import VIEWS, Kind, Size, facade, standalone
from careers.site.facade.dice import Dice
from careers.site.facade.drawing import ROLES, Drawing
from careers.site.facade.palette import DUSK, LIVERIES
from careers.site.facade.skyline import roofline, skyline

SLUGS = [f"{word}-{number}" for word in ("story", "stage", "vacancy", "page") for number in range(100)]
BUDGET = 4096


@pytest.fixture(scope="module")
def drawings() -> dict[tuple[str, Size], str]:
    """Return the facade of every slug in every size."""
    drawn = {(slug, size): str(facade(slug, size)) for slug in SLUGS for size in Size}
    assert len(drawn) == 400 * len(Size)
    return drawn


def test_a_slug_is_drawn_alike_in_another_process() -> None:
    code = "from careers.site.facade import facade; print(facade('naomi', 'hero'), end='')"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout == facade("naomi", Size.HERO)


@pytest.mark.parametrize("size", list(Size))
def test_no_two_of_four_hundred_slugs_are_alike(drawings: dict[tuple[str, Size], str], size: Size) -> None:
    assert len({drawing for (_, drawn), drawing in drawings.items() if drawn == size}) == len(SLUGS)


def test_every_facade_is_valid_and_under_four_kilobytes(drawings: dict[tuple[str, Size], str]) -> None:
    for case, drawing in drawings.items():
        root = ET.fromstring(drawing)
        assert root.get("aria-hidden") == "true", case
        assert len(gzip.compress(drawing.encode())) < BUDGET, case


def test_a_facade_has_a_lit_and_an_unlit_window(drawings: dict[tuple[str, Size], str]) -> None:
    for case, drawing in drawings.items():
        assert "f-lit" in drawing, case
        assert "f-window" in drawing, case


def test_more_light_lights_more_windows() -> None:
    counts = []
    for lit in (5, 40, 90):
        paths = re.findall(r'class="f-lit f-l\d" d="([^"]+)"', facade("journey", Size.CARD, Kind.TERRACE, lit))
        counts.append(sum(path.count("z") for path in paths))
    assert counts[0] < counts[1] < counts[2]


def test_no_inline_style_identifier_or_script_is_written(drawings: dict[tuple[str, Size], str]) -> None:
    for picture in (*list(drawings.values())[:90], skyline(), roofline("a")):
        assert not re.search(r"\b(style|id|href|on\w+)=|<script|<style", picture)


def test_every_number_is_finite_and_short() -> None:
    numbers = re.findall(r"-?[\d.]+", " ".join(re.findall(r'd="([^"]+)"', facade("naomi", Size.HERO))))
    assert len(numbers) > 100
    assert all(len(number.split(".")[-1]) <= 1 for number in numbers if "." in number)


def test_the_kind_asked_for_changes_the_building() -> None:
    assert len({str(facade("lucy", Size.CARD, kind)) for kind in Kind}) == len(Kind)


@pytest.mark.parametrize("size", list(Size))
def test_a_standalone_drawing_needs_no_stylesheet(size: Size) -> None:
    root = ET.fromstring(standalone("kyle", size))
    paths = root.findall(".//{http://www.w3.org/2000/svg}path")
    assert paths
    assert all(path.get("fill", "").startswith("#") and path.get("class") is None for path in paths)
    assert (int(root.get("width", 0)), int(root.get("height", 0))) == VIEWS[size]


def test_the_palette_colours_every_role_in_every_livery() -> None:
    painted = {role for role in ROLES if not (role[0] == "l" and role[1:].isdigit())}
    painted -= {"verge", "gable", "stack"}
    assert set(DUSK) == {"", *LIVERIES}
    for livery, colours in DUSK.items():
        assert painted <= set(colours), livery


def test_skyline_and_roofline_are_valid_and_small() -> None:
    for drawing, budget in ((skyline(), 6000), (roofline("journey"), 1024)):
        ET.fromstring(drawing)
        assert len(gzip.compress(drawing.encode())) < budget
    assert roofline("journey") != roofline("stories")


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(ValueError, match="no such role"):
        Drawing().box("turret", 0, 0, 1, 1)


def test_dice_keep_words_apart_and_use_every_face() -> None:
    assert Dice("ab", "c").below(10**9) != Dice("a", "bc").below(10**9)
    dice = Dice("faces")
    assert {dice.below(6) for _ in range(200)} == set(range(6))
    assert sorted(dice.shuffled(range(9))) == list(range(9))
    assert {dice.between(2, 6, 2) for _ in range(60)} == {2, 4, 6}


CSS = Path(__file__).parents[2] / "static" / "css" / "components" / "facade.css"


def _colours(rule: str) -> dict[str, str]:
    found = dict(re.findall(r"--f-([\w-]+): (#[0-9a-f]+);", rule))
    return {role: f"#{''.join(2 * digit for digit in c[1:])}" if len(c) == 4 else c for role, c in found.items()}


@pytest.mark.parametrize("livery", ["", *LIVERIES])
def test_stylesheet_and_palette_paint_alike(livery: str) -> None:
    light = CSS.read_text("utf-8").split("@media", 1)[0]
    selector = rf"^  \.{'f-' + livery if livery else 'facade'} \{{(.*?)\}}"
    match = re.search(selector, light, re.DOTALL | re.MULTILINE)
    assert match
    colours = _colours(match[1])
    assert len(colours) >= 5
    for role, colour in colours.items():
        assert DUSK[livery][role] == colour, (livery, role)
