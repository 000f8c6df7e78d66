"""Many texts at once on all cores, in processes of their own; a few texts right here, as processes take time to start.

The workers are plain programs at the other end of a pipe. Whatever becomes of one (killed, out of memory, no process to
be had), its texts are rendered here instead.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path, PurePosixPath
from queue import SimpleQueue
from typing import Any

from careers.content.folder import SourceFile
from careers.content.proof import encode, prove, read_fields
from careers.content.rendering import Surroundings

WORTH_IT = 200
"""Texts from which on processes save more time than they take to start."""
_BATCH = 40
_ROOT = Path(__file__).resolve().parents[2]
Batch = Sequence[SourceFile]
Printed = Mapping[PurePosixPath, bytes]


def print_all(files: Batch, surroundings: Surroundings, done: Callable[[int], None]) -> Iterator[Printed]:
    """Yield batch by batch the encoded proofs of ``files``; those with faults, or of a lost worker, are left out.

    ``done`` is told how many texts each batch had.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(files) < WORTH_IT or cores < 2:
        return
    batches = [files[start : start + _BATCH] for start in range(0, len(files), _BATCH)]
    idle: SimpleQueue[_Worker] = SimpleQueue()
    workers: list[_Worker] = []
    with suppress(OSError):
        for _ in range(min(cores, len(batches))):
            workers.append(_Worker(surroundings))
            idle.put(workers[-1])

    def ask(batch: Batch) -> tuple[int, Printed]:
        worker = idle.get()
        try:
            return len(batch), worker.ask([(file.path, file.data) for file in batch])
        finally:
            idle.put(worker)

    try:
        with ThreadPoolExecutor(max(1, len(workers)), thread_name_prefix="press") as pool:
            asked = [pool.submit(ask, batch) for batch in batches if workers]
            for future in as_completed(asked):
                count, printed = future.result()
                asked.remove(future)  # and with it the memory of what was printed
                done(count)
                yield printed
    finally:
        for worker in workers:
            worker.stop()


class _Worker:
    def __init__(self, surroundings: Surroundings) -> None:
        command = [sys.executable, "-m", "careers.content.press"]
        self._process = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        self._is_lost = False
        self._send(surroundings)

    def _send(self, what: object) -> None:
        assert self._process.stdin
        try:
            pickle.dump(what, self._process.stdin)
            self._process.stdin.flush()
        except OSError:
            self._is_lost = True

    def ask(self, batch: list[tuple[PurePosixPath, bytes]]) -> Printed:
        """Return the proofs of a batch; nothing once the worker is lost."""
        if not self._is_lost:
            self._send(batch)
        return {} if self._is_lost else self._receive()

    def _receive(self) -> Printed:
        assert self._process.stdout
        try:
            return dict(pickle.load(self._process.stdout))  # noqa: S301 - from our own child, through our own pipe
        except (OSError, EOFError, pickle.UnpicklingError):
            self._is_lost = True
            return {}

    def stop(self) -> None:
        """End the worker."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        self._process.terminate()
        self._process.wait()


def main() -> None:
    """Render what comes in until nothing more comes."""
    given, gives = sys.stdin.buffer, sys.stdout.buffer
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        surroundings: Surroundings = pickle.load(given)  # noqa: S301 - from our own parent, through its own pipe
        while True:
            batch: list[tuple[PurePosixPath, bytes]] = pickle.load(given)  # noqa: S301
            pickle.dump(dict(_printed(batch, surroundings)), gives)
            gives.flush()


def _printed(batch: list[tuple[PurePosixPath, bytes]], surroundings: Surroundings) -> Iterator[tuple[Any, bytes]]:
    for path, data in batch:
        fields = read_fields(path, data, [])
        if fields is not None and fields.front is not None:
            proof = prove(path, fields, surroundings)
            if not proof.problems:
                yield path, encode(proof, path)


if __name__ == "__main__":
    main()
