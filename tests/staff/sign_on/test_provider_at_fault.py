"""A provider that is down, ill or declines is told of in plain words, and local accounts go on."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from careers.staff.sign_on.discovery import PAUSE
from tests.staff.office import Colleague, Watch
from tests.staff.provider import Provider
from tests.staff.sign_on.council import (
    CALLBACK,
    START,
    Office,
    leave_for_provider,
    refused,
    sign_on,
)


@pytest.mark.parametrize("how", ["away", "ill", "another name", "no keys", "plain addresses"])
def test_provider_that_is_down_is_said_in_plain_words_and_local_accounts_go_on(
    site: Flask, office: Office, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    provider, watch = office.provider, office.watch
    if how == "away":
        site.extensions["careers.staff"].sign_on._discovery._issuer = "http://127.0.0.1:9"
    provider.is_ill = how == "ill"
    if how == "another name":
        provider.document["issuer"] = "https://evil.example"
    if how == "no keys":
        provider.document["jwks_uri"] = provider.issuer + "/.well-known/openid-configuration"
    if how == "plain addresses":
        provider.document["token_endpoint"] = "ftp://evil.example/token"
    sam = Colleague(site, watch)
    with caplog.at_level(logging.INFO):
        answer = sam.ask(START)
    assert answer.status_code == 503
    assert "does not answer" in refused(answer)
    assert len([record for record in caplog.records if "sign-on" in record.getMessage()]) == 1
    assert not [record for record in caplog.records if record.exc_info]
    asked = len(provider.asked)
    for _ in range(5):
        assert Colleague(site, watch).ask(START).status_code == 503
    assert len(provider.asked) == asked, "a silent provider is left alone for a while"
    assert office.join().is_in()
    if how != "away":
        provider.is_ill, provider.document = False, {}
        watch.now += PAUSE
        assert sign_on(Colleague(site, watch)).status_code == 200


def test_provider_that_fails_halfway_is_said_in_plain_words(site: Flask, watch: Watch, provider: Provider) -> None:
    sam = Colleague(site, watch)
    link = leave_for_provider(sam)
    provider.is_ill = True
    answer = sam.ask(link)
    assert answer.status_code == 503
    assert "does not answer" in refused(answer)


def test_metadata_is_fetched_once_an_hour_and_outlives_an_outage(site: Flask, watch: Watch, provider: Provider) -> None:
    for _ in range(3):
        assert sign_on(Colleague(site, watch)).status_code == 200
    assert provider.asked.count("/.well-known/openid-configuration") == 1
    assert provider.asked.count("/keys") == 1
    watch.wait(hours=2)
    provider.is_ill = True
    assert Colleague(site, watch).ask(START).status_code == 303, "what is known goes on being used"


def test_declined_sign_in_is_said_without_the_providers_words(site: Flask, watch: Watch) -> None:
    sam = Colleague(site, watch)
    state = parse_qs(urlsplit(sam.ask(START).headers["Location"]).query)["state"][0]
    answer = sam.ask(
        CALLBACK, query_string={"state": state, "error": "access_denied", "error_description": "<b>Call 0900"}
    )
    assert "0900" not in answer.get_data(as_text=True)
    assert "did not let you in" in refused(answer)
