"""Run the server, and tell it to take up changed content."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import click

from careers.app import create_app
from careers.config import ROOT, Config
from careers.content.problem import ContentError

HEADER_TIMEOUT = 10_000
KEPT_IN_HEAD = 64 * 1024


def _pid_file(config: Config) -> Path:
    return config.instance / "careers.pid"


@click.command()
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


@click.command()
@click.pass_obj
def reload(config: Config) -> None:
    """Tell the running server to take up changed content; with faulty content the last good one stays."""
    path = _pid_file(config)
    try:
        os.kill(int(path.read_text()), signal.SIGHUP)
    except (OSError, ValueError):
        raise click.ClickException(f"no server is running (looked in {path})") from None
    click.echo("The server is taking up the content as it is now.")


COMMANDS: tuple[click.Command, ...] = (serve, reload)
