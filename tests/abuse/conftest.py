"""One server for the whole folder, as an operator runs it behind TLS, with one large file to download."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests import CONTENT
from tests.abuse import wire
from tests.serving import Server, serve

LARGE = "/downloads/large.csv"


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which everything lies that the server may write."""
    folder = tmp_path_factory.mktemp("abused")
    shutil.copytree(CONTENT, folder / "content")
    (folder / "content" / "downloads" / "large.csv").write_bytes(b"a,b\n" * 1_500_000)
    (folder / "tmp").mkdir()
    return folder


@pytest.fixture(scope="session")
def server(house: Path) -> Iterator[Server]:
    """Return the server."""
    settings = {
        "CAREERS_CONTENT": str(house / "content"),
        "CAREERS_BASE_URL": "https://careers.example",
        "CAREERS_DEMONSTRATION": "yes",
        "TMPDIR": str(house / "tmp"),
    }
    with serve(house, **settings) as running:
        yield running
        assert running.process.poll() is None, "the server died of what was done to it"


@pytest.fixture(scope="session")
def port(server: Server) -> int:
    """Return the server's port."""
    return server.port


@pytest.fixture(scope="session")
def sheet(port: int) -> str:
    """Return the address of a style sheet."""
    found = re.search(rb'href="(/static/[^"]+\.css)"', wire.get(port, "/").body)
    assert found
    return found[1].decode()


@pytest.fixture(scope="session")
def addresses(full_site: Flask) -> list[tuple[str, frozenset[str]]]:
    """Return an address for every route, with the methods that it takes."""
    known = {
        "name": "improvement-journey-poster.pdf",
        "fingerprint": "0" * 12,
        "size": "32",
        "address": "A" * 32,
        "endpoint": "",
    }
    slugs = {"stories": "naomi", "pages": "our-journey"}
    found = []
    for rule in full_site.url_map.iter_rules():
        values = {
            name: known.get(name) or slugs.get(rule.endpoint.partition(".")[0], "none") for name in rule.arguments
        }
        path = re.sub(r"<(?:[^:>]*:)?([^>]+)>", lambda match: values[match[1]], rule.rule)  # noqa: B023
        found.append((path, frozenset(rule.methods or ())))
    assert len(found) > 30
    return found
