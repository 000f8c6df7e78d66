"""new, close, rename and withdraw do what an editor asks, keep the content sound, and prove what they claim."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from careers.clock import LONDON, Clock
from careers.content.builder import MODELS, build
from careers.content.document import Kind
from careers.content.edition import Edition
from careers.content.strict_yaml import parse
from careers.editing.closing import close
from careers.editing.fields_in_place import remove_field, set_field
from careers.editing.model_guide import guide
from careers.editing.scaffold import KINDS, create
from careers.editing.trial import EditingError
from careers.editing.withdrawal import left, withdraw
from tests.editors.conftest import Run

NOON = datetime(2026, 11, 22, 12, tzinfo=LONDON)
TODAY = NOON.date()


@pytest.mark.parametrize("word", KINDS)
def test_a_new_file_is_sound_a_draft_and_explains_every_field(folder: Path, word: str) -> None:
    kind = KINDS[word]
    path = create(folder, kind, "brand-new", TODAY)
    library = build(folder, TODAY)
    found = {d.slug: d for d in (*library.documents(), *library.figures.values())}["brand-new"]
    assert found.front.draft
    text = path.read_text("utf-8")
    fields = list(guide(MODELS[kind], library.vocabulary))
    assert len(fields) > 5
    for field in fields:
        assert f"{field.name}:" in text
        assert field.name == "draft" or field.meaning.split()[0] in text
    if kind is Kind.VACANCY:
        assert "Choose from: newly-qualified, social-worker" in text


def test_a_new_advert_is_right_once_published(folder: Path) -> None:
    """It opens on a Monday, closes on a Wednesday at noon, and passes the check without the line draft: yes."""
    path = create(folder, Kind.VACANCY, "brand-new", TODAY)
    path.write_text(path.read_text("utf-8").replace("draft: yes\n", ""), "utf-8")
    front = build(folder, TODAY).vacancies["brand-new"].front
    assert (front.opens_at.strftime("%A %H:%M"), front.closes_at.strftime("%A %H:%M")) == (
        "Monday 09:00",
        "Wednesday 12:00",
    )


def test_a_new_figure_is_no_more_public_than_any_draft(folder: Path) -> None:
    create(folder, Kind.FIGURE, "brand_new", TODAY)
    library = build(folder, TODAY)
    assert "brand_new" not in Edition.at(library, NOON).figures
    assert "brand_new" in Edition.at(library, NOON, drafts=True).figures
    assert "vacancy_rate" in Edition.at(library, NOON).figures


@pytest.mark.parametrize(
    ("name", "said"),
    [("Two Words", 'two-words". Nothing was written'), ("kyle", "there already"), ("a/b", "no folders")],
)
def test_a_name_that_cannot_be_is_refused_with_the_way_out(folder: Path, name: str, said: str) -> None:
    before = sorted(folder.rglob("*"))
    with pytest.raises(EditingError, match=said):
        create(folder, Kind.STORY, name, TODAY)
    assert sorted(folder.rglob("*")) == before


def test_a_closed_advert_leaves_the_lists_and_keeps_its_comments(folder: Path) -> None:
    slug = next(iter(Edition.at(build(folder, TODAY), NOON).open_vacancies))
    before = (folder / f"vacancies/{slug}.md").read_text("utf-8")
    said = close(folder, slug, NOON, NOON)
    assert "closes on 22 November 2026 at 12:00" in said
    edition = Edition.at(build(folder, TODAY), NOON)
    assert slug in edition.vacancies
    assert slug not in edition.open_vacancies
    after = (folder / f"vacancies/{slug}.md").read_text("utf-8")
    changed = set(before.split("\n")) ^ set(after.split("\n"))
    assert {row.split(":")[0] for row in changed} == {"closes_at"}


def test_an_advert_cannot_be_closed_twice_before_it_opens_or_later_than_it_does(folder: Path) -> None:
    edition = Edition.at(build(folder, TODAY), NOON)
    coming = next(v for v in edition.library.vacancies.values() if v.front.opening > edition.now)
    open_one = next(iter(edition.open_vacancies))
    close(folder, open_one, NOON, NOON)
    with pytest.raises(EditingError, match="closed already"):
        close(folder, open_one, NOON, NOON)
    with pytest.raises(EditingError, match="opens only on"):
        close(folder, coming.slug, NOON, NOON)
    other = next(iter(Edition.at(build(folder, TODAY), NOON).open_vacancies))
    with pytest.raises(EditingError, match="closes before that"):
        close(folder, other, NOON + timedelta(days=5000), NOON)


def test_the_close_command_takes_a_moment_and_explains_a_wrong_one(run: Run, folder: Path) -> None:
    slug = next(iter(Edition.at(build(folder, Clock().today()), Clock().now()).open_vacancies))
    assert "write a date" in run("close", slug, "--at", "tomorrow").output
    assert "closes on" in run("close", slug).output
    assert run("close", "nobody").exit_code == 1


def test_a_renamed_story_keeps_every_link_and_its_old_address(run: Run, folder: Path) -> None:
    note = "# A note of an editor's that must stay\n"
    redirects = folder / "redirects.yaml"
    redirects.write_text(redirects.read_text("utf-8") + note, "utf-8")
    result = run("rename", "stories/kyle", "kyle-and-more")
    assert result.exit_code == 0, result.output
    library = build(folder, TODAY)
    assert "kyle-and-more" in library.stories
    assert library.redirects["/stories/kyle/"].to == "/stories/kyle-and-more/"
    assert note in redirects.read_text("utf-8")
    texts = {path: path.read_text("utf-8") for path in folder.rglob("*.md")}
    assert texts
    assert not [path for path, text in texts.items() if "/stories/kyle/" in text or "\n  - kyle\n" in text]


def test_a_renamed_page_takes_its_redirects_along(run: Run, folder: Path) -> None:
    assert run("rename", "/words-we-use/", "/our-words/").exit_code == 0
    redirects = build(folder, TODAY).redirects
    assert redirects["/words-we-use/"].to == "/our-words/"
    assert redirects["/glossary/"].to == "/our-words/"
    assert run("rename", "/our-words/", "/words-we-use/").exit_code == 0
    redirects = build(folder, TODAY).redirects
    assert redirects["/our-words/"].to == "/words-we-use/"
    assert "/words-we-use/" not in redirects


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("/nowhere/", "/there/", "there is no page"),
        ("/contact/", "/privacy/", "already"),
        ("stories/kyle", "vacancies/kyle", "another kind"),
        ("/contact/", "/Contact Us/", "contact-us"),
        ("/", "/home/", "fixed place"),
        ("/contact/", "/search/", "program itself"),
    ],
)
def test_a_renaming_that_cannot_be_changes_nothing(run: Run, folder: Path, old: str, new: str, said: str) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    result = run("rename", old, new)
    assert result.exit_code == 1
    assert said in result.output
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def _photo(src: str) -> str:
    return f"""photos:
  - src: {src}
    alt: A person at a desk
    caption: At work
    credit: Somebody
    licence: Used with permission
    consent_on: 2026-01-01
    consent_until: 2030-01-01
