"""The pages that browser tests open: one of each kind, and every state that a visitor can meet."""

from __future__ import annotations

KINDS = (
    "/",
    "/our-journey/",
    "/working-here/",
    "/working-here/learning-and-wellbeing/",
    "/how-to-apply/",
    "/words-we-use/",
    "/stories/",
    "/stories/naomi/",
    "/vacancies/",
    "/vacancies/social-worker-locality-north/",
    "/vacancies/advanced-practitioner-mash/",
    "/progression/",
    "/progression/advanced-practitioner/",
    "/search/",
    "/about-the-figures/",
    "/privacy/",
    "/accessibility/",
    "/contact/",
    "/interest/",
    "/interest/change/",
    "/feedback/?page=/stories/naomi/&helpful=no",
    "/feedback/thanks/?page=/stories/naomi/",
    "/nothing-here/",
)
STATES = (
    "/vacancies/?q=nothing-like-this&level=social-worker",
    "/vacancies/?level=social-worker&pattern=full-time",
    "/vacancies/?level=unheard-of",
    "/progression/?from=student&to=team-manager",
    "/progression/?from=service-manager&to=student",
    "/progression/?from=nobody&to=team-manager",
    "/search/?q=supervision",
    "/search/?q=supervison",
    "/search/?q=zzzz",
    "/interest/?situation=newly-qualified",
)
"""The same kinds again, after a search, a filter or a choice."""

ONE_OF_EACH = (*KINDS, *STATES)
WIDTHS = (320, 360, 768, 1440)
