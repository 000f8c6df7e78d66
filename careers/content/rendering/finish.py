"""The last pass over the tree: links resolved and noted, pictures made figures, tables labelled, headings checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.toc import (
    TocExtension,
    TocTreeprocessor,
    remove_fnrefs,
    render_inner_html,
    strip_tags,
    unique,
)
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

from careers.content.addresses import TEMPLATE_IDS, image_name, resolve
from careers.content.document import Link
from careers.content.rendering.marks import MARK, OPEN, line_in, unmark
from careers.content.rendering.notices import dress
from careers.content.rendering.page import Page

_ID = re.compile(r"[a-z][a-z0-9_-]{0,79}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_BROKEN_LINK = re.compile(rf"\]\(<?{MARK}")
_ESCAPED = re.compile(rf"{STX}(\d+)\x03")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DONE_TO = re.compile(f"[{STX}&]")


class Finish(Extension):
    """Run after attributes are assigned and before identifiers are made for headings."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the pass between attributes (8) and smart quotes (6)."""
        md.treeprocessors.register(_Finish(md, self.page), "finish", 7)


class Attributes(AttrListExtension):
    """Attribute lists that set an id or a language and nothing else."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the processor in the place of the standard one."""
        md.treeprocessors.register(_Attributes(md, self.page), "attr_list", 8)


class _Headings(TocTreeprocessor):
    def run(self, doc: Element) -> None:
        used = {element.attrib["id"] for element in doc.iter() if "id" in element.attrib}
        for element in doc.iter():
            if element.tag in _HEADINGS and "id" not in element.attrib:
                element.set("id", unique(self.slugify(self._words(element), self.sep), used))

    def _words(self, heading: Element) -> str:
        """Return the words of a heading; those that Markdown has done nothing to are there already."""
        if not len(heading) and (text := heading.text) and not _DONE_TO.search(text):
            return " ".join(text.split())
        return unescape(strip_tags(render_inner_html(remove_fnrefs(heading), self.md)))


class Headings(TocExtension):
    """Give each heading the identifier that Markdown's own gives, and make no table of contents, which the templates do."""

    TreeProcessorClass = _Headings


class _Attributes(AttrListTreeprocessor):
    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        found, remainder = get_attrs_and_remainder(attrs_string)
        if strict and remainder:
            return remainder
        for name, value in found:
            fits = {"id": _ID, "lang": _LANGUAGE}.get(name)
            if fits and value and fits.fullmatch(value):
                elem.set(name, value)
            else:
                message = f'found "{name}" in braces, write only {{: #name-of-the-place }} or {{: lang=cy }}'
                self.page.fault(self.page.line_of(attrs_string), "body", unmark(message))
        return remainder


