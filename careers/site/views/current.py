"""What the public views use of the running site. The application puts it at ``extensions["careers"]``."""

from __future__ import annotations

from typing import Protocol

from flask import current_app

from careers.config import Config
from careers.content.edition import Edition


class CurrentSite(Protocol):
    """The running site: its settings and the edition of this moment."""

    @property
    def config(self) -> Config:
        """Return the settings."""

    def edition(self) -> Edition:
        """Return what visitors may see now."""


def current_site() -> CurrentSite:
    """Return the site that answers this request."""
    site: CurrentSite = current_app.extensions["careers"]
    return site
