"""Several processes behind one socket: one that dies is replaced, and a stop lets requests in hand finish."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event

from tests.abuse.wire import FORM, connect, get, message, parse
from tests.bench.memory import children
from tests.serving import ROOT, serve


def test_a_worker_that_dies_is_replaced_and_nobody_else_notices(tmp_path: Path) -> None:
    with serve(tmp_path, CAREERS_WORKERS="2") as server:
        before = children(server.process.pid)
        assert len(before) == 2
        for victim in before:
            os.kill(victim, signal.SIGKILL)
            for _ in range(20):
                assert get(server.port, "/our-journey/").status == 200
            for _ in range(900):
                if len(set(children(server.process.pid)) - {victim}) == 2:
                    break
                Event().wait(0.1)
            else:
                raise AssertionError("the dead worker was not replaced")
        assert not set(before) & set(children(server.process.pid))
        assert get(server.port, "/our-journey/").status == 200


def test_a_stop_lets_a_request_in_hand_finish(tmp_path: Path) -> None:
    body = b"situation=none"
    head = message("/interest/send/", "POST", [("Content-Type", FORM), ("Content-Length", str(len(body)))])
    with serve(tmp_path) as server, connect(server.port) as link:
        link.sendall(head + body[:5])
        assert get(server.port, "/").status == 200  # so the server has taken up what came before
        server.process.send_signal(signal.SIGTERM)
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", server.port), timeout=5).close()
            except ConnectionError:
                break
            Event().wait(0.05)
        link.sendall(body[5:])
        assert parse(link.recv(1 << 16)).status == 422
        assert server.process.wait(30) == 0


def test_a_port_that_is_taken_is_said_in_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        env = {**os.environ, "PORT": str(port), "CAREERS_INSTANCE": str(tmp_path)}
        command = [sys.executable, "-m", "careers", "serve"]
        ended = subprocess.run(command, check=False, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 1
    assert f"cannot listen on 127.0.0.1:{port}" in ended.stderr
    assert "Traceback" not in ended.stderr
