"""Images and downloads: is a file what its name says, how large is it, may it be shown."""

from __future__ import annotations

import re
import warnings
import zipfile
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring

from PIL import Image

from careers.content.folder import SourceFile
from careers.content.library import Asset
from careers.content.problem import Problem
from careers.content.sheet import decode

MAX_PIXELS = 40_000_000
_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".avif": "AVIF"}
_OFFICE = {
    ".docx": ("[Content_Types].xml", "word/"),
    ".xlsx": ("[Content_Types].xml", "xl/"),
    ".odt": ("mimetype", "application/vnd.oasis.opendocument.text"),
    ".ods": ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
}
_ACTIVE_TAGS = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "set", "animate", "audio", "video"}
)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*")
_VIEW_BOX = re.compile(r"\s*[-\d.]+[\s,]+[-\d.]+[\s,]+(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)\s*")
_LOCAL = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|webp);base64,)")


def read_asset(file: SourceFile, problems: list[Problem]) -> Asset | None:
    """Return the asset that a file is; add what is wrong with it to ``problems`` and return ``None`` otherwise."""
    url = f"/{file.path.as_posix()}"
    ending = file.path.suffix
    before = len(problems)
    size: tuple[int, int] | None = None
    if ending == ".svg":
        size = _svg(file, problems)
    elif ending in _FORMATS:
        size = _bitmap(file, problems)
    elif fault := _document_fault(ending, file.data):
        problems.append(_problem(file, fault))
    if len(problems) > before:
        return None
    width, height = size or (None, None)
    return Asset(file.path, file.location, url, len(file.data), width, height)


def _problem(file: SourceFile, message: str, line: int = 1) -> Problem:
    return Problem(str(file.path), line, "file", message)


def _bitmap(file: SourceFile, problems: list[Problem]) -> tuple[int, int] | None:
    """Return width and height from the head of a picture; its pixels are never unpacked."""
    wanted = _FORMATS[file.path.suffix]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(file.data)) as image:
                found, (width, height) = image.format, image.size
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        message = f"not a picture that can be read as {wanted}: save it again, with an ending that fits"
        problems.append(_problem(file, message))
        return None
    if found != wanted and (found, wanted) != ("MPO", "JPEG"):  # phones put a second view behind a JPEG's own
        problems.append(_problem(file, f"a {found} picture with the ending {file.path.suffix}: rename it"))
    elif width * height > MAX_PIXELS:
        problems.append(_problem(file, f"{width:,} by {height:,} pixels, save it with no more than 40 million"))
    return width, height


def _svg(file: SourceFile, problems: list[Problem]) -> tuple[int, int] | None:
    text = decode(file.data, str(file.path), problems)
    if text is None:
        return None
    if "<!DOCTYPE" in text or "<!ENTITY" in text or "<?xml-stylesheet" in text:
        problems.append(_problem(file, "a drawing with a DOCTYPE, ENTITY or stylesheet line: remove that line"))
        return None
    try:
        root = fromstring(text)  # noqa: S314 - entities and DOCTYPE are refused above
    except ParseError as error:
        problems.append(_problem(file, "a drawing that is not well-formed: export it again", error.position[0]))
        return None
    for element in root.iter():
        if fault := _active(element):
            problems.append(_problem(file, f"a drawing with {fault}: export it as a plain picture"))
            return None
    size = _view_box(root) if _local(root.tag) == "svg" else None
    if size is None:
        problems.append(_problem(file, 'a drawing without a size: write viewBox="0 0 800 600" in its <svg>'))
    return size


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _active(element: Element) -> str:
    """Return what makes an element of a drawing active or reach outside, "" when nothing does."""
    tag = _local(element.tag)
    if tag in _ACTIVE_TAGS:
        return f"<{tag}>"
    for name, value in element.attrib.items():
        plain = _local(name)
        if plain.startswith("on"):
            return f"the handler {plain}"
        if plain in {"href", "src"} and not _LOCAL.match(value):
            return f"a link to {value[:40]}"
        if "javascript:" in value.lower() or re.search(r"url\(\s*['\"]?\s*(?!#|['\"]?#)", value, re.IGNORECASE):
            return f"an outside address in {plain}"
    if tag == "style" and re.search(r"@import|url\(\s*['\"]?(?!#)", element.text or "", re.IGNORECASE):
        return "an outside address in its styles"
    return ""


def _view_box(root: Element) -> tuple[int, int] | None:
    numbers = _VIEW_BOX.fullmatch(root.get("viewBox", ""))
    if numbers is None:
        sides = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
        lengths = [float(side.group(1)) for side in sides if side]
    else:
        lengths = [float(number) for number in numbers.groups()]
    if len(lengths) != 2 or not all(0 < length < 100_000 for length in lengths):
        return None
    return max(1, round(lengths[0])), max(1, round(lengths[1]))


def _document_fault(ending: str, data: bytes) -> str:
    """Return what is wrong when the bytes of a download are not what its ending says."""
    wrong = f"not a {ending.lstrip('.').upper()} file, whatever its ending: export it again"
    if ending == ".pdf":
        return "" if data.startswith(b"%PDF-") else wrong
    if ending in {".csv", ".txt"}:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return "a character that is not UTF-8: save the file as UTF-8"
        return wrong if "\0" in text else ""
    needed, sign = _OFFICE[ending]
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if needed == "mimetype":
                with archive.open("mimetype") as entry:
                    return "" if entry.read(100).decode("ascii", "replace").strip() == sign else wrong
            return "" if needed in names and any(name.startswith(sign) for name in names) else wrong
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, ValueError):
        return wrong
