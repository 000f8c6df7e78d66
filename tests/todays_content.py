"""A copy of content whose adverts stand today as they did on a day of theirs, for programs that ask the system's clock.

Adverts open and close and reviews come due, so the tests of a later day would meet other pages. Programs that are handed a
clock need none of this.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from careers.clock import Clock
from tests import CONTENT

DAY = date(2026, 11, 22)
"""The day on which the tests' content has open, closed and coming adverts: that of ``NOON`` in ``tests/conftest.py``."""
_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")
_REVIEW = re.compile(r"(?<=^review_by: )[-\d]+", re.MULTILINE)


def todays_content(folder: Path, *, of: Path = CONTENT, day: date = DAY, reviewed: bool = False) -> Path:
    """Copy content to ``folder``, move the dates of its adverts on by the days since ``day``, and return ``folder``.

    ``reviewed`` moves the days on which reviews are due, too, of which only editors hear: texts must then be rendered anew.
    """
    shutil.copytree(of, folder, dirs_exist_ok=True)
    since = Clock().today() - day

    def later(found: re.Match[str]) -> str:
        return str(date.fromisoformat(found[0]) + since)

    for path in (*folder.rglob("*.md"), *folder.glob("*.yaml")):
        before = text = path.read_text("utf-8")
        if "\ncloses_at: " in text:
            text = _DATE.sub(later, text)
        elif reviewed:
            text = _REVIEW.sub(later, text)
        if text != before:
            path.write_text(text, "utf-8")
    return folder
