"""What was built before only ever saves time: each build comes out as if it were the first."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.content import builder, desk, lookout
from careers.content.builder import Memory, build
from careers.content.folder import SourceFile, read_file
from careers.content.library import Library
from careers.content.problem import ContentError, Problem
from careers.content.store import Store
from tests.factories import TODAY, ContentFolder, content_folder, page_front, vocabulary

TEXTS = (
    "Plain words.",
    "## Part {: #part }\n\nSee [the other](/b/#part) and {{ figure vacancy_rate }}.",
    "A [link](/b/), a [draft](/c/) and ![A map](map.png)\n\n![A map](map.png)",
    "{{ chart vacancy_rate }}\n\n[Figures](/about-the-figures/#vacancy_rate)",
    "[Gone](/nowhere/) and {{ figure nowhere }}",
)


def _outcome(make: Callable[[], Library]) -> object:
    """Return the library with the order that readers meet things in, or the problems."""
    try:
        library = make()
    except ContentError as error:
        return error.problems
    return library, [list(m) for m in (library.pages, library.stories, library.vacancies, library.figures)]


def _edit(folder: ContentFolder, name: str, text: int, choice: int) -> None:
    """Make one change of the kind that ``choice`` says; the same arguments make the same file."""
    match choice:
        case 0:
            folder.page(name, TEXTS[text])
        case 1 | 2:
            folder.page(name, TEXTS[text], title=f"Page {name} {text}", draft="yes" if choice == 2 else None)
        case 3:
            (folder.root / f"pages/{name}.md").unlink(missing_ok=True)
        case 4:
            folder.figure("vacancy_rate", chart=("slope", "none")[text % 2], display=str(text))
        case 5:
            folder.story(name, TEXTS[text], stages=["social-worker"], themes=[("learning", "wellbeing")[text % 2]])
        case 6:
            folder.image("map.png", width=40 + text)
        case 7:
            (folder.root / "images/map.png").unlink(missing_ok=True)
        case 8:
            themes = [{"id": "learning", "label": "Learning"}, {"id": "other", "label": "Other", "retired": "yes"}]
            themes += [{"id": "wellbeing", "label": "W", "retired": ("yes", "no")[text % 2]}] if text else []
            folder.settings("vocabulary.yaml", vocabulary(themes=themes))
        case 9:
            folder.write(f"pages/{name}.md", ("no fences", "---\ntitle: [\n---\n", "---\ntitle: Only\n---\n")[text % 3])
        case 10:
            folder.write("redirects.yaml", f"redirects:\n  - path: /old/\n    to: /{name}/\n")
        case _:
            folder.vacancy(name, TEXTS[text], reference=f"CSW-00{text}", stories=["ada", name])


Edits = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, len(TEXTS) - 1), st.just(0) | st.integers(0, 11)),
    min_size=1,
    max_size=7,
)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(Edits)
def test_after_any_edits_an_incremental_build_is_what_a_fresh_one_is(edits: list[tuple[str, int, int]]) -> None:
    _check_edits(edits)


@pytest.mark.soak
@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(Edits)
def test_after_very_many_edits_too(edits: list[tuple[str, int, int]]) -> None:
    _check_edits(edits)


def _check_edits(edits: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as name:
        folder = content_folder(Path(name) / "content")
        kept = Path(name) / "store.sqlite3"
        memory = Memory(Store(kept))
        build(folder.root, TODAY, memory=memory)
        for edit in edits:
            _edit(folder, *edit)
            fresh = _outcome(lambda: build(folder.root, TODAY))
            assert _outcome(lambda: build(folder.root, TODAY, memory=memory)) == fresh
        assert _outcome(lambda: build(folder.root, TODAY, memory=Memory(Store(kept)))) == fresh


def test_a_start_with_unchanged_content_renders_nothing(folder: ContentFolder, kept: Path, rendered: list[str]) -> None:
    assert build(folder.root, TODAY, memory=Memory(Store(kept))) == build(folder.root, TODAY)
    assert len(rendered) > 5, "the build without a store rendered everything"
    del rendered[:]
    build(folder.root, TODAY, memory=Memory(Store(kept)))
    assert rendered == []


@pytest.mark.parametrize(
    "text",
    [
        "See [the other](/b/#part) and {{ figure vacancy_rate }}.",
        "A [link](/b/).\n\n![A map](map.png)",
        "{{ chart vacancy_rate }}\n\n[Figures](/about-the-figures/#vacancy_rate)",
    ],
)
def test_where_only_words_have_changed_nothing_else_is_gone_through(
    folder: ContentFolder, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    _neighbours(folder)
    memory = Memory()
    build(folder.root, TODAY, memory=memory)
    fresh = _changed(folder, text)
    monkeypatch.setattr(builder, "_afresh", _must_not_be_called)
    touched = build(folder.root, TODAY, memory=memory)
    assert (touched, list(touched.pages)) == (fresh, list(fresh.pages))
    assert build(folder.root, TODAY, memory=memory) == fresh


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Other words.", {"title": "Another title"}),
        ("## Another place\n\nWords.", {}),
        ("[Gone](/nowhere/)", {}),
        ("<div>not for a page", {}),
    ],
    ids=["title", "place", "fault with another file", "fault of its own"],
)
def test_where_more_than_words_has_changed_all_is_put_together_anew(
    folder: ContentFolder, monkeypatch: pytest.MonkeyPatch, text: str, fields: dict[str, str]
) -> None:
    _neighbours(folder)
    memory = Memory()
    build(folder.root, TODAY, memory=memory)
    folder.page("a", text, **fields)
    monkeypatch.setattr(builder, "_afresh", _must_not_be_called)
    with pytest.raises(AssertionError, match="gone through"):
        build(folder.root, TODAY, memory=memory)


def _neighbours(folder: ContentFolder) -> None:
    for name in "abc":
        folder.page(name, "See [the other](/b/)." if name == "a" else "## Part {: #part }\n\nWords.")
    folder.image("map.png", width=40)


def _changed(folder: ContentFolder, text: str) -> Library:
    folder.page("a", text)
    return build(folder.root, TODAY)


def _must_not_be_called(*_: object) -> None:
    raise AssertionError("everything is gone through again")


def test_a_changed_figure_renders_exactly_the_texts_that_use_it(
    folder: ContentFolder, kept: Path, rendered: list[str]
) -> None:
    folder.figure("vacancy_rate", points=[{"as_at": "2017", "value": "25.8"}, {"as_at": "2026", "value": "5"}])
    library = build(folder.root, TODAY, memory=Memory(Store(kept)))
    assert rendered == ["figures/vacancy_rate.md", "pages/working-here.md"]
    assert "It is 5%" in library.pages["working-here"].body.text


@pytest.fixture
def opened(kept: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which the path of every file is added that is opened from now on."""
    paths: list[str] = []

    def watched(root: Path, path: PurePosixPath, names: frozenset[str], problems: list[Problem]) -> SourceFile | None:
        paths.append(str(path))
        return read_file(root, path, names, problems)

    monkeypatch.setattr(desk, "read_file", watched)
    return paths


