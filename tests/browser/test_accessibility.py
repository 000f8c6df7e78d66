"""axe finds nothing on any kind of page, on a phone and on a desk, in light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.pages import ONE_OF_EACH

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("enforced", [True, False], ids=["with the CSP", "without the CSP"])
def test_axe_finds_nothing(open_page: Callable[..., Page], width: int, scheme: str, *, enforced: bool) -> None:
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
