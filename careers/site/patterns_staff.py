"""Examples for the patterns page: what colleagues read about answers and comments."""

from __future__ import annotations

from dataclasses import dataclass

from careers.site.pattern_shapes import (
    ExampleBrief,
    ExampleBriefLine,
    ExampleLink,
    ExampleRemark,
    ExampleStrip,
    ExampleTally,
    ExampleTallyRow,
)


@dataclass(frozen=True)
class StaffPatterns:
    """Numbers at a glance, counts, shares with their uncertainty and a comment, by the name of the component."""

    briefs: tuple[ExampleBrief, ...] = (
        ExampleBrief(
            "Waiting for you",
            "31",
            "still new, the longest wait first",
            (ExampleBriefLine("September 2026", "#brief", "4"), ExampleBriefLine("October 2026", "#brief", "27")),
            ExampleLink("All that are new", "#brief"),
        ),
        ExampleBrief("Last export", "None", "so far"),
    )
    tallies: tuple[ExampleTally, ...] = (
        ExampleTally(
            "How far",
            (ExampleTallyRow("New", "1,014", "59%", 100, "#tally"), ExampleTallyRow("Applied", "225", "13%", 22.2)),
            ("Appointed", "Closed"),
        ),
        ExampleTally(
            "Working patterns",
            (ExampleTallyRow("Full time", "3", "", 100, "#tally"), ExampleTallyRow("No answer", "1", "", 0)),
            ("Part time", "Job share", "Term time"),
        ),
    )
    looks: tuple[ExampleLink, ...] = (ExampleLink("Counts", "#views", is_current=True), ExampleLink("List", "#views"))
    strips: tuple[ExampleStrip, ...] = (ExampleStrip(75, 47, 91), ExampleStrip(75, 73, 77))
    remarks: tuple[ExampleRemark, ...] = (
        ExampleRemark(
            "I looked for what a week is like.\nThe caseload is there, the supervision is not.",
            "22 November 2026",
            "2026-11-22",
            "Not helpful: I could not find what I came for",
            "About an earlier version",
            "22 November 2027",
        ),
    )
