"""A test client that parses every HTML answer strictly, and questions to ask of the parsed page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_BUILDER = html5lib.getTreeBuilder("etree")


def parse(text: str) -> Element:
    """Return the root element; raise html5lib's ParseError for the first thing that the HTML standard calls an error."""
    parser = html5lib.HTMLParser(strict=True, tree=_BUILDER, namespaceHTMLElements=False)
    root: Element = parser.parse(text)
    return root


def fragment(html: str) -> Element:
    """Return the element tree of a piece of HTML."""
    root: Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return root


def words(element: Element) -> str:
    """Return the text of an element with single spaces."""
    return " ".join("".join(element.itertext()).split())


class Page:
    """One parsed answer."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.root = parse(response.get_data(as_text=True))

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of a name whose attributes have these values (``class_`` matches one class)."""
        found = []
        for element in self.root.iter(tag):
            wanted_class = attributes.get("class_")
            if wanted_class and wanted_class not in element.get("class", "").split():
                continue
            rest = {k.replace("_", "-"): v for k, v in attributes.items() if k != "class_"}
            if all(element.get(name) == value for name, value in rest.items()):
                found.append(element)
        return found

    def one(self, tag: str, **attributes: str) -> Element:
        """Return the only such element; fail when there is none or more than one."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag} {attributes}>, not one"
        return found[0]

    @property
    def main(self) -> Element:
        """Return the main landmark."""
        return self.one("main")

    @property
    def title(self) -> str:
        """Return the title in the head."""
        return words(next(self.root.iter("title")))

    @property
    def links(self) -> Iterator[str]:
        """Yield the address of every link."""
        for anchor in self.root.iter("a"):
            if anchor.get("href"):
                yield anchor.get("href", "")


class StrictClient(FlaskClient):
    """A client for which an answer in invalid HTML is a failed test."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request, and parse the answer when it is HTML."""
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.get_data() and not response.headers.get("Content-Encoding"):
            parse(response.get_data(as_text=True))
        return response

    def page(self, path: str, status: int = 200, **kwargs: Any) -> Page:
        """Get a page and return it parsed; fail unless it answers with ``status``."""
        response = self.get(path, **kwargs)
        assert response.status_code == status, f"{path} answered {response.status_code}"
        return Page(response)
