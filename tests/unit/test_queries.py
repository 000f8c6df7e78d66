"""What of an address counts: the store takes two addresses for one only where the pages are the same."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from careers.site.current import EXTENSION, Site
from careers.site.queries import HEEDED, LONGEST, canonical
from tests.html import StrictClient

EVERY = sorted({name for names in HEEDED.values() for name in names} | {"situation", "step", "page", "utm_source"})


def test_pages_that_heed_no_argument_are_the_same_with_every_one(real_site: Flask, client: StrictClient) -> None:
    site: Site = real_site.extensions[EXTENSION]
    paths = {document.url for document in site.edition().documents()} | {"/stories/feed.atom", "/sitemap.xml"}
    paths -= HEEDED.keys()
    assert len(paths) > 20
    query = urlencode([(name, "social-worker") for name in EVERY])
    for path in paths:
        assert canonical(path, query) == ""
        with real_site.test_request_context(f"{path}?{query}"):  # Flask itself, past the store
            asked = real_site.full_dispatch_request().get_data()
        with real_site.test_request_context(path):
            assert real_site.full_dispatch_request().get_data() == asked, path


def test_order_and_what_is_not_heeded_do_not_count() -> None:
    assert canonical("/vacancies/", "level=a&x=1&q=duty&sort=") == canonical("/vacancies/", "q=duty&level=a")
    assert canonical("/vacancies/", "x=1") == ""
    assert canonical("/search/", "q=a&q=b") != canonical("/search/", "q=b&q=a")
    assert canonical("/search/", "q=a") != canonical("/search/", "q=b")
    assert canonical("/search/", "q=" + "a" * LONGEST) is None


@given(st.sampled_from([*HEEDED, "/"]), st.text(max_size=80))
def test_any_query_is_read_and_reading_it_again_changes_nothing(path: str, query: str) -> None:
    once = canonical(path, query)
    assert once is None or len(once) > LONGEST or canonical(path, once) == once
