"""What the check promises, promise by promise: a page that breaks it, the same page mended, and a silence with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from careers.check.catalogue import RULES
from careers.check.examine import Report, examine
from careers.check.external import ExternalLinks
from careers.check.lost import LostAddresses
from careers.check.silence import LOUD
from careers.config import ROOT
from careers.forms.personal_data import find
from tests.factories import NOW, ContentFolder, content_folder

GUIDE = (ROOT / "docs/editors/checks.md").read_text("utf-8")
EASY = "We visit families. We listen first. Then we talk about what comes next. "
HARD = "Organisational accountability necessitates comprehensive interdisciplinary collaboration. " * 20
Write = Callable[[ContentFolder], object]


@dataclass(frozen=True)
class Promise:
    """Something that the check sees: by which rule, in which file (a part of its path), and said in which words."""

    rule: str
    words: str
    wrong: Write
    right: Write


def body(text: str) -> Write:
    return lambda site: site.page("a", text)


def advert(**fields: Any) -> Write:
    return lambda site: site.vacancy("social-worker-north", **fields)


def picture(width: int) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, 30), "navy").save(data, "PNG")
    return data.getvalue()


def story_with_photo(**fields: str) -> Write:
    photo = {
        "src": "desk.png",
        "alt": "Two people lean over a map",
        "caption": "Planning the week",
        "credit": "Somebody",
        "licence": "Used with permission",
        "consent_on": "2026-01-01",
        "consent_until": "2030-01-01",
    }
    return lambda site: site.story("ada", photos=[photo | fields])


def text_of(path: str, old: str, new: str) -> Write:
    def write(site: ContentFolder) -> None:
        file = site.root / path
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    return write


def accessibility(review_by: str) -> Write:
    def write(site: ContentFolder) -> None:
        site.page("a", "{{ accessibility-limits }}\n")
        dates = {"prepared_on": "2026-01-01", "reviewed_on": "2026-02-01", "review_by": review_by}
        site.settings("accessibility.yaml", dates | {"limits": []})
        passed = [{"name": "Keyboard", "passed": "yes"}]
        run = {"ran_on": "2026-09-01", "browser": "x", "axe": "4", "pages": "1", "states": "1", "checks": passed}
        site.settings("accessibility-run.yaml", run)

    return write


PROMISES: dict[str, Promise] = {
    "dead internal links": Promise("content", "no page /nowhere/", body("[Pay](/nowhere/)"), body("[Home](/)")),
    "dead anchors": Promise(
        "content", "no place", body("[Pay](/working-here/#none)"), body("[Load](/working-here/#your-caseload)")
    ),
    "headings out of order": Promise("content", "####", body("## One\n\n#### Two\n"), body("## One\n\n### Two\n")),
    "links to drafts": Promise(
        "content-advice",
        "is a draft",
        lambda site: (site.page("b", "Text.", draft="yes"), site.page("a", "[Soon](/b/)")),
        lambda site: (site.page("b", "Text."), site.page("a", "[Soon](/b/)")),
    ),
    "reading age": Promise("reading-age", "", body(HARD), body(EASY * 10)),
    "long sentences": Promise("long-sentence", "", body("We " + "walk and " * 20 + "rest."), body("We walk. " * 20)),
    "en-GB spelling": Promise("spelling", "color", body("A fine color."), body("A fine colour.")),
    "vague link text": Promise("vague-link", "click here", body("[click here](/)"), body("[Read the home page](/)")),
    "alternative text that repeats the caption": Promise(
        "alt-text", "", story_with_photo(alt="Planning the week"), story_with_photo()
    ),
    "alternative text that is the file's name": Promise(
        "alt-text", "", story_with_photo(alt="desk.png"), story_with_photo()
    ),
    "images too large": Promise(
        "image-size",
        "",
        lambda site: site.write("images/desk.png", picture(4_100)),
        lambda site: site.write("images/desk.png", picture(40)),
    ),
    "personal data": Promise(
        "personal-data", "", body("Call Nkechi Okonkwo-Barnes on 07700 900123."), body("Call the office.")
    ),
    "jargon without a gloss": Promise(
        "jargon", "MASH", body("Your MASH awaits."), body("Your MASH, the safeguarding hub, awaits.")
    ),
    "figures overdue": Promise(
        "figure-overdue",
        "look up the newest value",
        lambda site: site.figure("vacancy_rate", review_by="2026-09-30"),
        lambda site: site.figure("vacancy_rate", review_by="2026-10-30"),
    ),
    "claims dated but written as current": Promise(
        "stale-claim", "", body("In 2019 the team currently has six people."), body("In 2019 the team had six people.")
    ),
    "reviews overdue": Promise(
        "review-overdue",
        "review was due",
        lambda site: site.page("a", EASY, reviewed_on="2026-08-01", review_by="2026-09-30"),
        lambda site: site.page("a", EASY, reviewed_on="2026-08-01", review_by="2026-10-30"),
    ),
    "consent ended": Promise(
        "consent-ended",
        "",
        lambda site: site.story("ada", consent_until="2026-09-30"),
        lambda site: site.story("ada", consent_until="2028-09-30"),
    ),
    "a document that names its author": Promise(
        "named-author",
        "names Aisha Rahman",
        lambda site: site.write("downloads/offer.pdf", b"%PDF-1.7\n<< /Author (Aisha Rahman) >>"),
        lambda site: site.write("downloads/offer.pdf", b"%PDF-1.7\n<< /Title (Our offer) >>"),
    ),
    "links to what is not shown": Promise(
        "hidden-link",
        "/stories/ada/ is not shown",
        lambda site: (site.story("ada", consent_until="2026-09-30"), site.page("a", "[Ada](/stories/ada/)")),
        lambda site: (site.story("ada", consent_until="2028-09-30"), site.page("a", "[Ada](/stories/ada/)")),
    ),
    "words of a new file": Promise(
        "sample-words",
        '"One or two sentences that lead into the story."',
        lambda site: site.story("ada", standfirst="One or two sentences that lead into the story."),
        lambda site: site.story("ada", standfirst="How Ada began."),
    ),
    "pay of a new advert": Promise(
        "sample-words",
        '"12345" and 1 more like it',
        advert(salary_min="12345", salary_max="12345"),
        advert(salary_min="38000", salary_max="43000"),
    ),
    "samples before launch": Promise("sample-advert", "", advert(sample="yes"), advert()),
    "closing at a weekend": Promise(
        "closes-at-weekend",
        "Saturday",
        advert(closes_at="2026-10-24 12:00", interviews_on=["2026-11-03"]),
        advert(closes_at="2026-10-22 12:00", interviews_on=["2026-11-03"]),
    ),
    "closing within three days": Promise(
        "closes-soon",
        "",
        advert(opens_at="2026-09-01", closes_at="2026-10-02 12:00", interviews_on=["2026-11-03"]),
        advert(opens_at="2026-09-01", closes_at="2026-10-06 12:00", interviews_on=["2026-11-03"]),
    ),
    "links of the same words": Promise(
        "same-words",
        "two links say",
        body("[Our pay](/) and\n[our *pay*](/stories/)."),
        body("[Our pay](/) and [our pay](/), and [more about it](/stories/)."),
    ),
    "headings of the same words": Promise(
        "same-words",
        "two headings say",
        body("## The work\n\nFirst.\n\n### Pay\n\nMuch.\n\n### Pay\n\nMore."),
        body("## The work\n\nFirst.\n\n### Pay\n\nMuch.\n\n## Later\n\n### Pay\n\nMore."),
    ),
    "addresses that nothing answers": Promise(
        "lost-address",
        "/gone/",
        lambda site: site.write("redirects.yaml", "# none\n"),
        lambda site: site.write("redirects.yaml", "redirects:\n  - path: /gone/\n    to: /\n"),
    ),
    "external links, when asked": Promise(
        "external-link", "answers 404", body("[Gone](https://a.example/gone)"), body("[There](https://a.example/)")
    ),
    "an accessibility statement past its review": Promise(
        "accessibility-statement", "due for review", accessibility("2026-09-30"), accessibility("2027-01-30")
    ),
    "a security contact whose day has passed": Promise(
        "security-contact",
        "",
        text_of("site.yaml", "name: Careers", "security:\n  contact: /\n  expires: 2026-09-01\nname: Careers"),
        text_of("site.yaml", "expires: 2026-09-01", "expires: 2027-09-01"),
    ),
    "a silence of no use": Promise(
        "unused-silence",
        "says nothing of",
        lambda site: site.write(
            "silenced.yaml", "silenced:\n  - rule: spelling\n    file: pages/index.md\n    reason: Old.\n"
        ),
        lambda site: site.write("silenced.yaml", "# none\n"),
    ),
}


@pytest.fixture
def site(tmp_path: Path) -> ContentFolder:
    folder = content_folder(tmp_path)
    folder.write("words.txt", "Exampletown\n")
    folder.write("jargon.yaml", "jargon:\n  - term: MASH\n    explained_by:\n      - safeguarding hub\n")
    folder.write("images/desk.png", picture(40))
    return folder


def report(site: ContentFolder) -> Report:
    def ask(address: str) -> str:
        return "answers 404" if address.endswith("/gone") else ""

    links = ExternalLinks(ask, lambda _seconds: None, site.root.parent / "links.json")
    return examine(site.root, NOW, find, (links.look, LostAddresses(lambda: ["pages/gone.md"]).look))


def test_each_rule_is_promised_here_and_explained_in_the_guide() -> None:
    assert {promise.rule for promise in PROMISES.values()} == {rule.name for rule in RULES}
    assert {rule.name for rule in RULES} <= set(re.findall(r"^\| `([\w-]+)` \|", GUIDE, re.MULTILINE))
    assert "What the engine refuses cannot be\nsilenced" in GUIDE


@pytest.mark.parametrize("name", PROMISES)
def test_the_check_sees_what_is_wrong_and_not_what_is_mended_and_can_be_silenced(
    site: ContentFolder, name: str
) -> None:
    promise = PROMISES[name]
    promise.wrong(site)
    found = [f for f in report(site).findings if f.rule == promise.rule and promise.words in f.message]
    assert found, "the rule does not see it"
    path = found[0].path
    if promise.rule not in LOUD:
        silence = f"silenced:\n  - rule: {promise.rule}\n    file: {path}\n    reason: Tried by a test.\n"
        site.write("silenced.yaml", silence)
        silent = report(site)
        assert [f for f in silent.silent if f.rule == promise.rule and f.path == path]
        assert not [f for f in silent.findings if f.rule in {promise.rule, "unused-silence"} and f.path == path]
        (site.root / "silenced.yaml").unlink()
    promise.right(site)
    left = [f for f in report(site).findings if f.rule == promise.rule and f.path == path]
    assert not [f for f in left if promise.words in f.message]
    assert not report(site).errors
