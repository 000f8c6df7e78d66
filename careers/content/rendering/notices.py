"""``!!! note "Title"``: notes, warnings, tips and the pull-out, on Markdown's own admonitions."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.admonition import AdmonitionExtension, AdmonitionProcessor

NOTICES = ("note", "warning", "tip")
PULL_OUT = "pull-out"
LINE = re.compile(r"^ *!!! ?(?P<rest>.*)$")
WELL_FORMED = re.compile(r'[\w-]+(?: +"[^"]*")? *')


class Notices(AdmonitionExtension):
    """Admonitions whose title, for a pull-out, names who said it and is left out when it is not given."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the processor in the place of the standard one."""
        md.parser.blockprocessors.register(_Notice(md.parser), "admonition", 105)


class _Notice(AdmonitionProcessor):
    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        name, title = match.group(1).lower(), match.group(2)
        if title is None and name != PULL_OUT:
            title = name.capitalize()
        return name, title or None


def dress(element: Element) -> None:
    """Turn an admonition's ``<div>`` into the site's notice or pull-out."""
    name = element.get("class", "").removeprefix("admonition").strip()
    title = next((child for child in element if child.get("class") == "admonition-title"), None)
    if name == PULL_OUT:
        element.tag = "aside"
        element.set("class", "pull-out")
        if title is not None:
            element.remove(title)
            title.set("class", "pull-out-source")
            element.append(title)
        return
    element.set("class", f"notice notice-{name if name in NOTICES else 'note'}")
    element.set("role", "note")
    if title is not None:
        title.set("class", "notice-title")