"""


OTHERS_COPY = "kyle-at-work-with-others-0123456789ab-480.jpg"
"""A copy of another picture, whose name begins with the name of the person's."""


def test_a_withdrawn_person_is_gone_or_the_command_says_where_not(run: Run, folder: Path, tmp_path: Path) -> None:
    picture = BytesIO()
    Image.new("RGB", (800, 600), "navy").save(picture, "JPEG")
    (folder / "images").mkdir(exist_ok=True)
    (folder / "images/kyle-at-work.jpg").write_bytes(picture.getvalue())
    story = folder / "stories/kyle.md"
    text = story.read_text("utf-8").replace("themes:\n", _photo("kyle-at-work.jpg") + "themes:\n")
    story.write_text(text + "\n{{ photo kyle-at-work.jpg }}\n", "utf-8")
    copies = tmp_path / "instance/photographs"
    copies.mkdir(parents=True)
    for copy in ("kyle-at-work-0123456789ab-480.jpg", "kyle-at-work-0123456789ab-bare.jpg", OTHERS_COPY):
        (copies / copy).write_bytes(b"a copy")

    coming = folder / "pages/coming.md"
    coming.write_text("---\ntitle: Coming\ndescription: Soon.\ndraft: yes\n---\nKyle will be here.\n", "utf-8")

    first = run("withdraw", "kyle")
    assert first.exit_code == 1
    assert "pages/working-here.md:" in first.output
    assert "/working-here/: the first name" in first.output
    assert "would be found once drafts" in first.output
    assert not (folder / "images/kyle-at-work.jpg").exists()
    assert [path.name for path in copies.iterdir()] == [OTHERS_COPY]
    withdrawn = story.read_text("utf-8")
    assert "consent_withdrawn: yes" in withdrawn
    assert "kyle-at-work" not in withdrawn

    for path in (*folder.rglob("*.md"), folder / "site.yaml"):
        if path != story:
            kept = path.read_text("utf-8").replace("/stories/kyle/", "/stories/").replace("Kyle", "A colleague")
            path.write_text(kept.replace("- kyle\n", "- nadeen\n") if path.name == "site.yaml" else kept, "utf-8")
    second = run("withdraw", "kyle")
    assert second.exit_code == 0, second.output
    assert "Nothing of Kyle is left" in second.output


