"""The whole site frozen twice: with an application behind it, and without one; and nginx in front of each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from careers.cli.freezing import freeze
from careers.config import Config
from tests import CONTENT
from tests.freeze.quickly import be_quick
from tests.nginx import Visitor, nginx, site_block
from tests.serving import free_port

BASE, LIVE = "https://careers.example", "https://apply.careers.example"
AT = "2026-11-22 12:00"
Elements = list[tuple[str, dict[str, str]]]
CANARIES = ("canarydraft", "canarylater", "canaryremark", "canarysecret")


def elements(text: str) -> Elements:
    """Return each element's name and attributes; that pages are valid HTML is tested on the running site."""
    found: Elements = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, {name: value or "" for name, value in attrs}))

    Reader().feed(text)
    return found


@dataclass
class Export:
    """An export with what the command said, and an nginx that serves it."""

    folder: Path
    said: str
    visitor: Visitor
    live: str

    @cached_property
    def pages(self) -> dict[str, Elements]:
        """Return the elements of every page by its path in the export."""
        site = self.folder / "site"
        found = {path.relative_to(site).as_posix(): elements(path.read_text()) for path in site.rglob("*.html")}
        assert len(found) > 100
        return found


def content_with_secrets(folder: Path) -> Path:
    """Copy the tests' content, and add a draft and a page of next year that nobody may see yet."""
    content = folder / "content"
    shutil.copytree(CONTENT, content)
    front = "title: {0}\ndescription: A page that nobody may see yet, {0}.\n"
    for name, more in (("canarydraft", "draft: yes\n"), ("canarylater", "published_on: 2027-05-01\n")):
        (content / "pages" / f"{name}.md").write_text(f"---\n{front.format(name)}{more}---\n\nWords of {name}.\n")
    return content


def run(out: Path, content: Path, instance: Path, *arguments: str) -> str:
    """Run the command as an operator does; return what it said."""
    config = Config(content=content, instance=instance, secret_key="canarysecret", redis_url="redis://canarysecret/0")
    result = CliRunner().invoke(freeze, [str(out), "--base", BASE, *arguments], obj=config)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="package")
def quick() -> Iterator[None]:
    """Do what takes longest quickly."""
    with be_quick():
        yield


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tests' content with something in it that may not be seen."""
    return content_with_secrets(tmp_path_factory.mktemp("frozen-content"))


@pytest.fixture(scope="package", params=[LIVE, ""], ids=["with an application", "without one"])
def export(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    content: Path,
    quick: None,
) -> Iterator[Export]:
    """Return the export of the whole site."""
    folder = tmp_path_factory.mktemp("frozen")
    instance = folder / "instance"
    instance.mkdir()
    (instance / "careers.sqlite3").write_bytes(b"canaryremark")
    arguments = ["--live", request.param] if request.param else []
    said = run(folder / "out", content, instance, "--at", AT, *arguments)
    port = free_port()
    with (
        nginx(folder / "nginx", site_block(port, folder / "out"), port),
        Visitor(port, BASE.removeprefix("https://")) as visitor,
    ):
        yield Export(folder / "out", said, visitor, request.param)
