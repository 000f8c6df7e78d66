"""axe finds nothing on any kind of page, on a phone and on a desk, in light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.browser.pages import ONE_OF_EACH

pytestmark = pytest.mark.browser

SWEEPS = [
    pytest.param(
        width, scheme, enforced, id=f"{width} {scheme} {'with' if enforced else 'without'} the policy", marks=marks
    )
    for width, scheme, enforced, marks in (
        (1440, "dark", True, ()),
        (360, "light", False, ()),
        (1440, "light", False, pytest.mark.soak),
        (360, "dark", False, pytest.mark.soak),
        (1440, "dark", False, pytest.mark.soak),
    )
]
"""Each width, scheme and policy is met once in every run; every width in both schemes in the long one, without the policy."""


@pytest.mark.parametrize(("width", "scheme", "enforced"), SWEEPS)
def test_axe_finds_nothing(open_page: Callable[..., Page], width: int, scheme: str, enforced: bool) -> None:
    """Some contrast faults show only without the policy, as the checker's own styles are blocked by it; none only with it."""
    page = open_page("/", width, scheme, bypass_csp=not enforced)
    found = []
    for path in ONE_OF_EACH:
        page.goto(path)
        found += axe.faults(page)
    assert not found, "\n".join(found)
