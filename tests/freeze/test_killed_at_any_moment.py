"""A freeze that is killed at any moment leaves a whole export or none, and the next one ends as if nothing had been."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from time import perf_counter

import pytest

from tests.factories import ContentFolder, content_folder
from tests.faults.killing import killed
from tests.freeze.conftest import LIVE, run

AT = ("--live", LIVE, "--at", "2026-10-01 12:00")


def whole(folder: Path) -> dict[str, bytes]:
    """Return every file of an export."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert len(found) > 50
    return found


def changed(content: ContentFolder, number: int) -> None:
    """Change one page, add another or take it away, so that the export differs in bytes and in files."""
    content.page("more", title=f"Edition {number}", description="A page that changes.")
    late = content.root / "pages" / "late.md"
    if number:
        content.page("late", title="Late", description="A page that comes and goes.")
    else:
        late.unlink(missing_ok=True)


@pytest.mark.parametrize("rounds", [pytest.param(2, id="short"), pytest.param(100, id="long", marks=pytest.mark.soak)])
def test_killed_freeze_leaves_a_whole_export_or_none_and_the_next_one_finishes_it(
    tmp_path: Path, built: Path, quick: None, rounds: int
) -> None:
    out, content = tmp_path / "out", content_folder(tmp_path / "content")
    undisturbed, usual = [], 0.0
    for number in (0, 1):
        changed(content, number)
        began = perf_counter()
        run(tmp_path / f"undisturbed-{number}", content.root, built, *AT)
        usual = perf_counter() - began
        undisturbed.append(whole(tmp_path / f"undisturbed-{number}"))
    assert undisturbed[0].keys() != undisturbed[1].keys()
    chance, early, resumed = random.Random(13), 0, 0
    for number in range(rounds):
        wanted = (number + 1) % 2
        changed(content, wanted)
        before = whole(out) if out.exists() else None
        if number % 10 == 9:  # the first export ever, as nothing is there
            shutil.rmtree(out)
            before = None
        early += killed(lambda: run(out, content.root, built, *AT), chance.uniform(0, usual * 1.1))
        found = whole(out) if out.exists() else None
        assert found in (before, undisturbed[wanted]), "there is something between the old export and the new one"
        resumed += out.with_name(".out.freezing").exists()
        if number % 4 == 3:  # the one that goes on is killed too
            killed(lambda: run(out, content.root, built, *AT), chance.uniform(0, usual))
        run(out, content.root, built, *AT)
        assert whole(out) == undisturbed[wanted]
        left = {path.name for path in tmp_path.iterdir() if "out" in path.name}
        assert left == {"out", ".out.lock"}, "something was left behind"
    if rounds > 10:  # of two, one may come before the first file and one after the last
        assert early > rounds / 3, "most were over before they could be killed"
        assert resumed, "none was in the middle of its files"
