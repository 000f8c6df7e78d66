"""The rate limit: by network, by day, bounded, and holding nothing that leads back to an address."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import redis

from careers.forms import limits
from careers.forms.limits import Action, Limiter, MemoryCounters, RedisCounters
from tests.forms.site import NOON, Adjustable


class Recording(MemoryCounters):
    """Counters that remember the keys they were given."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[str] = []

    def add(self, key: str) -> int:
        self.keys.append(key)
        return super().add(key)


def test_limit_holds_for_ten_minutes_and_each_network_has_its_own(time: Adjustable) -> None:
    limiter = Limiter(time.clock(), MemoryCounters())
    allowed = [limiter.allows(Action.REFERENCE, "192.0.2.1") for _ in range(21)]
    assert allowed == [True] * 20 + [False]
    assert limiter.allows(Action.REFERENCE, "192.0.2.2")
    assert limiter.allows(Action.SEND, "192.0.2.1")
    time.now += timedelta(minutes=10)
    assert limiter.allows(Action.REFERENCE, "192.0.2.1")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        (None, "", True),
        ("unix:", "nonsense", True),
    ],
)
def test_networks(time: Adjustable, one: str | None, other: str, same: bool) -> None:
    counters = Recording()
    limiter = Limiter(time.clock(), counters)
    limiter.allows(Action.SEND, one)
    limiter.allows(Action.SEND, other)
    assert len(counters.keys) == 2
    assert (counters.keys[0] == counters.keys[1]) is same


def test_keys_change_with_the_day_and_with_the_process(time: Adjustable) -> None:
    counters = Recording()
    limiter = Limiter(time.clock(), counters)
    limiter.allows(Action.SEND, "192.0.2.1")
    yesterday = counters.salt(NOON.date())
    time.now += timedelta(days=1)
    limiter.allows(Action.SEND, "192.0.2.1")
    assert len(set(counters.keys)) == 2
    assert len(counters) == 1, "the counts of the day before are gone"
    assert counters.salt(NOON.date()) != yesterday, "and so is its key"
    assert MemoryCounters().salt(NOON.date()) != MemoryCounters().salt(NOON.date())
    assert not any("192.0" in key for key in counters.keys)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMORY_KEYS", 50)
    counters = MemoryCounters()
    for number in range(200):
        counters.add(str(number))
    assert len(counters) == 50


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start Redis on a socket; where it cannot be installed its tests are skipped, but never on a build server."""
    program = shutil.which("redis-server")
    if program is None:
        assert os.environ.get("CI") != "true", "redis-server is missing: .ci/set-up-tools installs it"
        pytest.skip("redis-server is not installed")
    folder: Path = tmp_path_factory.mktemp("redis")
    path = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(folder)]
    with subprocess.Popen([program, *options], stdout=subprocess.DEVNULL) as process:
        try:
            client = redis.Redis(
                unix_socket_path=str(path), retry=redis.retry.Retry(redis.backoff.ConstantBackoff(0.05), 100)
            )
            client.ping()
            client.close()
            yield f"unix://{path}"
        finally:
            process.terminate()


def test_several_instances_share_their_counts_in_redis(redis_url: str, time: Adjustable) -> None:
    instances = [Limiter(time.clock(), RedisCounters(redis_url)) for _ in range(2)]
    allowed = [instances[number % 2].allows(Action.REFERENCE, "192.0.2.1") for number in range(22)]
    assert allowed == [True] * 20 + [False] * 2
    client = redis.Redis.from_url(redis_url)
    keys = client.keys("*")
    assert len(keys) == 2
    assert all(client.ttl(key) > 0 for key in keys)
    assert not any(b"192.0.2.1" in key for key in keys)
    client.close()


def test_without_redis_each_instance_counts_for_itself(time: Adjustable) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    limiter = Limiter(time.clock(), RedisCounters(f"redis://127.0.0.1:{port}"))
    allowed = [limiter.allows(Action.REFERENCE, "192.0.2.1") for _ in range(21)]
    assert allowed == [True] * 20 + [False]
