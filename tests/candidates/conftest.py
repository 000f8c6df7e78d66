"""A small world of adverts, stories and stages at noon on 1 October 2026, and the site that shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from careers.app import create_app
from careers.clock import LONDON
from careers.config import Config
from careers.content.edition import Edition
from careers.content.library import Library
from tests.conftest import Hands
from tests.factories import NOW, ContentFolder, content_folder, vocabulary
from tests.html import StrictClient

STAGES = {
    "student": {"order": "10", "entry": "yes", "leads_to": ["asye"], "levels": []},
    "overseas": {"order": "20", "entry": "yes", "leads_to": ["social-worker", "asye"], "levels": []},
    "asye": {"order": "30", "leads_to": ["social-worker"], "levels": ["newly-qualified"]},
    "social-worker": {"order": "40", "leads_to": ["advanced"], "levels": ["social-worker"]},
    "advanced": {"order": "50", "leads_to": ["educator", "team-manager"], "levels": []},
    "educator": {"order": "60", "leads_to": ["consultant"], "levels": []},
    "consultant": {"order": "70", "leads_to": ["service-manager"], "levels": []},
    "team-manager": {
        "order": "80",
        "branch": "management",
        "leads_to": ["service-manager"],
        "levels": ["team-manager"],
    },
    "service-manager": {"order": "90", "branch": "management", "final": "yes", "levels": []},
}
TITLES = {"asye": "Newly qualified on the ASYE", "overseas": "Trained overseas", "advanced": "Advanced practitioner"}


def fill(folder: ContentFolder) -> None:
    """Write the world into a folder that holds the smallest valid site."""
    folder.settings(
        "vocabulary.yaml",
        vocabulary(
            situations=[
                {"id": "new", "label": "I am newly qualified", "stage": "asye"},
                {"id": "qualified", "label": "I am qualified", "stage": "social-worker"},
            ]
        ),
    )
    folder.settings(
        "synonyms.yaml", {"synonyms": [{"words": ["NQSW", "newly qualified"]}, {"words": ["AP", "advanced"]}]}
    )
    for name, title in (("vacancies", "Open roles"), ("progression", "Where to go"), ("stories", "Stories")):
        folder.write(f"{name}/index.md", f"---\ntitle: {title}\ndescription: The list called {title}.\n---\n")
    for slug, fields in STAGES.items():
        title = TITLES.get(slug, slug.replace("-", " ").capitalize())
        folder.stage(slug, **{"entry": None, "final": None, "title": title} | fields)
    folder.vacancy("social-worker-north", "## The work\n\nFamilies and court.\n", closes_at="2026-10-20 12:00")
    folder.vacancy(
        "duty-central",
        "## The work\n\nReferrals come in waves.\n",
        title="Duty social worker",
        reference="CSW-002",
        team="duty",
        locality="central",
        hours="21",
        patterns=["part-time"],
        visa_sponsorship="yes",
        opens_at="2026-09-30",
        closes_at="2026-10-05",
        interviews_on=["2026-10-12", "2026-10-13"],
    )
    folder.vacancy(
        "newly-qualified",
        title="First year post",
        reference="CSW-003",
        level="newly-qualified",
        locality="south",
        asye_suitable="yes",
        visa_sponsorship="yes",
        closes_at="2026-11-30",
        interviews_on=None,
        stories=["ada"],
    )
    folder.vacancy(
        "manager",
        title="Team manager",
        reference="CSW-004",
        level="team-manager",
        team="duty",
        contract="fixed-term",
        fixed_term_months="12",
        closes_at="2026-10-08 17:00",
        interviews_on=None,
    )
    folder.vacancy(
        "pretend",
        sample="yes",
        title="Pretend post",
        reference="SAMPLE-1",
        locality="central",
        closes_at="2026-12-01",
        interviews_on=None,
    )
    folder.vacancy(
        "closed-north", title="Old post", reference="CSW-000", closes_at="2026-09-20 12:00", interviews_on=None
    )
    folder.vacancy(
        "coming",
        title="Coming post",
        reference="CSW-009",
        opens_at="2026-12-01",
        closes_at="2026-12-20",
        interviews_on=None,
    )


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the world."""
    folder = content_folder(tmp_path_factory.mktemp("world"))
    fill(folder)
    return folder.root


@pytest.fixture(scope="session")
def library(world: Path) -> Library:
    """Return the library of the world."""
    return ContentFolder(world).build()


@pytest.fixture
def edition(library: Library) -> Edition:
    """Return the edition at noon on 1 October 2026, when five adverts are open, one of them a sample."""
    found = Edition.at(library, NOW)
    assert len(found.open_vacancies) == 5
    return found


@pytest.fixture
def at(library: Library) -> Callable[..., Edition]:
    """Return a function that gives the edition at a London time."""

    def edition_at(*moment: int, fold: int = 0) -> Edition:
        return Edition.at(library, datetime(*moment, tzinfo=LONDON, fold=fold))  # type: ignore[misc, arg-type]

    return edition_at


@pytest.fixture(scope="session")
def app_and_hands(world: Path, built: Path) -> tuple[Flask, Hands]:
    """Return the site on the world, built once, with the hands of its clock."""
    hands = Hands(NOW)
    config = Config(content=world, instance=built, secret_key="tests", base_url="https://careers.example")
    return create_app(config, hands.clock()), hands


@pytest.fixture
def hands(app_and_hands: tuple[Flask, Hands]) -> Hands:
    """Return the hands of the site's clock, put back to noon on 1 October 2026."""
    app_and_hands[1].moment = NOW
    return app_and_hands[1]


@pytest.fixture
def site(
    app_and_hands: tuple[Flask, Hands], hands: Hands, make_client: Callable[[Flask], StrictClient]
) -> StrictClient:
    """Return a strict client for the site on the world."""
    return make_client(app_and_hands[0])
