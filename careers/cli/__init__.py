"""The commands for editors and operators, one module a group."""

from __future__ import annotations

import click

from careers.cli import checking, comparing, documents, editing, editor, exporting, freezing, keeping, server
from careers.config import Config, ConfigError
from careers.staff.commands import staff


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Run and look after the careers site."""
    try:
        context.obj = Config.from_environment()
    except ConfigError as error:
        raise click.ClickException(f"the settings are wrong:\n{error}") from None


GROUPS = (server, checking, comparing, editing, editor, documents, exporting, freezing, keeping)

for command in (*(one for group in GROUPS for one in group.COMMANDS), staff):
    main.add_command(command)
