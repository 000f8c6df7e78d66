"""The forms on a SQLite file that tests break, and on a server of their own that tests kill."""

from __future__ import annotations

from tests.forms.conftest import content, site, sqlite_url, stored, time, visitor

__all__ = ["content", "site", "sqlite_url", "stored", "time", "visitor"]
