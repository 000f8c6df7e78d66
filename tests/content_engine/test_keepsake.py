"""The last good content is kept file by file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from careers.content.keepsake import kept
from careers.content.problem import ContentError
from careers.content.shelf import Shelf
from tests.factories import ContentFolder, fixed_clock


@pytest.fixture
def cupboard(tmp_path: Path) -> Path:
    return tmp_path / "cupboard"


def _files(cupboard: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in (cupboard / "files").iterdir()}


def test_a_start_on_faulty_content_serves_the_copy(folder: ContentFolder, cupboard: Path) -> None:
    good = Shelf(folder.root, fixed_clock(), cupboard=cupboard).library
    folder.write("pages/bad.md", "no fences")
    shelf = Shelf(folder.root, fixed_clock(), cupboard=cupboard)
    assert shelf.library.version == good.version
    assert [problem.path for problem in shelf.problems] == ["pages/bad.md"]
    (folder.root / "pages/bad.md").unlink()
    assert shelf.reload()
    assert list(cupboard.glob("laid-out-*")) == []


def test_a_program_that_starts_meanwhile_takes_nothing_from_a_site_that_serves_the_copy(
    folder: ContentFolder, cupboard: Path
) -> None:
    folder.write("images/map.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    Shelf(folder.root, fixed_clock(), cupboard=cupboard)
    folder.write("pages/bad.md", "no fences")
    one, other = [Shelf(folder.root, fixed_clock(), cupboard=cupboard) for _ in range(2)]
    places = {asset.path for shelf in (one, other) for asset in shelf.library.images.values()}
    assert places
    assert all(path.is_file() for path in places)
    next(iter(places)).unlink()
    third = Shelf(folder.root, fixed_clock(), cupboard=cupboard)
    assert all(asset.path.is_file() for asset in third.library.images.values()), "a copy that is not whole is not used"


def test_a_change_copies_the_files_that_changed_and_forgets_the_old_ones(folder: ContentFolder, cupboard: Path) -> None:
    shelf = Shelf(folder.root, fixed_clock(), cupboard=cupboard)
    before = _files(cupboard)
    folder.page("working-here", "Other words.")
    assert shelf.reload()
    after = _files(cupboard)
    assert len(after.items() & before.items()) == len(before) - 1
    assert len(after) == len(before)


def test_processes_that_keep_in_turn_never_take_the_others_copy_for_their_own(
    folder: ContentFolder, cupboard: Path
) -> None:
    one, other = [Shelf(folder.root, fixed_clock(), cupboard=cupboard) for _ in range(2)]

    def words_kept(words: str, shelf: Shelf) -> bool:
        folder.page("working-here", words)
        assert shelf.reload()
        copy = kept(cupboard)
        return copy is not None and words in (copy / "pages/working-here.md").read_text("utf-8")

    assert words_kept("The first words.", one)
    assert words_kept("The other's words.", other)
    assert words_kept("The first words.", one), "what it once kept is no longer there"


@pytest.mark.parametrize("spoilt", ["a file", "the list"])
def test_a_spoilt_copy_is_not_served(folder: ContentFolder, cupboard: Path, spoilt: str) -> None:
    Shelf(folder.root, fixed_clock(), cupboard=cupboard)
    path = cupboard / "current.json" if spoilt == "the list" else sorted((cupboard / "files").iterdir())[0]
    path.write_bytes(path.read_bytes()[:-1])
    folder.write("pages/bad.md", "no fences")
    assert kept(cupboard) is None
    with pytest.raises(ContentError):
        Shelf(folder.root, fixed_clock(), cupboard=cupboard)
    assert {path.name for path in cupboard.iterdir()} == {"current.json", "files"}, "no part of a copy is left"


@pytest.mark.parametrize("path", ["../outside.md", "/etc/outside.md", ""])
def test_a_list_that_leads_outside_is_refused(cupboard: Path, path: str) -> None:
    cupboard.mkdir()
    (cupboard / "current.json").write_text(f'{{"{path}": "0"}}')
    assert kept(cupboard) is None


def test_a_disk_that_cannot_be_written_costs_only_the_copy(folder: ContentFolder, cupboard: Path) -> None:
    cupboard.write_text("a file where a folder should be")
    assert Shelf(folder.root, fixed_clock(), cupboard=cupboard).library.pages
