"""Make small content folders: one valid file of each kind, every field open to a change by keyword.

``content_folder(tmp_path)`` writes a whole valid site. ``folder.story("naomi", title="…")`` writes one more file or
overwrites one; a field set to ``None`` is left out; ``body`` is the Markdown below the front matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from careers.clock import LONDON, Clock
from careers.content.builder import build
from careers.content.library import Library

TODAY = date(2026, 10, 1)
NOW = datetime(2026, 10, 1, 12, tzinfo=LONDON)
PDF = b"%PDF-1.4\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30"/></svg>'
SOURCE = {"title": "Workforce figures", "publisher": "Example Department", "date": "2021"}


def fixed_clock(moment: datetime = NOW) -> Clock:
    """Return a clock that stands still at noon on the day for which the sample content is valid."""
    return Clock.fixed(moment)


def page_front(**fields: Any) -> dict[str, Any]:
    """Return the front matter of a page."""
    return _with({"title": "Working here", "description": "What it is like to work here."}, fields)


def story_front(**fields: Any) -> dict[str, Any]:
    """Return the front matter of a story."""
    front = {
        "title": "Ada learned to lead",
        "standfirst": "Ada came as a student and stayed.",
        "person": {
            "first_name": "Ada",
            "role": "advanced practitioner",
            "team": "a locality team",
            "route": "a training programme",
        },
        "themes": ["learning"],
        "source": SOURCE,
        "published_on": "2026-09-01",
    }
    return _with(front, fields)


def vacancy_front(**fields: Any) -> dict[str, Any]:
    """Return the front matter of an advert that is open on 1 October 2026."""
    front = {
        "title": "Social worker",
        "reference": "CSW-001",
        "description": "A locality team looks for a social worker.",
        "level": "social-worker",
        "team": "locality",
        "locality": "north",
        "grade": "Grade 7",
        "salary_min": "35000",
        "salary_max": "40000",
        "hours": "35",
        "contract": "permanent",
        "patterns": ["full-time"],
        "flexible": {"offered": "yes", "detail": "Compressed hours."},
        "hybrid": {"offered": "no"},
        "visa_sponsorship": "no",
        "car": "useful",
        "registration_required": "yes",
        "asye_suitable": "no",
        "caseload": "About 16 children.",
        "supervision": "Every four weeks.",
        "team_size": "Six practitioners.",
        "benefits": ["A pension."],
        "opens_at": "2026-09-15 09:00",
        "closes_at": "2026-10-20",
        "interviews_on": ["2026-11-03"],
        "starts": "As soon as you can",
        "apply_url": "https://jobs.example.org/csw-001",
        "informal_contact": {"role": "The team manager", "phone": "0161 496 0000"},
    }
    return _with(front, fields)


def stage_front(**fields: Any) -> dict[str, Any]:
    """Return the front matter of a stage that is both an entry and an end."""
    front = {
        "title": "Social worker",
        "description": "You hold your own cases.",
        "order": "10",
        "branch": "practice",
        "entry": "yes",
        "final": "yes",
        "typical_time": "two years",
        "requirements": ["Registration."],
        "support": ["Supervision."],
        "levels": ["social-worker"],
        "basis": "background",
        "sources": [SOURCE],
        "reviewed_on": "2026-09-01",
        "review_by": "2027-09-01",
    }
    return _with(front, fields)


def figure_front(**fields: Any) -> dict[str, Any]:
    """Return the front matter of a figure with two dated values."""
    front = {
        "title": "Social worker vacancy rate",
        "unit": "percent",
        "points": [{"as_at": "2017", "value": "25.8"}, {"as_at": "2021", "value": "7.5"}],
        "chart": "slope",
        "source": SOURCE,
        "review_by": "2027-09-01",
    }
    return _with(front, fields)


def vocabulary(**fields: Any) -> dict[str, Any]:
    """Return the closed lists that the other samples choose from."""

    def terms(*ids: str) -> list[dict[str, str]]:
        return [{"id": name, "label": name.replace("-", " ").capitalize()} for name in ids]

    lists: dict[str, Any] = {
        "levels": terms("newly-qualified", "social-worker", "team-manager"),
        "teams": terms("locality", "duty"),
        "localities": terms("north", "central", "south"),
        "patterns": terms("full-time", "part-time"),
        "themes": terms("learning", "wellbeing"),
        "branches": terms("practice", "management"),
        "situations": [{"id": "qualified", "label": "I am qualified", "stage": "social-worker"}],
    }
    return _with(lists, fields)


def site(**fields: Any) -> dict[str, Any]:
    """Return the site's settings."""
    settings: dict[str, Any] = {
        "name": "Careers in children's social work",
        "strapline": "Good work in a good place.",
        "organisation": {
            "name": "Example Council",
            "service": "Children's services",
            "url": "https://www.example.org",
            "address_locality": "Exampletown",
            "address_region": "Greater Example",
            "country": "GB",
        },
        "home": {
            "hero": {
                "title": "Work with families",
                "text": "In a team that has time for you.",
                "actions": [{"label": "See vacancies", "to": "/vacancies/"}],
            },
            "figures": ["vacancy_rate", "agency_rate", "caseload_average"],
            "lead_story": "ada",
            "stories": [],
        },
        "emergency": {"label": "Emergency contacts", "to": "https://www.example.org/emergency"},
        "contact": {"label": "Contact us", "to": "https://www.example.org/contact"},
        "footer": [{"label": "Working here", "to": "/working-here/"}],
        "feedback_notice": "We read what you write, and cannot answer.",
    }
    return _with(settings, fields)


