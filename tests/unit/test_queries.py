"""What of an address counts: the store takes two addresses for one only where the pages are the same."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.site.current import EXTENSION, Site
from careers.site.queries import HEEDED, LONGEST, canonical
from tests.html import StrictClient

EVERY = sorted({name for names in HEEDED.values() for name in names} | {"situation", "step", "page", "utm_source"})


def test_pages_that_heed_no_argument_are_the_same_with_every_one(full_site: Flask, client: StrictClient) -> None:
    site: Site = full_site.extensions[EXTENSION]
    paths = {document.url for document in site.edition().documents()} | {"/stories/feed.atom", "/sitemap.xml"}
    paths -= HEEDED.keys()
    assert len(paths) > 20
    query = urlencode([(name, "social-worker") for name in EVERY])
    for path in paths:
        assert canonical(path, query) == ""
        with full_site.test_request_context(f"{path}?{query}"):  # Flask itself, past the store
            asked = full_site.full_dispatch_request().get_data()
        with full_site.test_request_context(path):
            assert full_site.full_dispatch_request().get_data() == asked, path


def test_order_and_what_is_not_heeded_do_not_count() -> None:
    assert canonical("/vacancies/", "level=a&x=1&q=duty&sort=") == canonical("/vacancies/", "q=duty&level=a")
    assert canonical("/vacancies/", "x=1") == ""
    assert canonical("/search/", "q=a&q=b") != canonical("/search/", "q=b&q=a")
    assert canonical("/search/", "q=a") != canonical("/search/", "q=b")
    assert canonical("/search/", "q=" + "a" * LONGEST) is None


VALUES = (
    "",
    "",
    "student",
    "team-manager",
    "social-worker",
    "duty",
    "2",
    "0",
    "pay",
    "%20",
    "%ff",
    "%00",
    "a;q=b",
    "+",
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_two_queries_that_count_as_one_are_one_page(full_site: Flask, data: st.DataObject) -> None:
    """The attacker asks for ``?q=&q=duty`` until it is stored; who asks for ``?q=duty`` gets the page without the search."""
    path = data.draw(st.sampled_from(sorted(HEEDED)))
    names = st.sampled_from([*sorted(HEEDED[path]), "x"])
    pairs = data.draw(st.lists(st.tuples(names, st.sampled_from(VALUES)), min_size=1, max_size=4))
    query = "&".join("=".join(pair) for pair in pairs)
    counts = canonical(path, query)
    assert counts is not None
    pages = []
    for asked in (query, counts):
        with full_site.test_request_context(f"{path}?{asked}"):  # Flask itself, past the store
            answer = full_site.full_dispatch_request()
            pages.append((answer.status_code, answer.get_data()))
    assert pages[0] == pages[1], f"{path}: {query} and {counts}"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/vacancies/", "q=&q=duty"),
        ("/search/", "q=&q=duty"),
        ("/search/", "in=&in=roles&q=pay"),
        ("/progression/", "from=&from=student&to=team-manager"),
        ("/search/", "q=%ff"),
    ],
)
def test_an_empty_argument_before_another_is_not_forgotten(path: str, query: str) -> None:
    plain = "&".join(pair for pair in query.split("&") if not pair.endswith("="))
    assert canonical(path, query) != canonical(path, plain.replace("%ff", "%EF%BF%BD"))


@given(st.sampled_from([*HEEDED, "/"]), st.text(max_size=80))
def test_any_query_is_read_and_reading_it_again_changes_nothing(path: str, query: str) -> None:
    once = canonical(path, query)
    assert once is None or len(once) > LONGEST or canonical(path, once) == once
