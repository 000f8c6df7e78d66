"""Markdown in, a body of sanitised prose and components out, with every fault and its line."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath

from markdown import Markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import slugify

from careers.content.addresses import TEMPLATE_IDS
from careers.content.document import BREAK, Block, Body, Component, Heading, Prose
from careers.content.problem import Problem
from careers.content.rendering.components import Components
from careers.content.rendering.finish import Attributes, Finish, Headings
from careers.content.rendering.haste import hasten
from careers.content.rendering.inline_html import InlineHtml
from careers.content.rendering.limits import faults
from careers.content.rendering.marks import CLOSE, OPEN, SLOT, mark
from careers.content.rendering.notices import LINE, NOTICES, PULL_OUT, WELL_FORMED, Notices
from careers.content.rendering.page import Page
from careers.content.rendering.sanitise import sanitise
from careers.content.rendering.surroundings import Answer, Inquiry, Question, Surroundings
from careers.content.validation import near

_SLOT = re.compile(rf"<p>{SLOT}</p>")
_HEADING = re.compile(r"<h([2-6]) id=\"([^\"]+)\"[^>]*>(.*?)</h\1>", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|dfn|em|i|kbd|q|samp|small|span|strong|sub|time|var)\b[^>]*>")
_END = re.compile(r"<(?<=[\w)”’%]<)/(?:h[1-6]|p|li|dt|dd|th|td)>")  # looks back from the sign, which is found at once
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body, what is wrong with its text, and the answers that went into it."""

    body: Body
    problems: tuple[Problem, ...]
    answers: Mapping[Question, Answer]

    def holds_in(self, surroundings: Surroundings) -> bool:
        """Tell whether the same text would come out the same in these surroundings."""
        return all(surroundings.answer(question) == answer for question, answer in self.answers.items())


def render(text: str, source: PurePosixPath, first_line: int, surroundings: Surroundings) -> Rendered:
    """Return the body that ``text`` makes; its first line is line ``first_line`` of the file ``source``.

    Never raises: what is too much for the renderer is a problem too.
    """
    too_much = tuple(faults(text, str(source), first_line))
    if too_much:
        return Rendered(Body(), too_much, {})
    page, markdown = _press()
    page.begin(source, first_line, Inquiry(surroundings), text)
    _check_notices(page)
    try:
        html = sanitise(markdown.reset().convert(mark(text, first_line)))
    except RecursionError:
        page.fault(first_line, "body", "lists, quotations or notices nested too deep: write them flat")
        html = ""
        del _local.press  # it stopped half-way, and must not carry anything over into the next text
    blocks = tuple(_blocks(html, page.components))
    prose = " ".join(block.html for block in blocks if isinstance(block, Prose))
    headings = tuple(Heading(int(level), name, _words(inner)) for level, name, inner in _HEADING.findall(prose))
    words = _words(prose)
    body = Body(blocks, headings, tuple(page.links), tuple(dict.fromkeys(page.figures)), words)
    return Rendered(body, tuple(page.problems), page.inquiry.answers)


_local = threading.local()


def _press() -> tuple[Page, Markdown]:
    """Return this thread's renderer and the page that it writes on: setting one up takes as long as half a page."""
    press: tuple[Page, Markdown] | None = getattr(_local, "press", None)
    if press is None:
        page = Page()
        press = _local.press = page, _markdown(page)
    return press


def _markdown(page: Page) -> Markdown:
    markdown = Markdown(
        extensions=[
            TableExtension(),
            DefListExtension(),
            FootnoteExtension(SEPARATOR="-", BACKLINK_TEXT="↩", BACKLINK_TITLE="Back to where note {} stands"),
            Attributes(page),
            Notices(),
            SmartyExtension(),
            Headings(slugify=_slug, separator="-", marker=""),
            InlineHtml(page),
            Components(page),
            Finish(page),
        ],
        output_format="html",
    )
    hasten(markdown, page)
    return markdown


def _slug(words: str, separator: str) -> str:
    """Return the id of a heading, never empty and never one that the templates use."""
    name = slugify(words, separator).strip("-_")[:80] or "section"
    return f"{name}-section" if name in TEMPLATE_IDS else name


def _blocks(html: str, components: list[Component]) -> Iterator[Block]:
    for index, part in enumerate(_SLOT.split(html)):
        if index % 2:
            yield components[int(part)]
        elif prose := part.replace(OPEN, "").replace(CLOSE, "").strip():
            yield Prose(prose)


def _words(html: str) -> str:
    """Return what is read, with a dot where a heading, an item or a cell ends without a stop of its own."""
    return " ".join(unescape(_TAG.sub(" ", _END.sub(f"{BREAK} ", _INLINE.sub("", html)))).split()).removesuffix(BREAK)


def _check_notices(page: Page) -> None:
    """Note the notices whose name or form is unknown; Markdown would show them as plain text."""
    for line, row in enumerate(page.text.split("\n"), page.first_line):
        if not (found := LINE.match(row)):
            continue
        rest = found.group("rest")
        name = rest.split(" ", 1)[0]
        if name not in {*NOTICES, PULL_OUT}:
            page.fault(line, "!!!", f'there is no notice "{name[:40]}"{near(name[:40], [*NOTICES, PULL_OUT])}')
        elif not WELL_FORMED.fullmatch(rest):
            page.fault(line, "!!!", f'found "{rest[:60]}", write !!! {name} "Title" and indent the text below it')
