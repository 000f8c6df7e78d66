"""Every part that is used may be used so, and the page that lists them is up to date."""

from __future__ import annotations

import pytest

from tests.serving import ROOT
from tests.supply.licences import FONTS, FREE, LIBRARIES, PAGE, PROGRAMS, groups, is_allowed, page

ALLOWED = {
    "The program": FREE | LIBRARIES,
    "Fonts": FREE,
    "The editor in the browser": FREE,
    "Tests": FREE | LIBRARIES | PROGRAMS,
    "Tests, node tools": FREE | LIBRARIES,
}


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, str]]:
    """Return the licence of each part, by group."""
    return groups()


@pytest.mark.parametrize("group", ALLOWED)
def test_every_licence_is_on_the_list(found: dict[str, dict[str, str]], group: str) -> None:
    parts = found[group]
    assert parts
    assert {name: licence for name, licence in parts.items() if not is_allowed(licence, ALLOWED[group])} == {}


@pytest.mark.parametrize(
    ("licence", "is_free"),
    [
        ("MIT", True),
        ("GPL-3.0-or-later", False),
        ("GPL-3.0-or-later OR MIT", True),
        ("MIT AND GPL-3.0-or-later", False),
        ("UNKNOWN", False),
        ("", False),
    ],
)
def test_list_is_read_rightly(licence: str, is_free: bool) -> None:
    assert is_allowed(licence, FREE) is is_free


def test_page_is_up_to_date(found: dict[str, dict[str, str]]) -> None:
    assert PAGE.read_text("utf-8") == page(found), "run: make licences"


def test_every_font_lies_beside_its_licence() -> None:
    fonts = {path.name.split(".")[0].removesuffix("-italic") for path in (ROOT / "static" / "fonts").glob("*.woff2")}
    assert fonts == FONTS.keys()
    for name in fonts:
        text = (ROOT / "static" / "fonts" / f"{name}-OFL.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
