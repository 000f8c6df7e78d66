"""Each page template carries the style sheets of the components that it imports, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader, meta

from careers.config import ROOT
from careers.delivery.assets import build, references

CORE = ("reset", "tokens", "base", "layout", "print", "components/frame", "components/card", "components/list")
BASE = '{% from "components/frame.html" import frame %}'


def built(tmp_path: Path, page: str) -> list[str]:
    """Return the style sheets of a page template, joined from sheets that each hold their own name."""
    for name in CORE:
        path = tmp_path / f"static/css/{name}.css"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f".{path.stem} {{ color: red; }}")
    templates = {
        "base.html": BASE,
        "pages/page.html": page,
        "components/frame.html": "",
        "components/card.html": '{%- from "components/list.html" import items as all with context -%}',
        "components/list.html": "",
    }
    found = build(tmp_path / "static", Environment(loader=DictLoader(templates), autoescape=True), tmp_path / "built")
    return [(found.folder / a.url.removeprefix("/static/")).read_text() for a in found.stylesheets["pages/page.html"]]


def test_a_page_carries_the_styles_of_what_it_imports_and_of_what_that_imports(tmp_path: Path) -> None:
    shared, own = built(tmp_path, '{% extends "base.html" %}{% import "components/card.html" as card %}')
    assert ".frame" in shared
    assert ".card" not in shared
    assert ".card" in own
    assert ".list" in own
    assert ".frame" not in own


def test_what_a_comment_names_is_not_carried(tmp_path: Path) -> None:
    assert len(built(tmp_path, '{% extends "base.html" %}{# {% from "components/card.html" import card %} #}')) == 1


@pytest.mark.parametrize(
    "statement", ["extends layout", 'include "a" ~ b', 'include "a.html" if a else "b.html"', 'include ["a.html"]']
)
def test_a_template_that_an_expression_names_is_refused(tmp_path: Path, statement: str) -> None:
    with pytest.raises(ValueError, match=r"pages/page\.html: a template is named by an expression"):
        built(tmp_path, f"{{% {statement} %}}")


def test_every_template_is_read_as_jinja_reads_it() -> None:
    templates = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
    sources = {name: (ROOT / "templates" / name).read_text("utf-8") for name in templates.list_templates()}
    named = {name: sorted(references(name, source)) for name, source in sources.items()}
    assert sum(map(len, named.values())) > 100
    parsed = {name: meta.find_referenced_templates(templates.parse(source)) for name, source in sources.items()}
    assert named == {name: sorted(one or "" for one in found) for name, found in parsed.items()}
