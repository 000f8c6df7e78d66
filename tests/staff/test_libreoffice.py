"""LibreOffice opens the exports: dates are dates, numbers are numbers, text is text, and nothing is run."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from careers.staff.exports import csv_file, xlsx_file
from tests.staff.test_files import ATTACKS, export

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MORE = (
    '=DDE("cmd";"/C calc";"x")',
    "=cmd|' /C calc'!'A1'",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    '=WEBSERVICE("http://127.0.0.1:9/")',
    "＝1+1",
    "1+1",
)
AS_CSV = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
"""Commas, double quotes, UTF-8, from the first line, and dates taken for dates."""
ALL = (*ATTACKS, *MORE)
ALWAYS = (
    '<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
    "<value>0</value></prop></item></oor:items>"
)
"""Settings by which LibreOffice recalculates whatever it opens."""


def convert(folder: Path, files: Sequence[Path], *options: str) -> dict[str, Path]:
    """Let LibreOffice open files, and return as what it writes each again, by its name."""
    program = shutil.which("soffice")
    assert program, "LibreOffice Calc is missing: make test installs it"
    profile = folder / "profile" / "user"
    if not profile.exists():
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(ALWAYS)
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
    command += ["--convert-to", "fods", "--outdir", str(folder / "out"), *options, *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {file.stem: folder / "out" / f"{file.stem}.fods" for file in files}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ET.Element]:
    """Return what LibreOffice makes of a workbook, of a CSV file, and of one that nobody has made safe."""
    folder = tmp_path_factory.mktemp("office")
    with (folder / "book.xlsx").open("wb") as sink:
        xlsx_file.write(export(*ALL), sink)
    with (folder / "safe.csv").open("wb") as sink:
        csv_file.write(export(*ALL), sink)
    (folder / "unsafe.csv").write_text("Text,Day,Many\r\n=1+1,2026-11-22,7\r\n", "utf-8-sig", newline="")
    written = convert(folder, [folder / "book.xlsx"])
    written |= convert(folder, [folder / "safe.csv", folder / "unsafe.csv"], f"--infilter={AS_CSV}")
    return {name: ET.parse(file).getroot() for name, file in written.items()}


def cells(document: ET.Element, sheet: int = 0) -> list[list[tuple[str | None, str, str | None]]]:
    """Return type, text and formula of each cell of each row."""
    table = list(document.iter(f"{TABLE}table"))[sheet]
    found = []
    for row in table.iter(f"{TABLE}table-row"):
        line = []
        for cell in row.iter(f"{TABLE}table-cell"):
            text = "\n".join("".join(_words(p)) for p in cell.iter(f"{TEXT}p"))
            line.append((cell.get(f"{OFFICE}value-type"), text, cell.get(f"{TABLE}formula")))
        if any(kind for kind, _, _ in line):
            found.append(line)
    return found


def _words(paragraph: ET.Element) -> list[str]:
    """Return the text of a paragraph, in which several spaces and tabs are elements."""
    words = [paragraph.text or ""]
    for part in paragraph:
        spaces = {f"{TEXT}tab": "\t", f"{TEXT}s": " " * int(part.get(f"{TEXT}c", "1"))}
        words += [spaces[part.tag]] if part.tag in spaces else _words(part)
        words.append(part.tail or "")
    return words


def flat(text: str) -> str:
    """Return text as it can be compared after a spreadsheet has had its way with line ends and tabs."""
    return " ".join(text.split())


def test_control_shows_that_libreoffice_would_run_a_formula(opened: dict[str, ET.Element]) -> None:
    kind, text, formula = cells(opened["unsafe"])[1][0]
    assert (kind, text) == ("float", "2")
    assert formula


def test_workbook_holds_types_and_runs_nothing(opened: dict[str, ET.Element]) -> None:
    rows = cells(opened["book"])[1:]
    assert len(rows) == len(ALL)
    for attack, row in zip(ALL, rows, strict=True):
        assert [kind for kind, _, _ in row[:3]] == ["string", "date", "float"], attack
        assert [formula for _, _, formula in row] == [None] * len(row), attack
        assert flat(row[0][1]) == flat(attack)
        assert row[1][1] == "2026-11-22"


def test_workbook_has_a_filter_that_libreoffice_understands(opened: dict[str, ET.Element]) -> None:
    ranges = list(opened["book"].iter(f"{TABLE}database-range"))
    assert [r.get(f"{TABLE}display-filter-buttons") for r in ranges] == ["true"]
    names = [table.get(f"{TABLE}name") for table in opened["book"].iter(f"{TABLE}table")]
    assert names[:3] == ["Data", "Columns", "About"]


def test_csv_runs_nothing_and_gives_its_text_back(opened: dict[str, ET.Element]) -> None:
    rows = cells(opened["safe"])[1:]
    assert len(rows) == len(ALL)
    for attack, row in zip(ALL, rows, strict=True):
        assert [formula for _, _, formula in row] == [None] * len(row), attack
        assert row[1][0] == "date"
        assert row[2][0] == "float"
        if row[0][0] == "string":
            assert flat(row[0][1].removeprefix("'")) == flat(attack)
        else:
            assert attack in {"0012", "1e5"}, "numbers without a formula are numbers in CSV"
