"""What was built before only ever saves time: each build comes out as if it were the first."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.content import desk, press, proof, store
from careers.content.builder import Memory, build
from careers.content.folder import SourceFile, read_file
from careers.content.library import Library
from careers.content.problem import ContentError, Problem
from careers.content.rendering import Rendered, Surroundings, render
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
        case 0 | 1 | 2:
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
    st.tuples(st.sampled_from("abc"), st.integers(0, len(TEXTS) - 1), st.integers(0, 11)), min_size=1, max_size=7
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


@pytest.fixture
def folder(tmp_path: Path) -> ContentFolder:
    return content_folder(tmp_path / "content")


@pytest.fixture
def kept(tmp_path: Path, folder: ContentFolder) -> Path:
    """Return a store that has every text of the folder."""
    path = tmp_path / "store.sqlite3"
    build(folder.root, TODAY, memory=Memory(Store(path)))
    return path


@pytest.fixture
def rendered(kept: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which the path of every text is added that is rendered from now on."""
    paths: list[str] = []

    def watched(text: str, source: PurePosixPath, first_line: int, surroundings: Surroundings) -> Rendered:
        paths.append(str(source))
        return render(text, source, first_line, surroundings)

    monkeypatch.setattr(proof, "render", watched)
    return paths


def test_a_start_with_unchanged_content_renders_nothing(folder: ContentFolder, kept: Path, rendered: list[str]) -> None:
    assert build(folder.root, TODAY, memory=Memory(Store(kept))) == build(folder.root, TODAY)
    assert len(rendered) > 5, "the build without a store rendered everything"
    del rendered[:]
    build(folder.root, TODAY, memory=Memory(Store(kept)))
    assert rendered == []


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


def _rest(folder: ContentFolder) -> None:
    """Let one file be newer than all others, so that these can no longer change unseen."""
    new = folder.page("newest", "New.")
    os.utime(new, ns=(future := new.stat().st_mtime_ns + 10**9, future))


def test_a_start_opens_only_the_texts_that_changed(folder: ContentFolder, kept: Path, opened: list[str]) -> None:
    _rest(folder)
    build(folder.root, TODAY, memory=Memory(Store(kept)))
    del opened[:]
    folder.page("other", "Other.")
    library = build(folder.root, TODAY, memory=Memory(Store(kept)))
    assert {"pages/other.md", "pages/newest.md", "figures/vacancy_rate.md"} <= set(opened)
    assert "pages/working-here.md" not in opened
    assert library == build(folder.root, TODAY)


@pytest.mark.parametrize("stale_store", [False, True], ids=["all there", "texts lost"])
def test_a_file_changed_between_two_processes_with_its_time_put_back_is_read_again(
    folder: ContentFolder, kept: Path, stale_store: bool
) -> None:
    path = folder.page("twice", "One.")
    _rest(folder)
    before = path.stat()
    build(folder.root, TODAY, memory=Memory(Store(kept)))
    path.write_bytes(path.read_bytes().replace(b"One.", b"Two."))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    if stale_store:
        _alter("DELETE FROM texts")(kept)
    assert build(folder.root, TODAY, memory=Memory(Store(kept))).pages["twice"].body.text == "Two."


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _alter(statement: str) -> Callable[[Path], None]:
    def alter(path: Path) -> None:
        with sqlite3.connect(path) as database:
            database.execute(statement)
        database.close()

    return alter


