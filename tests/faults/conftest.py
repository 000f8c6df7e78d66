"""The forms on a SQLite file that tests break, and on a server of their own that tests kill."""

from __future__ import annotations

import pytest

from tests.forms.conftest import content, site, sqlite_url, stored, time, visitor

__all__ = ["content", "site", "sqlite_url", "stored", "time", "visitor"]


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of the tests that take minutes."""
    config.addinivalue_line("markers", "soak: takes minutes; run with -m soak")
