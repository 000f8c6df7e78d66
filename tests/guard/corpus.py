"""Reads the guard's corpus: remarks with their personal data marked «so», and harmless ones.

`tuning` is what the rules were shaped on; `unseen` was fixed before any rule was written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from careers.forms.personal_data import Finding, Kind

FOLDER = Path(__file__).parent / "corpus"
LABELS = {
    "ni": Kind.NATIONAL_INSURANCE,
    "card": Kind.CARD,
    "bank": Kind.BANK,
    "iban": Kind.IBAN,
    "email": Kind.EMAIL,
    "phone": Kind.PHONE,
    "postcode": Kind.POSTCODE,
    "address": Kind.ADDRESS,
    "nhs": Kind.NHS,
    "dob": Kind.BIRTH_DATE,
    "passport": Kind.PASSPORT,
    "licence": Kind.DRIVING_LICENCE,
    "swe": Kind.SOCIAL_WORK_ENGLAND,
    "vehicle": Kind.VEHICLE,
    "ip": Kind.IP_ADDRESS,
    "social": Kind.SOCIAL_PROFILE,
    "writer": Kind.WRITER_NAME,
    "third": Kind.THIRD_PARTY_NAME,
    "child": Kind.CHILD_NAME,
}
_MARK = re.compile("«([^»]*)»")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\n")


@dataclass(frozen=True, slots=True)
class Remark:
    """Hold a remark as typed, the kinds it is labelled with and where its personal data stands."""

    line: str
    text: str
    kinds: tuple[Kind, ...]
    marks: tuple[tuple[int, int], ...]

    def is_found(self, findings: Sequence[Finding]) -> bool:
        """Tell whether any finding touches any marked stretch."""
        return any(finding.start < end and start < finding.end for finding in findings for start, end in self.marks)


def _unescaped(raw: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else "\n", raw)


def _lines(paths: list[Path]) -> list[tuple[str, str]]:
    rows = [
        line.split(" | ", 1)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("# ")
    ]
    return [(label, _unescaped(raw)) for label, raw in rows]


def personal(part: str) -> list[Remark]:
    """Return the remarks with personal data of one part."""
    remarks = []
    for labels, raw in _lines(sorted((FOLDER / part).glob("personal_*.txt"))):
        text, marks, done = "", [], 0
        for match in _MARK.finditer(raw):
            text += raw[done : match.start()]
            marks.append((len(text), len(text) + len(match[1])))
            text += match[1]
            done = match.end()
        remarks.append(Remark(raw, text + raw[done:], tuple(LABELS[label] for label in labels.split()), tuple(marks)))
    return remarks


def harmless(part: str) -> list[tuple[str, str]]:
    """Return `(figures or other, remark)` for the harmless remarks of one part."""
    return _lines([FOLDER / part / "harmless.txt"])
