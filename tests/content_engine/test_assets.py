"""Pictures and downloads are what their names say, have their sizes, and hold nothing active."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from tests.content_engine.test_faulty_files import problems_of
from tests.factories import content_folder


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.jpeg", "a.webp", "a.avif", "a.svg"])
def test_a_picture_has_its_size_in_pixels(tmp_path: Path, name: str) -> None:
    folder = content_folder(tmp_path)
    folder.image(name, 40, 30)
    image = folder.build().images[name]
    assert (image.width, image.height) == (40, 30)
    assert image.url == f"/images/{name}"
    assert image.type_name == name.partition(".")[2].upper()
    assert image.size == image.path.stat().st_size


def test_a_photograph_with_a_second_view_as_phones_write_it_is_a_jpeg(tmp_path: Path) -> None:
    data, folder = BytesIO(), content_folder(tmp_path)
    Image.new("RGB", (40, 30)).save(data, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 30))])
    folder.write("images/a.jpg", data.getvalue())
    assert folder.build().images["a.jpg"].width == 40


def _png(width: int, height: int) -> bytes:
    """Return the head of a picture that claims to be huge and has no pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def _svg(inside: str, attributes: str = 'viewBox="0 0 4 3"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def _zip(*names: str) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text")
    return data.getvalue()


FAULTY = {
    "no picture": ("images/a.png", b"hello", "not a picture that can be read as PNG"),
    "another picture": ("images/a.jpg", _png(4, 3), "a PNG picture with the ending .jpg: rename it"),
    "too many pixels": ("images/a.png", _png(9_000, 9_000), "9,000 by 9,000 pixels, save it with no more than"),
    "a decompression bomb": ("images/a.png", _png(60_000, 60_000), "not a picture that can be read as PNG"),
    "a drawing with a script": ("images/a.svg", _svg("<script>x</script>"), "a drawing with <script>"),
    "a drawing with a handler": ("images/a.svg", _svg("", 'viewBox="0 0 4 3" onload="x"'), "the handler onload"),
    "a drawing with foreign objects": ("images/a.svg", _svg("<foreignObject/>"), "a drawing with <foreignobject>"),
    "a drawing with a link": ("images/a.svg", _svg('<a href="https://x.example"/>'), "a link to https://x.example"),
    "a drawing with outside styles": ("images/a.svg", _svg("<style>@import 'x'</style>"), "an outside address"),
    "a drawing with an outside fill": ("images/a.svg", _svg('<g fill="url(//x)"/>'), "an outside address in fill"),
    "a drawing with entities": ("images/a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "a drawing with a DOCTYPE"),
    "a drawing without a size": ("images/a.svg", _svg("", ""), "a drawing without a size"),
    "a drawing cut short": ("images/a.svg", b"<svg", "a drawing that is not well-formed"),
    "a page for a drawing": ("images/a.svg", b"<html/>", "a drawing without a size"),
    "no PDF": ("downloads/a.pdf", b"<html>", "not a PDF file, whatever its ending"),
    "no document": ("downloads/a.docx", _zip("xl/a", "[Content_Types].xml"), "not a DOCX file"),
    "no archive": ("downloads/a.xlsx", b"PK\x03\x04", "not a XLSX file"),
    "another archive": ("downloads/a.ods", _zip("mimetype"), "not a ODS file"),
    "a table with binary": ("downloads/a.csv", b"a\0b", "not a CSV file"),
    "a table in Latin-1": ("downloads/a.csv", b"\xa3", "a character that is not UTF-8"),
}


@pytest.mark.parametrize(("path", "data", "message"), FAULTY.values(), ids=FAULTY)
def test_a_file_that_is_not_what_it_says_is_refused(tmp_path: Path, path: str, data: bytes, message: str) -> None:
    folder = content_folder(tmp_path)
    folder.write(path, data)
    (line,) = problems_of(folder)
    assert line.startswith(f"{path}:1: file: ")
    assert message in line


SOUND = {
    "a.pdf": b"%PDF-1.7\n",
    "a.docx": _zip("[Content_Types].xml", "word/document.xml"),
    "a.xlsx": _zip("[Content_Types].xml", "xl/workbook.xml"),
    "a.odt": _zip("mimetype"),
    "a.csv": "Grade,£\n7,1\n".encode(),
    "a.txt": b"Words\n",
    "a.svg": _svg('<use href="#b"/><g fill="url(#c)"/><style>.a{fill:url(#c)}</style>'),
    "a.png": _png(4, 3),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_download_is_served(tmp_path: Path, name: str) -> None:
    folder = content_folder(tmp_path)
    folder.download(name, SOUND[name])
    asset = folder.build().downloads[name]
    assert (asset.url, asset.size) == (f"/downloads/{name}", len(SOUND[name]))
