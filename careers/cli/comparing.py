"""The command that says what a change of the content means for visitors."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from careers.clock import Clock
from careers.config import Config


@click.command()
@click.argument("old", default="HEAD")
@click.argument("new", required=False)
@click.pass_obj
def diff(config: Config, old: str, new: str | None) -> None:
    """Say in words what changes for visitors: pages, dates, figures, links.

    OLD and NEW are versions that git knows: a branch such as main, or HEAD~1 for the last commit but one. Without NEW it
    is your files as they are now; without both, what you have changed since your last commit.
    """
    from tempfile import TemporaryDirectory

    from careers.content.builder import build
    from careers.content.problem import ContentError
    from careers.editing.comparison import compare
    from careers.editing.revisions import extract
    from careers.editing.trial import EditingError

    now = Clock().now()
    with TemporaryDirectory(prefix="careers-diff-") as temporary:
        libraries = []
        for index, revision in enumerate((old, new)):
            folder = config.content if revision is None else Path(temporary) / str(index)
            try:
                if revision is not None:
                    extract(config.content, revision, folder)
                libraries.append(build(folder, now.date()))
            except EditingError as error:
                raise click.ClickException(str(error)) from None
            except ContentError as error:
                name = revision or "the files as they are now"
                raise click.ClickException(f"the content of {name} has mistakes:\n{error}") from None
        changes = compare(libraries[0], libraries[1], now)
    for where, of_page in groupby(changes, key=lambda change: change.where):
        click.echo(where)
        for change in of_page:
            click.echo(f"  {change.what}")
    count = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
    click.echo(f"{count} for visitors." if changes else "Nothing changes for visitors.")


COMMANDS: tuple[click.Command, ...] = (diff,)
