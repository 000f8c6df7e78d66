"""Lets the hundreds of applications and servers of the tests begin quickly: what comes out the same each time is made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import CodeType

import pytest
from flask import Flask
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from careers import app
from careers.config import Config
from careers.delivery.assets import Assets
from tests import serving

RENDERED = "rendered-texts.sqlite3"


class CompiledTemplates(BytecodeCache):
    """The code of templates, for as long as the process lives; the same source gives the same code in every application."""

    def __init__(self) -> None:
        self._codes: dict[object, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code that is there."""
        bucket.code = self._codes.get(_key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code."""
        assert bucket.code
        self._codes[_key(bucket)] = bucket.code


def _key(bucket: Bucket) -> object:
    """Return the source and what else decides how it is compiled."""
    env = bucket.environment
    known = (frozenset(env.filters), frozenset(env.tests), frozenset(env.extensions))
    return bucket.key, bucket.checksum, env.trim_blocks, env.lstrip_blocks, *known


@contextmanager
def quick_starts(folder: Path) -> Iterator[None]:
    """Compile each template once and build the style sheets once, and let servers begin with what ``folder`` then holds.

    ``folder`` is an empty one. A server is another process: to it, what was made is given as files.
    """
    build, built = app.assets.build, list[Assets]()

    def build_once(static: Path, templates: Environment, place: Path) -> Assets:
        if not built:
            built.append(build(static, templates, folder / "static"))
        if not place.is_dir():
            shutil.copytree(folder / "static", place)
        return replace(built[0], folder=place)

    def make_ready(instance: Path) -> None:
        if not (folder / RENDERED).exists():
            app.create_app(Config(instance=folder, secret_key="tests"))
        for name in ("static", RENDERED):
            if not (instance / name).exists():
                copy = shutil.copytree if (folder / name).is_dir() else shutil.copy
                instance.mkdir(parents=True, exist_ok=True)
                copy(folder / name, instance / name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": CompiledTemplates()})
        patch.setattr(app.assets, "build", build_once)
        patch.setattr(serving, "make_ready", make_ready)
        yield
