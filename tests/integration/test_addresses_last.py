"""No address that was once published vanishes: it answers, leads on, or says that it has gone for good."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from careers.site.current import EXTENSION
from tests.html import StrictClient

PUBLISHED = Path(__file__).with_name("published-addresses.txt")


def test_every_address_once_published_still_answers(client: StrictClient) -> None:
    addresses = PUBLISHED.read_text("utf-8").split()
    assert len(addresses) > 40
    for address in addresses:
        response = client.get(address)
        if response.status_code == 301:
            response = client.get(response.headers["Location"])
        assert response.status_code in {200, 410}, f"{address} answers {response.status_code}: add a redirect for it"


def test_every_public_address_is_in_the_record(full_site: Flask) -> None:
    """A new page is added to the record in the same change, so that it can never vanish unnoticed."""
    now = {document.url for document in full_site.extensions[EXTENSION].edition().documents()}
    missing = sorted(now - set(PUBLISHED.read_text("utf-8").split()))
    assert not missing, f"add to {PUBLISHED.name}: {missing}"


def test_addresses_that_moved_lead_on_in_one_step(client: StrictClient, full_site: Flask) -> None:
    moved = full_site.extensions[EXTENSION].edition().library.redirects
    assert moved
    for path, rule in moved.items():
        response = client.get(path)
        if rule.to is None:
            assert response.status_code == 410
        else:
            assert (response.status_code, response.headers["Location"]) == (301, rule.to)
            if rule.to.startswith("/"):
                assert client.get(rule.to).status_code == 200
