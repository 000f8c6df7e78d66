"""The production server: granian with one listening socket for all its workers, which drops clients who take nothing."""

from __future__ import annotations

import socket

from granian._granian import SocketHolder
from granian.server.mp import MPServer

READER_SECONDS = 30
"""After how long without a byte taken a client is dropped by the system."""


class Server(MPServer):
    """granian, but for its socket.

    By default each worker has a socket of its own, and who waits in that of a worker that dies is lost. Tied to granian's
    inside: `tests/http` fails when a release changes it.
    """

    def _init_shared_socket(self) -> None:
        """Open the socket. Raises OSError when somebody else has the port."""
        family = socket.AF_INET6 if ":" in self.bind_addr else socket.AF_INET
        listening = socket.create_server((self.bind_addr, self.bind_port), family=family, backlog=self.backlog)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, READER_SECONDS * 1000)
        listening.set_inheritable(True)
        self._sso, self._shd = listening, SocketHolder(listening.fileno(), False, self.backlog)  # type: ignore[call-arg,assignment]
