"""The guard as the site uses it: what the site itself says in public never stops a comment."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.forms.pages import Visitor
from tests.forms.test_feedback import form_for


@pytest.mark.parametrize(
    ("comment", "status"),
    [
        ("Naomi and the space to think was the best page. Is Lucy's team in north Manchester?", 303),
        ("The advert for the advanced practitioner in duty and assessment does not say what the caseload is.", 303),
        ("Ring me on 07700 900123, I am Samantha Okonkwo", 422),
    ],
)
def test_public_names_pass_and_private_ones_stop(full_site: Flask, comment: str, status: int) -> None:
    visitor = Visitor(full_site.test_client(use_cookies=False))
    page = form_for(visitor, "/stories/naomi/")
    assert visitor.send(page, "/feedback/send/", comment=comment).status == status
