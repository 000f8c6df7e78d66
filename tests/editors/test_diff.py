"""careers diff says in an editor's words what changes for visitors between two revisions."""

from __future__ import annotations

import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest

from careers.clock import LONDON
from careers.content.builder import build
from careers.content.edition import Edition
from careers.editing.closing import close
from careers.editing.comparison import compare
from careers.editing.renaming import rename
from careers.editing.revisions import extract, removed_pages
from tests.editors.conftest import Run
from tests.editors.test_writing_commands import NOON, TODAY
from tests.factories import content_folder


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=Editor", "-c", "user.email=editor@example.gov.uk", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *words], check=True, capture_output=True)


@pytest.fixture
def kept(folder: Path) -> Path:
    """Return the content in a repository with one revision."""
    git(folder.parent, "init", "-q")
    git(folder.parent, "add", "content")
    git(folder.parent, "commit", "-qm", "As it was")
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_nothing_changed_says_so(run: Run, kept: Path) -> None:
    assert run("diff", "HEAD").output == "Nothing changes for visitors.\n"
    assert run("diff", "HEAD", "HEAD").exit_code == 0


def test_a_figure_a_title_a_date_and_a_link_are_told(run: Run, kept: Path) -> None:
    edit(kept / "figures/vacancy_rate.md", "value: 7.5", "value: 6.8")
    edit(kept / "pages/how-to-apply.md", "title: ", "title: Now ")
    edit(kept / "stories/kyle.md", "## First through the door", "[Ask us](/contact/).\n\n## First through the door")
    edit(kept / "stories/kyle.md", "review_by: 2027-05-31", "review_by: 2027-06-30")
    edit(kept / "stories/lucy.md", "## Two jobs in one\n", "")
    output = run("diff", "HEAD").output
    assert "Social worker vacancy rate: 25.8% (2017), 7.5% (2021) → 25.8% (2017), 6.8% (2021)" in output
    assert "/how-to-apply/\n  title: " in output
    assert "a link to /contact/ is added" in output
    assert "text: “Two jobs in one” taken out" in output
    assert "review by: 31 May 2027 → 30 June 2027" in output


def test_pages_that_come_go_and_move_are_told(run: Run, kept: Path) -> None:
    rename(kept, "/words-we-use/", "/our-words/", date(2026, 11, 22))
    (kept / "pages/new.md").write_text("---\ntitle: Brand new\ndescription: New.\n---\nText.\n", "utf-8")
    git(kept.parent, "add", ".")
    git(kept.parent, "commit", "-qm", "Move")
    output = run("diff", "HEAD~1", "HEAD").output
    assert "/our-words/\n  moved here from /words-we-use/, which leads here" in output
    assert "a new page, “Brand new”" in output
    (kept / "pages/new.md").unlink()
    assert "the page “Brand new” is removed; nothing answers it" in run("diff", "HEAD").output
    assert "footer: “Words we use” now leads to /our-words/" in output
    assert "“Words we use” taken out" not in output


def test_an_advert_that_closes_and_a_story_that_is_withdrawn_are_told(kept: Path, tmp_path: Path, run: Run) -> None:
    before = build(kept, TODAY)
    slug = next(iter(Edition.at(before, NOON).open_vacancies))
    close(kept, slug, NOON, NOON)
    edit(kept / "stories/lucy.md", "themes:", "consent_withdrawn: yes\nthemes:")
    told = [str(change) for change in compare(before, build(kept, TODAY), NOON)]
    assert f"/vacancies/{slug}/: the advert closes" in told
    assert any("closes at: " in change and "→ 22 November 2026 at 12:00" in change for change in told)
    assert "/stories/lucy/: Lucy’s consent is withdrawn: the story is gone from the site" in told


def test_an_advert_that_closes_in_the_hour_that_autumn_repeats_is_told(tmp_path: Path) -> None:
    old, new = content_folder(tmp_path / "old"), content_folder(tmp_path / "new")
    for folder, closes_at in ((old, "2026-10-30"), (new, "2026-10-25 01:30")):
        folder.vacancy("soon", reference="CSW-009", closes_at=closes_at, interviews_on=[])
    now = datetime(2026, 10, 25, 1, 15, tzinfo=LONDON, fold=1)
    told = [str(change) for change in compare(old.build(), new.build(), now)]
    assert "/vacancies/soon/: the advert closes" in told


