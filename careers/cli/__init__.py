"""The commands for editors and operators, one module a group."""

from __future__ import annotations

import click

from careers.cli import checking, comparing, documents, editing, editor, exporting, freezing, keeping, server
from careers.config import Config, ConfigError
from careers.staff.commands import staff


class Sections(click.Group):
    """A group whose help names the commands that editors use first."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in two lists."""
        of_editors = {command.name for group in (editing, checking, comparing) for command in group.COMMANDS}
        for title, wanted in (("For editors", True), ("For those who run the site", False)):
            names = [name for name in self.list_commands(ctx) if (name in of_editors) is wanted]
            with formatter.section(title):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(200)) for name in names])


@click.group(cls=Sections, context_settings={"help_option_names": ["-h", "--help"]})
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
