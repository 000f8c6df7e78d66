"""Example data for the patterns page: every component in every state, from words of the site's own subject.

Shown in preview and in tests only. The shapes repeat, field for field, what views hand to the same macros.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from careers.site.charts import Chart, Credit, DatedReading, Reading, bars, dated, shares, slope
from careers.site.components import (
    FieldFault,
    FileLink,
    Option,
    SearchGroup,
    SearchHit,
    StageStop,
    Statistic,
    StoryCard,
)


@dataclass(frozen=True, slots=True)
class ExampleLink:
    """A link, or an action: `to` and `url` are the same address."""

    label: str
    url: str
    is_current: bool = False
    help: str = ""
    without: str = "#tags"

    @property
    def to(self) -> str:
        """Return the address under the name that content files use."""
        return self.url


@dataclass(frozen=True, slots=True)
class ExampleFact:
    """A labelled fact."""

    label: str
    value: str
    iso: str = ""


@dataclass(frozen=True, slots=True)
class ExampleSource:
    """Where a fact comes from."""

    publisher: str
    title: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleJudgement:
    """An entry of the timeline."""

    when: str
    title: str
    tone: str
    detail: str
    source: ExampleSource
    still_to_do: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleAchievement:
    """Then and now."""

    title: str
    then: str
    then_as_at: str
    now: str | None = None
    now_as_at: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleStep:
    """A numbered aim, or a step of a route."""

    title: str
    detail: str
    url: str | None = None

    @property
    def text(self) -> str:
        """Return the detail under the name that route steps use."""
        return self.detail


@dataclass(frozen=True, slots=True)
class ExampleVacancy:
    """An advert in a list."""

    slug: str
    title: str
    team: str
    locality: str
    pay: str
    hours: str
    contract: str
    closes: str
    closes_iso: str
    days_left: str
    is_closing_soon: bool = False
    is_new: bool = False
    is_sample: bool = False
    url: str = "#job-card"


@dataclass(frozen=True, slots=True)
class ExampleChoice:
    """A choice of a filter, with how many roles it gives."""

    value: str
    label: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ExamplePanel:
    """A group of choices of a filter."""

    key: str
    label: str
    single: bool
    choices: tuple[ExampleChoice, ...]


@dataclass(frozen=True, slots=True)
class ExamplePages:
    """A place in a list of several pages."""

    number: int
    last: int
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class ExampleFigure:
    """A figure as the page about figures shows it."""

    id: str
    value: str
    title: str
    as_at: str
    source: str
    url: str | None = None


_DFE = Credit("Department for Education workforce figures, reported by Community Care", "2021")
_CARE = "Community Care"
_HTML = Markup(
    "<h2>What the year holds</h2><p>The first month is a <a href='#prose'>summer school</a>: four weeks of "
    "learning together before the first family is met.</p><ul><li>A lighter caseload</li><li>Time kept free "
    "every week, <em>and defended</em></li></ul><h3>Who is beside you</h3><p>A consultant social worker in "
    "every service supports the programme.</p>"
)


@dataclass(frozen=True)
class Patterns:
    """Everything the patterns page shows, by the name of the component."""

    slugs: tuple[str, ...] = ("naomi", "debbie", "lucy", "newly-qualified", "team-manager", "permanence")
    actions: tuple[ExampleLink, ...] = (
        ExampleLink("See open roles", "#job-card"),
        ExampleLink("Read how we got here", "#timeline"),
    )
    crumbs: tuple[ExampleLink, ...] = (
        ExampleLink("Home", "/"),
        ExampleLink("Frontline stories", "#story-card"),
    )
    links: tuple[ExampleLink, ...] = (
        ExampleLink("Our improvement journey", "#timeline"),
        ExampleLink("Frontline stories", "#story-card"),
        ExampleLink("Progression routes", "#stage-map"),
    )
    situations: tuple[ExampleLink, ...] = (
        ExampleLink("Still studying", "#s1", help="Placements, Step Up, apprenticeships"),
        ExampleLink("Newly qualified", "#s2", help="A four-week summer school, then the ASYE year"),
        ExampleLink("Some years in", "#s3", help="Caseloads, teams, and the next step"),
        ExampleLink("Coming back to social work", "#s4", help="What updating you need, and who helps"),
    )
    timeline: tuple[ExampleJudgement, ...] = (
        ExampleJudgement(
            "Summer 2014",
            "Inadequate",
            "low",
            "Inspectors found services that did not keep children safe enough. A four-year plan followed.",
            ExampleSource("Manchester City Council", "Our improvement journey"),
        ),
        ExampleJudgement(
            "Autumn 2017",
            "Requires improvement",
            "middle",
            "Better overall, with leadership and adoption judged good.",
            ExampleSource(_CARE, "Workforce Insights", "September 2022"),
        ),
        ExampleJudgement(
            "March 2022",
            "Good",
            "high",
            "Staff told inspectors that they feel supported by managers who know their work.",
            ExampleSource(_CARE, "Workforce Insights", "September 2022"),
            "Help and protection still requires improvement.",
        ),
    )
    statistics: tuple[Statistic, ...] = (
        Statistic(
            "7.5%",
            "of social worker posts vacant",
            "2021",
            "Department for Education",
            "down from 25.8% in 2017",
        ),
        Statistic(
            "3.1%",
            "of the workforce from agencies",
            "2021",
            "Department for Education",
            "down from 14.7% in 2017",
        ),
        Statistic("15–18", "children on an average caseload", "2022", _CARE),
    )
    achievements: tuple[ExampleAchievement, ...] = (
        ExampleAchievement(
            "More social workers and lighter caseloads",
            "The plan aimed for an average of 18 children for each social worker.",
            "about 2016",
            "The average is 15 to 18.",
            "2022",
        ),
        ExampleAchievement(
            "A consultant social worker in every service",
            "Consultants support the ASYE programme, learning and complex work.",
            "about 2016",
        ),
    )
    objectives: tuple[ExampleStep, ...] = (
        ExampleStep("Help sooner", "Less demand, through early help for families and early permanence for children."),
        ExampleStep("Workloads that can be managed", "More social workers and more support around them."),
        ExampleStep("A steadier workforce", "Confident people in smaller teams with more time from managers."),
        ExampleStep("A sharper focus on practice", "Practice management that shows what changes for children."),
    )
    stories: tuple[StoryCard, ...] = (
        StoryCard(
            "naomi",
            "Better work, not less of it",
            "#story-card",
            "Naomi moved from a year's training to managing case progression, and thinks that lower "
            "caseloads changed what families are asked.",
            "Naomi",
            "case progression manager",
            "central Manchester",
        ),
        StoryCard(
            "debbie",
            "Learning that makes room for people",
            "#story-card",
            "Debbie manages the consultants who help colleagues practise well.",
            "Debbie",
            "manager of social work consultants",
            "",
        ),
        StoryCard(
            "lucy",
            "The confidence to stand up in court",
            "#story-card",
            "Lucy had a manager beside her when a complex case came to a hearing.",
            "Lucy",
            "advanced practitioner",
            "locality team",
        ),
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
    stops: tuple[StageStop, ...] = (
        StageStop(
            "student",
            "Student or trainee",
            "#student",
            "1 to 3 years",
            "A placement with a practice educator.",
        ),
        StageStop(
            "newly-qualified",
            "Newly qualified, on the ASYE",
            "#asye",
            "12 months",
            "Four weeks of summer school, then a lighter caseload and protected time.",
            is_on_way=True,
            is_here=True,
        ),
        StageStop(
            "social-worker",
            "Social worker",
            "#social-worker",
            "2 to 3 years",
            is_on_way=True,
            branches=(
                StageStop("practice-educator", "Practice educator", "#pe", "Alongside your role"),
                StageStop("advanced", "Advanced practitioner", "#ap", "Within 3 years for some", is_on_way=True),
            ),
        ),
        StageStop("team-manager", "Team manager", "#tm", "Varies", "A smaller team than you may expect."),
    )
    route: tuple[ExampleStep, ...] = (
        ExampleStep("Finish the ASYE", "Twelve months, with a consultant beside you.", "#asye"),
        ExampleStep("Hold a full caseload", "Two to three years in a locality team."),
        ExampleStep("Become an advanced practitioner", "A panel looks at your practice.", "#ap"),
    )
    panels: tuple[ExamplePanel, ...] = (
        ExamplePanel(
            "level",
            "Level",
            False,
            (
                ExampleChoice("asye", "Newly qualified", 2),
                ExampleChoice("sw", "Social worker", 5, is_chosen=True),
            ),
        ),
        ExamplePanel(
            "hours",
            "Hours",
            True,
            (ExampleChoice("any", "Any", 9, is_chosen=True), ExampleChoice("part", "Part time", 4)),
        ),
    )
    tags: tuple[ExampleLink, ...] = (ExampleLink("Social worker", "#"), ExampleLink("Part time", "#"))
    pages: tuple[ExamplePages, ...] = (
        ExamplePages(1, 3, None, "#page-2"),
        ExamplePages(2, 3, "#page-1", "#page-3"),
        ExamplePages(3, 3, "#page-2", None),
    )
    options: tuple[Option, ...] = (
        Option("student", "I am studying or training"),
        Option("new", "I am newly qualified", "Within two years of qualifying"),
        Option("experienced", "I have been qualified for longer"),
    )
    faults: tuple[FieldFault, ...] = (
        FieldFault("situation-wrong-1", "Choose what describes you best"),
        FieldFault("comment-wrong", "Take out the telephone number, then send again"),
    )
    files: tuple[FileLink, ...] = (
        FileLink("Our journey on one page", "#downloads", "PDF", "84 KB", "To print or to share with a colleague."),
        FileLink("Poster for a team room", "#downloads", "SVG", "31 KB"),
    )
    results: tuple[SearchGroup, ...] = (
        SearchGroup(
            "Stories",
            2,
            (
                SearchHit(
                    "Better work, not less of it",
                    "#search",
                    Markup("Lower <mark>caseloads</mark> give headspace."),
                    "Naomi",
                ),
                SearchHit(
                    "Coming through the ASYE",
                    "#search",
                    Markup("A lighter <mark>caseload</mark> in the first year."),
                ),
            ),
        ),
        SearchGroup(
            "Pages",
            7,
            (SearchHit("Our improvement journey", "#search", Markup("The average <mark>caseload</mark>.")),),
            "#all",
        ),
    )
    figures: tuple[ExampleFigure, ...] = (
        ExampleFigure("vacancy-rate", "7.5%", "Social worker posts vacant", "2021", "Department for Education", "#f"),
        ExampleFigure("team-size", "6", "Practitioners in a locality team", "2022", _CARE),
    )
    charts: tuple[Chart, ...] = (
        slope(
            "vacancy",
            "Posts without a permanent social worker",
            Reading("2017", 25.8),
            Reading("2021", 7.5),
            "%",
            _DFE,
        ),
        dated(
            "caseload",
            "Average caseload",
            (
                DatedReading(2016, "about 2016", 18, 18, "what the plan aimed for", target=True),
                DatedReading(2022, "2022", 15, 18, "what was measured"),
            ),
            "children",
            Credit(f"Manchester City Council; {_CARE}", "2022"),
        ),
        shares(
            "team",
            "Who is in a locality team of six",
            (
                Reading("advanced practitioners", 2),
                Reading("social workers", 2),
                Reading("newly qualified social workers", 2),
            ),
            "",
            Credit(_CARE, "2022"),
        ),
        bars(
            "updating",
            "Updating before you return to the register",
            (Reading("Away for 2 to 5 years", 30), Reading("Away for longer", 60)),
            "days",
            Credit("Social Work England", "2026"),
        ),
    )
    header: tuple[str, ...] = ("Measure", "2017", "2021")
    rows: tuple[tuple[str, ...], ...] = (("Vacancy rate", "25.8%", "7.5%"), ("Agency rate", "14.7%", "3.1%"))
    html: Markup = _HTML


PATTERNS = Patterns()
"""The examples, built once."""
