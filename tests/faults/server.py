"""The forms for the production server: ``granian --interface rsgi tests.faults.server:front``. Logs as much as it can."""

from __future__ import annotations

import logging
from dataclasses import replace

from careers.config import Config
from careers.delivery.front import Front
from careers.forms.limits import Action, Limiter, MemoryCounters
from careers.forms.ports import NAME
from tests.forms.site import Adjustable, make_content, make_site

logging.basicConfig(level=logging.DEBUG)


class Generous(Limiter):
    """Lets through what tests send from one address, and counts it all the same."""

    def allows(self, action: Action, address: str | None) -> bool:
        """Count, and allow."""
        super().allows(action, address)
        return True


app = make_site(Config.from_environment(), Adjustable(), make_content())
app.testing = False
app.extensions[NAME] = replace(app.extensions[NAME], limiter=Generous(Adjustable().clock(), MemoryCounters()))
front = Front(app.wsgi_app, None, hosts=None, always=[], largest=64 * 1024)
