"""Look through a content folder with every rule and return what there is to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from careers.check.catalogue import RULES, of_engine
from careers.check.finding import Finding
from careers.check.matter import FindPersonalData, Matter, gather
from careers.check.silence import silenced
from careers.content.builder import Memory, build
from careers.content.library import Library
from careers.content.problem import ContentError

More = Callable[[Matter], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Report:
    """What the rules said, sorted by file and line, and what was silenced."""

    findings: tuple[Finding, ...]
    silent: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return what keeps the content from being published."""
        return tuple(finding for finding in self.findings if finding.is_error)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Return what is worth a look."""
        return tuple(finding for finding in self.findings if not finding.is_error)


def examine(
    folder: Path,
    now: datetime,
    find: FindPersonalData,
    more: tuple[More, ...] = (),
    memory: Memory | None = None,
) -> Report:
    """Return the report on a folder at the moment ``now`` (aware, in London).

    Faulty content is reported as it is; the other rules need sound content and run once it is. ``more`` are looks that
    reach outside, such as the one at external links; ``memory`` has what was rendered before.
    """
    try:
        library = build(folder, now.date(), memory=memory)
    except ContentError as error:
        return Report(tuple(sorted({of_engine(problem) for problem in error.problems})))
    return examine_library(folder, library, now, find, more)


def examine_library(
    folder: Path, library: Library, now: datetime, find: FindPersonalData, more: tuple[More, ...] = ()
) -> Report:
    """Return the report on a library that was built from ``folder``."""
    matter = gather(folder, library, now, find)
    looks = (*(rule.look for rule in RULES if rule.look), *more)
    found = {of_engine(problem) for problem in library.warnings}
    found.update(finding for look in looks for finding in look(matter))
    heard, silent = silenced(sorted(found), matter.texts, (rule.name for rule in RULES))
    return Report(heard, silent)


def examine_file(folder: Path, library: Library, path: str, now: datetime, find: FindPersonalData) -> Report:
    """Return the report on one file, as quickly as a preview needs it."""
    matter = gather(folder, library, now, find, path)
    found = {of_engine(problem) for problem in library.warnings}
    found.update(finding for rule in RULES if rule.look for finding in rule.look(matter))
    of_file = sorted(finding for finding in found if finding.path == path)
    heard, silent = silenced(of_file, matter.texts, (rule.name for rule in RULES))
    return Report(tuple(finding for finding in heard if finding.path == path), silent)
