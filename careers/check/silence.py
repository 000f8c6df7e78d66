"""Findings that somebody has looked at and decided to live with, each with a reason, in ``silenced.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from careers.check.finding import Finding
from careers.check.matter import SILENCED, load
from careers.content.settings import Silence, Silences
from careers.content.strict_yaml import parse

LOUD = frozenset({"content", "unused-silence"})
"""Rules that cannot be silenced: without sound content there is no site."""


def silenced(
    findings: Iterable[Finding], texts: Mapping[str, str], rules: Iterable[str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that still speak, with one for each silence that is of no use, and those that are silent."""
    settings = load(texts, SILENCED, Silences)
    entries = settings.silenced if settings else ()
    parsed = parse(texts[SILENCED], SILENCED, 1, []) if entries else None
    heard: list[Finding] = []
    silent: list[Finding] = []
    used: set[int] = set()
    for finding in findings:
        hits = {i for i, entry in enumerate(entries) if finding.rule not in LOUD and _covers(entry, finding)}
        used |= hits
        (silent if hits else heard).append(finding)
    known = frozenset(rules) - LOUD
    for index, entry in enumerate(entries):
        if index not in used:
            line = parsed.line(("silenced", index)) if parsed else 1
            why = (
                f"{entry.rule} says nothing of {entry.file}"
                if entry.rule in known
                else f"there is no rule {entry.rule}"
            )
            heard.append(Finding(SILENCED, line, "unused-silence", f"{why}: remove this entry"))
    return tuple(sorted(set(heard))), tuple(sorted(set(silent)))


def _covers(entry: Silence, finding: Finding) -> bool:
    return (
        entry.rule == finding.rule
        and entry.file.removeprefix("content/") == finding.path
        and (entry.words is None or entry.words in finding.message)
    )
