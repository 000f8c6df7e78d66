"""The command that writes HR's exports."""

from __future__ import annotations

from pathlib import Path

import click

from careers.config import Config


@click.command()
@click.argument("kind", type=click.Choice(["rows", "statistics"]))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--filter", "filters", multiple=True, metavar="KEY=VALUE", help="Of rows, as in the pipeline's address.")
@click.option("--quarter", help="Of statistics, such as 2026-Q3; the last one by default.")
@click.pass_obj
def export(config: Config, kind: str, file: Path, filters: tuple[str, ...], quarter: str | None) -> None:
    """Write working rows or statistics into FILE, which ends in .csv, .xlsx or .zip. The audit notes it."""
    from careers.app import create_app
    from careers.content.problem import ContentError
    from careers.staff.exports.command import ExportError, write
    from careers.storage.schema import SchemaTooNewError

    try:
        app = create_app(config)
    except ContentError as error:
        raise click.ClickException(f"the questions cannot be read, as the content has mistakes:\n{error}") from None
    except SchemaTooNewError as error:
        raise click.ClickException(str(error)) from None
    with app.app_context():
        try:
            write(kind, file, [pair.partition("=")[::2] for pair in filters], quarter)
        except ExportError as error:
            raise click.ClickException(str(error)) from None
    click.echo(f"Written to {file}.")


COMMANDS: tuple[click.Command, ...] = (export,)
