"""axe finds nothing on any kind of page, on a phone and on a desk, in light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from careers.content.edition import Edition
from tests.browser import axe
from tests.sweeps import pages

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
        (1440, "dark", True, pages.one_of_each, "", ()),
        (360, "light", False, pages.kinds, "", ()),
        (360, "light", False, pages.states, ", states", pytest.mark.soak),
        (1440, "light", False, pages.one_of_each, "", pytest.mark.soak),
        (360, "dark", False, pages.one_of_each, "", pytest.mark.soak),
        (1440, "dark", False, pages.one_of_each, "", pytest.mark.soak),
    )
]
"""Each width, scheme and policy is met once in every run; every width in both schemes in the long one, without the policy."""


@pytest.fixture
def paths(request: pytest.FixtureRequest, edition: Edition) -> tuple[str, ...]:
    """Return the addresses of a sweep."""
    found: tuple[str, ...] = request.param(edition)
    return found


@pytest.mark.parametrize(("width", "scheme", "enforced", "paths"), SWEEPS, indirect=["paths"])
def test_axe_finds_nothing(
    open_page: Callable[..., Page],
    width: int,
    scheme: str,
    enforced: bool,
    paths: tuple[str, ...],
) -> None:
    """Some contrast faults show only without the policy, as the checker's own styles are blocked by it; none only with it."""
    page = open_page("/", width, scheme, bypass_csp=not enforced)
    found = []
    for path in paths:
        page.goto(path)
        found += axe.faults(page)
    assert not found, "\n".join(found)
