"""Bars on the terminal while something takes long; nothing where nobody watches, or when it takes no time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from careers.content.desk import Progress

WORTH_A_BAR = 100


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Give what is told of the texts that are rendered, and draw the bar on the terminal's error output."""
    bar: Any = None

    def tell(more: int, of: int) -> None:
        nonlocal bar
        if bar is None and of >= WORTH_A_BAR and sys.stderr.isatty():
            bar = click.progressbar(length=of, label="Rendering texts", file=sys.stderr)
        if bar is not None:
            bar.update(more)

    try:
        yield tell
    finally:
        if bar is not None:
            bar.render_finish()


@contextmanager
def counting_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Give what is told how many of how many are done, the second of which may grow, and draw the bar."""
    bar: Any = click.progressbar(length=1, label=label, file=sys.stderr) if sys.stderr.isatty() else None

    def tell(done: int, of: int) -> None:
        if bar is not None:
            bar.length = of
            bar.pos = done
            bar.update(0)

    try:
        yield tell
    finally:
        if bar is not None:
            bar.render_finish()
