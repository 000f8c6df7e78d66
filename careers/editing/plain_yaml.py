"""Front matter written the way editors write it: yes and numbers bare, quotation marks only where they must be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

WIDTH = 120
"""Characters of a line, as in the files by hand; a text that would be longer is folded over several lines."""

_RARE_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line breaks of YAML 1.1 that only double quotes keep: everywhere else a reader takes them for a space."""


def rows_of(values: Mapping[str, Any]) -> list[str]:
    """Return the lines of YAML that say ``values``: texts, lists and mappings of texts."""
    text = yaml.dump(dict(values), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=10_000)
    return text.rstrip("\n").split("\n")


def folded_rows_of(values: Mapping[str, Any]) -> list[str]:
    """Return the same lines, long texts folded as ``>-`` so that a change in one sentence stays a small change."""
    text = yaml.dump(dict(values), Dumper=_Folding, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text.rstrip("\n").split("\n")


class _Plain(yaml.SafeDumper):
    """Write every text that needs no quotation marks without them, and lists indented."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the name and shape that PyYAML asks for

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


class _Folding(_Plain):
    """Fold texts that do not fit on a line; what cannot be folded without loss, PyYAML quotes."""


def _text(dumper: _Plain, text: str) -> yaml.ScalarNode:
    style = ">" if isinstance(dumper, _Folding) and len(text) > WIDTH - 20 else None
    if _RARE_BREAKS.search(text):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Plain.add_representer(str, _text)
_Folding.add_representer(str, _text)
