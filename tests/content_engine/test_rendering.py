"""Markdown becomes the HTML that the site promises, and nothing active survives."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careers.content.document import Body, Component, Prose
from careers.content.library import Asset
from careers.content.rendering import Surroundings, render
from careers.content.rendering.sanitise import sanitise
from tests.factories import content_folder

PATH = PurePosixPath("stories/ada.md")
IMAGE = Asset(PurePosixPath("images/map.png"), Path("map.png"), "/images/map.png", 1, 40, 30)
AROUND = Surroundings(images={"map.png": IMAGE})


def body_of(text: str) -> Body:
    """Return the body of a text that must have no faults."""
    rendered = render(text, PATH, 1, AROUND)
    assert rendered.problems == ()
    return rendered.body


def html_of(text: str) -> str:
    """Return the prose of a text that must have no faults, on one line."""
    return " ".join(" ".join(block.html for block in body_of(text).blocks if isinstance(block, Prose)).split())


HTML = {
    "smart quotes": ("She's 'in' the \"team\" -- well...", "<p>She’s ‘in’ the “team” – well…</p>"),
    "a link in the site": ("[a](/working-here/)", '<p><a href="/working-here/">a</a></p>'),
    "a link to a file": ("[a](../pages/working-here.md#top)", '<p><a href="/working-here/#top">a</a></p>'),
    "a link to a download": ("[a](downloads/plan.pdf)", '<p><a href="/downloads/plan.pdf">a</a></p>'),
    "a link elsewhere": (
        "[a](https://example.org)",
        '<p><a href="https://example.org" rel="external noopener">a</a></p>',
    ),
    "an address by itself": ("<me@example.org>", '<p><a href="mailto:me@example.org">me@example.org</a></p>'),
    "harmless tags": (
        '<abbr title="Assessed and supported year">ASYE</abbr> H<sub>2</sub>O<br>',
        '<p><abbr title="Assessed and supported year">ASYE</abbr> H<sub>2</sub>O<br> </p>',
    ),
    "a heading with a name": ("## Your team {: #team }", '<h2 id="team">Your team</h2>'),
    "a heading named like the template's": ("## Search", '<h2 id="search-section">Search</h2>'),
    "two headings alike": ("## A b\n\n## A b", '<h2 id="a-b">A b</h2> <h2 id="a-b_1">A b</h2>'),
    "a note": (
        '!!! note "Good to know"\n    Words.',
        '<div class="notice notice-note" role="note"> <p class="notice-title">Good to know</p> <p>Words.</p> </div>',
    ),
    "a pull-out": ("!!! pull-out\n    Words.", '<aside class="pull-out"> <p>Words.</p> </aside>'),
    "a pull-out with its speaker": (
        '!!! pull-out "Ada"\n    Words.',
        '<aside class="pull-out"> <p>Words.</p> <p class="pull-out-source">Ada</p> </aside>',
    ),
    "a picture": (
        '![A map](map.png "Where we are | Ada, CC BY 4.0")',
        '<figure><img alt="A map" height="30" loading="lazy" src="/images/map.png" width="40">'
        '<figcaption>Where we are<span class="credit">Ada, CC BY 4.0</span></figcaption></figure>',
    ),
    "a table": (
        "## Pay\n\n| Grade | Pay |\n|---|--:|\n| 7 | 1 |",
        '<h2 id="pay">Pay</h2> '
        '<div aria-label="Table 1: Pay" class="table" role="region" tabindex="0"> <table><thead> <tr> '
        '<th scope="col">Grade</th> <th class="align-right" scope="col">Pay</th> </tr> </thead> '
        '<tbody> <tr> <td>7</td> <td class="align-right">1</td> </tr> </tbody> </table></div>',
    ),
    "a footnote": (
        "a[^1]\n\n[^1]: b",
        '<p>a<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup></p> <div class="footnote"> <hr> <ol> '
        '<li id="fn-1"> <p>b&nbsp;<a class="footnote-backref" href="#fnref-1" title="Back to where note 1 stands">'
        "↩</a></p> </li> </ol> </div>",
    ),
    "definitions": ("Term\n:   Meaning", "<dl> <dt>Term</dt> <dd>Meaning</dd> </dl>"),
    "braces meant as such": ("\\{{ timeline }} `{{ x }}`", "<p>{{ timeline }} <code>{{ x }}</code></p>"),
    "signs meant as such": ("1 < 2 & 3 \\<b>", "<p>1 &lt; 2 &amp; 3 &lt;b&gt;</p>"),
}


@pytest.mark.parametrize(("text", "html"), HTML.values(), ids=HTML)
def test_markdown_becomes_the_promised_html(text: str, html: str) -> None:
    assert html_of(text) == html


def test_components_stand_between_the_prose_with_their_lines() -> None:
    blocks = body_of("One.\n\n{{ timeline }}\n\nTwo.\n\n{{ action /interest/ | Register your interest }}\n").blocks
    assert [type(block) for block in blocks] == [Prose, Component, Prose, Component]
    assert blocks[1] == Component("timeline", "", 3)
    assert blocks[3] == Component("action", "/interest/ | Register your interest", 7)


def test_links_headings_and_words_are_noted() -> None:
    body = body_of("## One [a](/b/)\n\nTwo *three*\n\n![alt](map.png)\n\n[d][e]\n\n[e]: /f/\n")
    assert [(link.target, link.line, link.is_image) for link in body.links] == [
        ("/b/", 1, False),
        ("map.png", 5, True),
        ("/f/", 9, False),
    ]
    assert [(heading.level, heading.id, heading.text) for heading in body.headings] == [(2, "one-a", "One a")]
    assert body.text == "One a · Two three · d", (
        "a dot where a block ends without a stop, so that an excerpt does not run on"
    )
    assert "one-a" in body.anchors


FAULTS = {
    "an h1": (
        "a\n\n# b",
        "3: heading: found a heading with one #, write ## for the highest: the title in the front matter is the first",
    ),
    "an h1 by underlining": (
        "Big\n===",
        "1: heading: found a heading with one #, write ## for the highest: the title in the front matter is the first",
    ),
    "a skipped level": ("## a\n\n#### b", "3: heading: found #### below ##, write ###"),
    "a script": (
        "a\n\n<script>alert(1)",
        '3: body: found HTML "<script", write Markdown instead. Of HTML only pairs of abbr, cite, dfn, em, i, b, kbd, '
        "q, samp, small, span, strong, sub, sup, var with title or lang are allowed, and <br>; for the sign itself "
        "write \\<",
    ),
    "an unknown component": (
        "{{ tymeline }}",
        '1: {{ tymeline }}: there is no such component, did you mean "timeline"?',
    ),
    "a component in a text": (
        "a {{ timeline }} b",
        "1: {{ timeline }}: found in the middle of a text, write it on a line of its own with blank lines around it",
    ),
    "a component in a list": (
        "- a\n\n    {{ timeline }}",
        "3: {{ timeline }}: found inside a list, a quotation or a notice, write it on a line of its own at the left "
        "margin",
    ),
    "a component without its argument": (
        "{{ chart }}",
        "1: {{ chart }}: found nothing after the name, write the name of a figure, such as vacancy_rate",
    ),
    "a component with one too many": (
        "{{ timeline all }}",
        '1: {{ timeline }}: found "all" after the name, write {{ timeline }} alone',
    ),
    "open braces": ("a {{ figure", "1: {{: found {{ without }}, close it, or write \\{{ for the braces themselves"),
    "an unknown figure": ("{{ figure nope }}", '1: {{ figure }}: there is no figure "nope"'),
    "no alt text": (
        "a\n\n![](map.png)",
        '3: alt: missing: write what "map.png" shows between the square brackets, for people who cannot see it',
    ),
    "a picture in a text": (
        "a ![b](map.png)",
        "1: image: found a picture in the middle of a text, write it on a line of its own, blank lines around it",
    ),
    "a link that is never closed": (
        "a [b](/c",
        "1: link: found a link that cannot be read, write [words](/address/) without spaces in the address",
    ),
    "a link without words": ("[](/a/)", '1: link: found no words in the link to "/a/", write what it leads to'),
    "an unknown notice": (
        "!!! danger\n    a",
        '1: !!!: there is no notice "danger", write one of: note, warning, tip, pull-out',
    ),
    "a notice without quotation marks": (
        "!!! note Title\n    a",
        '1: !!!: found "note Title", write !!! note "Title" and indent the text below it',
    ),
    "an attribute": (
        'a [b](/c/){: onclick="x" }',
        '1: body: found "onclick" in braces, write only {: #name-of-the-place } or {: lang=cy }',
    ),
    "a class": ("a\n{: .big }", '2: body: found "." in braces, write only {: #name-of-the-place } or {: lang=cy }'),
    "a name of the template's": (
        "## a {: #search }",
        '1: body: "search" is a place that every page has, write another name',
    ),
    "a name twice": (
        "## a {: #x }\n\n## b {: #x }",
        '1: body: "x" names two places on the page, write another name',
    ),
}


@pytest.mark.parametrize(("text", "line"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_a_text_is_told_with_its_line(text: str, line: str) -> None:
    assert [str(problem) for problem in render(text, PATH, 1, AROUND).problems] == [f"{PATH}:{line}"]


SIGNS = "<>[](){}!*_`#\"'&:;=|-\\/ \n\t.^+~1a"
MARKDOWN = st.text(alphabet=st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs"])))
# fmt: off
HOSTILE = [
    "<script>", "</script>", "javascript:alert(1)", "onerror=x", "<img src=x ", "](", "[a](", "{: ", "style=x",
    "data:text/html,x", "<svg/onload=x>", "&#106;avascript:", "\n\n", "> ", "<!--", "-->", '<abbr title="',
    "{{ figure ", "}}", "{{ chart x }}", "<b>", "</b>", "!!! note\n    ", "[^1]", "\n[^1]: ", "|", "`", "&lt;",
]
TAGS_WRITTEN = {
    "html", "head", "body", "a", "abbr", "aside", "b", "blockquote", "br", "cite", "code", "dd", "dfn", "div", "dl",
    "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre",
    "q", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
    "var",
}
# fmt: on
FRAGMENTS = st.lists(st.one_of(MARKDOWN, st.sampled_from(HOSTILE))).map("".join)
ATTRIBUTES_WRITTEN = {
    *("id", "class", "lang", "title", "href", "rel", "role", "aria-label", "tabindex", "src", "alt", "width", "height"),
    *("loading", "start", "scope", "datetime"),
}


def assert_nothing_active(html: str) -> None:
    """Check with a browser's parser that only what we write ourselves is left."""
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        assert element.tag in TAGS_WRITTEN
        assert set(element.attrib) <= ATTRIBUTES_WRITTEN
        href = element.get("href", "#")
        assert re.match(r"https://|mailto:|tel:|#|/(?![/\\])", href), href
        assert element.get("src", "/images/a.png").startswith("/images/")


