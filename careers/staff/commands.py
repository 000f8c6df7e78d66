"""The commands for accounts: the first administrator has to come from somewhere that needs no sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from careers.clock import Clock
from careers.config import Config
from careers.staff import invitations
from careers.storage import database
from careers.storage.database import UnavailableError
from careers.storage.schema import SchemaTooNewError
from careers.storage.staff import accounts
from careers.storage.staff.records import Role

BY = "command line"


@contextmanager
def open_database(config: Config) -> Iterator[None]:
    """Open the database without the site, so that faulty content keeps nobody out."""
    app = Flask("careers")
    try:
        database.init(app, config)
    except SchemaTooNewError as fault:
        raise click.ClickException(str(fault)) from None
    with app.app_context():
        try:
            yield
        except UnavailableError as fault:
            raise click.ClickException(f"the database cannot be used now: {fault}") from None


@click.group()
def staff() -> None:
    """Look after the accounts of colleagues."""


@staff.command()
@click.argument("name")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), required=True, help="What the account is for."
)
@click.pass_obj
def add(config: Config, name: str, role: str) -> None:
    """Add an account and print its enrolment link, which works once and for two days."""
    with open_database(config):
        try:
            path = invitations.add(name, Role(role), by=BY, now=Clock().now())
        except invitations.BadNameError as fault:
            raise click.ClickException(str(fault)) from None
        click.echo(config.address + path)


@staff.command()
@click.argument("name")
@click.pass_obj
def reset(config: Config, name: str) -> None:
    """Take password, authenticator and recovery codes away and print a new enrolment link."""
    with open_database(config):
        path = invitations.reset(name, by=BY, now=Clock().now())
        if path is None:
            raise _of_the_council(name) if any(a.name == name for a in accounts.everyone()) else _unknown(name)
        click.echo(config.address + path)


@staff.command()
@click.argument("name")
@click.pass_obj
def disable(config: Config, name: str) -> None:
    """Close an account and sign its owner out everywhere, at once."""
    _set(config, name, disabled=True)
    click.echo(f"{name} is closed and signed out everywhere.")


@staff.command()
@click.argument("name")
@click.pass_obj
def enable(config: Config, name: str) -> None:
    """Open a closed account again."""
    _set(config, name, disabled=False)
    click.echo(f"{name} is open again.")


@staff.command("list")
@click.pass_obj
def list_accounts(config: Config) -> None:
    """List every account with its role and state."""
    with open_database(config):
        for account in accounts.everyone():
            state = "closed" if account.is_disabled else "open" if account.is_enrolled else "waiting for enrolment"
            called = f"\t{account.display_name}" if account.display_name else ""
            click.echo(f"{account.name}\t{account.role.value}\t{state}{called}")


def _set(config: Config, name: str, *, disabled: bool) -> None:
    with open_database(config):
        if not accounts.set_disabled(name, disabled=disabled, by=BY, now=Clock().now()):
            raise _unknown(name)


def _unknown(name: str) -> click.ClickException:
    return click.ClickException(f'there is no account "{name}"; "careers staff list" shows every account')


def _of_the_council(name: str) -> click.ClickException:
    return click.ClickException(
        f'"{name}" signs in with the council\'s sign-on and has no password here to take away; '
        f'"careers staff disable {name}" keeps its owner out'
    )
