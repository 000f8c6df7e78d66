"""Read pages as a browser without a script does: their text, their links and what their forms would send."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.html import parse

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Form:
    """A form on a page: what it would send as it stands."""

    method: str
    action: str
    fields: list[tuple[str, str]]
    offered: set[tuple[str, str]]
    types: dict[str, str]

    def filled(self, **choices: str | tuple[str, ...]) -> list[tuple[str, str]]:
        """Return the fields with others chosen; raises for a choice that the page does not offer."""
        fields = [(name, value) for name, value in self.fields if name.replace("-", "_") not in choices]
        for key, value in choices.items():
            name = next((n for n in self.types if n.replace("-", "_") == key), None)
            assert name is not None, f"the form has no field {key}, only {sorted(self.types)}"
            for one in value if isinstance(value, tuple) else (value,):
                if self.types[name] in {"radio", "checkbox", "submit"}:
                    assert (name, one) in self.offered, f"{name} does not offer {one}"
                fields.append((name, one))
        return fields


class Page:
    """A response, parsed."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.tree: Element = parse(self.html) if response.mimetype == "text/html" else Element("none")

    @cached_property
    def title(self) -> str:
        return " ".join("".join(self.tree.find(".//title").itertext()).split())

    @cached_property
    def text(self) -> str:
        return " ".join(" ".join(self.tree.find(".//body").itertext()).split())

    @property
    def ids(self) -> list[str]:
        return [element.get("id") for element in self.tree.iter() if element.get("id")]

    def all(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        own = wanted.pop("class", None)
        return [
            e
            for e in self.tree.iter(tag)
            if all(e.get(n) == v for n, v in wanted.items()) and (own is None or own in e.get("class", "").split())
        ]

    def error_links(self) -> list[tuple[str, str]]:
        """Return the links of the error summary: target and words."""
        boxes = self.all("div", class_="error-summary")
        return [(a.get("href", "")[1:], "".join(a.itertext())) for box in boxes for a in box.iter("a")]

    def form(self, action: str) -> Form:
        """Return the first form with an action."""
        for element in self.tree.iter("form"):
            if element.get("action") == action:
                return _form(element)
        raise AssertionError(f"no form for {action}, only {[e.get('action') for e in self.tree.iter('form')]}")


def _form(element: Element) -> Form:
    fields: list[tuple[str, str]] = []
    offered: set[tuple[str, str]] = set()
    types: dict[str, str] = {}
    for control in element.iter():
        name = control.get("name")
        if control.tag not in {"input", "button", "textarea"} or not name:
            continue
        kind = control.get("type", "text") if control.tag != "textarea" else "textarea"
        value = control.get("value", "")
        types[name] = kind
        if kind in {"radio", "checkbox", "submit"}:
            offered.add((name, value))
            if control.get("checked") is not None:
                fields.append((name, value))
        elif kind == "textarea":
            fields.append((name, (control.text or "").replace("\n", "\r\n")))
        else:
            fields.append((name, value))
    return Form(element.get("method", "get"), element.get("action", ""), fields, offered, types)


class Visitor:
    """Someone with a browser, no script, no cookie; all at one address."""

    def __init__(self, client: FlaskClient, address: str = "192.0.2.1") -> None:
        self.client, self.environ = client, {"REMOTE_ADDR": address}

    def get(self, path: str) -> Page:
        return Page(self.client.get(path, environ_base=self.environ))

    def post(self, path: str, fields: list[tuple[str, str]] | dict[str, str], **headers: str) -> Page:
        sent = {**SAME_ORIGIN, **{name.replace("_", "-"): value for name, value in headers.items()}}
        body = urlencode(fields)
        response = self.client.post(
            path,
            data=body,
            content_type="application/x-www-form-urlencoded",
            headers=sent,
            environ_base=self.environ,
        )
        return Page(response)

    def follow(self, page: Page) -> Page:
        assert page.status == 303, (page.status, page.text)
        return self.get(page.response.headers["Location"])

    def send(self, page: Page, action: str, **choices: str | tuple[str, ...]) -> Page:
        """Fill in a form of a page and send it."""
        form = page.form(action)
        fields = form.filled(**choices)
        if form.method == "get":
            return self.get(f"{action}?{urlencode(fields)}")
        return self.post(action, fields)

    def check_page(self, situation: str = "returning", start: str = "/interest/", **choices: object) -> Page:
        """Go through the questions up to the check page."""
        questions = self.send(self.get(start), "/interest/", situation=situation)
        return self.send(questions, "/interest/check/", **{"roles": ("social-worker",), **choices})

    def register(self, **choices: object) -> Page:
        """Go through all pages and return the private one."""
        return self.follow(self.send(self.check_page(**choices), "/interest/send/"))
