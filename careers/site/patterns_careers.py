"""Examples for the patterns page: stages of a career, the ways between them, and adverts."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from careers.site.pattern_shapes import (
    ExampleAdvert,
    ExampleFact,
    ExampleLink,
    ExampleStage,
    ExampleStep,
    ExampleVacancy,
)
from careers.site.progression.stage_list import Corner, ListedStage, Onward
from careers.site.progression.street_map import Stop, Street, StreetMap, StreetName

_ASYE, _WORKER = Onward("Newly qualified, on the ASYE", "asye"), Onward("Social worker", "social-worker")


def _listed(
    slug: str, title: str, time: str, *following: Onward, on_way: bool = True, here: bool = False
) -> ListedStage:
    text = "What the stage is about, in one sentence."
    return ListedStage(slug, "/progression/", slug, title, text, "practice", time, int(here), on_way, here, following)


def _drawing(*, on_way: bool) -> Markup:
    """Draw three stages and two streets, with the way through the first two lit or no way at all."""
    student = Stop("student", "#street-map", ("Student",), "ways-in", 60, 76, True, False, on_way)
    worker = Stop("worker", "#street-map", ("Social worker",), "practice", 250, 140, False, False, on_way)
    manager = Stop("manager", "#street-map", ("Team manager",), "management", 440, 140, False, True, False)
    streets = (
        Street("worker", "manager", "M250 140H440", False),
        Street("student", "worker", "M60 76H194Q210 76 210 92V124Q210 140 226 140H250", on_way),
    )
    return StreetMap(620, 240, (student, worker, manager), streets, (StreetName(("Ways in",), 83, 59),)).svg


@dataclass(frozen=True)
class CareerPatterns:
    """Stages, ways and adverts, by the name of the component."""

    situations: tuple[ExampleLink, ...] = (
        ExampleLink("Still studying", "#s1", help="Placements, Step Up, apprenticeships"),
        ExampleLink("Newly qualified", "#s2", help="A four-week summer school, then the ASYE year"),
        ExampleLink("Some years in", "#s3", help="Caseloads, teams, and the next step"),
        ExampleLink("Coming back to social work", "#s4", help="What updating you need, and who helps"),
    )
    facts: tuple[ExampleFact, ...] = (
        ExampleFact("Role", "Advanced practitioner"),
        ExampleFact("Team", "Locality team"),
        ExampleFact("Way into social work", "Frontline programme"),
        ExampleFact("Closes", "30 November 2026, 23:59", "2026-11-30"),
    )
    vacancies: tuple[ExampleVacancy, ...] = (
        ExampleVacancy(
            "social-worker-locality",
            "Social worker, locality team",
            "Locality teams",
            "North Manchester",
            "£39,152 to £44,075",
            "35 hours",
            "Permanent",
            "30 November 2026",
            "2026-11-30",
            "Closes in 3 days",
            is_closing_soon=True,
            is_sample=True,
        ),
        ExampleVacancy(
            "practice-educator",
            "Advanced practitioner and practice educator",
            "Duty and assessment",
            "Central Manchester",
            "£45,091 to £48,226",
            "28 to 35 hours",
            "Permanent",
            "14 December 2026",
            "2026-12-14",
            "17 days left",
            is_new=True,
        ),
        ExampleVacancy(
            "team-manager-permanence",
            "Team manager, permanence",
            "Permanence",
            "South Manchester",
            "£52,413 to £56,517",
            "35 hours",
            "Fixed term, 12 months",
            "20 December 2026",
            "2026-12-20",
            "23 days left",
        ),
    )
    corners: tuple[Corner, ...] = (
        Corner(
            "Ways in",
            (
                _listed("student", "Student or trainee", "1 to 3 years", _ASYE, here=True),
                _listed("returning", "Returning to practice", "30 to 60 days", _WORKER, on_way=False),
            ),
        ),
        Corner("", (_listed("asye", "Newly qualified, on the ASYE", "12 months", _WORKER),)),
        Corner("", (_listed("social-worker", "Social worker", "No set time"),)),
    )
    drawings: tuple[Markup, ...] = (_drawing(on_way=False), _drawing(on_way=True))
    way: tuple[ExampleStep, ...] = (
        ExampleStep(
            ExampleStage("Newly qualified, on the ASYE", "#way"),
            ("A degree in social work", "Registration with Social Work England"),
            "12 months",
            ("A consultant beside you",),
            ("Three observed visits",),
            "A panel at the end of the year",
            "£34,000 to £37,000 a year",
            "An illustration, as at November 2026",
        ),
        ExampleStep(ExampleStage("Social worker", "#way"), ("The ASYE, finished",), "No set time", is_background=True),
    )
    adverts: tuple[ExampleAdvert, ...] = (
        ExampleAdvert(
            key=(ExampleFact("Level", "Social worker"), ExampleFact("Hours", "35 hours a week, full time")),
            team=(ExampleFact("Team size", "Six practitioners and a manager"),),
            pay_facts=(ExampleFact("For 35 hours a week", "£38,000 to £43,000 a year"),),
            dates=(ExampleFact("Closes", "30 November 2026, 23:59", "2026-11-30"),),
            checks=(ExampleFact("Criminal record check", "An enhanced check before you start"),),
        ),
    )
