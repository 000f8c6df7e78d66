"""The patterns page: it shows every component that has a file, and each component has all of its parts."""

import re
from pathlib import Path

from careers.content.addresses import TEMPLATE_IDS

ROOT = Path(__file__).parents[2]
COMPONENTS = sorted(path.stem for path in (ROOT / "templates" / "components").glob("*.html"))
AROUND_EVERY_PAGE = {"skip-link", "site-header", "site-footer", "feedback-bar"}


def test_every_component_is_on_the_patterns_page() -> None:
    page = (ROOT / "templates" / "pages" / "patterns.html").read_text("utf-8")
    shown = set(re.findall(r'components/([\w-]+)\.html"', page)) | AROUND_EVERY_PAGE
    assert len(COMPONENTS) > 30
    assert set(COMPONENTS) == shown


def test_every_component_has_a_style_sheet_and_the_other_way_round() -> None:
    sheets = {path.stem for path in (ROOT / "static" / "css" / "components").glob("*.css")}
    assert sheets
    assert sheets == set(COMPONENTS)


def test_every_component_says_what_it_is_given() -> None:
    assert COMPONENTS
    for name in COMPONENTS:
        text = (ROOT / "templates" / "components" / f"{name}.html").read_text("utf-8")
        assert text.startswith("{#"), name


def test_style_sheets_keep_to_layers_and_use_no_force() -> None:
    sheets = sorted((ROOT / "static" / "css").rglob("*.css"))
    assert len(sheets) > 30
    for path in sheets:
        text = path.read_text("utf-8")
        assert text.startswith("/*"), path.name
        assert "@layer" in text, path.name
        assert "!important" not in text, path.name
        assert text.count("{") == text.count("}"), path.name


def test_ids_of_templates_cannot_meet_those_of_headings() -> None:
    """An editor's heading takes its id from its words; those of templates begin with "t-" or are kept from headings."""
    templates = sorted((ROOT / "templates").rglob("*.html"))
    found = {id for path in templates for id in re.findall(r'\sid="([\w-]+)"', path.read_text("utf-8"))}
    assert "t-figures" in found
    assert {id for id in found if not id.startswith("t-")} <= TEMPLATE_IDS
