"""Read a workbook with nothing but the standard library, to see what is really in it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Workbook:
    """The sheets of a workbook by name: for each cell its type (``s`` text, ``n`` number) and its text."""

    def __init__(self, content: bytes) -> None:
        self.files = dict(_members(content))
        names = [e.get("name", "") for e in self._tree("xl/workbook.xml").iterfind(".//m:sheet", NAMESPACE)]
        self.xml = {name: self._tree(f"xl/worksheets/sheet{n}.xml") for n, name in enumerate(names, start=1)}

    def _tree(self, name: str) -> ET.Element:
        return ET.fromstring(self.files[name])

    def cells(self, sheet: str) -> list[list[tuple[str, str]]]:
        return [
            [_cell(c) for c in row.iterfind("m:c", NAMESPACE)]
            for row in self.xml[sheet].iterfind(".//m:row", NAMESPACE)
        ]

    def texts(self, sheet: str) -> list[list[str]]:
        return [[text for _, text in row] for row in self.cells(sheet)]


def _members(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _cell(cell: ET.Element) -> tuple[str, str]:
    assert cell.find("m:f", NAMESPACE) is None, "a formula"
    if cell.get("t") == "inlineStr":
        text = "".join(t.text or "" for t in cell.iterfind(".//m:t", NAMESPACE))
        return "s", re.sub(r"_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), text)
    value = cell.find("m:v", NAMESPACE)
    return "n", value.text or "" if value is not None else ""
