"""Pictures: what is said for people who cannot see them, and how heavy they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from careers.check.finding import Finding
from careers.check.matter import Matter
from careers.content.addresses import image_name
from careers.content.problem import Severity
from careers.content.sheet import split

HEAVY = 1_000_000
WIDE = 4_000
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(<?(?P<src>[^)\s>]+)>?(?:\s+\"(?P<title>[^\"]*)\")?\)")
_OPENING = re.compile(r"(?:an? )?(?:image|picture|photo|photograph|graphic) (?:of|showing)\b", re.I)


def weak_alternatives(matter: Matter) -> Iterator[Finding]:
    """Yield each alternative text that repeats the caption or the file's name, or begins with "photo of"."""
    for path, document in matter.documents.items():
        parsed = matter.fields(path)
        for index, photo in enumerate(getattr(document.front, "photos", ())):
            if fault := _fault(photo.alt, photo.caption, photo.src):
                yield _finding(path, parsed.line(("photos", index, "alt")), fault)
        sheet = split(matter.texts[path], path, [])
        for found in _IMAGE.finditer(sheet.body) if sheet else ():
            caption = (found["title"] or "").partition("|")[0]
            if sheet and (fault := _fault(found["alt"], caption, image_name(found["src"]))):
                yield _finding(path, sheet.body_line + sheet.body.count("\n", 0, found.start()), fault)


def _finding(path: str, line: int, message: str) -> Finding:
    return Finding(path, line, "alt-text", message, Severity.ERROR)


def _fault(alt: str, caption: str, name: str) -> str:
    said = _bare(alt)
    if said and said == _bare(caption):
        return "the alternative text repeats the caption: say what there is to see"
    if said in {_bare(name), _bare(PurePosixPath(name).stem)}:
        return "the alternative text is the file's name: say what there is to see"
    if _OPENING.match(alt):
        return f'the alternative text begins with "{" ".join(alt.split()[:2])}": begin with what there is to see'
    return ""


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


def heavy_pictures(matter: Matter) -> Iterator[Finding]:
    """Yield each picture of more than a megabyte, or far wider than any screen shows it."""
    for image in matter.library.images.values():
        if image.size > HEAVY or ((image.width or 0) > WIDE and image.source.suffix != ".svg"):
            size = f"{image.size / HEAVY:.1f} MB" + (f", {image.width:,} pixels wide" if image.width else "")
            yield Finding(
                str(image.source), 1, "image-size", f"{size}: save it with no more than 2,400 pixels and 1 MB"
            )
