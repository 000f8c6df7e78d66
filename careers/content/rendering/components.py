"""``{{ name argument }}``: components on a line of their own, and figures in running text."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from careers.content.addresses import FIGURES_PAGE
from careers.content.components import BLOCKS, INLINE, Argument, anchor_of
from careers.content.document import Component
from careers.content.rendering.marks import MARK, slot, unmark
from careers.content.rendering.page import Page
from careers.content.validation import near

_BLOCK = re.compile(rf"\s{{0,3}}\{{\{{{MARK}([^{{}}\n]*)\}}\}}\s*")
_INLINE = rf"\{{\{{{MARK}([^{{}}]*)\}}\}}"
_OPEN = rf"\{{\{{{MARK}"


class Components(Extension):
    """Teach Markdown the components; what it finds goes to ``page``."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the two processors before everything that could take the braces for something else."""
        md.parser.blockprocessors.register(_Block(md.parser, self.page), "component", 200)
        md.inlinePatterns.register(_InText(_INLINE, md, self.page), "component", 175)
        md.inlinePatterns.register(_Unclosed(_OPEN, md, self.page), "component-unclosed", 174)


class _Block(BlockProcessor):
    """A block that is nothing but a component becomes a placeholder, which the renderer cuts out later."""

    def __init__(self, parser: BlockParser, page: Page) -> None:
        super().__init__(parser)
        self.page = page

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Markdown's signature
        match = _BLOCK.fullmatch(block)
        return match is not None and _name(match.group(2)) not in INLINE

    def run(self, parent: Element, blocks: list[str]) -> None:
        match = _BLOCK.fullmatch(blocks.pop(0))
        if match is None:
            return
        line, words = int(match.group(1)), unmark(match.group(2)).strip()
        name, argument = _name(words), words.partition(" ")[2].strip()
        if parent is not self.parser.root:
            message = "found inside a list, a quotation or a notice, write it on a line of its own at the left margin"
            self.page.fault(line, f"{{{{ {name} }}}}", message)
        elif _is_sound(self.page, name, argument, line):
            anchor = anchor_of(name, argument)
            place = SubElement(parent, "p", {"id": anchor} if anchor else {})
            place.text = AtomicString(slot(len(self.page.components)))
            self.page.components.append(Component(name, argument, line))


def _name(words: str) -> str:
    return words.strip().partition(" ")[0]


def _is_sound(page: Page, name: str, argument: str, line: int) -> bool:
    rule = BLOCKS.get(name)
    if rule is None:
        message = f"there is no such component{near(name, [*BLOCKS, *INLINE])}"
        page.fault(line, f"{{{{ {name} }}}}", message)
        return False
    if rule.argument is Argument.NONE and argument:
        page.fault(line, f"{{{{ {name} }}}}", f'found "{argument}" after the name, write {{{{ {name} }}}} alone')
        return False
    if rule.argument is not Argument.NONE and not argument:
        page.fault(line, f"{{{{ {name} }}}}", f"found nothing after the name, write {rule.argument.value}")
        return False
    return True


class _InText(InlineProcessor):
    """``{{ figure … }}`` and ``{{ as-at … }}`` become words; a block component in the middle of a text is a fault."""

    def __init__(self, pattern: str, md: Markdown, page: Page) -> None:
        super().__init__(pattern, md)
        self.page = page

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Markdown's signature
    ) -> tuple[Element | str, int, int]:
        line, words = int(m.group(1)), " ".join(unmark(m.group(2)).split())
        return self._replacement(line, _name(words), words.partition(" ")[2]), m.start(0), m.end(0)

    def _replacement(self, line: int, name: str, argument: str) -> Element | str:
        what = f"{{{{ {name} }}}}"
        if name not in INLINE:
            if name in BLOCKS:
                message = "found in the middle of a text, write it on a line of its own with blank lines around it"
            else:
                message = f"there is no such component{near(name, [*BLOCKS, *INLINE])}"
            self.page.fault(line, what, message)
            return ""
        if not argument:
            self.page.fault(line, what, f"found nothing after the name, write {Argument.FIGURE.value}")
            return ""
        answer = self.page.inquiry.ask(name, argument)
        if answer is None:
            self._unknown(line, what, argument)
            return ""
        figure_id = argument.partition(" ")[0]
        self.page.figures.append(figure_id)
        words, moment = answer
        if name == "as-at":
            element = Element("time", {"datetime": moment})
        else:
            element = Element("a", {"class": "figure", "href": f"{FIGURES_PAGE}#{figure_id}"})
        element.text = AtomicString(words)
        return element

    def _unknown(self, line: int, what: str, argument: str) -> None:
        figure_id, _, as_at = argument.partition(" ")
        figures = self.page.inquiry.surroundings.figures
        if figure_id not in figures:
            self.page.fault(line, what, f'there is no figure "{figure_id}"{near(figure_id, sorted(figures))}')
            return
        dates = ", ".join(point.as_at.iso for point in figures[figure_id].points)
        self.page.fault(line, what, f'figure "{figure_id}" has no value at "{as_at}", write one of: {dates}')


class _Unclosed(InlineProcessor):
    """``{{`` without ``}}`` is a fault, never silent text."""

    def __init__(self, pattern: str, md: Markdown, page: Page) -> None:
        super().__init__(pattern, md)
        self.page = page

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Markdown's signature
    ) -> tuple[str, int, int]:
        message = "found {{ without }}, close it, or write \\{{ for the braces themselves"
        self.page.fault(int(m.group(1)), "{{", message)
        return "", m.start(0), m.end(0)
