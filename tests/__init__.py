"""Whatever of the tests runs, runs on content of the tests' own (``tests/content``): editors may change the site's as they like.

Importing this package makes it the content that a configuration has by default, and that of each ``careers`` in a process of
its own. The site's content is met in ``tests/sweeps`` alone.
"""

from __future__ import annotations

import os
from pathlib import Path

from careers.config import Config

CONTENT = Path(__file__).with_name("content")
"""The content of which tests may name pages, adverts and figures."""


def environment(**settings: str) -> dict[str, str]:
    """Return the environment for ``careers`` in a process of its own: with the tests' content, ``settings``, and none besides."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CAREERS_")}
    return clean | {"CAREERS_CONTENT": str(CONTENT)} | settings


os.environ["CAREERS_CONTENT"] = str(CONTENT)
assert "content" in Config.__init__.__kwdefaults__, "where a dataclass keeps its defaults has changed"
Config.__init__.__kwdefaults__["content"] = CONTENT
