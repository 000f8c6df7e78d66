"""The whole site: every page asks whether it helped, and each bar leads to a form about that page."""

from __future__ import annotations

from flask import Flask

from careers.site.current import EXTENSION
from tests.forms.pages import Visitor
from tests.sweeps.pages import every_page

WITHOUT = ("/interest/?", "/interest/change/", "/feedback/")
"""Steps of a form, whose own question would be mixed up with the bar's."""


def test_bar_leads_to_a_form_about_its_page(full_site: Flask) -> None:
    paths = [path for path in every_page(full_site.extensions[EXTENSION].edition()) if not path.startswith(WITHOUT)]
    assert len(paths) > 40
    for path in paths:
        visitor = Visitor(full_site.test_client(use_cookies=False))
        sent = visitor.send(visitor.get(path), "/feedback/", helpful="yes")
        assert sent.status == 303, path
        form = visitor.follow(sent).form("/feedback/send/")
        assert ("helpful", "yes") in form.fields, path
        assert ("page", path.partition("?")[0]) in form.fields
