"""The production server: granian with one listening socket for all its workers, which drops clients who take nothing."""

from __future__ import annotations

import logging
import socket
import time
from collections import deque
from typing import Any

from granian._granian import SocketHolder
from granian.server.mp import MPServer

READER_SECONDS = 30
"""After how long without a byte taken a client is dropped by the system."""

MOST_DEATHS, DEATH_SECONDS, PAUSE_SECONDS = 5, 10, 1
"""Workers may die so often in so many seconds; then each new one waits, so that a fault at the start burns no processor."""
log = logging.getLogger(__name__)


class Server(MPServer):
    """granian, but for its socket and for what it does when workers die.

    By default each worker has a socket of its own, and who waits in that of a worker that dies is lost; and the whole
    server ends when a worker dies within seconds of another. Tied to granian's inside: `tests/http` and `tests/faults`
    fail when a release changes it.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._deaths: deque[float] = deque(maxlen=MOST_DEATHS)

    def _respawn_workers(self, workers: Any, spawn_target: Any, target_loader: Any, delay: float = 0) -> None:
        """Start new workers for those that died, however many did."""
        now = time.monotonic()
        if len(self._deaths) == MOST_DEATHS and now - self._deaths[0] < DEATH_SECONDS:
            log.error("workers die again and again: the next starts in %d s", PAUSE_SECONDS)
            time.sleep(PAUSE_SECONDS)
        self._deaths.append(now)
        super()._respawn_workers(workers, spawn_target, target_loader, delay)
        self.respawned_wrks.clear()  # by which granian would find a worker's second death too early, and end

    def _init_shared_socket(self) -> None:
        """Open the socket. Raises OSError when somebody else has the port."""
        family = socket.AF_INET6 if ":" in self.bind_addr else socket.AF_INET
        listening = socket.create_server((self.bind_addr, self.bind_port), family=family, backlog=self.backlog)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, READER_SECONDS * 1000)
        listening.set_inheritable(True)
        self._sso, self._shd = listening, SocketHolder(listening.fileno(), False, self.backlog)  # type: ignore[call-arg,assignment]
