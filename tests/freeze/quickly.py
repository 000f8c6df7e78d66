"""The command with small share pictures and quick compression, which would take longer than all the rest of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import brotli
import zstandard
from pytest import MonkeyPatch

from careers.cli import main
from careers.delivery.freeze.twins import ENCODERS
from careers.site.views import files

DRAWN: list[str] = []
"""The titles for which a picture was drawn."""


def draw(title: str, *_: object) -> bytes:
    """Note a title, and return a small picture."""
    DRAWN.append(title)
    return files._icon(32, maskable=False)


@contextmanager
def be_quick() -> Iterator[None]:
    """Draw and compress quickly meanwhile."""
    with MonkeyPatch.context() as patch:
        files._share.cache_clear()
        patch.setattr(files, "share_picture", draw)
        patch.setitem(ENCODERS, ".br", lambda body: bytes(brotli.compress(body, quality=3)))
        patch.setitem(ENCODERS, ".zst", lambda body: zstandard.ZstdCompressor(level=1).compress(body))
        yield
    files._share.cache_clear()


if __name__ == "__main__":
    with be_quick():
        main()
