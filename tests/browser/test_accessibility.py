"""axe finds nothing on any kind of page, on a phone and on a desk, in light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.pages import ONE_OF_EACH

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


SWEEPS = [
    pytest.param(
        width, scheme, enforced, id=f"{width} {scheme} {'with' if enforced else 'without'} the policy", marks=marks
    )
    for width, scheme, enforced, marks in (
        (1440, "dark", True, ()),
        (360, "light", False, ()),
        (360, "light", True, pytest.mark.soak),
        (1440, "light", False, pytest.mark.soak),
        (360, "dark", False, pytest.mark.soak),
        (1440, "light", True, pytest.mark.soak),
        (360, "dark", True, pytest.mark.soak),
        (1440, "dark", False, pytest.mark.soak),
    )
]
"""Each width, scheme and policy is met once in every run, and every combination in the long one."""


@pytest.mark.parametrize(("width", "scheme", "enforced"), SWEEPS)
def test_axe_finds_nothing(open_page: Callable[..., Page], width: int, scheme: str, enforced: bool) -> None:
    """Some contrast faults show only without the policy, as the checker's own styles are blocked by it."""
    page = open_page("/", width, scheme, bypass_csp=not enforced)
    found = []
    for path in ONE_OF_EACH:
        page.goto(path)
        results = Axe().run(page, options=RULES).response
        assert results["passes"], path
        for violation in results["violations"]:
            nodes = [f"{n['html'][:120]} ({n.get('failureSummary', '')[:160]})" for n in violation["nodes"][:3]]
            found.append(f"{path}: {violation['id']}: {nodes}")
    assert not found, "\n".join(found)
