"""Everything that several instances need around them, started on free ports and in a temporary folder."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import redis

from tests.abuse import front
from tests.abuse.front import Front
from tests.serving import Server, free_port, serve
from tests.storage.databases import postgresql

SECRET = "the same key in every instance of the trial"


class MissingError(Exception):
    """A program is not installed; the message says which, and how to get it."""


def look_for_programs() -> None:
    """Raise :class:`MissingError` unless nginx and Redis are there; PostgreSQL comes with the locked packages."""
    missing = [
        name for name, found in (("nginx", front.nginx()), ("redis-server", shutil.which("redis-server"))) if not found
    ]
    if missing:
        raise MissingError(f"{' and '.join(missing)} not found: on Debian, apt-get install nginx-light redis-server")


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """Run Redis on a socket, keeping nothing on disk; give its address."""
    folder.mkdir()
    path = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(folder)]
    with subprocess.Popen([str(shutil.which("redis-server")), *options], stdout=subprocess.DEVNULL) as process:
        try:
            patience = redis.retry.Retry(redis.backoff.ConstantBackoff(0.05), 100)
            client = redis.Redis(unix_socket_path=str(path), retry=patience)
            client.ping()
            client.close()
            yield f"unix://{path}"
        finally:
            process.terminate()


@dataclass
class Trial:
    """The running site. Each instance has a folder of its own, so that it can share nothing by accident."""

    folder: Path
    database: str
    redis: str
    front: Front
    ports: Sequence[int]
    servers: dict[int, Server] = field(default_factory=dict)
    _stacks: dict[int, ExitStack] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def database_url(self) -> str:
        """Return the address of the database."""
        return f"postgresql://tests@/careers?host={self.database}"

    def start(self, port: int) -> None:
        """Start the instance at ``port`` and wait until it answers."""
        folder = self.folder / str(port)
        folder.mkdir(exist_ok=True)
        stack = self._stacks[port] = ExitStack()
        self.servers[port] = stack.enter_context(serve(folder, PORT=str(port), **self.settings))

    def stop(self, port: int) -> None:
        """Stop the instance at ``port`` as an operator does: what it has in hand is finished."""
        self._stacks.pop(port).close()

    def restart(self, port: int) -> None:
        """Stop an instance and start it again."""
        self.stop(port)
        self.start(port)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Return what the database says."""
        with psycopg.connect(host=self.database, user="tests", dbname="careers") as connection:
            return connection.execute(query.encode()).fetchall()


@contextmanager
def trial(folder: Path, count: int = 2, *, name: str = front.NAME, **settings: str) -> Iterator[Trial]:
    """Run ``count`` instances behind nginx, on PostgreSQL and Redis, and end everything afterwards.

    Raises :class:`MissingError`.
    """
    look_for_programs()
    with ExitStack() as stack:
        database = stack.enter_context(postgresql())
        with psycopg.connect(host=database, user="tests", dbname="postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE careers")
        shared = stack.enter_context(redis_server(folder / "redis"))
        ports = [free_port() for _ in range(count)]
        before = stack.enter_context(front.front(folder / "front", *ports, name=name))
        running = Trial(folder, database, shared, before, ports)
        running.settings = {
            "CAREERS_DATABASE_URL": running.database_url,
            "CAREERS_REDIS_URL": shared,
            "CAREERS_SECRET_KEY": SECRET,
            "CAREERS_BASE_URL": f"https://{name}" if name == front.NAME else f"https://{name}:{before.https}",
            "CAREERS_TRUSTED_HOSTS": f"{name},127.0.0.1",
            "CAREERS_PROXIES": "1",
        } | settings
        try:
            with ThreadPoolExecutor(count) as starters:
                list(starters.map(running.start, ports))
            yield running
        finally:
            for port in list(running._stacks):
                running.stop(port)
