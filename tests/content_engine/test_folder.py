"""The folder is read without trust: what is no regular file of a known kind inside it is told and never opened."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from careers.content.lookout import Lookout, Signature
from tests.content_engine.test_faulty_files import problems_of
from tests.factories import ContentFolder, content_folder, markdown, page_front

PAGE = markdown(page_front())


def _link_outside(folder: ContentFolder) -> None:
    outside = folder.root.parent / "outside.md"
    outside.write_text(PAGE)
    (folder.root / "pages/linked.md").symlink_to(outside)


def _pipe(folder: ContentFolder) -> None:
    os.mkfifo(folder.root / "pages/pipe.md")


FILES: dict[str, tuple[Callable[[ContentFolder], object], str]] = {
    "a link out of the folder": (
        _link_outside,
        "pages/linked.md:1: file: a link to a file outside the content folder: copy the file in instead",
    ),
    "a link to a device": (
        lambda folder: (folder.root / "pages/zero.md").symlink_to("/dev/zero"),
        "pages/zero.md:1: file: a link to a file outside the content folder: copy the file in instead",
    ),
    "a link to nothing": (
        lambda folder: (folder.root / "pages/lost.md").symlink_to("nowhere.md"),
        "pages/lost.md:1: file: the file cannot be read (No such file or directory): "
        "check that it exists and who may read it",
    ),
    "a link to itself": (
        lambda folder: (folder.root / "pages/loop.md").symlink_to("loop.md"),
        "pages/loop.md:1: file: the file cannot be read (a link that leads nowhere): "
        "check that it exists and who may read it",
    ),
    "a pipe": (_pipe, "pages/pipe.md:1: file: not an ordinary file: replace it with one, or remove it"),
    "more than 1 MB": (
        lambda folder: folder.write("pages/long.md", PAGE + "a" * 1_000_000),
        "pages/long.md:1: file: larger than 1 MB: make it smaller or split it",
    ),
    "capitals and spaces": (
        lambda folder: folder.write("pages/Our Team.md", PAGE),
        "pages/Our Team.md:1: file: the name must be small letters a to z, digits and hyphens, up to 80, "
        'such as "our-team": rename the file',
    ),
    "a name on two lines": (
        lambda folder: folder.write("pages/a\nb.md", PAGE),
        "pages/a\\nb.md:1: file: the name must be small letters a to z, digits and hyphens, up to 80, "
        'such as "a-b": rename the file',
    ),
    "another ending": (
        lambda folder: folder.write("pages/team.docx", b"PK"),
        'pages/team.docx:1: file: found a file ending in ".docx", in pages write one of .md',
    ),
    "a folder that nobody knows": (
        lambda folder: folder.write("storys/ada.md", PAGE),
        'storys/ada.md:1: file: no folder "storys" belongs here, did you mean "stories"?',
    ),
    "a settings file that nobody knows": (
        lambda folder: folder.write("sites.yaml", "a: b"),
        'sites.yaml:1: file: no file of this name belongs here, did you mean "site.yaml"?',
    ),
    "a folder inside stories": (
        lambda folder: folder.write("stories/2026/ada.md", PAGE),
        "stories/2026/ada.md:1: file: stories has no folders inside: move the file up into stories",
    ),
}


@pytest.mark.parametrize(("make", "line"), FILES.values(), ids=FILES)
def test_a_file_that_does_not_belong_is_told(
    tmp_path: Path, make: Callable[[ContentFolder], object], line: str
) -> None:
    folder = content_folder(tmp_path / "content")
    make(folder)
    assert problems_of(folder) == [line]


def test_a_name_that_is_no_text_is_told_in_text(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/pages/\xff.md")).write_text(PAGE)
    (line,) = problems_of(folder)
    assert line.startswith("pages/\\xff.md:1: file: the name must be")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "content:1: folder: there is no such folder of content, or this program may not look there" in problems_of(
        ContentFolder(tmp_path / "content")
    )


def test_hidden_files_and_the_readme_are_left_alone(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    for name in (".DS_Store", "pages/.draft.md.swp", "README.md", ".git/HEAD"):
        folder.write(name, b"\xff")
    assert folder.build().pages


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    (tmp_path / "pages/twin.md").symlink_to("working-here.md")
    assert folder.build().pages["twin"].title == "Working here"


def test_every_kind_of_change_is_seen(tmp_path: Path) -> None:
    folder, lookout = content_folder(tmp_path), Lookout(tmp_path)

    def look() -> Signature:
        lookout.look([])
        lookout.settle()
        return lookout.stamps

    seen = [look()]
    page = folder.page("new")
    seen.append(look())
    page.rename(tmp_path / "pages/newer.md")
    seen.append(look())
    (tmp_path / "pages/newer.md").write_text("longer than before, or at least different")
    seen.append(look())
    assert look() is seen[-1], "nothing has changed"
    (tmp_path / "pages/newer.md").unlink()
    assert all(one != other for one, other in combinations(seen, 2))
    assert len(seen) == 4
    assert look() in seen