@given(FRAGMENTS)
@example("[a](javascript:alert(1))")
@example("[a](JaVaScript&colon;alert(1))")
@example("![a](data:image/svg+xml,x)")
@example("<javascript:alert(1)>")
@example("[a](//evil.example)")
@example("[a](/\\evil.example)")
@example('[a](/b "onmouseover=x"){: onmouseover=alert(1) style=x }')
@example("&lt;script&gt;alert(1)&lt;/script&gt;")
@example('<abbr title="&quot;onclick=x">a</abbr>')
@example("\\<script>alert(1)\\</script>")
def test_whatever_the_text_nothing_active_survives_and_nothing_is_raised(text: str) -> None:
    rendered = render(text, PATH, 1, AROUND)
    for block in rendered.body.blocks:
        if isinstance(block, Prose):
            assert_nothing_active(block.html)
            assert "\ue000" not in block.html


@given(st.text(), st.sampled_from(["<a href='{}'>x</a>", "<img src='{}'>", "<p {}>", "<div id='{}' class='{}'>", "{}"]))
def test_the_gate_lets_nothing_active_through(text: str, around: str) -> None:
    assert_nothing_active(sanitise(around.replace("{}", text)))


def test_a_figure_is_written_once_and_changes_every_text_that_uses_it(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    folder.page(
        "working-here", "Now {{ figure vacancy_rate }}, in {{ as-at vacancy_rate }}; {{ figure vacancy_rate 2017 }}."
    )
    body = folder.build().pages["working-here"].body
    assert body.text == "Now 7.5%, in 2021; 25.8%."
    assert body.figures == ("vacancy_rate",)
    assert '<time datetime="2021">2021</time>' in str(body.blocks)


def test_a_link_around_a_figure_stays_one_link(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    folder.page("working-here", "[Only {{ figure vacancy_rate }}](/stories/)")
    assert '<a href="/stories/">Only <span>7.5%</span></a>' in str(folder.build().pages["working-here"].body.blocks)
