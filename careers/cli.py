"""The commands for editors and operators."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import click

from careers.app import create_app
from careers.clock import Clock
from careers.config import ROOT, Config, ConfigError
from careers.content.builder import build
from careers.content.problem import ContentError, Severity
from careers.delivery.patience import THREADS
from careers.delivery.reload_signal import ReloadSignal
from careers.staff.commands import staff

HEADER_TIMEOUT = 10_000
KEPT_IN_HEAD = 64 * 1024
CONNECTIONS, OTHER_FILES = 2_000, 200
"""Open connections of a process; idle ones cost little, and with too few a stranger could hold them all."""


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


def _room_for_connections() -> int:
    """Return how many connections a process may hold, after raising the system's limit of open files for them."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return CONNECTIONS if soft == resource.RLIM_INFINITY else max(1, min(CONNECTIONS, soft - OTHER_FILES))


@main.command()
@click.pass_obj
def serve(config: Config) -> None:
    """Serve the site with the production server."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
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
        http=HTTPModes.http1,  # an older connection has a time limit for its head; one that may turn out HTTP/2 has none
        blocking_threads=THREADS,
        backpressure=_room_for_connections(),
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIMEOUT, max_buffer_size=KEPT_IN_HEAD),
        log_access=False,
        log_level=LogLevels.error,
        working_dir=ROOT,
        pid_file=_pid_file(config),
        websockets=False,
    )
    server.signal_handler_reload = lambda *_, **__: ReloadSignal(config.instance).give()  # type: ignore[method-assign]
    server.serve()


@main.command()
@click.pass_obj
def reload(config: Config) -> None:
    """Tell the running server to take up changed content; with faulty content the last good one stays."""
    try:
        ReloadSignal(config.instance).give()
    except OSError as error:
        raise click.ClickException(f"the instance folder cannot be written: {error.strerror}") from None
    click.echo(
        "The server takes up the content as it is now, within a second or two. /healthz says whether it was sound."
    )


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
