"""Example data for the patterns page: every component in every state, from words of the site's own subject.

Shown in preview and in tests only.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from careers.site.accessibility import Limit, Statement
from careers.site.blocks import Placed
from careers.site.charts import Chart, Credit, DatedReading, Reading, bars, dated, shares, slope
from careers.site.components import FileLink, Statistic, StoryCard
from careers.site.pattern_shapes import (
    ExampleAchievement,
    ExampleEntry,
    ExampleJudgement,
    ExampleLetter,
    ExampleLink,
    ExampleObjective,
    ExampleSource,
)
from careers.site.patterns_careers import CareerPatterns
from careers.site.patterns_forms import FormPatterns
from careers.site.patterns_staff import StaffPatterns

_DFE = Credit("Department for Education workforce figures, reported by Community Care", "2021")
_CARE = "Community Care"
_HTML = Markup(
    "<h2>What the year holds</h2><p>The first month is a <a href='#prose'>summer school</a>: four weeks of "
    "learning together before the first family is met.</p><ul><li>A lighter caseload</li><li>Time kept free "
    "every week, <em>and defended</em></li></ul><h3>Who is beside you</h3><p>A consultant social worker in "
    "every service supports the programme.</p>"
    '<div class="notice notice-tip"><p class="notice-title">What to ask</p><p>How long is the summer school?</p></div>'
    '<div class="notice notice-warning"><p class="notice-title">Check this</p><p>Dates change.</p></div>'
    '<aside class="pull-out"><p>Time to learn is time for families.</p><p class="pull-out-source">In our words</p></aside>'
    '<div class="table"><table><thead><tr><th>Year</th><th class="align-right">Share</th></tr></thead><tbody><tr>'
    '<td>2021</td><td class="align-right"><a class="figure" href="#figure-entry">7.5%</a></td></tr></tbody></table></div>'
    "<dl><dt>ASYE</dt><dd>The first year, assessed and supported.</dd></dl><blockquote><p>Words of a plan.</p></blockquote>"
)


_LIMIT = Limit(
    "Captions are missing", "One film has no captions.", "Its words are on the page.", "1.2.2", "31 March 2027"
)
_STATEMENT = Statement(
    status="partially compliant",
    reason="because of what is listed under non-accessible content",
    limits=(_LIMIT,),
    fails=(_LIMIT,),
    untried=(Limit("PDF files", "Nobody has read them with a screen reader.", "", "", ""),),
    burdens=(),
    outside=(),
    prepared_on="22 November 2026",
    reviewed_on="25 November 2026",
    review_by="25 May 2027",
    ran_on="25 November 2026",
    tools="Chromium 140 and axe 4.12",
    pages=70,
    states=14,
    checks=(("Focus is seen in forced colours", "passed"), ("Text of twice the size fits", "failed")),
)


@dataclass(frozen=True)
class Patterns(CareerPatterns, FormPatterns, StaffPatterns):
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
    letters: tuple[ExampleLetter, ...] = (
        ExampleLetter("C", (ExampleLink("Caseloads", "#a-to-z"), ExampleLink("Consultant social worker", "#a-to-z"))),
        ExampleLetter("W", (ExampleLink("Words we use", "#a-to-z"),)),
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
    objectives: tuple[ExampleObjective, ...] = (
        ExampleObjective(
            "Help sooner", "Less demand, through early help for families and early permanence for children."
        ),
        ExampleObjective("Workloads that can be managed", "More social workers and more support around them."),
        ExampleObjective("A steadier workforce", "Confident people in smaller teams with more time from managers."),
        ExampleObjective("A sharper focus on practice", "Practice management that shows what changes for children."),
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
    statement: Statement = _STATEMENT
    files: tuple[FileLink, ...] = (
        FileLink("Our journey on one page", "#downloads", "PDF", "84 KB", "To print or to share with a colleague."),
        FileLink("Poster for a team room", "#downloads", "SVG", "31 KB"),
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
    entries: tuple[ExampleEntry, ...] = (
        ExampleEntry(
            "vacancy_rate",
            Statistic("7.5%", "Social worker vacancy rate", "2021", "Department for Education", "from 25.8% in 2017"),
            slope("vacancy-entry", "Vacancy rate", Reading("2017", 25.8), Reading("2021", 7.5), "%", _DFE),
            (Placed("prose", Markup("<p>The share of posts without a permanent social worker.</p>")),),
            (ExampleLink("Our improvement journey", "#timeline"),),
            "#figure-entry",
            "1 June 2027",
        ),
    )
    blocks: tuple[Placed, ...] = (
        Placed("prose", Markup("<h2>What the numbers say</h2><p>Words, then what belongs to them.</p>")),
        Placed("statistics", statistics[:2]),
        Placed("actions", actions),
    )


PATTERNS = Patterns()
"""The examples, built once."""
