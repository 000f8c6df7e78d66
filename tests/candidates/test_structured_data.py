"""What search engines are told: complete, valid by an independent judge, and silent where it must be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from careers.content.edition import Edition
from careers.content.library import Library
from careers.head import Link
from careers.site.structured_data import article, breadcrumbs, job_posting, organisation, script
from tests.candidates.node import ask
from tests.factories import NOW, content_folder
from tests.html import Page, StrictClient, fragment, words

BASE = "https://careers.example"
ONLY_FOR_WORK_FROM_HOME = {"applicantLocationRequirements", "jobLocationType"}
"""Recommended by Google for posts done wholly from home; said of any other post they would be untrue."""


def posting(edition: Edition, slug: str, *, demonstration: bool = False) -> Any:
    """Return the posting of an advert as a parsed object, or None."""
    data = job_posting(edition, BASE, edition.vacancies[slug], demonstration=demonstration)
    return json.loads(script(data)) if data else None


def test_a_posting_has_all_that_is_required_and_recommended(edition: Edition) -> None:
    data = posting(edition, "duty-central")
    assert data["@type"] == "JobPosting"
    assert data["title"] == "Duty social worker"
    assert data["datePosted"] == "2026-09-30"
    assert data["validThrough"] == "2026-10-05T23:59:59+01:00"
    assert data["employmentType"] == ["PART_TIME"]
    assert data["identifier"]["value"] == "CSW-002"
    assert data["hiringOrganization"]["name"] == "Example Council"
    assert data["jobLocation"]["address"]["addressCountry"] == "GB"
    assert data["directApply"] is False
    value = data["baseSalary"]["value"]
    assert (value["minValue"], value["maxValue"], value["unitText"]) == (21000, 24000, "YEAR")


def test_a_fixed_term_post_is_also_temporary(edition: Edition) -> None:
    assert posting(edition, "manager")["employmentType"] == ["FULL_TIME", "TEMPORARY"]


def test_samples_and_adverts_that_are_not_open_have_none(edition: Edition) -> None:
    assert posting(edition, "pretend") is None
    assert posting(edition, "closed-north") is None
    assert posting(edition, "pretend", demonstration=True)
    assert posting(edition, "closed-north", demonstration=True) is None


def test_an_advert_that_editors_preview_has_none(library: Library) -> None:
    drafts = Edition.at(library, NOW, drafts=True)
    assert posting(drafts, "coming") is None


def test_no_text_of_an_editor_can_end_the_element() -> None:
    text = script({"name": "</script><script>alert(1)</script> & \u2028"})
    assert "<" not in text
    assert "&" not in text
    assert json.loads(text)["name"] == "</script><script>alert(1)</script> & \u2028"


def test_breadcrumbs_end_with_the_page_itself() -> None:
    data = breadcrumbs((Link("Home", "/"), Link("Open roles", "/vacancies/")), "Post", "/vacancies/post/", BASE)
    items = [(item["position"], item["name"], item["item"]) for item in data["itemListElement"]]
    assert items[-1] == (3, "Post", "https://careers.example/vacancies/post/")


def test_a_story_is_an_article_with_its_dates(edition: Edition) -> None:
    data = article(edition, BASE, edition.stories["ada"])
    assert data["datePublished"] == "2026-09-01T00:00:00+01:00"
    assert data["about"] == {"@type": "Person", "name": "Ada", "jobTitle": "advanced practitioner"}
    assert "image" not in data


def page_data(page: Page) -> list[Any]:
    """Return the structured data on a page."""
    return [json.loads("".join(e.itertext())) for e in page.all("script", type="application/ld+json")]


@pytest.mark.parametrize("slug", ["duty-central", "manager", "newly-qualified", "social-worker-north"])
def test_an_independent_validator_finds_nothing_wrong_or_missing(site: StrictClient, slug: str) -> None:
    found = ask("check-structured-data.mjs", site.get(f"/vacancies/{slug}/").get_data(as_text=True))
    assert {"JobPosting", "BreadcrumbList"} <= set(found["types"])
    assert found["errors"] == []
    assert {name for remark in found["remarks"] for name in remark["fieldNames"]} == ONLY_FOR_WORK_FROM_HOME
    assert {remark["severity"] for remark in found["remarks"]} == {"WARNING"}


def test_the_validator_would_notice(site: StrictClient) -> None:
    text = site.get("/vacancies/manager/").get_data(as_text=True)
    broken = text.replace('"datePosted"', '"posted"').replace('"addressCountry"', '"land"')
    remarks = ask("check-structured-data.mjs", broken)["remarks"]
    errors = {name for remark in remarks if remark["severity"] == "ERROR" for name in remark["fieldNames"]}
    assert {"datePosted", "jobLocation.address.addressCountry"} <= errors


def test_organisation_and_article_pass_the_same_validator(edition: Edition) -> None:
    items = (organisation(edition.library.settings.organisation), article(edition, BASE, edition.stories["ada"]))
    scripts = "".join(f'<script type="application/ld+json">{script(item)}</script>' for item in items)
    found = ask("check-structured-data.mjs", f"<html><head>{scripts}</head><body></body></html>")
    assert {"Organization", "Article"} <= set(found["types"])
    assert found["remarks"] == []


@pytest.mark.parametrize("slug", ["duty-central", "manager"])
def test_a_posting_says_only_what_the_page_shows(site: StrictClient, edition: Edition, slug: str) -> None:
    page = site.page(f"/vacancies/{slug}/")
    data = next(item for item in page_data(page) if item["@type"] == "JobPosting")
    shown = words(page.main)
    value = data["baseSalary"]["value"]
    for text in (
        data["title"],
        data["identifier"]["value"],
        data["workHours"],
        f"£{value['minValue']:,} to £{value['maxValue']:,} a year",
        *data["jobBenefits"].split("; "),
    ):
        assert text in shown, text
    described = words(fragment(data["description"]))
    missing = [
        sentence for sentence in described.split(". ") if sentence.strip(" .") and sentence.strip(" .") not in shown
    ]
    assert [m for m in missing if ": " not in m] == []


def test_a_closed_or_sample_advert_has_only_its_breadcrumbs(site: StrictClient) -> None:
    for slug in ("closed-north", "pretend"):
        page = site.page(f"/vacancies/{slug}/")
        assert [item["@type"] for item in page_data(page)] == ["BreadcrumbList"]
        assert page.one("meta", name="robots").get("content") == "noindex"


def test_photographs_are_named_only_while_consent_lasts(tmp_path: Path, at: Callable[..., Edition]) -> None:
    folder = content_folder(tmp_path)
    folder.image("ada.png")
    photo = {
        "src": "ada.png", "alt": "Ada at her desk", "caption": "Ada", "credit": "A photographer",
        "licence": "Used with permission", "consent_on": "2026-01-01", "consent_until": "2026-10-31",
    }  # fmt: skip
    folder.story("ada", photos=[photo])
    library = folder.build()
    before = Edition.at(library, NOW)
    after = Edition.at(library, at(2026, 11, 1, 12).now)
    assert article(before, BASE, before.stories["ada"])["image"] == ["https://careers.example/images/ada.png"]
    assert "image" not in article(after, BASE, after.stories["ada"])
