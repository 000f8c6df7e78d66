"""A site that is nothing but its forms, with stand-ins for the parts that belong to others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import yaml
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined

from careers.clock import LONDON, Clock
from careers.config import ROOT, Config
from careers.content.front_matter import Action
from careers.content.questionnaire import Questionnaire
from careers.content.settings import Vocabulary
from careers.forms.blueprint import register
from careers.forms.ports import PageVersion
from careers.site.templating import whole_dates
from careers.storage import database
from tests import CONTENT

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=LONDON)
BASE = (
    "<!doctype html><html lang=en-GB><head><title>{{ page.meta.title }}</title>"
    "{% for feed in page.meta.feeds %}<link rel=alternate title='{{ feed.title }}' href='{{ feed.url }}'>{% endfor %}"
    "</head><body><main>{% block content %}{% endblock %}</main>{% block feedback %}{% endblock %}</body></html>"
)
SITUATIONS = (
    "student",
    "newly-qualified",
    "experienced",
    "advanced-practitioner",
    "manager",
    "returning",
    "trained-overseas",
    "career-change",
)


def terms(*names: str, **more: str) -> list[dict[str, str]]:
    return [{"id": name, "label": name.replace("-", " ").capitalize(), **more} for name in names]


VOCABULARY = Vocabulary.model_validate(
    {
        "levels": terms("newly-qualified", "social-worker", "team-manager"),
        "teams": terms("locality"),
        "localities": terms("north-manchester", "central-manchester"),
        "patterns": terms("full-time", "part-time"),
        "themes": terms("learning", "wellbeing"),
        "branches": terms("practice"),
        "situations": terms(*SITUATIONS, stage="social-worker"),
    }
)
PAGES = {
    path: PageVersion(path, title, fingerprint)
    for path, title, fingerprint in (
        ("/", "Home", "f0"),
        ("/journey/", "Our journey", "f1"),
        ("/vacancies/", "Roles", "f2"),
    )
}
VACANCY = SimpleNamespace(url="/vacancies/social-worker-north/", title="Social worker, North", slug="north")


def questionnaire_data() -> dict[str, object]:
    """Return the site's own questionnaire as it stands in its file."""
    data = yaml.load((CONTENT / "interest.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


@dataclass(frozen=True)
class Found:
    """A stand-in for a finding of the guard."""

    start: int
    end: int
    words: str


def find_digits(text: str) -> list[Found]:
    """Stop every run of six or more digits, in place of the real guard."""
    return [Found(match.start(), match.end(), "a phone number") for match in re.finditer(r"\d{6,}", text)]


@dataclass
class Adjustable:
    """A clock that a test can move."""

    now: datetime = NOON

    def clock(self) -> Clock:
        return Clock(lambda: self.now)


@dataclass
class Content:
    """What editors and the rest of the site decide; a test may change it."""

    questionnaire: Questionnaire
    pages: dict[str, PageVersion]


def match(_edition: object, answers: dict[str, tuple[str, ...]]) -> SimpleNamespace:
    """Find one role for social workers, because they chose it."""
    fits = "social-worker" in answers.get("roles", ())
    vacancies = (SimpleNamespace(document=VACANCY, reason="Because you chose Social worker"),) if fits else ()
    without = 2 if "yes" in answers.get("sponsorship", ()) else 0
    return SimpleNamespace(vacancies=vacancies, stories=(), stages=(), without_sponsorship=without)


def card_of(_edition: object, vacancy: SimpleNamespace) -> SimpleNamespace:
    """Say of an advert what a candidate decides by."""
    said = {
        "team": "Locality team",
        "locality": "North",
        "hours": "35 hours",
        "contract": "Permanent",
        "pay": "£40,000",
    }
    closes = {"closes": "noon on Friday", "closes_iso": "2026-11-27T12:00+00:00", "days_left": "5 days left"}
    flags = {"is_closing_soon": True, "is_new": False, "is_sample": True}
    return SimpleNamespace(**vars(vacancy), **said, **closes, **flags)


def write_feed(_edition: object, vacancies: list[SimpleNamespace], *, title: str, address: str) -> bytes:
    return f"{title}|{address}|{','.join(v.slug for v in vacancies)}".encode()


def make_site(config: Config, time: Adjustable, content: Content) -> Flask:
    """Return an application with the forms, in which a failing view raises."""
    app = Flask("forms")
    app.testing = True
    app.jinja_loader = ChoiceLoader([DictLoader({"base.html": BASE}), FileSystemLoader(ROOT / "templates")])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["whole_dates"] = whole_dates
    app.jinja_env.globals["facade_svg"] = lambda *_: ""
    settings = SimpleNamespace(
        name="Careers",
        feedback_notice="We read this but cannot answer it.",
        emergency=Action(label="Emergency contacts", to="/contact/#emergency"),
    )
    database.init(app, config)
    register(
        app,
        config=config,
        clock=time.clock(),
        edition=lambda: SimpleNamespace(library=SimpleNamespace(settings=settings)),
        questionnaire=lambda: content.questionnaire,
        page_at=content.pages.get,
        match=match,
        card_of=card_of,
        write_atom=write_feed,
        write_calendar=write_feed,
        find=find_digits,
    )
    return app


def make_content() -> Content:
    """Return the site's own questionnaire with a small vocabulary."""
    return Content(Questionnaire.model_validate(questionnaire_data()).resolve(VOCABULARY), dict(PAGES))


def make_config(url: str, folder: Path, **settings: object) -> Config:
    return Config(database_url=url, instance=folder, base_url="https://careers.example.org", **settings)
