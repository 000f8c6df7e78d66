"""Group commit: forms that come at the same time are kept by one transaction, so that they wait for the disk once.

A commit on SQLite takes as long as the disk takes to make it durable, 1 to 20 ms, however little it holds; with 32
senders one after the other that is what the last one waits for. Here the first who finds nobody writing takes all who
wait into its transaction, and everybody is answered after that is on the disk. PostgreSQL does the same by itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition
from typing import Generic, TypeVar

from flask import current_app
from sqlalchemy.orm import Session

from careers.storage.database import UnavailableError, writing
from careers.storage.engine import WAIT_SECONDS
from careers.storage.models import db

MOST = 64
"""Works in one transaction, so that others who write need not wait long."""
_EXTENSION = "careers.storage.grouped"
T = TypeVar("T")


@dataclass(eq=False, slots=True)
class _Job(Generic[T]):
    """One work, and what came of it once it is settled: a result that is on the disk, or a fault."""

    work: Callable[[Session], T]
    results: list[T] = field(default_factory=list)
    fault: Exception | None = None
    is_settled: bool = False


@dataclass(slots=True)
class _Queue:
    """Who waits, in the order of coming, and whether somebody writes."""

    jobs: list[_Job[T]] = field(default_factory=list)  # type: ignore[valid-type]
    is_writing: bool = False
    changed: Condition = field(default_factory=Condition)


def keep(work: Callable[[Session], T]) -> T:
    """Do ``work`` in a transaction, maybe together with others', and return its result when it is durable.

    ``work`` may be begun twice, the first time undone, when that of somebody else goes wrong. Raises
    :class:`UnavailableError` and whatever ``work`` raises; nothing of it is kept then. Not for use within ``writing()``.
    """
    if db.engine.dialect.name != "sqlite":
        with writing() as session:
            return work(session)
    queue: _Queue = current_app.extensions.setdefault(_EXTENSION, _Queue())
    job: _Job[T] = _Job(work)
    batch = _wait_for_turn(queue, job)
    if batch:
        try:
            _settle(batch)
        finally:
            with queue.changed:
                queue.is_writing = False
                for settled in batch:
                    settled.is_settled = True
                queue.changed.notify_all()
    if job.fault:
        raise job.fault from None
    if not job.results:
        raise UnavailableError("the writer was stopped")
    return job.results[0]


def _wait_for_turn(queue: _Queue, job: _Job[T]) -> list[_Job[T]]:
    """Return the jobs to settle, ``job`` among them, or none when somebody has settled it."""
    until = time.monotonic() + WAIT_SECONDS
    with queue.changed:
        queue.jobs.append(job)
        while not job.is_settled and (queue.is_writing or job not in queue.jobs[:MOST]):
            queue.changed.wait(max(0.0, until - time.monotonic()) if job in queue.jobs else None)
            if job in queue.jobs and time.monotonic() >= until:
                queue.jobs.remove(job)
                raise UnavailableError("every writer waits")
        if job.is_settled:
            return []
        batch, queue.jobs = queue.jobs[:MOST], queue.jobs[MOST:]
        queue.is_writing = True
        return batch


def _settle(batch: list[_Job[T]]) -> None:
    """Do the works in one transaction; when one of several goes wrong, each in its own."""
    is_to_blame = False
    try:
        with writing() as session:
            is_to_blame = True
            results = [job.work(session) for job in batch]
            is_to_blame = False
        for job, result in zip(batch, results, strict=True):
            job.results.append(result)
    except Exception as fault:
        if is_to_blame and len(batch) > 1:
            for job in batch:
                _settle([job])
        else:
            for job in batch:
                job.fault = UnavailableError(str(fault)) if isinstance(fault, UnavailableError) else fault
