"""What is quick says the same as what it stands in for: the two YAML parsers, the two passes over running text, and
fields that were read before."""

from __future__ import annotations

import sys
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.extensions.toc import TocTreeprocessor

from careers.content import strict_yaml
from careers.content.builder import Memory, build
from careers.content.collection import Written
from careers.content.proof import addresses_in
from careers.content.rendering import Surroundings, limits, render
from careers.content.rendering.finish import Headings
from tests import CONTENT
from tests.factories import TODAY

rendering = sys.modules["careers.content.rendering.render"]

YAML = ("a: b\n", "- c\n", "x: {a: b, c}\n", "y: [1, 2]\n", "\"q\": 'r'\n", "z: >-\n  fold\n  ed\n\n  more\n")
YAML += (
    "w: |\n  lit\n   er\n",
    "k: plain\n  cont\n",
    "#c\n",
    "? a\n",
    ":\n",
    "- : x\n",
    "\n",
    "  ",
    "\t",
    '"',
    "'",
    "{",
)
YAML += ("}", "[", "]", ",", "&a", "*a", "!t", "%", "`", "---\n", "é: ü\n", "a: b: c\n", "h: |2\n   x\n", ">", "|", "#")
MARKDOWN = (
    "words ",
    "*",
    "**",
    "_",
    "`",
    "[",
    "]",
    "(/a/)",
    "(",
    ")",
    "![",
    "<",
    ">",
    "&amp;",
    "&",
    "\\",
    "  \n",
    "\n",
    "\n\n",
)
MARKDOWN += (
    '"',
    "'",
    "--",
    "---",
    "...",
    "{{",
    "}}",
    "{{ figure x }}",
    "[^1]",
    "[^1]: note\n",
    "[a]: /b/\n",
    "- item\n",
    "## Head\n",
    '## Head\'s *own* [words](/a/) [^1] "é" &copy; x\n',
    "## Head_1 {: #head }\n",
    "### \\*  a < b & c  `d`\n",
)
MARKDOWN += (
    "| a | b |\n| - | - |\n| 1 | 2 |\n",
    "https://a.example",
    "!!! note\n    ",
    "x@y.example",
    "Term\n: what",
    "2'",
    "'90s",
    "\"'",
    "'\"",
    "# ",
    "#",
    "* * *\n",
    "___\n",
    "\n===\n",
    "\n---\n",
    "> quoted\n",
    "]: ",
    "[^1]:",
    "| a |\n| - |\n",
    "a | b\n- | -\n",
    "1. one\n",
    "    ",
    ": what\n",
    "> ",
    "- ",
    "\t",
    "{",
    "}",
    "`{{ x }}`",
    "## Braces { .x}\n",
    "words\n{: #id lang=cy}\n\n",
    "*e*{: lang=cy}",
    "\\{: #x }",
    "    indented\n",
    "!!! tip\n    one\n\n    two\n",
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(YAML), max_size=9).map("".join))
def test_the_quick_yaml_parser_reads_what_the_careful_one_reads(text: str) -> None:
    quick = strict_yaml._read.__wrapped__(text, "pages/a.md", 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_yaml, "_QUICK", None)
        assert strict_yaml._read.__wrapped__(text, "pages/a.md", 2) == quick


def test_there_is_a_quick_parser_to_compare() -> None:
    assert strict_yaml._QUICK is not None
    assert strict_yaml._read_quickly("a: b\n", "pages/a.md", 2) == strict_yaml.Parsed({"a": "b"}, {(): 2, ("a",): 2})


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(MARKDOWN), max_size=25).map("".join))
def test_the_quick_pass_over_a_text_gives_what_markdown_gives(text: str) -> None:
    source = PurePosixPath("pages/a.md")
    quick = render(text, source, 3, Surroundings())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "hasten", lambda _md, _page: None)
        patch.setattr(Headings, "TreeProcessorClass", TocTreeprocessor)
        patch.setattr(rendering, "_local", type("Empty", (), {})())
        assert render(text, source, 3, Surroundings()) == quick


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(MARKDOWN), st.integers(1, 120)), max_size=6), st.sampled_from(MARKDOWN))
def test_a_text_that_looks_far_from_a_limit_is_within_it(repeated: list[tuple[str, int]], last: str) -> None:
    text = "".join(unit * count for unit, count in repeated) + last
    quick = list(limits.faults(text, "pages/a.md", 3))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits.Limit, "is_far_from", lambda _limit, _text: False)
        assert list(limits.faults(text, "pages/a.md", 3)) == quick


@pytest.mark.parametrize(
    "limit", [limit for limit in limits.LIMITS if limit.paragraph <= 100], ids=lambda limit: limit.what
)
def test_one_find_too_many_is_seen(limit: limits.Limit) -> None:
    unit = {"links": "](", "footnote marks": "[^", "line breaks": "a  \n"}[limit.what]
    for count, is_too_much in ((limit.paragraph, False), (limit.paragraph + 1, True)):
        told = [str(problem) for problem in limits.faults((unit * count).rstrip("\n"), "pages/a.md", 3)]
        assert any(limit.what in line for line in told) is is_too_much


def test_sound_fields_say_the_same_without_being_read_again() -> None:
    memory = Memory()
    build(CONTENT, TODAY, memory=memory)
    assert memory.last
    compared = 0
    for entry in memory.last.entries.values():
        for name in (*type(entry.front).model_fields, "nothing"):
            assert list(entry.texts(name)) == list(Written.texts(entry, name)), entry.source
            compared += len(list(entry.texts(name)))
        assert list(entry.addresses) == list(addresses_in(entry.parsed.data))
    assert compared > 100