SPOILT = {
    "no database": _garbage,
    "cut short": _cut,
    "another program's tables": _alter("DROP TABLE texts"),
    "bytes changed": _alter("UPDATE texts SET data = CAST(replace(data, 'Ada', 'Eve') AS BLOB)"),
    "entries exchanged": _alter("UPDATE texts SET mark = (SELECT mark FROM texts LIMIT 1)"),
    "no bytes": _alter("UPDATE texts SET data = 7"),
    "other stamps": _alter("UPDATE seen SET data = x'7b7d'"),
    "no texts to the stamps": _alter("DELETE FROM texts"),
    "empty": _alter("UPDATE checks SET data = x''"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=list(SPOILT))
def test_what_was_spoilt_on_disk_is_made_again(
    folder: ContentFolder, kept: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(kept)
    fresh = build(folder.root, TODAY)
    assert build(folder.root, TODAY, memory=Memory(Store(kept))) == fresh
    assert build(folder.root, TODAY, memory=Memory(Store(kept))) == fresh


@pytest.mark.parametrize(
    "data", [b"[]", b"{}", b"7", b'{"fields": ["title: A", 2, {"title": 1}]}', b"\xff", b"[" * 100_000, b"null"]
)
def test_an_entry_of_another_form_is_no_proof(data: bytes) -> None:
    with pytest.raises(ValueError):
        proof.restore(PurePosixPath("pages/a.md"), data)


def test_an_entry_is_nothing_but_data(folder: ContentFolder) -> None:
    source = PurePosixPath("pages/working-here.md")
    fields = proof.read_fields(source, (folder.root / source).read_bytes(), [])
    assert fields is not None
    figures = {slug: figure.front for slug, figure in build(folder.root, TODAY).figures.items()}
    whole = proof.prove(source, fields, Surroundings(figures))
    assert proof.restore(source, proof.encode(whole, source)) == whole
    assert proof.encode(whole, source).startswith(b"{")


def test_another_engine_uses_nothing_of_the_old_one(
    folder: ContentFolder, kept: Path, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "engine", lambda: b"another")
    build(folder.root, TODAY, memory=Memory(Store(kept)))
    assert "pages/working-here.md" in rendered


def test_a_disk_that_is_full_or_read_only_costs_only_speed(folder: ContentFolder, tmp_path: Path) -> None:
    fresh = build(folder.root, TODAY)
    in_the_way = tmp_path / "file"
    in_the_way.write_text("a file where a folder should be")
    assert build(folder.root, TODAY, memory=Memory(Store(in_the_way / "store.sqlite3"))) == fresh
    assert build(folder.root, TODAY, memory=Memory(Store(Path("/dev/full")))) == fresh
    assert build(folder.root, TODAY, memory=Memory(Store(Path("/proc/store.sqlite3")))) == fresh


_BUILD = "import sys; from datetime import date; from pathlib import Path; from careers.content.builder import *; "
_BUILD += "from careers.content.store import Store; f, s = map(Path, sys.argv[1:]); "
_BUILD += "print(build(f, date(2026, 10, 1), memory=Memory(Store(s))).version)"


def test_two_processes_can_fill_one_store_at_once(folder: ContentFolder, tmp_path: Path) -> None:
    path = tmp_path / "shared.sqlite3"
    command = [sys.executable, "-c", _BUILD, str(folder.root), str(path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    said = [process.communicate() for process in running]
    assert {out.decode().strip() for out, _ in said} == {build(folder.root, TODAY).version}, said


def test_a_process_killed_while_it_writes_leaves_a_store_that_can_be_used(
    folder: ContentFolder, tmp_path: Path
) -> None:
    path = tmp_path / "killed.sqlite3"
    killed = (
        "import os, sys; from pathlib import Path; from careers.content.store import Store\n"
        "s = Store(Path(sys.argv[1])); s.keep_texts({b'k' * 16: b'x' * 1000})\n"
        "with s._open() as d:\n"
        "    d.executemany('INSERT INTO texts VALUES (?, ?, ?)', ((os.urandom(16), b'm', b'x' * 9000) for _ in range(900)))\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", killed, str(path)], check=False)
    assert ended.returncode == -9
    assert [key for key, _ in Store(path).texts([b"k" * 16])] == [b"k" * 16]
    build(folder.root, TODAY, memory=Memory(Store(path)))
    assert build(folder.root, TODAY, memory=Memory(Store(path))) == build(folder.root, TODAY)


def _texts(path: Path) -> list[str]:
    with sqlite3.connect(path) as database:
        found = [bytes(data).decode() for (data,) in database.execute("SELECT data FROM texts")]
    database.close()
    return found


def test_what_no_file_says_any_more_is_not_left_on_disk(folder: ContentFolder, kept: Path) -> None:
    memory = Memory(Store(kept))
    build(folder.root, TODAY, memory=memory)
    count = len(_texts(kept))
    page = folder.page("new", "Zerubbabel was here.")
    build(folder.root, TODAY, memory=memory)
    assert len(_texts(kept)) == count + 1
    folder.page("new", "Somebody was here.")
    build(folder.root, TODAY, memory=memory)
    assert len(_texts(kept)) == count + 1
    page.unlink()
    build(folder.root, TODAY, memory=memory)
    assert len(_texts(kept)) == count
    assert b"Zerubbabel" not in kept.read_bytes()


def test_what_changed_while_the_program_was_down_is_swept_at_the_start(folder: ContentFolder, kept: Path) -> None:
    count = len(_texts(kept))
    folder.page("working-here", "Other words.")
    build(folder.root, TODAY, memory=Memory(Store(kept)))
    assert len(_texts(kept)) == count


def _many(folder: ContentFolder, count: int = 30) -> None:
    for number in range(count):
        folder.page(
            f"many-{number}", f"## Part\n\nPage {number}, {{{{ figure vacancy_rate }}}}, [on](/working-here/).\n"
        )


def test_many_texts_rendered_in_processes_come_out_the_same(
    folder: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(folder)
    alone = build(folder.root, TODAY)
    monkeypatch.setattr(press, "WORTH_IT", 10)
    told: list[tuple[int, int]] = []
    memory = Memory(progress=lambda more, of: told.append((more, of)))
    assert build(folder.root, TODAY, memory=memory) == alone
    assert sum(more for more, _ in told) >= 30


def test_a_worker_that_dies_costs_only_speed(folder: ContentFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    _many(folder)
    alone = build(folder.root, TODAY)
    monkeypatch.setattr(press, "WORTH_IT", 10)
    monkeypatch.setattr(sys, "executable", shutil.which("true"))
    assert build(folder.root, TODAY) == alone
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert build(folder.root, TODAY) == alone


def test_all_errors_of_all_files_are_told_at_once_from_the_processes_too(
    folder: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(folder)
    folder.page("many-3", "[Nowhere](/nowhere/)")
    folder.page("many-4", "# Too high")
    folder.write("pages/many-5.md", "---\ntitle: Only\n---\n")

    def faults() -> tuple[Problem, ...]:
        with pytest.raises(ContentError) as caught:
            build(folder.root, TODAY)
        return caught.value.problems

    alone = faults()
    assert {problem.path for problem in alone} >= {f"pages/many-{number}.md" for number in (3, 4, 5)}
    monkeypatch.setattr(press, "WORTH_IT", 10)
    assert faults() == alone


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
    folder.write("stories/index.md", proof_page())
    assert build(folder.root, TODAY, memory=memory) == build(folder.root, TODAY)


def proof_page() -> str:
    """Return a page like the one that lists the stories."""
    return f"---\ntitle: {page_front()['title']}\ndescription: All our stories.\n---\n"
