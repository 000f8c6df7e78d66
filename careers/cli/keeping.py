"""The commands that keep the database safe: take a backup, check one, put one back."""

from __future__ import annotations

from pathlib import Path

import click

from careers.clock import Clock
from careers.config import Config

MOST = 30
WHO = "command line"
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--keep", type=click.IntRange(min=1), default=MOST, show_default=True, help="How many backups stay.")
@click.pass_obj
def backup(config: Config, folder: Path, keep: int) -> None:
    """Write a checked backup of the database into FOLDER, while the site is used, and delete the oldest."""
    from careers.storage.backup import BackupError, kept, take

    try:
        file = take(config.effective_database_url, folder, Clock().now())
        left = kept(folder, keep)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"an old backup could not be deleted: {error.strerror}") from None
    click.echo(f"Written and checked: {file} ({len(left)} kept). The key for signatures is not in it: keep that apart.")


@click.command("verify-backup")
@click.argument("file", type=_FILE)
def verify_backup(file: Path) -> None:
    """Check that FILE is whole, unchanged, and can be put back by this version."""
    from careers.storage.backup import BackupError, verify

    try:
        verify(file)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{file} is sound.")


@click.command()
@click.argument("file", type=_FILE)
@click.confirmation_option(prompt="What is in the database now is replaced (and kept as a backup beside FILE). Go on?")
@click.pass_obj
def restore(config: Config, file: Path) -> None:
    """Put the backup FILE back in place of what the database holds, all or nothing, and delete what is past its time."""
    from flask import Flask

    from careers.storage import database
    from careers.storage.backup import BackupError
    from careers.storage.backup import restore as put_back
    from careers.storage.retention import tidy
    from careers.storage.staff import audit
    from careers.storage.staff.records import Action, Event

    clock, app = Clock(), Flask("careers")
    try:
        done = put_back(config.effective_database_url, file, clock.now())
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    database.init(app, config)
    with app.app_context():
        try:
            gone = tidy(clock.today(), config.retention_months, is_sure=True)
            audit.record(Event(WHO, Action.RESTORED, file.name), clock.now())
        except database.UnavailableError as fault:
            raise click.ClickException(f"put back, but what is past its time is still there: {fault}") from None
    click.echo(f"{file} is in place; {gone} rows in it were past their time and have been deleted.")
    if done.before:
        click.echo(f"What was there before: {done.before}")


COMMANDS: tuple[click.Command, ...] = (backup, verify_backup, restore)
