"""A document to take away tells nobody who wrote it, or the editor hears of it."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image

from careers.check.examine import examine
from careers.check.rules import downloads
from careers.forms.personal_data import find
from tests.factories import NOW, ContentFolder, content_folder

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def archive(**parts: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return data.getvalue()


def word(core: str = "", text: str = "") -> bytes:
    return archive(
        **{
            "[Content_Types].xml": "<Types/>",
            "docProps/core.xml": f"<cp:coreProperties>{core}</cp:coreProperties>",
            "word/document.xml": f"<w:document {W}>{text}</w:document>",
        }
    )


def writer(meta: str = "", text: str = "") -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    return archive(mimetype=kind, **{"meta.xml": f"<m>{meta}</m>", "content.xml": f"<c>{text}</c>"})


def excel(author: str) -> bytes:
    data = BytesIO()
    with xlsxwriter.Workbook(data) as book:
        book.set_properties({"author": author})
        book.add_worksheet().write_comment(
            "A1", "Is this right?", {"author": "Jo Bell" if author else "Example Council"}
        )
    return data.getvalue()


def portable() -> bytes:
    data = BytesIO()
    Image.new("RGB", (9, 9)).save(data, "PDF", author="Zoë Tay (Ms)")
    return data.getvalue()


def packed(what: bytes, text: bytes) -> bytes:
    """Return a PDF that keeps its particulars packed, as programs for print do."""
    stream = zlib.compress(text)
    head = b"<< /Type /Catalog /Metadata 2 0 R >>\nendobj\n2 0 obj\n<< /Filter /FlateDecode /Length %d /Type /%s >>"
    return b"%PDF-1.7\n1 0 obj\n" + head % (len(stream), what) + b"\nstream\r\n" + stream + b"\nendstream\nendobj\n"


NAMED = {
    "author.docx": (word("<dc:creator>Jo Bell</dc:creator><cp:lastModifiedBy>A &amp; B</cp:lastModifiedBy>"), "A & B, Jo Bell"),
    "changed.docx": (word(text='<w:ins w:id="1" w:author="Jo Bell"><w:r/></w:ins>'), "Jo Bell"),
    "sheet.xlsx": (excel("Li Na"), "Jo Bell, Li Na"),
    "letter.odt": (writer("<meta:initial-creator>Jo Bell</meta:initial-creator>"), "Jo Bell"),
    "remark.odt": (writer(text="<office:annotation><dc:creator>Jo Bell</dc:creator></office:annotation>"), "Jo Bell"),
    "poster.pdf": (portable(), "Zoë Tay (Ms)"),
    "meta.pdf": (b"%PDF-1.7 <dc:creator>\n<rdf:Seq><rdf:li>Jo Bell</rdf:li></rdf:Seq></dc:creator>", "Jo Bell"),
    "hex.pdf": (b"%PDF-1.7 /Author <FEFF004A006F>", "Jo"),
    "octal.pdf": (rb"%PDF-1.7 /Author (\376\377\000J\000o\000 \000\(\000M\000s\000\))", "Jo (Ms)"),
    "objects.pdf": (packed(b"ObjStm", b"4 0 << /Author (Jo Bell) >>"), "Jo Bell"),
    "metadata.pdf": (packed(b"Metadata", b"<dc:creator><rdf:Seq><rdf:li>Li Na</rdf:li></rdf:Seq></dc:creator>"), "Li Na"),
}  # fmt: skip
NAMELESS = {
    "own.docx": word("<dc:creator>Example Council</dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>"),
    "own.xlsx": excel(""),
    "own.odt": writer(),
    "own.pdf": b"%PDF-1.7 << /Author () /Creator (A program) >>",
    "packed.pdf": packed(b"ObjStm", b"4 0 << /Author (Example Council) >>"),
    "cut.pdf": packed(b"ObjStm", b"4 0 << /Author (Jo Bell) >>")[:120],
    "odd.pdf": b"%PDF-1.7 /ObjStm >> stream\nnot packed endstream",
    "own.csv": b"author,title\nJo Bell,A book\n",
}


@pytest.fixture
def site(tmp_path: Path) -> ContentFolder:
    return content_folder(tmp_path)


def told(site: ContentFolder) -> dict[str, str]:
    findings = (f for f in examine(site.root, NOW, find).findings if f.rule == "named-author")
    return {finding.path.removeprefix("downloads/"): finding.message for finding in findings}


def test_names_in_documents_are_told_and_the_sites_own_are_not(site: ContentFolder) -> None:
    for name, data in {**NAMELESS, **{name: data for name, (data, _) in NAMED.items()}}.items():
        site.write(f"downloads/{name}", data)
    wanted = {name: f"the file names {names}: take that out, and save it again" for name, (_, names) in NAMED.items()}
    assert told(site) == wanted


@pytest.mark.parametrize("place", [0, 10, 45])
def test_a_document_that_is_damaged_stops_nothing(site: ContentFolder, place: int) -> None:
    data = bytearray(word("<dc:creator>Jo Bell</dc:creator>" * 9))
    data[data.index(b"docProps/core.xml") + len("docProps/core.xml") + place] ^= 0xFF
    site.write("downloads/damaged.docx", bytes(data))
    site.write("downloads/sound.pdf", portable())
    assert "sound.pdf" in told(site)


@pytest.mark.parametrize(
    "part", ["<dc:creator>" + " " * 1_000_000, "<dc:creator " * 200_000], ids=["blanks", "unended"]
)
def test_no_part_takes_ever_longer_the_longer_it_is(site: ContentFolder, part: str) -> None:
    site.write("downloads/long.docx", word(part))
    assert not told(site)


def test_what_is_unpacked_of_one_file_is_bounded_however_many_parts_it_has(
    site: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = b"<dc:creator>Jo Bell</dc:creator>"
    blank = " " * len(part)
    types = {"[Content_Types].xml": "<Types/>"}
    parts = {f"word/{place}.xml": blank for place in range(3)} | {"word/last.xml": part.decode()}
    site.write("downloads/parts.docx", archive(**types, **parts))
    streams = [packed(b"ObjStm", text) for text in (*[blank.encode()] * 3, b"/Author (Jo Bell)".ljust(len(part)))]
    site.write("downloads/streams.pdf", b"".join(streams))
    all_found = {"parts.docx", "streams.pdf"}
    for read, looked_at, found in (
        (4 * len(part), 4, all_found),
        (3 * len(part), 4, set()),
        (4 * len(part), 3, all_found - {"parts.docx"}),
    ):
        monkeypatch.setattr(downloads, "MOST_READ", read)
        monkeypatch.setattr(downloads, "MOST_PARTS", looked_at)
        downloads._names.cache_clear()
        assert told(site).keys() == found
