"""The command that writes the generated part of the editors' guide anew."""

from __future__ import annotations

import click

from careers.config import ROOT

FIELDS = ROOT / "docs" / "editors" / "fields.md"


@click.command()
def docs() -> None:
    """Write the list of all fields in the editors' guide anew, after the model has changed."""
    from careers.editing.field_pages import field_page

    FIELDS.write_text(field_page(), encoding="utf-8")
    click.echo(f"Wrote {FIELDS.relative_to(ROOT)}.")


COMMANDS: tuple[click.Command, ...] = (docs,)
