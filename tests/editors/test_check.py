"""Each rule of the check sees what it is for, at its line, and leaves the sound neighbour alone."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from careers.check.catalogue import RULES
from careers.check.examine import Report, examine, examine_file
from careers.check.external import ExternalLinks
from careers.check.finding import Finding
from careers.check.passages import passages
from careers.check.report import as_json, as_page, lines
from careers.check.rules.reading import reading_age, syllables
from careers.clock import LONDON
from careers.config import ROOT
from careers.content.builder import build
from careers.content.document import Kind
from careers.editing.scaffold import create
from careers.forms.personal_data import find
from tests import CONTENT
from tests.editors.conftest import commands
from tests.factories import NOW, ContentFolder, content_folder

DOCS = (ROOT / "docs/editors/checks.md").read_text("utf-8")
PHOTO = {
    "src": "desk.png",
    "alt": "Two people lean over a map",
    "caption": "Planning the week",
    "credit": "Somebody",
    "licence": "Used with permission",
    "consent_on": "2026-01-01",
    "consent_until": "2030-01-01",
}
EASY = "We visit families. We listen first. Then we talk about what comes next. "


@pytest.fixture
def site(tmp_path: Path) -> ContentFolder:
    """Return a small sound site whose own words are all known."""
    folder = content_folder(tmp_path)
    folder.write("words.txt", "Exampletown\n")
    return folder


def report(site: ContentFolder, now: datetime = NOW) -> Report:
    return examine(site.root, now, find)


def seen(site: ContentFolder, rule: str, now: datetime = NOW) -> list[tuple[str, int]]:
    return [(f.path, f.line) for f in report(site, now).findings if f.rule == rule]


def picture(width: int = 40) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, 30), "navy").save(data, "PNG")
    return data.getvalue()


def test_a_whole_site_has_no_errors_and_little_advice() -> None:
    found = examine(CONTENT, datetime(2026, 11, 22, 12, tzinfo=LONDON), find)
    assert not found.errors
    assert {finding.rule for finding in found.warnings} == {"sample-advert"}


def test_the_guide_names_every_rule_and_no_other() -> None:
    told = {row[0]: row[1:] for row in re.findall(r"^\| `([\w-]+)` \| (\w+) \| (.+) \| (.+) \|$", DOCS, re.MULTILINE)}
    kinds = {"error": "error", "warning": "advice"}
    assert told == {r.name: (kinds[r.severity], r.looks_for, r.what_to_do) for r in RULES}


def test_every_finding_has_a_rule_of_the_catalogue(site: ContentFolder) -> None:
    site.page("a", "[click here](/) recieve " + EASY, review_by="2026-09-01", reviewed_on="2026-08-01")
    found = report(site)
    assert {f.rule for f in found.findings} >= {"vague-link", "spelling", "review-overdue"}
    severities = {rule.name: rule.severity for rule in RULES}
    assert all(severities[f.rule] is f.severity for f in found.findings)


def test_mistakes_that_the_engine_refuses_come_alone(site: ContentFolder) -> None:
    site.page("a", "[click here](/nowhere/)")
    found = report(site)
    assert [f.rule for f in found.errors] == ["content"]
    assert not [f for f in found.findings if f.rule == "vague-link"]


BODIES: dict[str, tuple[str, str, int]] = {
    "vague-link": (f"{EASY}\n\n[Read\nmore](/)", f"{EASY}\n\n[Read the home page](/)", 7),
    "spelling": ("A fine suprvision.", "A fine supervision of colour, organised by the centre.", 5),
    "personal-data": (f"{EASY}\n\nCall Nkechi Okonkwo-Barnes on 07700 900123.", EASY, 7),
    "long-sentence": ("We " + "walk and " * 20 + "rest.", "We walk. " * 20, 5),
    "reading-age": (
        "Organisational accountability necessitates comprehensive interdisciplinary collaboration. " * 20,
        EASY * 10,
        5,
    ),
    "stale-claim": ("In 2019 the team currently has six people.", "In 2019 the team had six people.", 5),
    "jargon": ("Your MASH awaits.", "Your MASH, the safeguarding hub, awaits.", 5),
    "alt-text": ('![A map](map.svg "A map | Somebody")', '![A map](map.svg "Where we work | Somebody")', 5),
}


@pytest.mark.parametrize("rule", BODIES)
def test_a_rule_sees_what_it_is_for_and_nothing_else(site: ContentFolder, rule: str) -> None:
    wrong, right, line = BODIES[rule]
    site.write("jargon.yaml", "jargon:\n  - term: MASH\n    explained_by:\n      - safeguarding hub\n")
    site.write("images/map.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>')
    site.page("a", right)
    assert seen(site, rule) == []
    site.page("a", wrong)
    places = seen(site, rule)
    assert places
    assert {path for path, _ in places} == {"pages/a.md"}
    assert places[0][1] == line


@pytest.mark.parametrize("word", ["color", "organize", "recieve", "behavior", "mancehster"])
def test_american_and_mistaken_words_are_seen(site: ContentFolder, word: str) -> None:
    site.page("a", f"The {word} of it.")
    assert seen(site, "spelling")


@pytest.mark.parametrize(
    "word", ["colour", "organise", "programme", "behaviour", "neighbour", "licence", "labour", "it’s"]
)
def test_british_words_pass(site: ContentFolder, word: str) -> None:
    site.write("words.txt", "Exampletown  # a note\n")
    site.page("a", f"The {word} of it.")
    assert seen(site, "spelling") == []


def test_a_word_with_accents_is_one_word(site: ContentFolder) -> None:
    site.page("a", "A naïve café behind a façade in Łódź, and its entrées: supérvisjon.")
    assert [f.message.split()[0] for f in report(site).findings if f.rule == "spelling"] == ['"supérvisjon"', '"Łódź"']
    site.write("words.txt", "Exampletown\nŁódź\n")
    assert [f.message.split()[0] for f in report(site).findings if f.rule == "spelling"] == ['"supérvisjon"']


def test_a_sentence_is_short_or_long_by_its_words() -> None:
    assert [syllables(word) for word in ("cat", "family", "care", "visited", "houses", "table")] == [1, 3, 1, 3, 2, 2]
    assert reading_age(["The cat sat on the mat."]) < 8 < reading_age(["Accountability necessitates collaboration."])
    assert reading_age([]) == 0


def test_photographs_are_looked_at(site: ContentFolder) -> None:
    site.write("images/desk.png", picture())
    site.story("ada", photos=[PHOTO])
    assert seen(site, "alt-text") == seen(site, "consent-ended") == seen(site, "image-size") == []
    for alt in ("Planning the week.", "desk.png", "Photo of a desk"):
        site.story("ada", photos=[PHOTO | {"alt": alt}])
        assert len(seen(site, "alt-text")) == 1
    site.story("ada", photos=[PHOTO | {"consent_until": "2026-09-30"}])
    assert len(seen(site, "consent-ended")) == 1
    site.write("images/desk.png", picture(4_100))
    assert seen(site, "image-size") == [("images/desk.png", 1)]


def test_consent_that_ends_soon_is_told(site: ContentFolder) -> None:
    site.story("ada", consent_until="2026-10-15")
    assert [path for path, _ in seen(site, "consent-ended")] == ["stories/ada.md"]
    site.story("ada", consent_until="2027-10-15")
    assert seen(site, "consent-ended") == []


def test_adverts_that_close_at_a_bad_time_are_told(site: ContentFolder) -> None:
    site.vacancy("social-worker-north", closes_at="2026-10-24 12:00", interviews_on=["2026-11-03"])
    assert [path for path, _ in seen(site, "closes-at-weekend")] == ["vacancies/social-worker-north.md"]
    site.vacancy("social-worker-north", closes_at="2026-10-22 12:00", interviews_on=["2026-11-03"])
    assert seen(site, "closes-at-weekend") == seen(site, "closes-soon") == []
    assert seen(site, "closes-soon", NOW + timedelta(days=19))
    assert seen(site, "closes-soon", NOW + timedelta(days=30)) == []


def test_a_silence_needs_a_reason_and_a_use(site: ContentFolder) -> None:
    site.page("a", "Their color.")
    entry = "silenced:\n  - rule: spelling\n    file: pages/a.md\n    reason: An American wrote it.\n"
    site.write("silenced.yaml", entry)
    found = report(site)
    assert [f.rule for f in found.silent] == ["spelling"]
    assert not [f for f in found.findings if f.rule in {"spelling", "unused-silence"}]
    site.page("a", "Their colour.")
    assert seen(site, "unused-silence") == [("silenced.yaml", 2)]
    site.write("silenced.yaml", entry.replace("    reason: An American wrote it.\n", ""))
    assert "reason: missing" in str(report(site).errors[0])
    site.write("silenced.yaml", entry.replace("spelling", "speling"))
    assert "there is no rule speling" in str(report(site).findings[-1])


def test_words_of_a_silence_narrow_it(site: ContentFolder) -> None:
    site.page("a", "Their color and flavor.")
    silence = 'silenced:\n  - rule: spelling\n    file: pages/a.md\n    reason: A name.\n    words: "color"\n'
    site.write("silenced.yaml", silence)
    assert len(seen(site, "spelling")) == 1


def test_what_the_engine_refuses_cannot_be_silenced(site: ContentFolder) -> None:
    site.page("a", "[x](/nowhere/)")
    site.write("silenced.yaml", "silenced:\n  - rule: content\n    file: pages/a.md\n    reason: No.\n")
    assert report(site).errors


def test_one_file_is_judged_as_the_whole_site_judges_it(site: ContentFolder) -> None:
    site.page("a", "[here](/) and color.")
    whole = [finding for finding in report(site).findings if finding.path == "pages/a.md"]
    assert whole
    library = build(site.root, NOW.date())
    assert list(examine_file(site.root, library, "pages/a.md", NOW, find).findings) == whole


Asked = tuple[ExternalLinks, list[str], list[float]]


def asking(site: ContentFolder, broken: Collection[str] = ()) -> Asked:
    asked: list[str] = []
    pauses: list[float] = []

    def ask(address: str) -> str:
        asked.append(address)
        return "answers 404" if address in broken else ""

    return ExternalLinks(ask, pauses.append, site.root.parent / "instance/links.json"), asked, pauses


def test_external_links_are_asked_politely_and_remembered(site: ContentFolder) -> None:
    site.page("a", "[one](https://a.example/x) [two](https://a.example/y#part) [again](https://a.example/y)")
    links, asked, pauses = asking(site, {"https://a.example/y"})
    found = [f for f in examine(site.root, NOW, find, (links.look,)).findings if f.rule == "external-link"]
    assert len([f for f in found if f.path == "pages/a.md"]) == 2
    assert asked.count("https://a.example/y") == 1
    assert pauses
    again, asked_again, _ = asking(site)
    examine(site.root, NOW + timedelta(days=1), find, (again.look,))
    assert asked_again == ["https://a.example/y"]
    later, asked_later, _ = asking(site)
    examine(site.root, NOW + timedelta(days=9), find, (later.look,))
    assert "https://a.example/x" in asked_later


def test_answers_of_a_look_that_was_stopped_are_kept(site: ContentFolder) -> None:
    site.page("a", "[one](https://a.example/x) [two](https://b.example/y)")
    kept = site.root.parent / "instance/links.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text('["not ours"]')

    def stopped(address: str) -> str:
        if address.endswith("/y"):
            raise KeyboardInterrupt
        return ""

    with pytest.raises(KeyboardInterrupt):
        examine(site.root, NOW, find, (ExternalLinks(stopped, lambda _: None, kept).look,))
    links, asked, _ = asking(site)
    examine(site.root, NOW, find, (links.look,))
    assert "https://b.example/y" in asked
    assert "https://a.example/x" not in asked


def test_the_command_prints_lines_json_and_a_page(
    site: ContentFolder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    beside = tmp_path_factory.mktemp("beside")
    run = commands(site.root, beside / "instance")
    assert run("check").exit_code == 0
    site.page("a", f"{EASY}\n\n[Click here](/) & more")
    result = run("check")
    assert result.exit_code == 1
    assert re.search(r"^pages/a\.md:\d+: vague-link: ", result.output, re.MULTILINE)
    told = json.loads(run("check", "--json").output)
    assert [f["rule"] for f in told["findings"] if f["severity"] == "error"] == ["vague-link"]
    assert told["can_be_published"] is False
    out = beside / "report.html"
    assert run("check", "--html", str(out)).exit_code == 1
    nowhere = run("check", "--html", str(beside / "no" / "report.html"))
    assert nowhere.exit_code == 1
    assert "report.html cannot be written: No such file or directory" in nowhere.output
    assert "To put right" in out.read_text("utf-8")


def test_a_report_keeps_to_one_line_a_finding_and_escapes_its_page() -> None:
    odd = Report((Finding("pages/a.md", 1, "spelling", "<b>\nodd"),))
    assert next(iter(lines(odd))) == "pages/a.md:1: spelling: <b> odd (advice)"
    assert "<b>" not in as_page(odd)
    assert json.loads(as_json(odd))["findings"][0]["line"] == 1


def test_passages_have_the_words_that_readers_see_and_their_lines() -> None:
    text = (
        "---\ntitle: Two words\nurl: https://a.example/b c\n---\n# Head {: #x }\n\nA [link\nhere](/x/) and {{ figure a }}.\n\n"
        "```\ncode is not prose\n```\n- one item\n- another item\n"
    )
    found = [(p.line, p.text.strip()) for p in passages("pages/a.md", text)]
    assert found == [(2, "Two words"), (5, "Head"), (7, "A link\nhere and 10."), (13, "one item"), (14, "another item")]


def test_words_in_sentences_have_their_line() -> None:
    passage = next(iter(passages("pages/a.md", "---\nx: y\n---\nOne is here.\nTwo is there. Three\nis last.\n")))
    assert list(passage.sentences()) == [(4, "One is here."), (5, "Two is there."), (5, "Three is last.")]


def test_security_contact_is_looked_at_again_in_time(site: ContentFolder) -> None:
    site.page("contact", title="Contact", description="Whom to ask.")
    rest = (site.root / "site.yaml").read_text("utf-8")
    for expires, is_told in (("2027-06-01", False), ("2026-11-20", True), ("2026-01-01", True)):
        site.write("site.yaml", f"security:\n  contact: /contact/\n  expires: {expires}\n{rest}")
        assert seen(site, "security-contact") == ([("site.yaml", 3)] if is_told else []), expires


@pytest.mark.parametrize("kind", list(Kind))
def test_a_new_file_is_told_of_once_it_is_published_as_it_is(site: ContentFolder, kind: Kind) -> None:
    path = create(site.root, kind, "new-one", NOW.date())
    name = str(path.relative_to(site.root))
    assert seen(site, "sample-words") == [], "as long as it is a draft, nobody sees it"
    path.write_text(path.read_text("utf-8").replace("draft: yes\n", ""), "utf-8")
    assert [where for where, _ in seen(site, "sample-words")] == [name]


def test_links_to_what_is_not_shown_are_told_wherever_they_stand(site: ContentFolder) -> None:
    site.story("ada", consent_until="2026-09-30")
    site.page("a", "[Ada](../stories/ada.md)\n\n{{ action /stories/ada/ | Read her story }}")
    site.page("b", "Text.", related=[{"label": "Ada", "to": "/stories/ada/"}])
    site.page("hidden", "[Ada](/stories/ada/)", draft="yes")
    site.settings("redirects.yaml", {"redirects": [{"path": "/old/", "to": "/stories/ada/"}]})
    assert report(site).errors == ()
    assert [path for path, _ in seen(site, "hidden-link")] == ["pages/a.md", "pages/a.md", "pages/b.md"]


def test_links_of_settings_to_what_is_not_shown_are_told_with_their_lines(site: ContentFolder) -> None:
    site.story("ada", consent_until="2026-09-30")
    settings = (site.root / "site.yaml").read_text("utf-8")
    settings = settings.replace(
        "label: Working here\n  to: /working-here/", "label: Ada\n  to: /stories/ada/?from=footer"
    )
    site.write("site.yaml", settings)
    line = settings.split("\n").index("  to: /stories/ada/?from=footer") + 1
    assert report(site).errors == ()
    assert seen(site, "hidden-link") == [("site.yaml", line)]
