"""Markdown's pass over running text, asking only those patterns whose signs the text has.

Python-Markdown tries each of its thirty patterns on each piece of text, which is half the time that a page takes. Most
pieces have no sign that any pattern begins with. What comes out is the same to the letter; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString, Registry

# One of these must stand in a text for the pattern to find anything in it. A pattern that is not listed is always asked.
_SIGNS: Mapping[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "component": ("{{",),
    "component-unclosed": ("{{",),
    "reference": ("[",),
    "link": ("[",),
    "short_reference": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_image_ref": ("![",),
    "angle": ("<",),
    "linebreak": ("  \n",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "smarty-em-dashes": ("---",),
    "smarty-en-dashes": ("--",),
    "smarty-ellipses": ("...",),
    "smarty-quotes": ("'", '"'),
}
_NUMBER = re.compile(r"-\d+$")
_PASSES = (("inline", 20), ("smarty", 6))


def hasten(md: Markdown) -> None:
    """Put the quick pass in the place of the two that Markdown and its smart quotes have registered."""
    for name, priority in _PASSES:
        standard = md.treeprocessors[name]
        assert isinstance(standard, InlineProcessor)
        md.treeprocessors.register(_Quick(md, standard.inlinePatterns), name, priority)


class _Quick(InlineProcessor):
    def __init__(self, md: Markdown, patterns: Registry[InlineProcessor]) -> None:
        super().__init__(md)
        in_order: Any = tuple(patterns)  # sorts the registry, so that its names are in order from here on
        names: list[str] = [item.name for item in patterns._priority]  # type: ignore[attr-defined]
        self.inlinePatterns = in_order
        self._signs = tuple(_SIGNS.get(_NUMBER.sub("", name)) for name in names)

    # The two names are private to Python-Markdown, which offers no other way in; the lock file holds its version.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        for index in range(patternIndex, len(self._signs)):
            signs = self._signs[index]
            if signs is not None and not any(sign in data for sign in signs):
                continue
            start, is_found = 0, True
            while is_found:
                data, is_found, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    self.inlinePatterns[index], data, index, start
                )
        return data
