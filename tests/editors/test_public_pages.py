"""The search by which a withdrawal is proven reads everything that visitors can be sent, as they are sent it."""

from __future__ import annotations

from dataclasses import replace

import click
import pytest
from werkzeug.test import Client

from careers.app import create_app
from careers.cli import public_pages as searched
from careers.clock import Clock
from careers.config import Config
from careers.site.current import EXTENSION
from careers.site.frozen.addresses import INDEX_PATH
from tests.conftest import NOON


def test_every_page_feed_file_and_index_is_read_compressed_as_browsers_ask_for_it(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(replace(config, demonstration=True), Clock.fixed(NOON))
    codings: list[str | None] = []

    class Watching(Client):
        def open(self, *words, **more):  # type: ignore[no-untyped-def]
            response = super().open(*words, **more)
            codings.append(response.content_encoding)
            return response

    monkeypatch.setattr(searched, "Client", Watching)
    told: list[tuple[int, int]] = []
    found = dict(searched.public_pages(app, tell=lambda done, of: told.append((done, of))))
    documents = [document.url for document in app.extensions[EXTENSION].edition().documents()]
    assert len(documents) > 30
    assert found.keys() > {*documents, "/sitemap.xml", INDEX_PATH}
    assert [address for address in found if address.endswith((".pdf", ".ics", ".json"))]
    assert [address for address in found if address.endswith(".atom")]
    assert "Kyle" in found[INDEX_PATH]
    assert "theme_color" in found["/site.webmanifest"]
    assert [found[address] for address in found if address.endswith(".png")] == [""]
    assert all("<title>" in found[url] for url in documents)
    assert codings.count("gzip") > len(documents)
    assert told[-1][0] == told[-1][1]


def test_a_site_that_is_too_large_to_be_looked_at_whole_proves_nothing(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searched, "MOST", 50)
    app = create_app(config, Clock.fixed(NOON))
    with pytest.raises(click.ClickException, match="more than 50 addresses, so not all of them were looked at"):
        list(searched.public_pages(app))
