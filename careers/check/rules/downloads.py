"""Downloads that name people: word processors write into a file whose computer it was made on, and who changed or remarked what."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from html import unescape
from itertools import islice
from pathlib import Path

from careers.check.finding import Finding
from careers.check.matter import Matter

MOST_READ = 20_000_000
"""Bytes that are unpacked of one download: a small file can unpack into a very large one."""
MOST_PARTS = 1_000
"""Parts of one download that are looked at; a long report has some dozens that may hold a name."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What a damaged archive raises, one packed in an unknown way, and a locked one."""
_PARTS = re.compile(r"docProps/core\.xml|meta\.xml|content\.xml|word/[^/]+\.xml|xl/comments[^/]*\.xml")
_XML = re.compile(
    r"<(?:\w+:)?(?:creator|lastModifiedBy|initial-creator|author)(?:\s[^<>]*)?>([^<]+)<|\bw:author=\"([^\"]+)\""
)
_PDF = re.compile(
    rb"/Author\s*(?:\(((?:[^()\\]|\\.)*)\)|<((?:[0-9A-Fa-f]{2})+)>)|<dc:creator>[^/]{0,200}?<rdf:li>([^<]+)<", re.DOTALL
)
_PACKED = re.compile(rb"/(?:ObjStm|Metadata)\b.{0,400}?(?<!end)stream\r?\n", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|[()\\])")


def named_people(matter: Matter) -> Iterator[Finding]:
    """Yield each download that names who wrote, changed or remarked it, other than the names that are the site's own.

    A PDF that is locked tells nothing here.
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
    left = MOST_READ
    with suppress(*_UNREADABLE), zipfile.ZipFile(path) as archive:
        for name in islice(filter(_PARTS.fullmatch, archive.namelist()), MOST_PARTS):
            with archive.open(name) as part:
                data = part.read(left)
            left -= len(data)
            names = (unescape(found[1] or found[2]).strip() for found in _XML.finditer(data.decode("utf-8", "replace")))
            yield from filter(None, names)


def _of_pdf(path: Path) -> Iterator[str]:
    for part in _parts_of_pdf(path.read_bytes()):
        for text, digits, listed in _PDF.findall(part):
            raw = bytes.fromhex(digits.decode()) or _ESCAPE.sub(_escaped, text)
            words = raw[2:].decode("utf-16-be", "replace") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")
            if name := (listed.decode("utf-8", "replace") or words).strip():
                yield name


def _parts_of_pdf(data: bytes) -> Iterator[bytes]:
    """Yield the file as it is, then what lies packed in it where names may stand (ISO 32000-1, 7.5.7 and 14.3)."""
    yield data
    left = MOST_READ
    for found in _PACKED.finditer(data):
        stream = data[found.end() : max(data.find(b"endstream", found.end()), found.end())]
        with suppress(zlib.error):
            part = zlib.decompressobj().decompress(stream, left) if left else b""
            left -= len(part)
            yield part


def _escaped(found: re.Match[bytes]) -> bytes:
    """Return what an escape in a string of a PDF stands for: three octal digits, or a sign as it is."""
    return bytes([int(found[1], 8) & 0xFF]) if found[1].isdigit() else found[1]
