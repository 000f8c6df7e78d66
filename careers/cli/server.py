"""Run the server, and tell it to take up changed content."""

from __future__ import annotations

import gc
import resource
from pathlib import Path

import click
from flask import Flask

from careers.app import create_app
from careers.cli.progress import progress_bar
from careers.config import ROOT, Config
from careers.content.problem import ContentError
from careers.delivery.front import Front
from careers.delivery.process import hold_little_memory
from careers.delivery.reload_signal import ReloadSignal
from careers.serving import create_front, load, make_ahead, tidy
from careers.storage.schema import SchemaTooNewError, upgrade_apart

HEADER_TIMEOUT = 10_000
KEPT_IN_HEAD = 64 * 1024
CONNECTIONS, OTHER_FILES = 2_000, 200
"""Open connections of a process; idle ones cost little, and with too few a stranger could hold them all."""


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


class _Prepared:
    """The application that the first process has built, which its workers share where processes are forked."""

    app: Flask | None = None


def front() -> Front:
    """Return the site as a worker of the server runs it."""
    return create_front(_Prepared.app or create_app())


@click.command()
@click.pass_obj
def serve(config: Config) -> None:
    """Serve the site with the production server."""
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    from careers.cli.listening import Server

    hold_little_memory()
    try:
        upgrade_apart(config.effective_database_url)
        with progress_bar() as progress:
            app = _Prepared.app = create_app(config, progress=progress)
        load(app)
        make_ahead(app)
        tidy(app)
    except ContentError as error:
        raise click.ClickException(f"the content cannot be served:\n{error}") from None
    except SchemaTooNewError as error:
        raise click.ClickException(str(error)) from None
    gc.collect()
    gc.freeze()  # what is there now is shared with the workers as long as nobody writes to it
    click.echo(f"Serving {config.content} at http://{config.host}:{config.port}/ (Ctrl+C stops)")
    server = Server(
        "careers.cli.server:front",
        factory=True,
        address=config.host,
        port=config.port,
        interface=Interfaces.RSGI,
        loop=Loops.uvloop,
        workers=config.workers,
        http=HTTPModes.http1,  # an older connection has a time limit for its head; one that may turn out HTTP/2 has none
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
    try:
        server.serve()
    except OSError as error:
        raise click.ClickException(f"cannot listen on {config.host}:{config.port}: {error.strerror}") from None


@click.command()
@click.pass_obj
def reload(config: Config) -> None:
    """Tell the running server to take up changed content; with faulty content the last good one stays."""
    try:
        ReloadSignal(config.instance).give()
    except OSError as error:
        raise click.ClickException(f"the instance folder cannot be written: {error.strerror}") from None
    click.echo(
        "The server takes up the content as it is now, within a second or two. /healthz says whether it was sound, the log why not."
    )


COMMANDS: tuple[click.Command, ...] = (serve, reload)
