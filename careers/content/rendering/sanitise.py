"""The gate that all HTML goes through: the tags, attributes, classes and addresses that the renderer itself writes."""

from __future__ import annotations

import re

import nh3

_TAGS = frozenset(
    {"a", "abbr", "aside", "b", "blockquote", "br", "cite", "code", "dd", "dfn", "div", "dl", "dt", "em", "figcaption"}
    | {"figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "q", "samp", "small"}
    | {"span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul", "var"}
)
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "title"},
    "a": {"href", "rel", "role"},
    "div": {"role", "aria-label", "tabindex"},
    "img": {"src", "alt", "width", "height", "loading"},
    "li": {"role"},
    "ol": {"start"},
    "th": {"scope"},
    "time": {"datetime"},
}
_CLASSES = frozenset(
    {"figure", "table", "credit", "pull-out", "pull-out-source"}
    | {"notice", "notice-note", "notice-warning", "notice-tip", "notice-title"}
    | {"align-left", "align-center", "align-right", "footnote", "footnote-ref", "footnote-backref"}
)
_VALUES = {
    "id": re.compile(r"[a-z0-9][a-z0-9_-]{0,120}"),
    "lang": re.compile(r"[A-Za-z0-9-]{2,20}"),
    "role": re.compile(r"region|note|doc-noteref|doc-backlink|doc-endnote|doc-endnotes"),
    "href": re.compile(r"(?:https://|mailto:|tel:|#|/(?![/\\])).*|/"),
    "src": re.compile(r"/images/[A-Za-z0-9._-]+"),
    "rel": re.compile(r"external noopener"),
    "tabindex": re.compile(r"0"),
    "loading": re.compile(r"lazy"),
    "scope": re.compile(r"col|row"),
    "width": re.compile(r"\d{1,5}"),
    "height": re.compile(r"\d{1,5}"),
    "start": re.compile(r"\d{1,6}"),
    "datetime": re.compile(r"[\d-]{4,10}"),
}


def _filter(_tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return " ".join(word for word in value.split() if word in _CLASSES) or None
    form = _VALUES.get(name)
    return value if form is None or form.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    attribute_filter=_filter,
    url_schemes={"https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)


def sanitise(html: str) -> str:
    """Return ``html`` with everything taken out that the renderer does not write itself."""
    return _CLEANER.clean(html)
