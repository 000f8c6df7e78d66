"""The command that writes the generated pages, and generated parts of pages, in ``docs`` anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from careers.config import ROOT

DOCS = ROOT / "docs"
FIELDS = DOCS / "editors" / "fields.md"
RECORD = DOCS / "record-of-what-is-stored.md"
ASSESSMENT = DOCS / "dpia.md"
SETTINGS = DOCS / "operators.md"


def pages() -> Mapping[Path, str]:
    """Return every generated page, and every page with a generated part, as it should be."""
    from careers.config import Config, settings_table
    from careers.editing.field_pages import field_page
    from careers.storage.account import record_page, stored_in_brief

    months = Config(secret_key="-").retention_months  # noqa: S106 - a key that signs nothing
    return {
        FIELDS: field_page(),
        RECORD: record_page(months),
        ASSESSMENT: with_part(ASSESSMENT.read_text("utf-8"), "stored", stored_in_brief(months)),
        SETTINGS: with_part(SETTINGS.read_text("utf-8"), "settings", settings_table()),
    }


def with_part(text: str, name: str, part: str) -> str:
    """Return a page with what stands between the marks ``name`` replaced. Raises ValueError without the marks."""
    begin, end = f"<!-- {name}:begin -->\n", f"<!-- {name}:end -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"the page has no marks {begin.strip()} and {end}")
    return f"{before}{begin}{part}{end}{after}"


@click.command()
def docs() -> None:
    """Write the generated pages of the guides anew, after a model, a table or a setting has changed."""
    for path, text in pages().items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, encoding="utf-8")
            click.echo(f"Wrote {path.relative_to(ROOT)}.")


COMMANDS: tuple[click.Command, ...] = (docs,)
