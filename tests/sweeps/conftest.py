"""The site's true content in place of the tests' own, under the names of the same fixtures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask

from careers.app import create_app
from careers.clock import LONDON, Clock
from careers.config import ROOT, Config
from careers.content.builder import build
from careers.content.edition import Edition
from careers.site.current import EXTENSION
from tests.html import StrictClient
from tests.serving import Server, make_ready, serve
from tests.sweeps import pages
from tests.todays_content import todays_content


def busiest_day(content: Path) -> date:
    """Return the day on which most adverts are open at noon, the last of several such days; today if there is no advert."""
    library = build(content, Clock().today())
    days = {advert.front.opening.astimezone(LONDON).date() + timedelta(days=1) for advert in library.vacancies.values()}

    def busy(day: date) -> tuple[int, date]:
        return len(Edition.at(library, datetime.combine(day, time(12), LONDON)).open_vacancies), day

    return max(days, key=busy, default=Clock().today())


@pytest.fixture(scope="session")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the site's content in which it is the day on which most of its adverts are open."""
    content = ROOT / "content"
    return todays_content(tmp_path_factory.mktemp("swept") / "content", of=content, day=busiest_day(content))


@pytest.fixture(scope="session")
def settings(swept: Path) -> dict[str, Path]:
    """Return the folders of the site that is swept."""
    instance = swept.parent / "instance"
    make_ready(instance)
    return {"content": swept, "instance": instance}


@pytest.fixture(scope="session")
def full_site(settings: dict[str, Path]) -> Flask:
    """Return the site on its true content."""
    return create_app(Config(**settings, secret_key="tests", base_url="https://careers.example"), Clock())


@pytest.fixture(scope="session")
def edition(full_site: Flask) -> Edition:
    """Return what its visitors can see."""
    found = full_site.extensions[EXTENSION].edition()
    assert isinstance(found, Edition)
    return found


@pytest.fixture
def preview(settings: dict[str, Path], make_client: Callable[[Flask], StrictClient]) -> StrictClient:
    """Return a strict client for the editors' preview of it."""
    config = Config(**settings, secret_key="tests", base_url="https://careers.example", preview=True)
    return make_client(create_app(config, Clock()))


@pytest.fixture(scope="session")
def server(settings: dict[str, Path]) -> Iterator[Server]:
    """Return the production server on it."""
    with serve(
        settings["content"].parent, CAREERS_CONTENT=str(settings["content"]), CAREERS_DEMONSTRATION="yes"
    ) as running:
        yield running


@pytest.fixture(scope="session")
def kinds(edition: Edition) -> tuple[str, ...]:
    """Return the address of a page of each kind."""
    found = pages.kinds(edition)
    assert len(found) > 10
    return found


@pytest.fixture(scope="session")
def one_of_each(edition: Edition) -> tuple[str, ...]:
    """Return the address of a page of each kind and of each state."""
    return pages.one_of_each(edition)
