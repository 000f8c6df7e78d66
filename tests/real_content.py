"""The real content for programs that ask the system's clock: its adverts stand as they did when the tests were written.

Adverts open and close, so the tests of a later day would meet other pages. Programs that are handed a clock need none of this.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from careers.clock import Clock
from careers.config import ROOT

DAY = date(2026, 11, 22)
"""The day on which the content has open, closed and coming adverts: that of ``NOON`` in ``tests/conftest.py``."""
_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")


def real_content(folder: Path) -> Path:
    """Copy the real content to ``folder``, the dates of its adverts moved on by the days since :data:`DAY`; return ``folder``."""
    shutil.copytree(ROOT / "content", folder, dirs_exist_ok=True)
    since = Clock().today() - DAY
    adverts = {path: path.read_text("utf-8") for path in (folder / "vacancies").glob("*.md")}
    adverts = {path: text for path, text in adverts.items() if "\ncloses_at: " in text}
    assert adverts
    for path, text in adverts.items():
        path.write_text(_DATE.sub(lambda found: str(date.fromisoformat(found[0]) + since), text), "utf-8")
    return folder
