"""HR downloads fifty thousand rows from the running site while visitors send forms; LibreOffice opens what came."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.bench.exporting import ROWS, during, prepare
from tests.serving import Server, serve
from tests.staff.test_libreoffice import AS_CSV, OFFICE, TABLE, convert

pytestmark = pytest.mark.soak
COLUMNS = {1: "date", 4: "float"}
"""The columns that hold no text: the day, and the version of the form."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("site")
    prepare(folder, ROWS)
    with serve(folder, CAREERS_PROXIES="1") as running:
        yield running


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_forms_are_taken_during_an_export_and_libreoffice_finds_every_row_in_its_type(
    server: Server, tmp_path: Path, ending: str
) -> None:
    waits, file = during(server, ending)
    assert len(waits.all) > 20, "forms were sent while the file was made"
    if ending == "xlsx":
        (tmp_path / "rows.xlsx").write_bytes(file)
        written = convert(tmp_path, [tmp_path / "rows.xlsx"])
    else:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            name = next(name for name in archive.namelist() if name.startswith("interest-"))
            (tmp_path / "rows.csv").write_bytes(archive.read(name))
        written = convert(tmp_path, [tmp_path / "rows.csv"], f"--infilter={AS_CSV}")
    rows, kinds = read(written["rows"])
    assert rows == ROWS + 1
    for column, found in kinds.items():
        wanted = COLUMNS.get(column, "string")
        assert set(found) <= {wanted, "string"}, column
        assert found[wanted] == ROWS if column in COLUMNS else found[wanted] > 1, column
    assert len(kinds) > 10


def read(file: Path) -> tuple[int, dict[int, Counter[str]]]:
    """Return how many rows the first sheet has that hold anything, and the types in each column, without keeping them."""
    rows, kinds = 0, dict[int, Counter[str]]()
    sheet = 0
    for event, element in ET.iterparse(file, ("start", "end")):
        if event == "start":
            sheet += element.tag == f"{TABLE}table"
        elif element.tag == f"{TABLE}table-row":
            column, is_filled = 0, False
            for cell in element.iter(f"{TABLE}table-cell"):
                if kind := cell.get(f"{OFFICE}value-type"):
                    is_filled = True
                    if sheet == 1:
                        kinds.setdefault(column, Counter())[kind] += 1
                column += int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            rows += is_filled and sheet == 1
            element.clear()
    return rows, kinds
