"""The real content for programs that ask the system's clock: it stands as it did when the tests were written.

Adverts open and close and reviews come due, so the tests of a later day would meet other pages. Programs that are handed a
clock need none of this.
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
_REVIEW = re.compile(r"(?<=^review_by: )[-\d]+", re.MULTILINE)


def real_content(folder: Path, *, reviewed: bool = False) -> Path:
    """Copy the real content to ``folder`` and move the dates of its adverts on by the days since :data:`DAY`; return ``folder``.

    ``reviewed`` moves the days on which reviews are due, too, of which only editors hear: texts must then be rendered anew.
    """
    shutil.copytree(ROOT / "content", folder, dirs_exist_ok=True)
    since = Clock().today() - DAY

    def later(found: re.Match[str]) -> str:
        return str(date.fromisoformat(found[0]) + since)

    adverts = 0
    for path in (*folder.rglob("*.md"), *folder.glob("*.yaml")):
        before = text = path.read_text("utf-8")
        if "\ncloses_at: " in text:
            adverts, text = adverts + 1, _DATE.sub(later, text)
        elif reviewed:
            text = _REVIEW.sub(later, text)
        if text != before:
            path.write_text(text, "utf-8")
    assert adverts
    return folder