@pytest.mark.parametrize(
    ("address", "text", "what"),
    [
        ("/a/", "<p>Kyle, who came</p>", "the first name"),
        ("/a/", '<img alt="Kyle at work">', "the first name"),
        ("/a/", '{"name": "K\\u0079le"}', "the first name"),
        ("/feed.atom", "<title>Kyle&#39;s story</title>", "the first name"),
        ("/sitemap.xml", "<loc>https://careers.example/stories/kyle/</loc>", "a link"),
        ("/search/?q=Kyle", '<input value="Kyle"><a href="/stories/kyle/">', "a link"),
        ("/stories/kyle/", "", "still answers"),
        ("/share/0123.png", "", "still answers"),
    ],
)
def test_whatever_is_left_of_a_person_is_found(folder: Path, address: str, text: str, what: str) -> None:
    done = withdraw(folder, "kyle", TODAY)
    gone = ("/stories/kyle/", "/share/0123.png")
    found = list(left(done, [(address, text)], gone))
    assert [leftover.what.startswith(what) for leftover in found] == [True]
    assert not list(left(done, [("/a/", "Kylemore, kyle, Skyle"), ("/search/?q=Kyle", "Kyle")], gone))


def test_a_photo_that_another_page_shows_too_stays_and_is_told(run: Run, folder: Path) -> None:
    picture = BytesIO()
    Image.new("RGB", (800, 600), "navy").save(picture, "PNG")
    (folder / "images").mkdir(exist_ok=True)
    (folder / "images/team.png").write_bytes(picture.getvalue())
    for name in ("stories/kyle.md", "stories/lucy.md"):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace("themes:\n", _photo("team.png") + "themes:\n"), "utf-8")
    result = run("withdraw", "kyle")
    assert (folder / "images/team.png").exists()
    assert "a photo" in result.output
    assert "team.png" in (folder / "stories/lucy.md").read_text("utf-8")


def test_a_photo_whose_name_only_begins_like_theirs_is_not_taken_for_it(folder: Path) -> None:
    picture = BytesIO()
    Image.new("RGB", (800, 600), "navy").save(picture, "PNG")
    (folder / "images").mkdir(exist_ok=True)
    (folder / "images/kyle-at-work.png").write_bytes(picture.getvalue())
    story = folder / "stories/kyle.md"
    story.write_text(story.read_text("utf-8").replace("themes:\n", _photo("kyle-at-work.png") + "themes:\n"), "utf-8")
    done = withdraw(folder, "kyle", TODAY)
    theirs = ("/images/kyle-at-work.png", "/images/kyle-at-work-0123456789ab-480.webp")
    assert len(list(left(done, [(address, f'<img src="{address}">') for address in theirs]))) == 2
    assert not list(left(done, [("/a/", f'<img src="/images/{OTHERS_COPY}"><img src="/images/kyle-at-work-2.png">')]))


def test_a_field_is_set_and_removed_without_touching_its_neighbours() -> None:
    text = "---\n# first\ntitle: A\nphotos:\n  - src: a.jpg\n    alt: b\n# about the rest\ndraft: no\n---\nBody\n"
    assert remove_field(text, "photos") == "---\n# first\ntitle: A\n# about the rest\ndraft: no\n---\nBody\n"
    assert set_field(text, "draft", "yes").replace("draft: yes", "draft: no") == text
    added = set_field(text, "consent_withdrawn", "yes")
    assert parse(added.split("---")[1], "a.md", 1, []).data["consent_withdrawn"] == "yes"  # type: ignore[union-attr]
