"""The report of a check as a file."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from geo.__main__ import main
from geo.imports import marked
from geo.imports.marked import marked_workbook
from geo.imports.report import report_csv, report_json, report_rows
from tests.support.sheets import csv_text, ods, ods_row, repacked, workbook
from tests.unit.imports.conftest import Read

ROWS = [
    ["Mã", "Tên đơn vị", "Tỷ lệ che phủ rừng 2021"],
    ["70001", "Ô Một", "nhiều"],
    ["70007", "Ô Baa", 31.5],
    ["70010", "Ô Mới", 130.5],
]
NEWEST = "2022-07-01"


def test_each_finding_is_a_row_with_its_place(read: Read) -> None:
    draft = read(workbook(ROWS), tiny=True, vintage=NEWEST)
    rows = report_rows(draft, lang="vi")
    places = [(row["kind"], row["row"], row["column"]) for row in rows if row["row"]]
    assert places == [("fault", 3, "B"), ("fault", 2, "C"), ("fault", 4, "C")]
    assert all(row["message"] and row["remedy"] for row in rows)
    assert json.loads(report_json(draft, lang="vi")) == rows


def test_the_table_holds_no_formula(read: Read) -> None:
    rows = [ROWS[0], ["", "=HYPERLINK(1)", 1]]
    draft = read(workbook(rows), tiny=True, vintage=NEWEST)
    text = report_csv(draft, lang="vi").decode("utf-8-sig")
    _, first, *_ = csv.reader(io.StringIO(text))
    assert first[0] == "cần trả lời"
    assert first[4] == "'=HYPERLINK(1)"


def test_the_workbook_has_its_cells_marked(read: Read) -> None:
    content = workbook(ROWS)
    draft = read(content, tiny=True, vintage=NEWEST)
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(content, draft, lang="vi")))
    sheet = book["Biểu"]
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert marked == {"B3", "C2", "C4"}
    assert "không phải số" in sheet["C2"].comment.text
    assert sheet["C2"].fill.fgColor.rgb == "00F8B4B4"
    assert sheet["B2"].value == "Ô Một"
    assert book.sheetnames == ["Biểu", "Kết quả kiểm tra"]


def test_a_text_file_becomes_a_workbook_with_its_cells_marked(read: Read) -> None:
    rows = [["code", "indicator", "year", "value"], ["=1+1", "forest_cover_pct", 2021, 5]]
    content = csv_text(rows).encode()
    draft = read(content, tiny=True, name="a.csv", vintage=NEWEST)
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(content, draft, lang="en")))
    cell = book["CSV"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert "no unit" in cell.comment.text


def test_what_cannot_be_opened_has_a_report_all_the_same(read: Read) -> None:
    draft = read(b"%PDF-1.7", tiny=True)
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(b"%PDF-1.7", draft, lang="vi")))
    assert "PDF" in str(book["Kết quả kiểm tra"]["F2"].value)


def test_the_command_writes_the_report(tiny_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "bieu.xlsx"
    file.write_bytes(workbook(ROWS))
    for name in ("a.csv", "a.json", "a.xlsx"):
        words = ["import", "--data", str(tiny_dir), str(file), "--check", "--vintage", NEWEST]
        assert main([*words, "--report", str(tmp_path / name)]) == 1
        assert (tmp_path / name).stat().st_size > 200


_STYLES = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s'
_STYLES += b"</styleSheet>"
SPOILT: dict[str, tuple[str, bytes]] = {
    "a name space nobody declared": ("docProps/core.xml", b"<x:y/>"),
    "a time that is none": (
        "docProps/core.xml",
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        b'core-properties" xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>x'
        b"</dcterms:created></cp:coreProperties>",
    ),
    "a filling that fills nothing": ("xl/styles.xml", _STYLES % b"<fills><fill/></fills>"),
    "no workbook among its parts": ("[Content_Types].xml", b"<Types/>"),
}
"""What others read and openpyxl does not: a part, and what stands in it."""


@pytest.mark.parametrize("name", SPOILT)
def test_a_workbook_that_cannot_be_marked_is_written_anew(read: Read, name: str) -> None:
    part, spoilt = SPOILT[name]
    content = repacked(workbook(ROWS), {part: spoilt})
    draft = read(content, tiny=True, vintage=NEWEST)
    assert draft.file.kind == "xlsx"
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(content, draft, lang="vi")))
    assert book["Biểu"]["B2"].value == "Ô Một"
    assert "không phải số" in book["Biểu"]["C2"].comment.text


def test_a_mistake_of_the_program_is_not_hidden(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("of the program")

    content = workbook(ROWS)
    draft = read(content, tiny=True, vintage=NEWEST)
    monkeypatch.setattr(marked, "load_workbook", fail)
    with pytest.raises(RuntimeError, match="of the program"):
        marked_workbook(content, draft, lang="vi")


NAMES = ("Biểu 1/2", "[x]*?:", "Một tên dài hơn ba mươi mốt chữ cái", "?", "a\0b\tc")


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_of_any_name_is_marked(read: Read, name: str) -> None:
    content = ods("".join(ods_row(*row) for row in ROWS))
    draft = read(content, tiny=True, vintage=NEWEST)
    (sheet,) = draft.file.sheets
    named = replace(draft.file, sheets=(replace(sheet, name=name),))
    faults = tuple(replace(each, sheet=name) for each in draft.faults)
    marked = marked_workbook(content, replace(draft, file=named, faults=faults), lang="vi")
    book = openpyxl.load_workbook(io.BytesIO(marked))
    assert "không phải số" in book.worksheets[0]["C2"].comment.text
