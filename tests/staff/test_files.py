"""CSV and XLSX: what goes in comes out, nothing runs, and the same data give the same bytes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from careers.staff.exports import csv_file, xlsx_file
from careers.staff.exports.csv_file import neutral
from careers.staff.exports.model import Cell, Column, Export, Kind
from tests.staff.workbook import NAMESPACE, Workbook

COLUMNS = (
    Column("Text", Kind.TEXT, "Words."),
    Column("Day", Kind.DAY, "A day."),
    Column("Many", Kind.NUMBER, "How many."),
)
DAY = date(2026, 11, 22)
ATTACKS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+44 161",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1+1",
    "＠x",
    "'=1",
    "'",
    '=HYPERLINK("https://evil.example")',
    "http://evil.example",
    "0012",
    "1e5",
    'with "quotes", commas\r\nand lines',
)


def export(*texts: str) -> Export:
    rows: list[tuple[Cell, ...]] = [(text, DAY, number) for number, text in enumerate(texts)]
    return Export("stem", "Title", DAY, COLUMNS, rows, (("Filters", "none"), ("Day", "2026-11-22")))


def as_csv(given_export: Export) -> bytes:
    sink = io.BytesIO()
    csv_file.write(given_export, sink)
    return sink.getvalue()


def as_xlsx(given_export: Export) -> bytes:
    sink = io.BytesIO()
    xlsx_file.write(given_export, sink)
    return sink.getvalue()


def test_csv_has_a_mark_and_lines_as_the_standard_says() -> None:
    content = as_csv(export("plain", 'a "b", c'))
    assert content == (b"\xef\xbb\xbfText,Day,Many\r\n" + b"plain,2026-11-22,0\r\n" + b'"a ""b"", c",2026-11-22,1\r\n')


def test_no_text_in_csv_begins_like_a_formula_and_each_can_be_got_back() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(export(*ATTACKS)).decode("utf-8-sig"), newline="")))[1:]
    assert len(rows) == len(ATTACKS)
    for attack, row in zip(ATTACKS, rows, strict=True):
        assert row[0].lstrip()[:1] not in set("=+-@|%＝＋－＠\t\r\n")
        assert row[0].removeprefix("'") == attack


@given(st.text())
def test_apostrophes_can_always_be_taken_away_again(text: str) -> None:
    assert neutral(text).removeprefix("'") == text
    assert not neutral(text).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_workbook_holds_text_as_text_days_as_days_and_numbers_as_numbers() -> None:
    book = Workbook(as_xlsx(export(*ATTACKS)))
    rows = book.cells("Data")[1:]
    assert [row[0] for row in rows] == [("s", attack) for attack in ATTACKS]
    assert {row[1] for row in rows} == {("n", "46348")}
    assert [row[2] for row in rows] == [("n", str(number)) for number in range(len(ATTACKS))]
    assert not [name for name in book.files if "rels" in name and b"evil" in book.files[name]], "a link"


def test_workbook_has_a_frozen_heading_filters_a_dictionary_and_says_what_it_is() -> None:
    book = Workbook(as_xlsx(export("a", "b")))
    assert list(book.xml) == ["Data", "Columns", "About"]
    sheet = book.xml["Data"]
    pane = sheet.find(".//m:pane", NAMESPACE)
    assert pane is not None
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    filtered = sheet.find("m:autoFilter", NAMESPACE)
    assert filtered is not None
    assert filtered.get("ref") == "A1:C3"
    assert book.texts("Columns")[1:] == [[c.name, c.kind.value, c.what] for c in COLUMNS]
    assert book.texts("About")[1:] == [["Filters", "none"], ["Day", "2026-11-22"], ["Rows", "2"]]


def test_a_long_note_has_as_many_lines_as_it_needs_where_nobody_counts_them() -> None:
    method = "Where the rest of a table would give a small count away, the whole table is not shown. " * 3
    sink = io.BytesIO()
    xlsx_file.write(replace(export("a"), about=(("Method", method), ("Filters", "none"))), sink)
    rows = Workbook(sink.getvalue()).xml["About"].findall(".//m:row", NAMESPACE)
    heights = [float(row.get("ht", "15")) for row in rows]
    assert heights[1] >= 15 * len(method) / 80
    assert heights[2] == 15


def test_a_sheet_on_paper_lies_across_and_says_what_it_is_on_each_side() -> None:
    wide = replace(export(), columns=COLUMNS * 3, title="Rows & notes")
    for made, is_one_wide in ((export("a"), True), (wide, False)):
        book = Workbook(as_xlsx(made))
        for name, sheet in book.xml.items():
            page, foot = sheet.find("m:pageSetup", NAMESPACE), sheet.findtext(".//m:oddFooter", "", NAMESPACE)
            assert page is not None
            assert (page.get("orientation"), page.get("paperSize")) == ("landscape", "9")
            assert foot == f"&L{made.title.replace('&', '&&')}&R&P of &N"
            assert page.get("fitToHeight") == ("0" if is_one_wide or name != "Data" else None)
        names = book.files["xl/workbook.xml"].decode()
        assert ("Data!$A:$A,Data!$1:$1" in names) is not is_one_wide


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40), max_size=5))
def test_same_data_give_the_same_bytes(texts: list[str]) -> None:
    assert as_csv(export(*texts)) == as_csv(export(*texts))
    assert as_xlsx(export(*texts)) == as_xlsx(export(*texts))


def test_empty_export_is_a_heading() -> None:
    assert as_csv(export()).decode("utf-8-sig") == "Text,Day,Many\r\n"
    assert Workbook(as_xlsx(export())).texts("Data") == [["Text", "Day", "Many"]]
