"""Fixtures that every test may use: settings, a clock that stands still, and the site on the tests' content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from careers.app import create_app
from careers.clock import LONDON, Clock
from careers.config import Config
from tests import serving
from tests.browsing import browser, open_page, server
from tests.html import StrictClient
from tests.quick_start import quick_starts

__all__ = ["browser", "open_page", "server"]

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=LONDON)
"""A moment at which the tests' content has open, closed and coming adverts."""


SHORT = ("content_engine", "candidates", "guard", "unit")
"""Folders whose files take seconds. They come last, so that both cores end together; a long file that comes last is one core's."""


@pytest.hookimpl(trylast=True)  # when the tests are chosen
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the folders of long files, and keep a folder's files together, as they share servers.

    Where a test's long rounds run, its short ones, which are the same in small, need not.
    """
    within_long = {item.nodeid.removesuffix("long]") + "short]" for item in items if item.nodeid.endswith("long]")}
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in within_long])
    items[:] = [item for item in items if item.nodeid not in within_long]
    items.sort(key=lambda item: SHORT.index(folder) if (folder := item.path.parent.name) in SHORT else -1)


class Hands:
    """A clock whose hands a test moves."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def clock(self) -> Clock:
        """Return the clock that these hands belong to."""
        return Clock(lambda: self.moment)


@pytest.fixture(scope="session", autouse=True)
def _quick_starts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with quick_starts(tmp_path_factory.mktemp("made-once")):
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an instance folder for sites that only read."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """Return an instance folder of the test's own, in which the texts of the tests' content are rendered already."""
    serving.make_ready(tmp_path / "instance")
    return tmp_path / "instance"


@pytest.fixture
def config(instance: Path) -> Config:
    """Return settings with everything that is written in the test's own folder."""
    return Config(instance=instance, secret_key="tests", base_url="https://careers.example")


@pytest.fixture
def hands() -> Hands:
    """Return the hands of the clock, at noon on 22 November 2026."""
    return Hands(NOON)


@pytest.fixture
def make_client() -> Callable[[Flask], StrictClient]:
    """Return a function that gives a strict client for an application."""

    def make(app: Flask) -> StrictClient:
        app.test_client_class = StrictClient
        app.testing = True
        client = app.test_client(use_cookies=False)
        assert isinstance(client, StrictClient)
        return client

    return make


@pytest.fixture(scope="session")
def full_site(built: Path) -> Flask:
    """Return the site on the tests' content at noon on 22 November 2026."""
    config = Config(instance=built, secret_key="tests", base_url="https://careers.example")
    return create_app(config, Clock.fixed(NOON))


@pytest.fixture
def client(full_site: Flask, make_client: Callable[[Flask], StrictClient]) -> StrictClient:
    """Return a strict client for the site on the tests' content."""
    return make_client(full_site)


@pytest.fixture
def preview(built: Path, make_client: Callable[[Flask], StrictClient]) -> StrictClient:
    """Return a strict client for the editors' preview of the tests' content."""
    config = Config(instance=built, secret_key="tests", base_url="https://careers.example", preview=True)
    return make_client(create_app(config, Clock.fixed(NOON)))
