"""What one file says of another must hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content_engine.test_faulty_files import PHOTO, problems_of
from tests.factories import ContentFolder, content_folder, markdown, page_front, site, vocabulary

Change = Callable[[ContentFolder], object]


def _circle(folder: ContentFolder) -> None:
    folder.stage("a", entry="yes", final=None, leads_to=["b"])
    folder.stage("b", entry=None, final=None, leads_to=["c"])
    folder.stage("c", entry=None, final=None, leads_to=["a"])


def _redirect(*pairs: tuple[str, str | None]) -> Change:
    rows = [{"path": path, **({"to": to} if to else {})} for path, to in pairs]
    return lambda folder: folder.settings("redirects.yaml", {"redirects": rows})


def _two_addresses(folder: ContentFolder) -> None:
    folder.page("stories", title="Stories")


FAULTS: dict[str, tuple[Change, list[str]]] = {
    "a word outside the vocabulary": (
        lambda f: f.vacancy("v", reference="CSW-2", level="socal-worker"),
        ['vacancies/v.md:5: level: "socal-worker" is not in levels of vocabulary.yaml, did you mean "social-worker"?'],
    ),
    "a situation without its stage": (
        lambda f: f.settings("vocabulary.yaml", vocabulary(situations=[{"id": "a", "label": "A", "stage": "nope"}])),
        ['vocabulary.yaml:38: situations[1].stage: there is no stage "nope", write one of: social-worker'],
    ),
    "an unknown story": (
        lambda f: f.page("p", stories=["adda"]),
        ['pages/p.md:5: stories[1]: there is no story "adda", did you mean "ada"?'],
    ),
    "a story named twice": (
        lambda f: f.page("p", stories=["ada", "ada"]),
        ['pages/p.md:6: stories[2]: "ada" stands here twice, write it once'],
    ),
    "a place to report a fault that is not there": (
        lambda f: f.settings("site.yaml", site(security={"contact": "/workin-here/", "expires": "2027-01-01"})),
        ['site.yaml:34: security.contact: there is no page /workin-here/, did you mean "/working-here/"?'],
    ),
    "an unknown story on the home page": (
        lambda f: f.settings("site.yaml", site(home={**site()["home"], "lead_story": "bob"})),
        ['site.yaml:21: home.lead_story: there is no story "bob", write one of: ada'],
    ),
    "an unknown figure in front matter": (
        lambda f: f.page("p", statistics=["vacancy-rate"]),
        ['pages/p.md:5: statistics[1]: there is no figure "vacancy-rate", did you mean "vacancy_rate"?'],
    ),
    "an unknown figure in a chart": (
        lambda f: f.page("p", "{{ chart vacancies_rate }}"),
        ['pages/p.md:5: {{ chart }}: there is no figure "vacancies_rate", did you mean "vacancy_rate"?'],
    ),
    "a figure without a chart": (
        lambda f: f.page("p", "{{ chart caseload_average }}"),
        [
            'pages/p.md:5: {{ chart }}: figure "caseload_average" has chart: none, '
            "write {{ statistic caseload_average }} instead"
        ],
    ),
    "a date that a figure has not": (
        lambda f: f.page("p", "{{ figure vacancy_rate 2018 }}"),
        ['pages/p.md:5: {{ figure }}: figure "vacancy_rate" has no value at "2018", write one of: 2017, 2021'],
    ),
    "two figures that contradict each other": (
        lambda f: f.figure("z", chart="none", points=[{"as_at": "2021", "value": "9"}]),
        [
            "figures/z.md:5: points[1]: another value for 2021 than in figures/vacancy_rate.md, of the same title: "
            "correct one, or remove one file and use the other by name"
        ],
    ),
    "a stage that leads to nothing known": (
        lambda f: f.stage("a", leads_to=["social-workr"]),
        ['progression/a.md:23: leads_to[1]: there is no stage "social-workr", did you mean "social-worker"?'],
    ),
    "a dead end": (
        lambda f: f.stage("a", final=None),
        ["progression/a.md:2: leads_to: leads nowhere, write the stages that come next, or final: yes"],
    ),
    "an orphan": (
        lambda f: f.stage("a", entry=None),
        [
            "progression/a.md:2: entry: no stage leads here, name it in the leads_to of another stage, "
            "or write entry: yes"
        ],
    ),
    "a circle": (
        _circle,
        ["progression/c.md:21: leads_to[1]: the stages lead in a circle: a → b → c → a. Remove one of the steps"],
    ),
    "a stage that leads to itself": (
        lambda f: f.stage("a", leads_to=["a"]),
        ["progression/a.md:23: leads_to[1]: the stages lead in a circle: a → a. Remove one of the steps"],
    ),
    "two files for one address": (
        _two_addresses,
        ["stories/index.md:1: file: has the address /stories/ like pages/stories.md: rename or remove one of the two"],
    ),
    "a page where the program answers": (
        lambda f: f.page("search"),
        ["pages/search.md:1: file: the program itself answers /search/: rename the file"],
    ),
    "no home page": (
        lambda f: (f.root / "pages/index.md").unlink(),
        ["pages/index.md:1: file: there is no home page: write this file"],
    ),
    "two adverts with one reference": (
        lambda f: f.vacancy("v"),
        [
            'vacancies/v.md:3: reference: found "CSW-001", which vacancies/social-worker-north.md has already, '
            "write another reference"
        ],
    ),
    "one place in the navigation for two": (
        lambda f: [f.page(n, navigation={"label": n, "order": "1"}) for n in ("a", "b")],
        ['pages/b.md:6: navigation.order: found "1", which pages/a.md has already, write another order'],
    ),
    "a link to no page": (
        lambda f: f.page("p", "One\n\n[two](/working-hear/)"),
        ['pages/p.md:7: link: there is no page /working-hear/, did you mean "/working-here/"?'],
    ),
    "a link without its last slash": (
        lambda f: f.page("p", "[a](/working-here)"),
        ["pages/p.md:5: link: found /working-here, write /working-here/"],
    ),
    "a link to no place": (
        lambda f: f.page("p", "[a](/working-here/#your-case-load)"),
        ['pages/p.md:5: link: /working-here/ has no place "#your-case-load", did you mean "your-caseload"?'],
    ),
    "a link to no place on the same page": (
        lambda f: f.page("p", "[a](#b)"),
        ['pages/p.md:5: link: /p/ has no place "#b"'],
    ),
    "a link to no download": (
        lambda f: [f.download("plan.pdf"), f.page("p", "[a](/downloads/plans.pdf)")],
        ['pages/p.md:5: link: there is no file "plans.pdf" in downloads, did you mean "plan.pdf"?'],
    ),
    "a link to no file": (
        lambda f: f.page("p", "[a](../about.md)"),
        ['pages/p.md:5: link: there is no file "../about.md" from here, write the address, such as /working-here/'],
    ),
    "a link without a start": (
        lambda f: f.page("p", "[a](www.example.org)"),
        [
            'pages/p.md:5: link: found "www.example.org", write an address that starts with / or https://, '
            "such as /working-here/"
        ],
    ),
    "a link with a dangerous scheme": (
        lambda f: f.page("p", "[a](javascript:alert)"),
        ["pages/p.md:5: link: found javascript:alert, write an address that starts with https://, mailto:, tel: or /"],
    ),
    "a link in front matter to no page": (
        lambda f: f.page("p", actions=[{"label": "A", "to": "/intrest/"}]),
        ['pages/p.md:6: actions[1].to: there is no page /intrest/, did you mean "/interest/"?'],
    ),
    "an action to no page": (
        lambda f: f.page("p", "{{ action /intrest/ | Go }}"),
        ['pages/p.md:5: {{ action }}: there is no page /intrest/, did you mean "/interest/"?'],
    ),
    "an action without words": (
        lambda f: f.page("p", "{{ action /interest/ }}"),
        [
            'pages/p.md:5: {{ action }}: found "/interest/", write an address, a bar and words, '
            "such as /interest/ | Register your interest"
        ],
    ),
    "an image that is not there": (
        lambda f: [f.image("map.png"), f.page("p", "![A map](mpa.png)")],
        ['pages/p.md:5: image: there is no file "mpa.png" in images, did you mean "map.png"?'],
    ),
    "an image from elsewhere": (
        lambda f: f.page("p", "![A map](https://example.org/map.png)"),
        [
            "pages/p.md:5: image: found https://example.org/map.png, write the name of a file in images: "
            "pictures from elsewhere are not shown"
        ],
    ),
    "a photo that is not there": (
        lambda f: f.page("p", photos=[{**PHOTO, "alt": "A map"}]),
        ['pages/p.md:5: photos[1].src: there is no file "map.png" in images'],
    ),
    "a drawing for a photo": (
        lambda f: f.page("p", photos=[{**PHOTO, "src": "map.svg", "alt": "A map"}]),
        [
            "pages/p.md:5: photos[1].src: found the drawing map.svg, write the name of a photograph: "
            "PNG, JPEG, WebP or AVIF"
        ],
    ),
    "a download that is not there": (
        lambda f: f.page("p", downloads=[{"file": "plan.pdf", "title": "A plan"}]),
        ['pages/p.md:5: downloads[1].file: there is no file "plan.pdf" in downloads'],
    ),
    "a component without its front matter": (
        lambda f: f.page("p", "{{ timeline }}"),
        ["pages/p.md:5: {{ timeline }}: needs timeline in the front matter, which has none: write them there"],
    ),
    "a component that only pages have": (
        lambda f: f.stage("a", "{{ timeline }}"),
        [
            "progression/a.md:23: {{ timeline }}: needs timeline in the front matter, which only pages have: "
            "move it to a page"
        ],
    ),
    "a download that the front matter has not": (
        lambda f: [
            f.download("plan.pdf"),
            f.page("p", "{{ download plans.pdf }}", downloads=[{"file": "plan.pdf", "title": "A plan"}]),
        ],
        ['pages/p.md:8: {{ download }}: downloads in the front matter have no "plans.pdf", did you mean "plan.pdf"?'],
    ),
    "a component twice": (
        lambda f: f.page("p", "{{ stories }}\n\n{{ stories }}", stories=["ada"]),
        ["pages/p.md:9: {{ stories }}: found twice on the page, write it once"],
    ),
    "a component in front matter": (
        lambda f: f.page("p", summary="Now {{ figure vacancy_rate }}"),
        ["pages/p.md:4: summary: found {{, write the words themselves: components work only in texts"],
    ),
    "redirects that go round": (
        _redirect(("/a/", "/b/"), ("/b/", "/a/")),
        [
            "redirects.yaml:3: redirects[1].to: the redirects lead in a circle: /a/ → /b/ → /a/. Remove one of them",
            "redirects.yaml:5: redirects[2].to: the redirects lead in a circle: /b/ → /a/ → /b/. Remove one of them",
        ],
    ),
    "a redirect to itself": (
        _redirect(("/a/", "/a/")),
        ["redirects.yaml:3: redirects[1].to: the redirects lead in a circle: /a/ → /a/. Remove one of them"],
    ),
    "redirects in a chain": (
        _redirect(("/a/", "/b/"), ("/b/", "/working-here/")),
        ["redirects.yaml:3: redirects[1].to: leads on in 2 steps, write the last address, /working-here/"],
    ),
    "a redirect to what is gone": (
        _redirect(("/a/", "/b/"), ("/b/", None)),
        [
            "redirects.yaml:3: redirects[1].to: leads to /b/, which is gone itself: write another address, "
            "or leave out to"
        ],
    ),
    "a redirect to nothing": (
        _redirect(("/a/", "/working-hear/")),
        ['redirects.yaml:3: redirects[1].to: there is no page /working-hear/, did you mean "/working-here/"?'],
    ),
    "a redirect that hides a page": (
        _redirect(("/working-here", "/stories/")),
        [
            "redirects.yaml:2: redirects[1].path: hides the page /working-here, which is there: "
            "remove the redirect or the page"
        ],
    ),
    "a redirect twice": (
        _redirect(("/a/", "/"), ("/a", "/stories/")),
        ["redirects.yaml:4: redirects[2].path: found /a twice, write it once"],
    ),
    "a link to what has moved": (
        lambda f: [_redirect(("/old/", "/working-here/"))(f), f.page("p", "[a](/old/)")],
        ["pages/p.md:5: link: /old/ has moved, write /working-here/"],
    ),
}


@pytest.mark.parametrize(("change", "lines"), FAULTS.values(), ids=FAULTS)
def test_a_broken_reference_says_where_and_what_instead(tmp_path: Path, change: Change, lines: list[str]) -> None:
    folder = content_folder(tmp_path)
    change(folder)
    assert problems_of(folder) == lines


def test_what_is_there_can_be_linked(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    folder.image("map.png")
    folder.download("plan.pdf")
    links = [
        "/",
        "/working-here/#your-caseload",
        "#here",
        "/interest/",
        "/vacancies/?level=a#results",
        "working-here.md",
    ]
    links += [
        "../stories/ada.md#coming-here",
        "/about-the-figures/#vacancy_rate",
        "/images/map.png",
        "downloads/plan.pdf",
    ]
    links += [
        "#content",
        "https://example.org/#x",
        "tel:+441614960000",
        "mailto:a@example.org",
    ]
    body = "## Here\n\n" + " ".join(f"[words]({link})" for link in links) + "\n\n![A map](map.png)\n"
    body += "\n{{ timeline }}\n\n{{ chart vacancy_rate }}\n\n{{ download plan.pdf }}\n"
    moment = {
        "when": "2014",
        "title": "Low",
        "tone": "low",
        "detail": "It was.",
        "source": {"title": "A", "publisher": "B"},
    }
    folder.page("p", body, timeline=[moment], downloads=[{"file": "plan.pdf", "title": "Plan"}])
    assert folder.build().warnings == ()


def test_a_faulty_file_is_not_told_again_by_those_that_name_it(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    folder.write("stories/eve.md", markdown(page_front()))
    folder.page("p", "[a](/stories/eve/)", stories=["eve"])
    assert {line.split(":")[0] for line in problems_of(folder)} == {"stories/eve.md"}
