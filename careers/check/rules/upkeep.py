"""What was right when it was written, and is not any more once a day has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from careers.check.finding import Finding
from careers.check.matter import Matter
from careers.content.addresses import resolve
from careers.content.components import buttons
from careers.content.document import Document
from careers.content.edition import Edition
from careers.content.front_matter import FrontMatter
from careers.content.proof import addresses_in
from careers.content.strict_yaml import Parsed, parse

SOON = timedelta(days=60)
FILE, REDIRECTS = "site.yaml", "redirects.yaml"


def security_contact(matter: Matter) -> Iterator[Finding]:
    """Yield advice when the day until which the contact for security faults is sure has passed, or soon will."""
    told = matter.library.settings.security
    if told is None or FILE not in matter.texts or told.expires > matter.today + SOON:
        return
    line = (parse(matter.texts[FILE], FILE, 1, []) or Parsed()).line(("security", "expires"))
    message = (
        f"the contact for security faults is only sure until {told.expires}: see that it is right, then move the day on"
    )
    yield Finding(FILE, line, "security-contact", message)


def hidden_links(matter: Matter) -> Iterator[Finding]:
    """Yield each link to a page that is not shown today: its day has not come, or consent to it has ended.

    Links, buttons and fields of public pages count, and settings, whose links stand on every page; old addresses do not.
    """
    edition = Edition.at(matter.library, matter.now)
    hidden = {d.url for d in matter.library.documents() if not d.front.draft and not edition.shows(d)}
    for path in matter.texts if hidden else ():
        document = matter.documents.get(path)
        if path == REDIRECTS or (document and not edition.shows(document)):
            continue
        for line, address in (*_in_fields(matter, path), *(_in_text(document) if document else ())):
            if (url := address.partition("#")[0].partition("?")[0]) in hidden:
                message = f"{url} is not shown now, so readers cannot open it: take the link out, or see to the page"
                yield Finding(path, line, "hidden-link", message)


def _in_fields(matter: Matter, path: str) -> Iterator[tuple[int, str]]:
    parsed = matter.fields(path) if path.endswith(".md") else parse(matter.texts[path], path, 1, []) or Parsed()
    for field, address in addresses_in(parsed.data):
        yield parsed.line(field), address


def _in_text(document: Document[FrontMatter]) -> Iterator[tuple[int, str]]:
    for link in document.body.links:
        if not link.is_image:
            yield link.line, resolve(link.target, document.source)
    yield from buttons(document.body)
