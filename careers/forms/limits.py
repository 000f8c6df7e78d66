"""How often one network may send forms.

A network is only known by a keyed hash whose key is random, lives in memory (or Redis) and is thrown away with the day.
Nothing is written to a disk, and nothing can be traced back to an address afterwards.
"""

from __future__ import annotations

import hmac
import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from enum import Enum
from threading import Lock
from typing import Any, Protocol, TypeVar

from careers.clock import Clock
from careers.network import network_of

WINDOW_SECONDS = 600
MEMORY_KEYS = 20_000
T = TypeVar("T")
log = logging.getLogger(__name__)


class Action(Enum):
    """What is counted, with how many a network may do in ten minutes: a whole office may sit behind one address.

    ``REFERENCE`` is low because it could be used to guess; at 52 bits even a thousand networks would guess in vain.
    """

    FORM = 300
    SEND = 40
    REFERENCE = 20
    SIGN_IN = 30


class Counters(Protocol):
    """Where the counts are held."""

    def salt(self, day: date) -> bytes:
        """Return the random key of a day, the same for every instance that shares the counts."""
        ...

    def add(self, key: str) -> int:
        """Count one more and return the count; it may be forgotten after :data:`WINDOW_SECONDS`."""
        ...


class MemoryCounters:
    """Counts in this process, at most :data:`MEMORY_KEYS`; the oldest go first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: OrderedDict[str, int] = OrderedDict()
        self._salt: tuple[date, bytes] | None = None

    def __len__(self) -> int:
        return len(self._counts)

    def salt(self, day: date) -> bytes:
        """Return the day's key; the key and the counts of another day are thrown away."""
        with self._lock:
            if self._salt is None or self._salt[0] != day:
                self._salt = (day, secrets.token_bytes(32))
                self._counts.clear()
            return self._salt[1]

    def add(self, key: str) -> int:
        """Count one more and return the count."""
        with self._lock:
            count = self._counts.pop(key, 0) + 1
            self._counts[key] = count
            if len(self._counts) > MEMORY_KEYS:
                self._counts.popitem(last=False)
            return count


class RedisCounters:
    """Counts shared by several instances. While Redis is away, each instance counts for itself."""

    def __init__(self, url: str) -> None:
        import redis  # noqa: PLC0415 - an extra that is only installed where it is used

        self._redis: Any = redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)
        self._fault: type[Exception] = redis.RedisError
        self._own = MemoryCounters()

    def salt(self, day: date) -> bytes:
        """Return the day's key, which the first instance makes; it expires soon after the day."""
        name = f"careers:salt:{day.isoformat()}"

        def shared() -> bytes:
            self._redis.set(name, secrets.token_bytes(32), nx=True, ex=25 * 3600)
            return bytes(self._redis.get(name))

        return self._try(shared, lambda: self._own.salt(day))

    def add(self, key: str) -> int:
        """Count one more and return the count."""

        def shared() -> int:
            pipeline = self._redis.pipeline()
            pipeline.incr(f"careers:count:{key}")
            pipeline.expire(f"careers:count:{key}", WINDOW_SECONDS)
            return int(pipeline.execute()[0])

        return self._try(shared, lambda: self._own.add(key))

    def _try(self, shared: Callable[[], T], own: Callable[[], T]) -> T:
        try:
            return shared()
        except self._fault as fault:
            log.warning("Redis cannot be reached, counting in memory: %s", type(fault).__name__)
            return own()


def counters_for(redis_url: str) -> Counters:
    """Return counts that are shared by way of Redis, or counts of this process where there is none."""
    return RedisCounters(redis_url) if redis_url else MemoryCounters()


class Limiter:
    """Tell whether a network may do something once more."""

    def __init__(self, clock: Clock, counters: Counters) -> None:
        self._clock, self._counters = clock, counters

    def allows(self, action: Action, address: str | None) -> bool:
        """Count one more ``action`` for the network of ``address``; tell whether it stays within the limit."""
        now = self._clock.now()
        window = int(now.timestamp()) // WINDOW_SECONDS
        text = f"{action.name}|{window}|{network_of(address)}"
        key = hmac.digest(self._counters.salt(now.date()), text.encode(), "sha256").hex()[:32]
        return self._counters.add(key) <= action.value
