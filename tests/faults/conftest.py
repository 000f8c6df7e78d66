"""The forms on a SQLite file that tests break, and on a server of their own that tests kill."""

from __future__ import annotations

import pytest

from tests.forms.conftest import content, site, sqlite_template, sqlite_url, stored, time, visitor

__all__ = ["content", "site", "sqlite_template", "sqlite_url", "stored", "time", "visitor"]


@pytest.fixture
def site_url(sqlite_url: str) -> str:
    """Return the address of a SQLite file, which tests can lock, fill and take away."""
    return sqlite_url