class _Finish(Treeprocessor):
    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page
        self._begin()

    def _begin(self) -> None:
        self.level = 1
        self.heading = ""
        self.tables = 0
        self.ids: set[str] = set()

    def run(self, root: Element) -> None:
        """Go through the tree once, in reading order; each element is changed where it stands."""
        self._begin()
        dressers: dict[str, Callable[[Element], None]] = {
            "a": self._link,
            "p": self._paragraph,
            "img": self._stray_image,
            "table": self._table,
            "div": self._division,
            **dict.fromkeys(_HEADINGS, self._head),
        }
        for element in list(root.iter()):
            if (OPEN in (element.text or "") or OPEN in (element.tail or "")) and element.tag not in {"code", "pre"}:
                self._broken_links(element)
            if dresser := dressers.get(element.tag):
                dresser(element)
            self._strip(element)
            if name := element.get("id"):
                self._identify(name)

    def _strip(self, element: Element) -> None:
        if (text := element.text) and OPEN in text:
            element.text = _bare(text)
        if (tail := element.tail) and OPEN in tail:
            element.tail = _bare(tail)
        for name, value in element.items():
            if OPEN in value:
                element.set(name, unmark(value))

    def _identify(self, name: str) -> None:
        if name in TEMPLATE_IDS:
            message = f'"{name}" is a place that every page has, write another name'
            self.page.fault(self.page.line_of(f"#{name}"), "body", message)
        if name in self.ids:
            message = f'"{name}" names two places on the page, write another name'
            self.page.fault(self.page.line_of(f"#{name}"), "body", message)
        self.ids.add(name)

    def _broken_links(self, element: Element) -> None:
        for text in (element.text, element.tail):
            if text and (found := _BROKEN_LINK.search(text)):
                message = "found a link that cannot be read, write [words](/address/) without spaces in the address"
                self.page.fault(int(found.group(1)), "link", message)

    def _head(self, element: Element) -> None:
        words = "".join(element.itertext())
        line, level = line_in(words), int(element.tag[1])
        self.heading = " ".join(_readable(words).split())
        if level == 1:
            message = "found a heading with one #, write ## for the highest: the title in the front matter is the first"
            self.page.fault(line or self.page.line_of(self.heading), "heading", message)
        elif level > self.level + 1:
            message = f"found {'#' * level} below {'#' * self.level}, write {'#' * (self.level + 1)}"
            self.page.fault(line, "heading", message)
        if not self.heading:
            self.page.fault(line, "heading", "found no words after the #, write the heading or remove the line")
        self.level = level

    def _link(self, element: Element) -> None:
        if element.get("class") in {"figure", "footnote-ref", "footnote-backref"}:
            return
        for inner in list(element.iter("a"))[1:]:
            inner.tag = "span"
            inner.attrib.clear()
        written = element.get("href", "")
        line, target = line_in(written), _readable(written).strip()
        if not _readable("".join(element.itertext())).strip():
            self.page.fault(line, "link", f'found no words in the link to "{target}", write what it leads to')
        self.page.links.append(Link(target, line or self.page.first_line))
        element.set("href", resolve(target, self.page.source))
        if target.startswith("https:"):
            element.set("rel", "external noopener")

    def _paragraph(self, element: Element) -> None:
        images = element.findall("img")
        if len(element) != 1 or len(images) != 1 or (element.text or "").strip() or (images[0].tail or "").strip():
            return
        image = images[0]
        caption, _, credit = (part.strip() for part in _readable(image.attrib.pop("title", "")).partition("|"))
        element.tag = "figure"
        image.tail = None
        image.set("loading", "lazy")
        self._picture(image)
        if caption or credit:
            below = SubElement(element, "figcaption")
            below.text = caption
            if credit:
                SubElement(below, "span", {"class": "credit"}).text = credit

    def _picture(self, image: Element) -> None:
        written = image.get("src", "")
        line, name = line_in(written), image_name(_readable(written).strip())
        self.page.links.append(Link(_readable(written).strip(), line or self.page.first_line, is_image=True))
        if not _readable(image.get("alt", "")).strip():
            message = f'missing: write what "{name}" shows between the square brackets, for people who cannot see it'
            self.page.fault(line, "alt", message)
        image.set("src", f"/images/{name}")
        if size := self.page.inquiry.ask("image", name):
            image.set("width", size[0])
            image.set("height", size[1])

    def _stray_image(self, image: Element) -> None:
        if "loading" not in image.attrib:
            message = "found a picture in the middle of a text, write it on a line of its own, blank lines around it"
            self.page.fault(line_in(image.get("src", "")), "image", message)

    def _table(self, element: Element) -> None:
        self.tables += 1
        for cell in element.iter("th"):
            cell.set("scope", "col")
        for cell in element.iter():
            if align := cell.attrib.pop("style", "").removeprefix("text-align:").strip(" ;"):
                cell.set("class", f"align-{align}")
        table = Element("table")
        table.extend(list(element))
        for child in list(element):
            element.remove(child)
        element.append(table)
        element.tag = "div"
        label = f"Table {self.tables}: {self.heading}" if self.heading else f"Table {self.tables}"
        element.attrib.update({"class": "table", "role": "region", "aria-label": label, "tabindex": "0"})

    def _division(self, element: Element) -> None:
        if element.get("class", "").startswith("admonition"):
            dress(element)


def _readable(text: str) -> str:
    """Return text without marks and with Markdown's escaped signs in clear."""
    return unmark(_ESCAPED.sub(lambda found: chr(int(found.group(1))), text))


def _bare(text: str) -> str:
    return AtomicString(unmark(text)) if isinstance(text, AtomicString) else unmark(text)
