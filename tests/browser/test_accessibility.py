"""axe finds nothing on any kind of page, on a phone and on a desk, in light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.browser.pages import KINDS, ONE_OF_EACH, STATES

pytestmark = pytest.mark.browser

SWEEPS = [
    pytest.param(
        width,
        scheme,
        enforced,
        paths,
        id=f"{width} {scheme} {'with' if enforced else 'without'} the policy{more}",
        marks=marks,
    )
    for width, scheme, enforced, paths, more, marks in (
        (1440, "dark", True, ONE_OF_EACH, "", ()),
        (360, "light", False, KINDS, "", ()),
        (360, "light", False, STATES, ", states", pytest.mark.soak),
        (1440, "light", False, ONE_OF_EACH, "", pytest.mark.soak),
        (360, "dark", False, ONE_OF_EACH, "", pytest.mark.soak),
        (1440, "dark", False, ONE_OF_EACH, "", pytest.mark.soak),
    )
]
"""Each width, scheme and policy is met once in every run; every width in both schemes in the long one, without the policy."""


@pytest.mark.parametrize(("width", "scheme", "enforced", "paths"), SWEEPS)
def test_axe_finds_nothing(
    open_page: Callable[..., Page], width: int, scheme: str, enforced: bool, paths: tuple[str, ...]
) -> None:
    """Some contrast faults show only without the policy, as the checker's own styles are blocked by it; none only with it."""
    page = open_page("/", width, scheme, bypass_csp=not enforced)
    found = []
    for path in paths:
        page.goto(path)
        found += axe.faults(page)
    assert not found, "\n".join(found)
