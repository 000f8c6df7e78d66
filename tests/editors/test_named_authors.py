"""A document to take away tells nobody who wrote it, or the editor hears of it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image

from careers.check.examine import examine
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


NAMED = {
    "author.docx": (word("<dc:creator>Jo Bell</dc:creator><cp:lastModifiedBy>A &amp; B</cp:lastModifiedBy>"), "A & B, Jo Bell"),
    "changed.docx": (word(text='<w:ins w:id="1" w:author="Jo Bell"><w:r/></w:ins>'), "Jo Bell"),
    "sheet.xlsx": (excel("Li Na"), "Jo Bell, Li Na"),
    "letter.odt": (writer("<meta:initial-creator>Jo Bell</meta:initial-creator>"), "Jo Bell"),
    "remark.odt": (writer(text="<office:annotation><dc:creator>Jo Bell</dc:creator></office:annotation>"), "Jo Bell"),
    "poster.pdf": (portable(), "Zoë Tay (Ms)"),
    "packed.pdf": (b"%PDF-1.7 <dc:creator>\n<rdf:Seq><rdf:li>Jo Bell</rdf:li></rdf:Seq></dc:creator>", "Jo Bell"),
    "hex.pdf": (b"%PDF-1.7 /Author <FEFF004A006F>", "Jo"),
}  # fmt: skip
NAMELESS = {
    "own.docx": word("<dc:creator>Example Council</dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>"),
    "own.xlsx": excel(""),
    "own.odt": writer(),
    "own.pdf": b"%PDF-1.7 << /Author () /Creator (A program) >>",
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