@pytest.fixture
def rest(folder: ContentFolder, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what makes one file newer than all others, so that these can no longer change unseen."""

    def make_one_newer() -> None:
        monkeypatch.setattr(lookout, "_SAME_TICK", 0)
        latest = max(path.stat().st_ctime_ns for path in folder.root.rglob("*.*"))
        new = folder.page("newest", "New.")
        while new.stat().st_ctime_ns <= latest:  # until the file system's clock has gone on
            new.touch()

    return make_one_newer


def test_a_start_opens_only_the_texts_that_changed(
    folder: ContentFolder, kept: Path, opened: list[str], rest: Callable[[], None]
) -> None:
    rest()
    build(folder.root, TODAY, memory=Memory(Store(kept)))
    del opened[:]
    folder.page("other", "Other.")
    library = build(folder.root, TODAY, memory=Memory(Store(kept)))
    assert {"pages/other.md", "pages/newest.md", "figures/vacancy_rate.md"} <= set(opened)
    assert "pages/working-here.md" not in opened
    assert library == build(folder.root, TODAY)


@pytest.mark.parametrize("stale_store", [False, True], ids=["all there", "texts lost"])
def test_a_file_changed_between_two_processes_with_its_time_put_back_is_read_again(
    folder: ContentFolder, kept: Path, stale_store: bool, rest: Callable[[], None]
) -> None:
    path = folder.page("twice", "One.")
    rest()
    before = path.stat()
    build(folder.root, TODAY, memory=Memory(Store(kept)))
    path.write_bytes(path.read_bytes().replace(b"One.", b"Two."))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    if stale_store:
        with closing(sqlite3.connect(kept)) as database, database:
            database.execute("DELETE FROM texts")
    assert build(folder.root, TODAY, memory=Memory(Store(kept))).pages["twice"].body.text == "Two."


def test_a_file_changed_twice_in_one_tick_of_the_clock_is_read_again(folder: ContentFolder) -> None:
    memory = Memory()
    path = folder.page("twice", "One.")
    build(folder.root, TODAY, memory=memory)
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"One.", b"Two."))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert build(folder.root, TODAY, memory=memory).pages["twice"].body.text == "Two."


def test_a_page_says_the_same_in_a_settings_file_that_comes_later(folder: ContentFolder) -> None:
    memory = Memory()
    (folder.root / "vocabulary.yaml").rename(folder.root / ".vocabulary")
    with pytest.raises(ContentError):
        build(folder.root, TODAY, memory=memory)
    (folder.root / ".vocabulary").rename(folder.root / "vocabulary.yaml")
    folder.write("stories/index.md", f"---\ntitle: {page_front()['title']}\ndescription: All our stories.\n---\n")
    assert build(folder.root, TODAY, memory=memory) == build(folder.root, TODAY)
