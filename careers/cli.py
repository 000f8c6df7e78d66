"""The commands for editors and operators."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import click

from careers.app import create_app
from careers.clock import Clock
from careers.config import ROOT, Config, ConfigError
from careers.content.builder import build
from careers.content.problem import ContentError, Severity
from careers.staff.commands import staff

HEADER_TIMEOUT = 10_000
KEPT_IN_HEAD = 64 * 1024


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Run and look after the careers site."""
    try:
        context.obj = Config.from_environment()
    except ConfigError as error:
        raise click.ClickException(f"the settings are wrong:\n{error}") from None


main.add_command(staff)


def _pid_file(config: Config) -> Path:
    return config.instance / "careers.pid"


@main.command()
@click.pass_obj
def serve(config: Config) -> None:
    """Serve the site with the production server."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    try:
        create_app(config)
    except ContentError as error:
        raise click.ClickException(f"the content cannot be served:\n{error}") from None
    click.echo(f"Serving {config.content} at http://{config.host}:{config.port}/ (Ctrl+C stops)")
    server = Granian(
        "wsgi:application",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=config.workers,
        blocking_threads=8,
        backpressure=256,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIMEOUT, max_buffer_size=KEPT_IN_HEAD),
        log_access=False,
        log_level=LogLevels.error,
        working_dir=ROOT,
        pid_file=_pid_file(config),
        websockets=False,
    )
    server.serve()


@main.command()
@click.pass_obj
def reload(config: Config) -> None:
    """Tell the running server to take up changed content; with faulty content the last good one stays."""
    path = _pid_file(config)
    try:
        os.kill(int(path.read_text()), signal.SIGHUP)
    except (OSError, ValueError):
        raise click.ClickException(f"no server is running (looked in {path})") from None
    click.echo("The server is taking up the content as it is now.")


@main.command()
@click.argument("kind", type=click.Choice(["rows", "statistics"]))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--filter", "filters", multiple=True, metavar="KEY=VALUE", help="Of rows, as in the pipeline's address.")
@click.option("--quarter", help="Of statistics, such as 2026-Q3; the last one by default.")
@click.pass_obj
def export(config: Config, kind: str, file: Path, filters: tuple[str, ...], quarter: str | None) -> None:
    """Write working rows or statistics into FILE, which ends in .csv or .xlsx. The audit notes it."""
    from careers.staff.exports.command import ExportError, write

    with create_app(config).app_context():
        try:
            write(kind, file, [pair.partition("=")[::2] for pair in filters], quarter)
        except ExportError as error:
            raise click.ClickException(str(error)) from None
    click.echo(f"Written to {file}.")


@main.command()
@click.pass_obj
def check(config: Config) -> None:
    """Check all content and print every mistake: file, line, field, what is wrong and what to write instead."""
    try:
        warnings = build(config.content, Clock().today()).warnings
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem))
        errors = sum(problem.severity is Severity.ERROR for problem in error.problems)
        click.echo(f"{errors} to put right before the content can be published.", err=True)
        sys.exit(1)
    for problem in warnings:
        click.echo(f"{problem} (advice)")
    click.echo(
        "The content can be published."
        if not warnings
        else f"The content can be published; {len(warnings)} to look at."
    )
