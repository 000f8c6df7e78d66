"""The commands for editors and operators, one module a group. A command loads its own module and no other."""

from __future__ import annotations

from importlib import import_module

import click

from careers.config import Config, ConfigError

OF_EDITORS = {
    "new": "editing",
    "close": "editing",
    "rename": "editing",
    "withdraw": "editing",
    "check": "checking",
    "diff": "comparing",
}
OF_OPERATORS = {
    "serve": "server",
    "reload": "server",
    "forms": "editor",
    "docs": "documents",
    "export": "exporting",
    "freeze": "freezing",
    "backup": "keeping",
    "verify-backup": "keeping",
    "restore": "keeping",
    "staff": "accounts",
}
"""The module of each command: with all of them, the whole site would be loaded before the first word is said."""
MODULES = OF_EDITORS | OF_OPERATORS


class Sections(click.Group):
    """A group that loads a command when it is asked for, and whose help names those that editors use first."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own shape
        """Return the names of all commands."""
        return sorted(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command; ``None`` for a name that there is not."""
        if cmd_name not in MODULES:
            return None
        found: tuple[click.Command, ...] = import_module(f"careers.cli.{MODULES[cmd_name]}").COMMANDS
        return next(command for command in found if command.name == cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in two lists."""
        for title, names in (("For editors", OF_EDITORS), ("For those who run the site", OF_OPERATORS)):
            loaded = [(name, self.get_command(ctx, name)) for name in sorted(names)]
            with formatter.section(title):
                formatter.write_dl([(name, command.get_short_help_str(200)) for name, command in loaded if command])


@click.group(cls=Sections, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Run and look after the careers site."""
    try:
        context.obj = Config.from_environment()
    except ConfigError as error:
        raise click.ClickException(f"the settings are wrong:\n{error}") from None
