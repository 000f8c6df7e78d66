"""The pages that browser tests open: one of each kind, and every state that a visitor can meet."""

from __future__ import annotations

ONE_OF_EACH = (
    "/",
    "/our-journey/",
    "/working-here/",
    "/stories/",
    "/stories/naomi/",
    "/vacancies/",
    "/vacancies/?q=nothing-like-this&level=social-worker",
    "/vacancies/social-worker-locality-north/",
    "/vacancies/team-manager-duty-and-assessment/",
    "/progression/",
    "/progression/?from=student&to=team-manager",
    "/progression/advanced-practitioner/",
    "/search/",
    "/search/?q=supervision",
    "/about-the-figures/",
    "/privacy/",
    "/accessibility/",
    "/contact/",
    "/interest/",
    "/nothing-here/",
)
WIDTHS = (320, 360, 768, 1440)
