"""The page of content health."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from flask import render_template
from markupsafe import Markup, escape

from careers.check.catalogue import RULES
from careers.check.finding import Finding
from careers.clock import LONDON
from careers.content.edition import Edition
from careers.staff.frame import around
from careers.staff.health.agenda import Line, Matter, agenda
from careers.staff.health.contexts import HealthPage, Row, RuleGroup, Section
from careers.staff.health.inspector import State
from careers.staff.ports import services
from careers.staff.words import counted, day_in_words

HEADER: tuple[str, ...] = ("Page", "Day", "What", "File")
ALIKE = {
    Matter.DRAFT: "Seen in preview only, until “draft: yes” is taken out.",
    Matter.SAMPLE: "Invented adverts: replace or delete them before the site goes live.",
}
"""Matters of which every line says the same, so that it is said once."""


def show_health() -> str:
    """Show what is due, and what the check says of the content that is served."""
    ready = services()
    shelf = ready.shelf
    lines = what_is_due()
    inspection = ready.inspector.look_at(shelf.library)
    report = inspection.report
    findings = report.findings if report and not shelf.problems else ()
    urls = {str(document.source): document.url for document in _edition().documents()}
    since = shelf.faults_since.astimezone(LONDON) if shelf.faults_since else None
    page = HealthPage(
        heading="Content",
        around=around(),
        summary=f"{counted(len(lines), 'date', 'dates')} to know of, {counted(len(findings), 'finding')} of the check."
        if report
        else f"{counted(len(lines), 'date', 'dates')} to know of.",
        faults=tuple((_path(f"content/{p.path}"), str(p.line), p.field, p.message) for p in shelf.problems),
        faulty_since=f"{day_in_words(since)} at {since:%H:%M}" if since else "",
        is_behind=not shelf.problems and shelf.changed(),
        sections=tuple(_sections(lines)),
        state=State.DONE if shelf.problems else inspection.state,
        groups=tuple(_groups(findings, urls)),
        silent=len(report.silent) if report else 0,
        is_well=bool(report) and not (lines or findings or shelf.problems),
    )
    return render_template("staff/health.html", page=page)


def what_is_due() -> tuple[Line, ...]:
    """Return what time does to the content that is served, as visitors see it now."""
    return agenda(_edition())


def _edition() -> Edition:
    ready = services()
    return Edition.at(ready.shelf.library, ready.clock.now())


def line_as_row(line: Line) -> Row:
    """Return the cells of a line; the title leads to the page."""
    title = Markup('<a href="{}">{}</a>').format(line.url, line.title) if line.url else escape(line.title)
    day = Markup('<span class="nowrap">{}</span>').format(day_in_words(line.day)) if line.day else ""
    return (title, day, line.words, _path(line.source))


def _sections(lines: Iterable[Line]) -> Iterator[Section]:
    for matter, of_matter in groupby(lines, key=lambda line: line.matter):
        rows, header = tuple(line_as_row(line) for line in of_matter), HEADER
        if matter in ALIKE:
            rows, header = tuple((row[0], row[3]) for row in rows), (HEADER[0], HEADER[3])
        yield Section(f"t-{matter.name.lower()}", matter.value, ALIKE.get(matter, ""), header, rows)


def _groups(findings: Iterable[Finding], urls: Mapping[str, str]) -> Iterator[RuleGroup]:
    """Yield the findings rule by rule, in the order of the catalogue, those that block publishing first.

    A file whose page visitors can open leads to it; ``urls`` are by file.
    """
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule in sorted(RULES, key=lambda rule: rule.severity.value != "error"):
        if found := by_rule.get(rule.name):
            rows = tuple((_file(f.path, urls), str(f.line), f.message) for f in found)
            blocks = any(f.is_error for f in found)
            yield RuleGroup(f"t-{rule.name}", rule.name, rule.looks_for, rule.what_to_do, blocks, rows)


def _path(path: str) -> Markup:
    """Return a path that may be parted behind a slash, so that it takes no width from the words beside it."""
    return escape(path).replace("/", Markup("/<wbr>"))


def _file(path: object, urls: Mapping[str, str]) -> str | Markup:
    url, name = urls.get(str(path)), _path(f"content/{path}")
    return Markup('<a href="{}">{}</a>').format(url, name) if url else name
