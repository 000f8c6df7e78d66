"""A frozen copy says until when it may be shown: the next opening, closing or end of somebody's consent."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from careers.clock import LONDON
from careers.content.edition import Edition
from careers.site.frozen.validity import Validity, validity
from tests.factories import NOW, ContentFolder, content_folder


def found(folder: ContentFolder) -> Validity:
    return validity(Edition.at(folder.build(), NOW))


def test_consent_that_ends_is_a_change_like_a_closing(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    for advert in (folder.root / "vacancies").glob("[!i]*.md"):
        advert.unlink()
    before = found(folder)
    assert before.next_change is None
    assert before.lines()[1] == "Nothing opens, closes or ends after that."
    consent = {"consent_on": "2026-01-01", "consent_until": "2026-11-30"}
    photo = {"src": "ada.png", "alt": "Ada", "caption": "At work", "credit": "Sam", "licence": "ours", **consent}
    folder.image("ada.png")
    folder.story("ada", photos=[photo], consent_until="2026-11-30")
    folder.page("later", published_on="2026-12-25")
    folder.page("never", published_on="2026-10-02", draft="yes")
    told = found(folder)
    assert told.next_change == datetime(2026, 12, 1, tzinfo=LONDON)
    assert told.changes == ("consent to /stories/ada/ ends", "consent to the photograph ada.png ends")
    folder.vacancy("soon", closes_at="2026-10-10 12:00", interviews_on=[])
    assert found(folder).changes == ("/vacancies/soon/ closes",)
    assert found(folder).as_json()["next_change"] == "2026-10-10T12:00:00+01:00"
