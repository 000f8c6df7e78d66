"""Which headers the files of an export need: those that nearly all share, and rules for the rest.

Pure: entries in, rules out. The rules are written down for web servers in :mod:`careers.delivery.freeze.hosting`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from careers.delivery.freeze.entry import Entry, FreezeError

Headers = Mapping[str, str]

_MADE_BY_SERVERS = frozenset(
    {
        "content-length",
        "content-encoding",
        "etag",
        "vary",
        "date",
        "last-modified",
        "expires",
        "accept-ranges",
        "server",
    }
)
_SHORT_AGE = re.compile(r"public, max-age=[1-5]?\d")
_PAGE_AGE = "public, max-age=60"
_FILE_NAME = re.compile(r"; filename=.*")


def lasting(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the headers that belong to a file, without those that each web server makes for itself.

    How long a page may be kept gets shorter towards the end of its edition; an export has the usual time.
    """
    kept = {name: value for name, value in headers if name.lower() not in _MADE_BY_SERVERS}
    if _SHORT_AGE.fullmatch(kept.get("Cache-Control", "")):
        kept["Cache-Control"] = _PAGE_AGE
    kept.setdefault("Cache-Control", _PAGE_AGE)
    return dict(sorted(kept.items()))


@dataclass(frozen=True, slots=True)
class Rule:
    """What differs from the common headers at a path of the export; ``*`` in ``pattern`` stands for anything."""

    pattern: str
    headers: Headers


@dataclass(frozen=True, slots=True)
class HeaderRules:
    """The headers of every file, the media type of each suffix, and the rules that go before both, by pattern."""

    common: Headers
    types: Headers
    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, entries: Sequence[Entry], patterns: Sequence[str]) -> HeaderRules:
        """Read the rules from entries; those that match one of ``patterns`` share one rule.

        Raises :class:`FreezeError` when they differ among themselves, or when something common is missing somewhere.
        """
        home = next(entry for entry in entries if entry.address == "/")
        common = {name: value for name, value in home.headers.items() if name != "Content-Type"}
        types = _types(entries)
        rules: dict[str, dict[str, str]] = {}
        for entry in entries:
            missing = common.keys() - entry.headers.keys()
            if missing:
                raise FreezeError(f"{entry.address} lacks the header {', '.join(sorted(missing))}")
            own = {k: _FILE_NAME.sub("", v) for k, v in entry.headers.items() if common.get(k) != v}
            if types.get(suffix_of(entry)) == own.get("Content-Type"):
                del own["Content-Type"]
            pattern = next((p for p in patterns if fnmatchcase(f"/{entry.path}", p)), f"/{entry.path}")
            if rules.setdefault(pattern, own) != own:
                raise FreezeError(f"{entry.address} has other headers than the rest of {pattern}")
        return cls(common, types, tuple(Rule(p, own) for p, own in sorted(rules.items()) if own))


def suffix_of(entry: Entry) -> str:
    """Return the suffix of an entry's file without the dot."""
    return PurePosixPath(entry.path).suffix.removeprefix(".")


def _types(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the most usual media type of each suffix."""
    seen = Counter((suffix_of(entry), entry.headers["Content-Type"]) for entry in entries)
    return {suffix: kind for (suffix, kind), _ in sorted(seen.items(), key=lambda pair: (pair[1], pair[0]))}
