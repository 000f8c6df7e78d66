"""What may stand between < and >: web addresses, and a few harmless tags. All other HTML is a fault with its line.

Python-Markdown's own handling of HTML is switched off, so that no HTML of an editor's reaches the page unread.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from careers.content.rendering.marks import CLOSE, MARK, OPEN, unmark
from careers.content.rendering.page import Page

TAGS = ("abbr", "cite", "dfn", "em", "i", "b", "kbd", "q", "samp", "small", "span", "strong", "sub", "sup", "var")
_ATTRIBUTES = r'(?:\s+(?:title|lang)="[^"<>]*")*'
_PAIR = re.compile(rf"<{MARK}({'|'.join(TAGS)})({_ATTRIBUTES})\s*>([^<]*)<{MARK}/\2\s*>")
_BREAK = re.compile(rf"<{MARK}br\s*/?>")
_ADDRESS = re.compile(rf"<{MARK}([a-z]+:[^<>\s]+|[^\s<>@{OPEN}{CLOSE}]+@[^\s<>@]+)>")
_ATTRIBUTE = re.compile(r'(title|lang)="([^"<>]*)"')
_TAG = re.compile(r"[/!?]?-{0,2}[A-Za-z0-9]*")


class InlineHtml(Extension):
    """Put one processor of tags and addresses in the place of Markdown's four."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Switch off raw HTML and autolinks, and register our own."""
        md.preprocessors.deregister("html_block")
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "<"]
        for name in ("html", "autolink", "automail"):
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(_Angle(rf"<{MARK}", md, self.page), "angle", 120)


class _Angle(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, page: Page) -> None:
        super().__init__(pattern, md)
        self.page = page

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        if found := _BREAK.match(data, m.start()):
            return Element("br"), found.start(), found.end()
        if found := _ADDRESS.match(data, m.start()):
            return _link(found.group(1), found.group(2)), found.start(), found.end()
        if found := _PAIR.match(data, m.start()):
            element = Element(found.group(2), dict(_ATTRIBUTE.findall(unmark(found.group(3)))))
            element.text = found.group(4)
            return element, found.start(), found.end()
        tag = _TAG.match(data, m.end())
        name = tag.group() if tag else ""
        message = (
            f'found HTML "<{name}", write Markdown instead. Of HTML only pairs of {", ".join(TAGS)}'
            " with title or lang are allowed, and <br>; for the sign itself write \\<"
        )
        self.page.fault(int(m.group(1)), "body", message)
        return "", m.start(), m.end()


def _link(line: str, target: str) -> Element:
    href = target if ":" in target else f"mailto:{target}"
    element = Element("a", {"href": f"{OPEN}L{line}{CLOSE}{href}"})
    element.text = AtomicString(target.removeprefix("mailto:"))
    return element
