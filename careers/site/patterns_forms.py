"""Examples for the patterns page: what readers fill in, choose and find."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from careers.site.components import FieldFault, Option, SearchGroup, SearchHit
from careers.site.pattern_shapes import ExampleChoice, ExampleLink, ExamplePages, ExamplePanel


@dataclass(frozen=True)
class FormPatterns:
    """Filters, fields, faults and what a search finds, by the name of the component."""

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
