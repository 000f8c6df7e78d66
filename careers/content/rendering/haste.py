"""Markdown with fewer questions: only those patterns and processors are asked whose signs a text has.

Python-Markdown tries each of its thirty patterns on each piece of text and each of its processors on each block, which is
half the time that a page takes. Most pieces have no sign that any pattern needs, and pass at once. What comes out is the
same to the letter; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString, Registry

from careers.content.rendering.page import Page

# One of these must stand in a text for the pattern, or in a block for the processor, to find anything in it. What is not
# listed is always asked.
_SIGNS: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "component": ("{{",),
    "component-unclosed": ("{{",),
    "reference": ("[",),
    "link": ("](",),
    "short_reference": ("[",),
    "image_link": ("](",),
    "image_reference": ("![",),
    "short_image_ref": ("![",),
    "angle": ("<",),
    "linebreak": ("  \n",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "smarty-em-dashes": ("---",),
    "smarty-en-dashes": ("--",),
    "smarty-ellipses": ("...",),
}
# In the order in which the extension asks for them: at the start, in pairs, decades, then one kind after the other.
_QUOTES = ("'", '"', "\"'", "'\"", "'\"", "\"'", "'", "'", "'", "'", "'", '"', '"', '"', '"')
_SIGNS |= {f"smarty-quotes-{number}": (sign,) for number, sign in enumerate(_QUOTES)}
_REFERRING = frozenset({"reference", "short_reference", "image_reference", "short_image_ref"})
"""The patterns that find something only where the text defines the address of a name."""
_BLOCK_SIGNS: dict[str, tuple[str, ...]] = {
    "table": ("|",),
    "hashheader": ("#",),
    "setextheader": ("\n=", "\n-"),
    "hr": ("-", "_", "*"),
    "deflist": (":",),
    "quote": (">",),
    "footnote": ("[^",),
    "reference": ("]:",),
    "component": ("{{",),
    "admonition": ("!!!", "    "),
}
_ALWAYS = ("",)
"""The sign of a pattern that is not listed, which every text has."""
BlockPass = Callable[[Element, list[str]], None]
TreePass = Callable[[Element], Element | None]
_PASSES = (("inline", 20), ("smarty", 6))


def hasten(md: Markdown, page: Page) -> None:
    """Put quick passes in the place of the two over running text, and let the others look for their signs first.

    ``page`` holds the text that is rendered.
    """
    for name, priority in _PASSES:
        standard = md.treeprocessors[name]
        assert isinstance(standard, InlineProcessor)
        md.treeprocessors.register(_Quick(md, standard.inlinePatterns), name, priority)
    md.parser.parseBlocks = _quick_blocks(md)  # type: ignore[method-assign,assignment]
    for name, may_act in (("unescape", _has_escapes), ("attr_list", _has_braces)):
        whole = md.treeprocessors[name]
        whole.run = _only_if(may_act, page, whole.run)  # type: ignore[method-assign,assignment]


def _quick_blocks(md: Markdown) -> BlockPass:
    in_order = tuple(md.parser.blockprocessors)
    names: list[str] = [item.name for item in md.parser.blockprocessors._priority]  # type: ignore[attr-defined]
    ways = [(processor, _BLOCK_SIGNS.get(name)) for processor, name in zip(in_order, names, strict=True)]

    def parse(parent: Element, blocks: list[str]) -> None:
        while blocks:
            for processor, signs in ways:
                if signs and not _has(signs, blocks[0]):
                    continue
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    return parse


def _only_if(may_act: Callable[[str], bool], page: Page, run: TreePass) -> TreePass:
    return lambda root: run(root) if may_act(page.text) else None


def _has_escapes(text: str) -> bool:
    return "\\" in text


def _has_braces(text: str) -> bool:
    """Tell of braces other than those of components, of which none are left once running text is done."""
    return "{" in text.replace("{{", "") or _has_escapes(text)


class _Quick(InlineProcessor):
    def __init__(self, md: Markdown, patterns: Registry[InlineProcessor]) -> None:
        super().__init__(md)
        in_order: Any = tuple(patterns)  # sorts the registry, so that its names are in order from here on
        names: list[str] = [item.name for item in patterns._priority]  # type: ignore[attr-defined]
        self.inlinePatterns = in_order
        signs = [_SIGNS.get(name, _ALWAYS) for name in names]
        self._ways = list(zip(range(len(signs)), in_order, signs, strict=True))
        self._without_references = [way for way, name in zip(self._ways, names, strict=True) if name not in _REFERRING]
        known = {sign for each in signs for sign in each}
        self._signs = [sign for sign in known if not any(other in sign for other in known - {sign})]

    # These names are private to Python-Markdown, which offers no other way in; the lock file holds its version.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString) or not _has(self._signs, data):
            return data
        for index, pattern, signs in self._ways if self.md.references else self._without_references:
            if index < patternIndex or not _has(signs, data):
                continue
            start, is_found = 0, True
            while is_found:
                data, is_found, start = self._InlineProcessor__applyPattern(pattern, data, index, start)  # type: ignore[attr-defined]
        return data

    def _InlineProcessor__processPlaceholders(  # noqa: N802
        self,
        data: str,
        parent: Element,
        isText: bool = True,  # noqa: N803
    ) -> list[tuple[Element, list[str]]]:
        if not data or INLINE_PLACEHOLDER_PREFIX in data:
            found: list[tuple[Element, list[str]]] = super()._InlineProcessor__processPlaceholders(data, parent, isText)  # type: ignore[misc]
            return found
        if isText:
            parent.text = parent.text + data if parent.text else data
        else:
            parent.tail = parent.tail + data if parent.tail else data
        return []


def _has(signs: Iterable[str], data: str) -> bool:
    for sign in signs:  # noqa: SIM110 - a loop asks in half the time
        if sign in data:
            return True
    return False
