"""The whole site: every page asks whether it helped, and each bar leads to a form about that page."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.browser.pages import ONE_OF_EACH
from tests.forms.pages import Visitor

NOT_FOUND = "/nothing-here/"
WITHOUT = ("/interest/?", "/interest/change/", "/feedback/")
"""Steps of a form, whose own question would be mixed up with the bar's."""


@pytest.mark.parametrize("path", [path for path in ONE_OF_EACH if path != NOT_FOUND and not path.startswith(WITHOUT)])
def test_bar_leads_to_a_form_about_its_page(full_site: Flask, path: str) -> None:
    visitor = Visitor(full_site.test_client(use_cookies=False))
    sent = visitor.send(visitor.get(path), "/feedback/", helpful="yes")
    assert sent.status == 303
    form = visitor.follow(sent).form("/feedback/send/")
    assert ("helpful", "yes") in form.fields
    assert ("page", path.partition("?")[0]) in form.fields
