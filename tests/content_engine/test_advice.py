"""What time or the launch will settle is advice: it is told, and the content is served."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from careers.content.problem import Severity
from tests.factories import ContentFolder, content_folder, vocabulary

Change = Callable[[ContentFolder], object]
ADVICE: dict[str, tuple[Change, list[str]]] = {
    "an overdue figure": (
        lambda f: f.figure("z", title="Z", review_by="2026-09-30"),
        ["figures/z.md:14: review_by: overdue since 2026-09-30: look up the newest value and move this date on"],
    ),
    "an overdue review": (
        lambda f: f.page("p", review_by="2026-09-30"),
        [
            "pages/p.md:4: review_by: the review was due by 2026-09-30: read the page, "
            "then move reviewed_on and this date on"
        ],
    ),
    "a sample advert": (
        lambda f: f.vacancy("v", reference="CSW-2", sample="yes"),
        ["vacancies/v.md:38: sample: a sample advert: replace it before launch"],
    ),
    "a retired word": (
        lambda f: f.settings(
            "vocabulary.yaml",
            vocabulary(branches=[{"id": "practice", "label": "Practice", "retired": "yes"}]),
        ),
        [
            'progression/social-worker.md:5: branch: "practice" is retired in branches of vocabulary.yaml, '
            "choose another"
        ],
    ),
    "a link to a draft": (
        lambda f: [f.page("p", "[a](/q/)"), f.page("q", draft="yes")],
        ["pages/p.md:5: link: /q/ is a draft, so readers cannot open it: publish it or take the link out"],
    ),
    "a button that leads to a draft": (
        lambda f: [f.page("p", "{{ action /q/ | Read it }}"), f.page("q", draft="yes")],
        ["pages/p.md:5: {{ action }}: /q/ is a draft, so readers cannot open it: publish it or take the button out"],
    ),
    "a draft story": (
        lambda f: [f.story("eve", draft="yes"), f.page("p", stories=["eve"])],
        ['pages/p.md:5: stories[1]: "eve" is a draft, so readers will not see it until it is published'],
    ),
    "a listing without its page": (
        lambda f: (f.root / "stories/index.md").unlink(),
        [
            "stories/index.md:1: file: without this file there is no page /stories/: "
            "write its title, description and introduction"
        ],
    ),
}


@pytest.mark.parametrize(("change", "lines"), ADVICE.values(), ids=ADVICE)
def test_what_time_or_launch_will_settle_is_only_advice(tmp_path: Path, change: Change, lines: list[str]) -> None:
    folder = content_folder(tmp_path)
    change(folder)
    library = folder.build()
    assert [str(problem) for problem in library.warnings] == lines
    assert {problem.severity for problem in library.warnings} == {Severity.WARNING}


def test_no_date_turns_sound_content_faulty(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    assert folder.build(date(2026, 10, 1)).warnings == ()
    assert len(folder.build(date(2099, 1, 1)).warnings) == 4


def test_drafts_may_link_to_drafts(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    folder.page("p", "[a](/q/)", draft="yes")
    folder.page("q", draft="yes")
    assert folder.build().warnings == ()
