"""Group commit: forms that come at the same time are kept by one transaction, so that they wait for the disk once.

A commit on SQLite takes as long as the disk takes to make it durable, 1 to 20 ms, however little it holds; with 32
senders one after the other that is what the last one waits for. Here the first who finds nobody writing takes all who
wait into its transaction, and everybody is answered after that is on the disk. PostgreSQL does the same by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any, Generic, TypeVar

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
    """One work, and what came of it once it is settled: a result that is on the disk, or a fault.

    ``called`` is set once: when it is settled, or when it is this one's turn to write for all who wait.
    """

    work: Callable[[Session], T]
    results: list[T] = field(default_factory=list)
    fault: Exception | None = None
    is_settled: bool = False
    called: Event = field(default_factory=Event)


@dataclass(slots=True)
class _Queue:
    """Who waits, in the order of coming, and whether somebody writes."""

    jobs: list[_Job[Any]] = field(default_factory=list)
    is_writing: bool = False
    lock: Lock = field(default_factory=Lock)


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
    _wait(queue, job)
    if not job.is_settled:
        with queue.lock:
            batch, queue.jobs = queue.jobs[:MOST], queue.jobs[MOST:]
        try:
            _settle(batch)
        finally:
            _call(queue, batch)
    if job.fault:
        raise job.fault from None
    if not job.results:
        raise UnavailableError("the writer was stopped")
    return job.results[0]


def _wait(queue: _Queue, job: _Job[T]) -> None:
    """Return when the job is settled, or the first of those who wait while nobody writes."""
    with queue.lock:
        queue.jobs.append(job)
        is_first, queue.is_writing = not queue.is_writing, True
    try:
        if is_first or job.called.wait(WAIT_SECONDS):
            return
        with queue.lock:
            if job in queue.jobs and not job.called.is_set():
                queue.jobs.remove(job)
                raise UnavailableError("every writer waits")
        job.called.wait()
    except UnavailableError:
        raise
    except BaseException:  # the thread is made to end: whoever waits behind it must not wait for it
        with queue.lock:
            if job in queue.jobs:
                queue.jobs.remove(job)
                if job.called.is_set():
                    _call_next(queue)
        raise


def _call(queue: _Queue, settled: list[_Job[Any]]) -> None:
    """Let the next one write, and tell everybody in the batch that it is settled. Nobody is woken for nothing."""
    with queue.lock:
        _call_next(queue)
        for job in settled:
            job.is_settled = True
            job.called.set()


def _call_next(queue: _Queue) -> None:
    queue.is_writing = bool(queue.jobs)
    if queue.jobs:
        queue.jobs[0].called.set()


def _settle(batch: list[_Job[Any]]) -> None:
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
