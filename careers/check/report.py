"""A report as lines for a terminal, as JSON for machines and as a page for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from itertools import groupby

from careers.check.catalogue import RULES
from careers.check.examine import Report


def lines(report: Report) -> Iterator[str]:
    """Yield one line a finding, and a last one that sums up."""
    for finding in report.findings:
        yield f"{finding}" if finding.is_error else f"{finding} (advice)"
    yield summary(report)


def summary(report: Report) -> str:
    """Return what follows from a report, in a sentence."""
    errors, warnings = len(report.errors), len(report.warnings)
    silent = f" {len(report.silent)} silenced." if report.silent else ""
    if errors:
        return f"{errors} to put right before the content can be published; {warnings} more to look at.{silent}"
    return (
        f"The content can be published; {warnings} to look at.{silent}" if warnings else f"The content is good.{silent}"
    )


def as_json(report: Report) -> str:
    """Return a report as JSON: ``findings`` and ``silenced``, each with path, line, rule, severity and message."""

    def rows(findings: tuple[object, ...]) -> list[dict[str, object]]:
        names = ("path", "line", "rule", "severity", "message")
        return [{name: getattr(finding, name) for name in names} for finding in findings]

    return json.dumps(
        {"findings": rows(report.findings), "silenced": rows(report.silent), "can_be_published": not report.errors},
        indent=2,
        ensure_ascii=False,
    )


_STYLE = """
:root { color-scheme: light dark; font: 18px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin: 2.5rem 0 0.5rem; font-size: 1.1rem }
li { margin: 0.75rem 0 }
.error { font-weight: bold }
small { display: block; opacity: 0.8 }
"""


def as_page(report: Report) -> str:
    """Return a report as one HTML file that needs nothing else, grouped by file."""
    what_to_do = {rule.name: rule.what_to_do for rule in RULES}
    parts = []
    for path, of_file in groupby(report.findings, key=lambda finding: finding.path):
        items = "".join(
            f"<li>Line {f.line}: {'<span class=error>To put right.</span> ' if f.is_error else ''}{escape(f.message)}"
            f"<small>{escape(f.rule)}: {escape(what_to_do[f.rule])}</small></li>"
            for f in of_file
        )
        parts.append(f"<h2>{escape(path)}</h2><ul>{items}</ul>")
    return (
        f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="robots" content="noindex">'
        f"<title>Check of the content</title><style>{_STYLE}</style><h1>Check of the content</h1>"
        f"<p>{escape(summary(report))}</p>{''.join(parts)}</html>\n"
    )