def test_a_draft_that_is_published_is_told(run: Run, kept: Path) -> None:
    assert run("new", "page", "soon").exit_code == 0
    git(kept.parent, "add", ".")
    git(kept.parent, "commit", "-qm", "A draft")
    edit(kept / "pages/soon.md", "draft: yes\n", "")
    assert "/soon/\n  is published" in run("diff", "HEAD").output


def test_what_cannot_be_compared_is_explained(run: Run, folder: Path) -> None:
    assert "not in a git repository" in run("diff", "HEAD").output
    git(folder.parent, "init", "-q")
    (folder.parent / "note.txt").write_text("nothing here", "utf-8")
    git(folder.parent, "add", "note.txt")
    git(folder.parent, "commit", "-qm", "No content")
    for revision, words in (("nope", "there is no version"), ("--all", "there is no"), ("HEAD", "has no content")):
        result = run("diff", "--", revision)
        assert result.exit_code == 1
        assert words in result.output
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "-qm", "Content")
    edit(folder / "pages/contact.md", "title:", "titel:")
    result = run("diff", "HEAD")
    assert (result.exit_code, "has mistakes" in result.output) == (1, True)
    assert "pages/contact.md:2" in result.output
    assert "sample advert" not in result.output, "advice is not what keeps the content from being compared"


def test_a_repository_of_content_alone_gives_back_each_file_as_it_was(tmp_path: Path) -> None:
    files = {"site.yaml": b"name: A\r\n", "images/café one.png": bytes(range(256)), "pages/a/b.md": b"\xef\xbb\xbfText"}
    for name, data in files.items():
        (tmp_path / "old" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "old" / name).write_bytes(data)
    git(tmp_path / "old", "init", "-q")
    git(tmp_path / "old", "add", ".")
    git(tmp_path / "old", "commit", "-qm", "All there is")
    extract(tmp_path / "old", "HEAD", tmp_path / "new")
    found = {str(p.relative_to(tmp_path / "new")): p.read_bytes() for p in (tmp_path / "new").rglob("*") if p.is_file()}
    assert found == files


def test_a_page_that_went_is_missed_until_its_address_answers_again(run: Run, kept: Path) -> None:
    """By a file that was deleted now, or in a version long ago; samples and drafts, which nobody knows, are not missed."""
    edit(kept / "stories/lucy.md", "---\n", "---\ndraft: yes\n")
    git(kept.parent, "commit", "-qam", "A draft")
    gone = ("pages/privacy.md", "stories/lucy.md", "vacancies/social-worker-locality-north.md", "figures/funding.md")
    for path in gone:
        (kept / path).unlink()
    assert removed_pages(kept) == {"pages/privacy.md", "figures/funding.md"}
    git(kept.parent, "commit", "-qam", "Gone")
    assert removed_pages(kept) == {"pages/privacy.md", "figures/funding.md"}
    git(kept.parent, "checkout", "-q", "HEAD~1", "--", "content/pages", "content/figures", "content/stories")
    (kept / "pages/old.md").write_text("---\ntitle: Old\ndescription: An old page.\n---\n\nWords.\n", "utf-8")
    git(kept.parent, "add", "content")
    git(kept.parent, "commit", "-qm", "An old page")
    assert "lost-address" not in run("check").output
    (kept / "pages/old.md").unlink()
    assert "redirects.yaml:1: lost-address: /old/ was a page" in run("check").output
    edit(kept / "redirects.yaml", "redirects:\n", "redirects:\n  - path: /old/\n")
    assert "lost-address" not in run("check").output


def test_without_versions_no_page_is_missed(folder: Path) -> None:
    assert removed_pages(folder) == frozenset()
    git(folder.parent, "init", "-q")
    assert removed_pages(folder) == frozenset()