def _with(base: dict[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**base, **fields}.items() if value is not None}


def markdown(front: Mapping[str, Any], body: str = "") -> str:
    """Return a file with front matter between its fences and a body below."""
    return f"---\n{yaml.safe_dump(dict(front), sort_keys=False, allow_unicode=True)}---\n{body}"


@dataclass(frozen=True)
class ContentFolder:
    """A content folder on disk that tests fill file by file. Every method returns the path written."""

    root: Path

    def write(self, path: str, data: str | bytes) -> Path:
        """Write any file, given its path in the folder."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)
        return target

    def page(self, name: str, body: str = "", **fields: Any) -> Path:
        """Write ``pages/<name>.md``."""
        return self.write(f"pages/{name}.md", markdown(page_front(**fields), body))

    def story(self, name: str, body: str = "", **fields: Any) -> Path:
        """Write ``stories/<name>.md``."""
        return self.write(f"stories/{name}.md", markdown(story_front(**fields), body))

    def vacancy(self, name: str, body: str = "", **fields: Any) -> Path:
        """Write ``vacancies/<name>.md``."""
        return self.write(f"vacancies/{name}.md", markdown(vacancy_front(**fields), body))

    def stage(self, name: str, body: str = "", **fields: Any) -> Path:
        """Write ``progression/<name>.md``."""
        return self.write(f"progression/{name}.md", markdown(stage_front(**fields), body))

    def figure(self, name: str, body: str = "", **fields: Any) -> Path:
        """Write ``figures/<name>.md``."""
        return self.write(f"figures/{name}.md", markdown(figure_front(**fields), body))

    def settings(self, name: str, data: Mapping[str, Any]) -> Path:
        """Write a YAML file at the top, such as ``site.yaml``."""
        return self.write(name, yaml.safe_dump(dict(data), sort_keys=False, allow_unicode=True))

    def image(self, name: str, width: int = 40, height: int = 30) -> Path:
        """Write ``images/<name>`` as a picture of the kind that its ending says."""
        if name.endswith(".svg"):
            return self.write(f"images/{name}", SVG)
        data = BytesIO()
        kind = {"jpg": "JPEG", "jpeg": "JPEG"}.get(name.rpartition(".")[2], name.rpartition(".")[2].upper())
        Image.new("RGB", (width, height), "#3A2FA3").save(data, kind)
        return self.write(f"images/{name}", data.getvalue())

    def download(self, name: str, data: bytes = PDF) -> Path:
        """Write ``downloads/<name>``, a small PDF unless told otherwise."""
        return self.write(f"downloads/{name}", data)

    def build(self, today: date = TODAY) -> Library:
        """Build the library of the folder; raises ContentError like the real thing."""
        return build(self.root, today)


def content_folder(root: Path) -> ContentFolder:
    """Write a whole valid site below ``root``: settings and at least one file of each kind."""
    folder = ContentFolder(root)
    folder.settings("site.yaml", site())
    folder.settings("vocabulary.yaml", vocabulary())
    folder.page("index", title="Home", description="Careers in children's social work.")
    folder.page("working-here", "## Your caseload\n\nIt is {{ figure vacancy_rate }}.\n")
    folder.page("about-the-figures", title="About the figures", description="Where the figures come from.")
    for listing in ("stories", "vacancies", "progression"):
        front = page_front(title=listing.capitalize(), description=f"All our {listing}.")
        folder.write(f"{listing}/index.md", markdown(front))
    folder.story("ada", "## Coming here\n\nAda came as a student.\n")
    folder.vacancy("social-worker-north", "## The work\n\nYou will know your families.\n")
    folder.stage("social-worker")
    folder.figure("vacancy_rate")
    folder.figure("agency_rate", title="Agency worker rate")
    folder.figure(
        "caseload_average",
        title="Average caseload",
        unit="cases",
        points=[{"as_at": "2022", "low": "15", "high": "18"}],
        chart="none",
    )
    return folder
