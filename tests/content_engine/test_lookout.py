"""What has changed is seen whatever was done to the folder, and a look that builds on the last sees what a fresh one does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.content import lookout as lookout_module
from careers.content.lookout import Lookout
from careers.content.problem import Problem

NAMES = st.sampled_from(["a", "b", "c/a", "c/b", "c", "c/d/a", "d", "README.md", ".a"])


def _write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text)


def _remove(root: Path, name: str, _text: str) -> None:
    path = root / name
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _replace(root: Path, name: str, text: str) -> None:
    """Make a folder of a file, or a file of a folder, under the name that it had."""
    was_folder = (root / name).is_dir()
    _remove(root, name, text)
    if was_folder:
        _write(root, name, text)
    else:
        _write(root, f"{name}/new", text)


def _link(root: Path, name: str, text: str) -> None:
    with suppress(FileNotFoundError):
        _remove(root, name, text)
    (root / name).symlink_to({"x": "a", "yy": "c", "zzz": "nowhere"}[text])


def _rename(root: Path, name: str, _text: str) -> None:
    (root / name).rename(root / "b")


OPERATIONS = st.tuples(
    st.sampled_from([_write, _remove, _replace, _link, _rename]), NAMES, st.sampled_from(["x", "yy", "zzz"])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(OPERATIONS, max_size=12))
def test_a_look_that_builds_on_the_last_sees_what_a_fresh_one_does(
    steps: list[tuple[Callable[[Path, str, str], None], str, str]],
) -> None:
    with TemporaryDirectory() as name:
        root = Path(name).resolve()
        for path in ("a", "c/a", "c/d/a"):
            _write(root, path, "first")
        lookout, told = Lookout(root), list[Problem]()
        lookout.look(told)
        lookout.settle()
        for operation, path, text in steps:
            before = lookout.stamps
            with suppress(OSError):
                operation(root, path, text)
            changed = lookout.look(told)
            lookout.settle()
            fresh = Lookout(root)
            fresh.look([])
            assert list(lookout.stamps.items()) == list(fresh.stamps.items())
            assert (lookout.stamps is before) == (lookout.stamps == before)
            assert changed >= {path for path, stamp in lookout.stamps.items() if before.get(path) != stamp}
        assert not told


def test_what_changed_last_is_looked_into_again_as_it_may_change_under_the_same_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookout_module, "_stamp_of", lambda status: (status.st_mtime_ns, status.st_mtime_ns, 0, 0))
    second = 1_000_000_000
    for name, age in (("old", 9), ("late", 1), ("last", 1)):
        (tmp_path / name).write_text(name)
        os.utime(tmp_path / name, ns=(0, (1_000 - age) * second))
    lookout = Lookout(tmp_path)
    assert lookout.look([]) == {"old", "late", "last"}
    lookout.settle()
    assert lookout.look([]) == {"late", "last"}
    os.utime(tmp_path / "old", ns=(0, 1_000 * second))
    assert lookout.look([]) == {"old", "late", "last"}
    lookout.settle()
    assert lookout.look([]) == {"old"}
    (tmp_path / "old").unlink()
    assert lookout.look([]) == frozenset()


def test_what_could_not_be_read_at_one_look_is_named_at_the_next(tmp_path: Path) -> None:
    lookout = Lookout(tmp_path)
    (tmp_path / "a").write_text("a")
    assert lookout.look([]) == {"a"}, "whoever looked fails before saying that all is read"
    assert lookout.look([]) == {"a"}


def test_a_folder_that_cannot_be_read_is_told_and_the_others_are_seen(tmp_path: Path) -> None:
    for name in ("a/x", "b/x"):
        _write(tmp_path, name, "x")
    lookout, told = Lookout(tmp_path), list[Problem]()
    real = os.open

    def refuse(path: str, flags: int) -> int:
        if path.endswith("/a/"):
            raise PermissionError(13, "Permission denied")
        return real(path, flags)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", refuse)
        lookout.look(told)
    assert list(lookout.stamps) == ["b/x"]
    assert str(told[0]).startswith("a:1: file: the folder cannot be read (Permission denied)")
    assert lookout.look([]) == {"a/x", "b/x"}


def test_a_content_folder_that_may_not_be_looked_at_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lookout, told = Lookout(tmp_path), list[Problem]()
    real = os.stat

    def refuse(path: str | Path, **how: bool) -> os.stat_result:
        if Path(path) == tmp_path:
            raise PermissionError(13, "Permission denied")
        return real(path, **how)

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", refuse)
        lookout.look(told)
    assert [problem.message for problem in told] == [
        "there is no such folder of content, or this program may not look there"
    ]


def test_too_many_files_are_told_once_and_too_deep_a_folder_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookout_module, "MAX_FILES", 2)
    for name in ("a/1", "a/2", "a/3", "b/4"):
        _write(tmp_path, name, "x")
    lookout, told = Lookout(tmp_path), list[Problem]()
    lookout.look(told)
    assert [str(problem) for problem in told] == ["a/3:1: file: more than 2 files: remove some"]
    monkeypatch.setattr(lookout_module, "MAX_DEPTH", 0)
    told.clear()
    lookout.look(told)
    assert [problem.path for problem in told] == ["a", "b"]
    assert not lookout.stamps
