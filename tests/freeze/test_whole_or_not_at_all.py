"""An export is whole or not there, goes on where it was killed, and is the same again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner

from careers.cli.freezing import freeze
from careers.config import ROOT, Config
from careers.delivery.freeze.folder import JOURNAL, alone
from careers.site.views import files
from tests import environment
from tests.factories import ContentFolder, content_folder
from tests.freeze.conftest import BASE, LIVE, run
from tests.freeze.quickly import DRAWN

AT = ("--live", LIVE, "--at", "2026-10-01 12:00")


@pytest.fixture
def small(tmp_path: Path) -> ContentFolder:
    """Return a small site with some pages more."""
    folder = content_folder(tmp_path / "content")
    for number in range(4):
        folder.page(f"more-{number}", title=f"More {number}", description="One of a few more pages.")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of an export."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert len(found) > 50
    return found


def kill_in_the_middle(out: Path, content: Path, instance: Path, lines: int) -> None:
    """Begin an export in a process of its own, and kill it with signal 9 once it has written a few files."""
    journal = out.with_name(f".{out.name}.freezing") / JOURNAL
    env = environment(CAREERS_CONTENT=str(content), CAREERS_INSTANCE=str(instance), CAREERS_BASE_URL=BASE)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.freeze.quickly", "freeze", str(out), *AT],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
    )
    for _ in range(6000):
        if journal.exists() and journal.read_bytes().count(b"\n") > lines:
            break
        assert process.poll() is None, "it was over before it could be killed"
        Event().wait(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.fixture
def drawn(quick: None) -> list[str]:
    """Return the titles for which a share picture is drawn in this process."""
    files._share.cache_clear()
    DRAWN.clear()
    return DRAWN


def test_a_killed_export_leaves_the_one_in_use_and_goes_on_where_it_was(
    tmp_path: Path, built: Path, small: ContentFolder, drawn: list[str]
) -> None:
    out, instance = tmp_path / "out", built
    run(out, small.root, instance, *AT)
    before = contents(out)
    assert len(drawn) > 8
    small.page("more-9", title="More 9", description="A page that came later.")
    kill_in_the_middle(out, small.root, instance, 12)
    assert contents(out) == before, "the export in use was touched"
    assert len(list(out.with_name(".out.freezing").rglob("*.html"))) > 0
    drawn.clear()
    files._share.cache_clear()
    run(out, small.root, instance, *AT)
    assert "site/more-9/index.html" in contents(out)
    assert not out.with_name(".out.freezing").exists()
    assert len(drawn) <= 1, "pictures that were there already were drawn again"
    run(tmp_path / "other", small.root, instance, *AT)
    assert contents(out) == contents(tmp_path / "other"), "what was resumed differs from what was made in one go"


def test_the_same_again_is_the_same_to_the_byte_and_keeps_its_times(
    tmp_path: Path, built: Path, small: ContentFolder, drawn: list[str]
) -> None:
    out, instance = tmp_path / "out", built
    run(out, small.root, instance, *AT)
    before = contents(out)
    times = {path: (out / path).stat().st_mtime_ns for path in before if path.startswith("site/more")}
    drawn.clear()
    files._share.cache_clear()
    run(out, small.root, instance, "--live", LIVE, "--at", "2026-10-01 15:30")
    assert contents(out) == before
    assert times == {path: (out / path).stat().st_mtime_ns for path in times}
    assert not drawn, "pictures that had not changed were drawn again"
    run(out, small.root, instance, "--live", "https://other.example", "--at", "2026-10-01 12:00")
    assert LIVE not in (out / "nginx.conf").read_text() + (out / "manifest.json").read_text(), "old headers were kept"
    small.page("more-1", title="More than before", description="One of a few more pages.")
    run(out, small.root, instance, *AT)
    after = contents(out)
    assert after["site/more-1/index.html"] != before["site/more-1/index.html"]
    assert after["site/more-2/index.html"] == before["site/more-2/index.html"]
    assert before.keys() - after.keys(), "the old share picture is still there"


def test_a_torn_journal_and_a_file_that_somebody_changed_are_noticed(
    tmp_path: Path, built: Path, small: ContentFolder, quick: None
) -> None:
    out, instance = tmp_path / "out", built
    run(out, small.root, instance, *AT)
    before = contents(out)
    (out / "site" / "more-2" / "index.html").write_text("changed by hand")
    (out / "site" / "more-3" / "index.html.gz").write_bytes(b"no gzip")
    kill_in_the_middle(out, small.root, instance, 5)
    journal = out.with_name(".out.freezing") / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-30])
    run(out, small.root, instance, *AT)
    assert contents(out) == before


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param([], "--base or CAREERS_BASE_URL", id="no address"),
        pytest.param(["--base", "careers.example"], "the address of a site", id="no scheme"),
        pytest.param(["--base", "https://[x"], "the address of a site", id="no host"),
        pytest.param(["--base", BASE, "--live", f"{BASE}/"], "addresses of their own", id="one address for both"),
        pytest.param(["--base", BASE, "--live", "https://x.example/app"], "the address of a site", id="a path"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, arguments: list[str], expected: str) -> None:
    config = Config(instance=tmp_path, secret_key="tests")
    result = CliRunner().invoke(freeze, [str(tmp_path / "out"), *arguments], obj=config)
    assert result.exit_code == 2
    assert expected in result.output
    assert not (tmp_path / "out").exists()


def test_somebody_elses_folder_and_a_second_export_at_once_are_refused(
    tmp_path: Path, built: Path, small: ContentFolder, quick: None
) -> None:
    config = Config(content=small.root, instance=built, secret_key="tests", base_url=BASE)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letters.txt").write_text("mine")
    result = CliRunner().invoke(freeze, [str(tmp_path / "home"), *AT], obj=config)
    assert (result.exit_code, (tmp_path / "home" / "letters.txt").read_text()) == (1, "mine")
    assert "holds something else than an export" in result.output
    (tmp_path / "file").write_text("mine")
    result = CliRunner().invoke(freeze, [str(tmp_path / "file" / "out"), *AT], obj=config)
    assert (result.exit_code, (tmp_path / "file").read_text()) == (1, "mine")
    assert "nothing was changed" in result.output
    with alone(tmp_path / "out"):
        result = CliRunner().invoke(freeze, [str(tmp_path / "out"), *AT], obj=config)
    assert "under way" in result.output


def test_a_person_whose_consent_has_ended_leaves_the_export_though_a_page_still_names_them(
    tmp_path: Path, built: Path, small: ContentFolder, quick: None
) -> None:
    photo = {"src": "ada.png", "alt": "Ada", "caption": "At work", "credit": "Sam", "licence": "ours"}
    small.image("ada.png")
    consent = {"consent_on": "2026-01-01", "consent_until": "2026-09-30"}
    small.story("gone", photos=[{**photo, **consent}], consent_until="2026-09-30")
    small.page("soon", published_on="2026-12-01")
    small.page("more-0", "[Ada](/stories/gone/), [her photograph](/images/ada.png) and [what comes](/soon/).")
    config = Config(content=small.root, instance=built, secret_key="tests", base_url=BASE)
    result = CliRunner().invoke(freeze, [str(tmp_path / "out"), *AT], obj=config)
    assert result.exit_code == 0, result.output
    there = contents(tmp_path / "out" / "site")
    assert "more-0/index.html" in there
    assert not there.keys() & {"stories/gone/index.html", "images/ada.png", "soon/index.html"}


def test_each_page_of_a_long_list_of_stories_is_a_file_that_the_one_before_leads_to(
    tmp_path: Path, built: Path, small: ContentFolder, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careers.site.views.stories.PER_PAGE", 1)
    small.write("stories/index.md", "---\ntitle: Stories\ndescription: All of them.\n---\n")
    for name in ("ben", "cem"):
        small.story(name, title=f"The story of {name.capitalize()}", published_on="2026-08-01")
    config = Config(content=small.root, instance=built, secret_key="tests", base_url=BASE)
    result = CliRunner().invoke(freeze, [str(tmp_path / "out"), *AT], obj=config)
    assert result.exit_code == 0, result.output
    there = contents(tmp_path / "out" / "site")
    first, second = there["stories/index.html"], there["stories/page/2/index.html"]
    assert b'href="/stories/page/2/" rel="next"' in first
    assert b'href="/stories/" rel="prev"' in second
    assert [b"/stories/ben/" in page for page in (first, second)].count(True) == 1


def test_an_address_that_does_not_answer_stops_the_export(
    tmp_path: Path, built: Path, small: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise OSError("no pencil")

    files._share.cache_clear()
    monkeypatch.setattr(files, "share_picture", broken)
    config = Config(content=small.root, instance=built, secret_key="tests", base_url=BASE)
    result = CliRunner().invoke(freeze, [str(tmp_path / "out"), *AT], obj=config)
    assert result.exit_code == 1
    assert "/share/" in result.output
    assert "answers 500" in result.output
    assert not (tmp_path / "out").exists()
