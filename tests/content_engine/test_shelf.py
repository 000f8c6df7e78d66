"""The shelf swaps whole libraries, keeps the last good one and says what is wrong with the new one."""

from __future__ import annotations

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import PurePosixPath
from threading import Thread

import pytest

from careers.clock import LONDON, Clock
from careers.content import proof
from careers.content.problem import ContentError
from careers.content.rendering import Rendered, Surroundings, render
from careers.content.shelf import Shelf
from tests.factories import NOW, ContentFolder, fixed_clock


def test_faulty_content_at_the_start_is_refused(folder: ContentFolder) -> None:
    folder.write("pages/bad.md", "no fences")
    with pytest.raises(ContentError, match=r"pages/bad\.md:1"):
        Shelf(folder.root, fixed_clock())


def test_a_reload_brings_in_a_whole_new_library(folder: ContentFolder) -> None:
    shelf = Shelf(folder.root, fixed_clock())
    before = shelf.library
    folder.page("new", title="New")
    assert shelf.changed()
    assert shelf.library is before
    assert shelf.reload()
    assert not shelf.changed()
    assert shelf.library.version != before.version
    assert "new" in shelf.library.pages
    assert "new" not in before.pages


def test_a_faulty_file_leaves_the_last_good_library_in_place(
    folder: ContentFolder, caplog: pytest.LogCaptureFixture
) -> None:
    moments = iter([NOW, NOW, datetime(2026, 10, 1, 13, tzinfo=LONDON), NOW, datetime(2026, 10, 1, 14, tzinfo=LONDON)])
    shelf = Shelf(folder.root, Clock(lambda: next(moments)))
    good = shelf.library
    folder.write("pages/bad.md", "no fences")
    with caplog.at_level(logging.ERROR):
        assert not shelf.reload()
    assert shelf.library is good
    assert [str(problem).split(": ")[0] for problem in shelf.problems] == ["pages/bad.md:1"]
    assert "pages/bad.md:1" in caplog.text
    assert not shelf.changed()
    assert shelf.faults_since == datetime(2026, 10, 1, 13, tzinfo=LONDON)
    assert not shelf.reload()
    assert shelf.faults_since == datetime(2026, 10, 1, 13, tzinfo=LONDON)


def test_a_mended_file_clears_the_faults(folder: ContentFolder) -> None:
    shelf = Shelf(folder.root, fixed_clock())
    bad = folder.write("pages/bad.md", "no fences")
    shelf.reload()
    bad.unlink()
    assert shelf.reload()
    assert shelf.problems == ()
    assert shelf.faults_since is None


def _watch_rendering(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the path of every text is added that is rendered from now on."""
    rendered: list[str] = []
    real = render

    def watched(text: str, source: PurePosixPath, first_line: int, surroundings: Surroundings) -> Rendered:
        rendered.append(str(source))
        return real(text, source, first_line, surroundings)

    monkeypatch.setattr(proof, "render", watched)
    return rendered


def test_an_unchanged_text_is_not_rendered_again(folder: ContentFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(folder.root, fixed_clock())
    rendered = _watch_rendering(monkeypatch)
    folder.page("new")
    shelf.reload()
    assert rendered == ["pages/new.md"]


def test_a_changed_figure_changes_the_texts_that_use_it_and_no_others(
    folder: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(folder.root, fixed_clock())
    rendered = _watch_rendering(monkeypatch)
    folder.figure("vacancy_rate", points=[{"as_at": "2017", "value": "25.8"}, {"as_at": "2026", "value": "5"}])
    shelf.reload()
    assert rendered == ["figures/vacancy_rate.md", "pages/working-here.md"]
    assert "It is 5%" in shelf.library.pages["working-here"].body.text


def test_reloads_at_the_same_time_leave_one_sound_library(folder: ContentFolder) -> None:
    shelf = Shelf(folder.root, fixed_clock())
    folder.page("new")
    threads = [Thread(target=shelf.reload) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "new" in shelf.library.pages
    assert shelf.problems == ()


def test_each_of_many_looks_at_the_same_time_sees_what_changed_before_it(folder: ContentFolder) -> None:
    shelf = Shelf(folder.root, fixed_clock())
    for number in range(5):
        before = shelf.look()
        assert shelf.look() is before
        folder.page(f"new-{number}")
        with ThreadPoolExecutor(4) as threads:
            seen = list(threads.map(lambda _: shelf.look(), range(4)))
        assert [f"pages/new-{number}.md" in files for files in seen] == [True] * 4


def test_a_link_that_leads_to_another_folder_is_a_change(folder: ContentFolder) -> None:
    link, other = folder.root.with_name("live"), folder.root.with_name("other")
    shutil.copytree(folder.root, other)
    (other / "pages/new.md").write_bytes((other / "pages/working-here.md").read_bytes())
    link.symlink_to(folder.root)
    shelf = Shelf(link, fixed_clock())
    assert not shelf.changed()
    link.unlink()
    link.symlink_to(other)
    assert shelf.changed()
    assert shelf.reload()
    assert not shelf.changed()
    assert "new" in shelf.library.pages


def test_a_folder_that_vanishes_is_a_fault_like_any_other(folder: ContentFolder) -> None:
    shelf = Shelf(folder.root, fixed_clock())
    folder.root.rename(folder.root.with_name("elsewhere"))
    assert shelf.changed()
    assert not shelf.reload()
    assert shelf.library.pages
