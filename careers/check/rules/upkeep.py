"""What was right when it was written, and is not any more once a day has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from careers.check.finding import Finding
from careers.check.matter import Matter
from careers.content.addresses import resolve
from careers.content.edition import Edition
from careers.content.proof import addresses_in
from careers.content.strict_yaml import Parsed, parse

SOON = timedelta(days=60)
FILE = "site.yaml"


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
    """Yield each link of a public page to one that is not shown today: its day has not come, or consent to it has ended."""
    edition = Edition.at(matter.library, matter.now)
    hidden = {d.url for d in matter.library.documents() if not d.front.draft and not edition.shows(d)}
    for path, document in matter.documents.items() if hidden else ():
        if not edition.shows(document):
            continue
        parsed = matter.fields(path)
        links = [
            (link.line, resolve(link.target, document.source)) for link in document.body.links if not link.is_image
        ]
        links += [(parsed.line(field), address) for field, address in addresses_in(parsed.data)]
        for line, address in links:
            if (url := address.partition("#")[0].partition("?")[0]) in hidden:
                message = f"{url} is not shown now, so readers cannot open it: take the link out, or see to the page"
                yield Finding(path, line, "hidden-link", message)
