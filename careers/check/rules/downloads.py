"""Downloads that name people: word processors write into a file whose computer it was made on, and who changed or remarked what."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from html import unescape
from pathlib import Path

from careers.check.finding import Finding
from careers.check.matter import Matter

MOST_READ = 20_000_000
"""Bytes of a part that are looked at: a small file can unpack into a very large one."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What a damaged archive raises, one packed in an unknown way, and a locked one."""
_PARTS = re.compile(r"docProps/core\.xml|meta\.xml|content\.xml|word/[^/]+\.xml|xl/comments[^/]*\.xml")
_XML = re.compile(
    r"<(?:\w+:)?(?:creator|lastModifiedBy|initial-creator|author)(?:\s[^>]*)?>\s*([^<]*[^<\s])\s*<|\bw:author=\"([^\"]+)\""
)
_PDF = re.compile(
    rb"/Author\s*(?:\(((?:[^()\\]|\\.)*)\)|<((?:[0-9A-Fa-f]{2})+)>)|<dc:creator>[^/]{0,200}?<rdf:li>([^<]+)<", re.DOTALL
)
_ESCAPE = re.compile(rb"\\([()\\])")


def named_people(matter: Matter) -> Iterator[Finding]:
    """Yield each download that names who wrote, changed or remarked it, other than the names that are the site's own.

    In a PDF only what is not packed can be seen, as most programs write it.
    """
    for download in matter.library.downloads.values():
        found = sorted(_names(download.path, download.path.stat().st_mtime_ns) - matter.names)
        if found:
            some = ", ".join(found[:3]) + (" and others" if len(found) > 3 else "")
            yield Finding(
                str(download.source), 1, "named-author", f"the file names {some}: take that out, and save it again"
            )


@lru_cache(maxsize=256)
def _names(path: Path, _stamp: int) -> frozenset[str]:
    """Return the names in a file; remembered, as each look of the preview asks."""
    return frozenset(_of_pdf(path) if path.suffix == ".pdf" else _of_office(path))


def _of_office(path: Path) -> Iterator[str]:
    """Yield the names in the files of word processors and spreadsheets, which are archives of XML; none in any other."""
    if not zipfile.is_zipfile(path):
        return
    with suppress(*_UNREADABLE), zipfile.ZipFile(path) as archive:
        for name in filter(_PARTS.fullmatch, archive.namelist()):
            with archive.open(name) as part:
                text = part.read(MOST_READ).decode("utf-8", "replace")
            yield from (unescape(found[1] or found[2]) for found in _XML.finditer(text))


def _of_pdf(path: Path) -> Iterator[str]:
    for text, digits, listed in _PDF.findall(path.read_bytes()):
        raw = bytes.fromhex(digits.decode()) or _ESCAPE.sub(rb"\1", text)
        words = raw[2:].decode("utf-16-be", "replace") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")
        if name := (listed.decode("utf-8", "replace") or words).strip():
            yield name
