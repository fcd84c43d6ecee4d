"""Files with one thing wrong each: exactly that is named, where it stands.

All are read against the made-up province; its newest boundaries are those of 2022-07-01.
"""

import struct
import subprocess
import sys
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from geo.imports.draft import Draft
from tests.support.sheets import (
    Formula,
    Percent,
    csv_text,
    far_packed,
    inline,
    ods,
    ods_row,
    packed,
    repacked,
    sheet_xml,
    workbook,
)
from tests.unit.imports.conftest import Read

FIXTURES = Path(__file__).parents[2] / "fixtures" / "sheets"
HEAD = ["Mã", "Tên đơn vị", "Tỷ lệ che phủ rừng 2021"]
ROWS = [["70001", "Ô Một", 71.5], ["70007", "Ô Ba", 31.5], ["70010", "Ô Mới", 30.5]]
GOOD = workbook([HEAD, *ROWS])
LONG = ["code", "indicator", "year", "value"]
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def wide(*rows: Sequence[Any], head: Sequence[Any] = HEAD, **how: Any) -> bytes:
    return workbook([head, *rows], **how)


def long(*rows: Sequence[Any], head: Sequence[Any] = LONG) -> bytes:
    return csv_text([head, *rows]).encode()


def with_value(value: Any) -> bytes:
    return wide(ROWS[0], ["70007", "Ô Ba", value], ROWS[2])


def figure(value: Any = 1, *, code: str = "70001", indicator: str = "forest_cover_pct") -> bytes:
    return long([code, indicator, 2021, value])


def lying_zip(real: int, said: int) -> bytes:
    """Pack a part of zeros whose size is said to be another one."""
    content = bytearray(packed({"xl/workbook.xml": b"\x00" * real}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        where = content.index(mark) + at
        content[where : where + 4] = struct.pack("<I", said)
    return bytes(content)


def encrypted_zip() -> bytes:
    content = bytearray(packed({"xl/workbook.xml": b"<a/>"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return bytes(content)


def otherwise_packed() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
    return out.getvalue()


def many_parts() -> bytes:
    return packed({"xl/workbook.xml": b"<a/>", **{f"a{n}": b"" for n in range(2_100)}})


def twice_the_same_part() -> bytes:
    parts = {"xl/workbook.xml": b"<a/>", "xl/workbook.xmm": b"<b/>"}
    return packed(parts).replace(b"workbook.xmm", b"workbook.xml")


def long_rows(count: int) -> bytes:
    """Write a sheet of many rows by hand, for speed."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, count + 1))
    return repacked(GOOD, {SHEET: sheet_xml(rows)})


def far_cell(reference: str) -> bytes:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>'
    return repacked(GOOD, {SHEET: sheet_xml(rows)})


BOMB = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 100 + b'"><!ENTITY c "&b;&b;">]><a>&c;</a>'
# what cannot be opened: one fault for the whole file
UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty_file"),
    "blank": (lambda: b"\xef\xbb\xbf \r\n \n", "empty_file"),
    "zeros": (lambda: b"\x00" * 5000, "empty_file"),
    "large": (lambda: b"a,b\n" * 6_000_000, "large_file"),
    "picture renamed": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 90, "is_image"),
    "photograph renamed": (lambda: b"\xff\xd8\xff\xe0" + b"\x01" * 90, "is_image"),
    "scan": (lambda: b"II*\x00" + b"\x01" * 90, "is_image"),
    "pdf renamed": (lambda: b"%PDF-1.7\n%\xe2\xe3", "is_pdf"),
    "rar": (lambda: b"Rar!\x1a\x07\x00" + b"\x01" * 90, "is_archive"),
    "gzip": (lambda: b"\x1f\x8b\x08\x00" + zlib.compress(b"a"), "is_archive"),
    "zip of files": (lambda: packed({"bieu.csv": b"a,b"}), "is_archive"),
    "rich text": (lambda: b"{\\rtf1 a}", "is_document"),
    "word": (lambda: packed({"word/document.xml": b"<a/>"}), "is_document"),
    "slides": (lambda: packed({"ppt/presentation.xml": b"<a/>"}), "is_document"),
    "old word": (lambda: OLE + "WordDocument".encode("utf-16-le"), "is_document"),
    "open text": (
        lambda: packed(
            {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}
        ),
        "is_document",
    ),
    "program": (lambda: b"MZ\x90\x00" + b"\x01" * 90, "is_program"),
    "web page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "is_page"),
    "xml table": (lambda: b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "is_page"),
    "binary workbook": (lambda: packed({"xl/workbook.bin": b"a"}), "is_xlsb"),
    "password of excel": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "packed in a way without a bound": (otherwise_packed, "damaged"),
    "letters that xml does not know": (
        lambda: repacked(GOOD, {SHEET: b'<?xml version="1.0" encoding="A0"?><worksheet/>'}),
        "damaged",
    ),
    "password of a zip": (encrypted_zip, "password"),
    "password of ods": (
        lambda: ods(ods_row("a"), manifest="<m><encryption-data/></m>"),
        "password",
    ),
    "unknown ole": (lambda: OLE, "unknown_file"),
    "binary": (lambda: bytes(range(1, 32)) * 40, "unknown_file"),
    "truncated": (lambda: GOOD[: len(GOOD) // 2], "damaged"),
    "bytes turned": (lambda: GOOD[:900] + b"\xff" * 40 + GOOD[940:], "damaged"),
    "without its end": (lambda: GOOD[:-30], "damaged"),
    "first bytes alone": (lambda: b"PK\x03\x04", "damaged"),
    "xls cut off": (lambda: (FIXTURES / "bieu.xls").read_bytes()[:5000], "unknown_file"),
    "xls of nothing": (lambda: OLE + "Workbook".encode("utf-16-le"), "damaged"),
    "xml cut off": (lambda: repacked(GOOD, {SHEET: b"<worksheet><sheetData>"}), "damaged"),
    "part missing": (lambda: repacked(GOOD, {"xl/workbook.xml": b"<workbook/>"}), "no_table"),
    "part twice": (twice_the_same_part, "damaged"),
    "part beyond all numbers": (lambda: far_packed({"xl/workbook.xml": b"<a/>"}), "damaged"),
    "size lied about": (lambda: lying_zip(1_000_000, 100), "damaged"),
    "size claimed": (lambda: lying_zip(1_000_000, 2**31), "bomb"),
    "bomb": (lambda: packed({"xl/workbook.xml": b"\x00" * 70_000_000}), "bomb"),
    "small bomb": (lambda: packed({"xl/workbook.xml": b" " * 9_000_000}), "bomb"),
    "many parts": (many_parts, "many_parts"),
    "path that climbs": (
        lambda: repacked(GOOD, {"../../etc/cron.d/a": b"x"}),
        "climbing_path",
    ),
    "path from the root": (lambda: repacked(GOOD, {"/etc/passwd": b"x"}), "climbing_path"),
    "path of windows": (lambda: repacked(GOOD, {"a\\..\\b": b"x"}), "climbing_path"),
    "entities in the sheet": (lambda: repacked(GOOD, {SHEET: BOMB}), "entities"),
    "entities in the styles": (lambda: repacked(GOOD, {"xl/styles.xml": BOMB}), "entities"),
    "entities in ods": (
        lambda: repacked(ods(ods_row("a")), {"content.xml": BOMB}),
        "entities",
    ),
    "rows": (lambda: long_rows(200_000), "many_rows"),
    "columns": (lambda: far_cell("XFD1"), "many_columns"),
    "last cell": (lambda: far_cell("XFD1048576"), "many_rows"),
    "spread": (lambda: far_cell("ZZ40000"), "many_columns"),
    "many cells": (lambda: far_cell("CV49999"), "many_cells"),
    "rows of ods": (lambda: ods(ods_row(1, repeated=1_000_000)), "many_rows"),
    "rows of csv": (lambda: b"1,2\n" * 200_000, "many_rows"),
    "columns of csv": (lambda: b",".join([b"1"] * 16_384), "many_columns"),
    "quotation mark open": (lambda: b'code,2021\n"70001,1\n70007,2\n', "no_csv"),
    "false mark": (lambda: b"\xef\xbb\xbf\xff\xfe\xfd", "no_text"),
    "letters nobody knows": (lambda: b"code;\xc4\xe5\xf1\xff\n1;2\n", "unknown_letters"),
    "no table": (lambda: workbook([["Kính gửi"], ["Báo cáo"]]), "no_table"),
    "numbers alone": (lambda: workbook([[1, 2], [3, 4]]), "no_table"),
    "head alone": (lambda: workbook([HEAD]), "no_figures"),
    "no figures": (lambda: wide(["70001", "Ô Một", ""], ["70007", "Ô Ba", "-"]), "no_figures"),
    "hidden sheet alone": (
        lambda: workbook({"A": [["Kính gửi"]], "B": [HEAD, *ROWS]}, hidden_sheets=["B"]),
        "no_table",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_said_in_one_fault(name: str, read: Read) -> None:
    make, key = UNREADABLE[name]
    content = make()
    began = time.monotonic()
    draft = read(content, tiny=True)
    assert time.monotonic() - began < 10
    assert [each.key for each in draft.faults] == [key]
    assert draft.figures == ()
    assert not draft.ok


LARGE = ("large", "bomb", "small bomb", "rows", "last cell", "many cells", "rows of ods")
"""Files that would take much memory to be read as they are."""
_READ_ALL = """
import sys
from pathlib import Path
from geo.imports.files.read import read_file
for file in sorted(Path(sys.argv[1]).iterdir()):
    assert read_file(file.read_bytes(), name=file.name).faults
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


def test_the_largest_are_refused_in_little_memory(tmp_path: Path) -> None:
    for name in (*LARGE, "rows of csv", "columns of csv"):
        (tmp_path / name).write_bytes(UNREADABLE[name][0]())
    # a process of its own: the most that one ever held is never less again
    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) * 1024 < 300_000_000


# what is wrong in a cell: the fault, its row and its column
FAULTY: dict[str, tuple[Callable[[], bytes], list[tuple[str, int | None, str]]]] = {
    "unknown code": (lambda: wide(*ROWS, ["70999", "", 1]), [("unknown_code", 5, "A")]),
    "code of letters": (
        lambda: long(["7000x", "forest_cover_pct", 2021, 1]),
        [("unmatched_name", 2, "A")],
    ),
    "code of other boundaries": (
        lambda: wide(*ROWS, ["70013", "Ô Đen", 1]),
        [("other_boundaries", 5, "B")],
    ),
    "names of other boundaries": (
        lambda: wide(*ROWS, ["", "Ô Hai", 1], ["", "Ô Đen", 2]),
        [("other_boundaries", 4, "B")],
    ),
    "code and name at odds": (
        lambda: wide(["70001", "Ô Ba", 1], *ROWS[1:]),
        [("code_and_name", 2, "B")],
    ),
    "unknown name": (lambda: wide(*ROWS, ["", "Ô Lạ Hoắc", 1]), [("unmatched_name", 5, "B")]),
    "hostile name": (
        lambda: wide(*ROWS, ["", "<img src=x onerror=alert(1)>", 1]),
        [("unmatched_name", 5, "B")],
    ),
    "name turned round": (lambda: wide(*ROWS, ["", "\u202eÔ Một", 1]), [("twice", 5, "C")]),
    "formula for a name": (
        lambda: wide(*ROWS, ["", "=cmd|' /C calc'!A0", 1]),
        [("unmatched_name", 5, "B")],
    ),
    "other marks": (lambda: wide(*ROWS, ["", "Ô Mọt", 1]), [("unmatched_name", 5, "B")]),
    "other kind": (lambda: wide(*ROWS, ["", "Phường Ô Một", 1]), [("unmatched_name", 5, "B")]),
    "figure without a unit": (lambda: wide(*ROWS, ["", "", 7]), [("no_unit", 5, "C")]),
    "text": (lambda: with_value("nhiều"), [("text_for_number", 3, "C")]),
    "two numbers in a cell": (lambda: with_value("12; 13"), [("text_for_number", 3, "C")]),
    "number with letters": (lambda: with_value("3l,5"), [("text_for_number", 3, "C")]),
    "digits of another script": (lambda: with_value("٣١"), [("text_for_number", 3, "C")]),
    "infinite": (lambda: with_value("inf"), [("text_for_number", 3, "C")]),
    "exponent": (lambda: with_value("1e5"), [("text_for_number", 3, "C")]),
    "too many digits": (lambda: with_value("3,1234567890123456"), [("long_number", 3, "C")]),
    "number beyond all": (lambda: with_value(1e215), [("long_number", 3, "C")]),
    "truth": (lambda: with_value(True), [("date_for_number", 3, "C")]),
    "formula not worked out": (
        lambda: with_value(Formula("=1+1", None)),
        [("formula_without_value", 3, "C")],
    ),
    "formula with an error": (
        lambda: with_value(Formula("=1/0", "#DIV/0!")),
        [("formula_error", 3, "C")],
    ),
    "error as text": (lambda: with_value("#REF!"), [("formula_error", 3, "C")]),
    "below its least": (lambda: with_value(-1), [("below_bound", 3, "C")]),
    "above its most": (lambda: with_value(131.5), [("above_bound", 3, "C")]),
    "range backward": (lambda: with_value("31-30"), [("range_backward", 3, "C")]),
    "two ways of numbers": (
        lambda: wide(["70001", "", "71,5"], ["70007", "", "31.5"], ["70010", "", "30,5"]),
        [("two_ways_of_numbers", 3, "C")],
    ),
    "two numbers": (
        lambda: wide(
            *ROWS[:2], ["70010", "Ô Mới", "1.234"], head=["Mã", "Tên", "Diện tích rừng 2021"]
        ),
        [("which_number", 4, "C")],
    ),
    "per cent of hectares": (
        lambda: wide(["70001", "", Percent(0.5)], head=["Mã", "Tên", "Diện tích rừng 2021"]),
        [("percent_of_other", 2, "C")],
    ),
    "sign of per cent for hectares": (
        lambda: wide(["70001", "", "50%"], head=["Mã", "Tên", "Diện tích rừng 2021"]),
        [("percent_of_other", 2, "C")],
    ),
    "other unit of measure": (
        lambda: wide(["70001", "", 5], head=["Mã", "Tên", "Diện tích rừng (nghìn ha) 2021"]),
        [("other_measure", 1, "C")],
    ),
    "unit of measure in brackets": (
        lambda: wide(["70001", "", 5], head=["Mã", "Tên", "Diện tích rừng (nghìn ha)"]),
        [("other_measure", 1, "C"), ("which_year", 1, "")],
    ),
    "shares for per cents": (
        lambda: wide(
            *[
                [code, "", value]
                for code, value in (("70001", 0.5), ("70007", 0.25), ("70010", 0.75))
            ],
            head=["Mã", "Tên", "Độ che tán từ vệ tinh 2021"],
        ),
        [("scale_below", 2, "C")],
    ),
    "people with decimals": (lambda: figure(10.5, indicator="population"), [("not_whole", 2, "D")]),
    "no class": (
        lambda: figure(7, indicator="ntm_status"),
        [("above_bound", 2, "D"), ("no_class", 2, "D"), ("of_the_register", 2, "D")],
    ),
    "class as a figure": (lambda: figure(1, indicator="ntm_status"), [("of_the_register", 2, "D")]),
    "ward not concerned": (
        lambda: figure(12, code="70007", indicator="ntm_criteria_met"),
        [("not_concerned", 2, "D")],
    ),
    "beyond its scale": (
        lambda: figure(20, indicator="ntm_criteria_met"),
        [("above_bound", 2, "D")],
    ),
    "unknown indicator": (lambda: figure(indicator="no_such"), [("unknown_indicator", 2, "B")]),
    "no indicator": (lambda: figure(indicator=""), [("unknown_indicator", 2, "B")]),
    "year of letters": (
        lambda: long(["70001", "forest_cover_pct", "hai", 1]),
        [("no_year", 2, "C")],
    ),
    "year of two digits": (
        lambda: long(["70001", "forest_cover_pct", 21, 1]),
        [("no_year", 2, "C")],
    ),
    "year to come": (
        lambda: long(["70001", "forest_cover_pct", 2031, 1]),
        [("year_to_come", 2, "D")],
    ),
    "columns swapped": (
        lambda: long(["forest_cover_pct", "70001", 2021, 1]),
        [("unmatched_name", 2, "A")],
    ),
    "unknown flag": (
        lambda: long(["70001", "forest_cover_pct", 2021, 1, "chắc"], head=[*LONG, "flag"]),
        [("unknown_word", 2, "E")],
    ),
    "unknown period": (
        lambda: long(["70001", "forest_cover_pct", 2021, 1, "quý 5"], head=[*LONG, "period"]),
        [("bad_period", 2, "D")],
    ),
    "period of another year": (
        lambda: long(
            ["70001", "forest_cover_pct", 2021, 1, "asof-2019-12-31"], head=[*LONG, "period"]
        ),
        [("period_of_other_year", 2, "D")],
    ),
    "twice": (
        lambda: long(
            ["70001", "forest_cover_pct", 2021, 1], ["70001", "forest_cover_pct", 2021, 2]
        ),
        [("twice", 3, "D")],
    ),
    "twice over two sheets": (
        lambda: workbook({"A": [HEAD, *ROWS], "B": [HEAD, ROWS[0]]}),
        [("twice", 2, "C")],
    ),
    "total off": (
        lambda: wide(
            ["70001", "", 100],
            ["70007", "", 200],
            ["", "Tổng cộng", 301],
            head=["Mã", "Tên", "Diện tích rừng 2012"],
        ),
        [("sum_differs", 4, "C")],
    ),
    "no year": (
        lambda: wide(["70001", "", 5], head=["Mã", "Tên", "Diện tích rừng"]),
        [("which_year", 1, "")],
    ),
    "no known indicator": (
        lambda: wide(["70001", "", 5], head=["Mã", "Tên", "Sản lượng cá 2021"]),
        [("which_indicator", 1, "C")],
    ),
    "two tables one below the other": (
        lambda: workbook(
            [
                ["NĂM 2021"],
                [*HEAD[:2], "Tỷ lệ che phủ rừng"],
                ROWS[0],
                ["", "NĂM 2022"],
                [*HEAD[:2], "Tỷ lệ che phủ rừng"],
                ROWS[1],
            ]
        ),
        [("another_table", 5, "A")],
    ),
    "two tables side by side": (
        lambda: wide(
            [*ROWS[0], *ROWS[1]], head=[*HEAD, "Mã", "Tên đơn vị", "Tỷ lệ che phủ rừng 2020"]
        ),
        [("two_blocks", 1, "D"), ("two_blocks", 1, "E")],
    ),
    "ordinary day": (
        lambda: ods(
            ods_row("Mã", "Tỷ lệ che phủ rừng 2021")
            + '<table:table-row><table:table-cell office:value-type="string"><text:p>70001</text:p>'
            '</table:table-cell><table:table-cell office:value-type="date" '
            'office:date-value="2021-02-01"><text:p>1/2</text:p></table:table-cell></table:table-row>'
        ),
        [("date_for_number", 2, "B")],
    ),
}


UNTOLD = ("names of other boundaries",)
"""Files that are about the boundaries themselves; of the others these are told."""


@pytest.mark.parametrize("name", FAULTY)
def test_what_is_wrong_is_said_where_it_stands(name: str, read: Read) -> None:
    make, expected = FAULTY[name]
    vintage = "" if name in UNTOLD else "2022-07-01"
    draft = read(make(), tiny=True, vintage=vintage)
    assert placed(draft) == expected
    assert not draft.ok


def placed(draft: Draft) -> list[tuple[str, int | None, str]]:
    findings = [*draft.faults, *(each.about for each in draft.questions)]
    return [(each.key, each.row, each.column) for each in findings]


def test_there_are_enough_of_them() -> None:
    assert len(UNREADABLE) + len(FAULTY) >= 80


# what is put right, and told
CLEANED: dict[str, tuple[Callable[[], bytes], str]] = {
    "macros": (lambda: repacked(GOOD, {"xl/vbaProject.bin": b"x"}), "macros"),
    "hidden rows": (lambda: wide(*ROWS, hidden_rows=[3]), "hidden_rows"),
    "hidden columns": (lambda: wide(*ROWS, hidden_columns=["B"]), "hidden_columns"),
    "hidden sheet": (
        lambda: workbook({"A": [HEAD, *ROWS], "B": [HEAD, *ROWS]}, hidden_sheets=["B"]),
        "hidden_sheet",
    ),
    "filter": (lambda: wide(*ROWS, filtered="A1:C4"), "filtered"),
    "head again on every page": (lambda: wide(*ROWS[:2], HEAD, ROWS[2]), ""),
    "another sheet of numbers": (
        lambda: workbook({"A": [HEAD, *ROWS], "B": [[1, 2], [3, 4]]}),
        "sheet_left_out",
    ),
    "another column of numbers": (
        lambda: wide(*[[*row, 9] for row in ROWS], head=[*HEAD, "Diện tích tự nhiên"]),
        "column_left_out",
    ),
    "column of a plan": (
        lambda: wide(*[[*row, 9] for row in ROWS], head=[*HEAD, "Kế hoạch 2025"]),
        "plan_column",
    ),
    "mean": (lambda: wide(*ROWS, ["", "Bình quân chung", 44.5]), "row_left_out"),
    "words among the units": (
        lambda: wide(*ROWS[:2], ["", "Khu vực ven suối", "xem phụ lục"], ROWS[2]),
        "row_left_out",
    ),
    "letters for numbers of rows": (
        lambda: wide(
            *[[letter, *row] for letter, row in zip("ABC", ROWS, strict=True)], head=["TT", *HEAD]
        ),
        "",
    ),
    "names apart": (
        lambda: wide(*[[r[0], unicodedata.normalize("NFD", r[1]), r[2]] for r in ROWS]),
        "",
    ),
    "zeros and spaces": (lambda: wide(["70001", "  ô  một ", 71.5], *ROWS[1:]), ""),
    "title and signature": (
        lambda: workbook([["BÁO CÁO"], [], HEAD, *ROWS, [], ["", "", "GIÁM ĐỐC"], ["", "(đã ký)"]]),
        "",
    ),
    "ods": (
        lambda: ods(
            "".join(ods_row(*row) for row in (HEAD, *ROWS)) + ods_row("", repeated=1_048_000)
        ),
        "other_suffix",
    ),
    "per cents of ods": (
        lambda: ods(
            "".join(
                ods_row(*row) for row in (HEAD, *[[a, b, Percent(c / 100)] for a, b, c in ROWS])
            )
        ),
        "other_suffix",
    ),
    "xls": (lambda: (FIXTURES / "bieu.xls").read_bytes(), "hidden_sheet"),
    "tcvn3": (lambda: _old_font("tcvn3"), "old_letters"),
    "vni": (lambda: _old_font("vni"), "old_letters"),
    "sep line": (
        lambda: b"sep=;\n" + csv_text([HEAD, *ROWS], separator=";").encode(),
        "other_suffix",
    ),
}


def _old_font(letters: str) -> bytes:
    """Write a text by hand in an old font: "Tên đơn vị", "Tỷ lệ che phủ rừng 2021"."""
    head, names = {
        "tcvn3": (
            b"M\xb7;T\xaan \xae\xacn v\xde;T\xfb l\xd6 che ph\xf1 r\xf5ng 2021",
            (b"M\xe9t", b"M\xedi"),
        ),
        "vni": (
            b"Ma\xf5;Te\xe2n \xf1\xf4n v\xf2;Ty\xfb le\xe4 che phu\xfb r\xf6\xf8ng 2021",
            (b"Mo\xe4t", b"M\xf4\xf9i"),
        ),
    }[letters]
    o = {"tcvn3": b"\xa4", "vni": b"O\xc2"}[letters]
    rows = [b"70001;" + o + b" " + names[0] + b";71,5", b"70007;" + o + b" Ba;31,5"]
    return b"\n".join([head, *rows, b"70010;" + o + b" " + names[1] + b";30,5"]) + b"\n"


@pytest.mark.parametrize("name", CLEANED)
def test_what_can_be_put_right_is_told(name: str, read: Read) -> None:
    make, key = CLEANED[name]
    draft = read(make(), tiny=True, vintage="2022-07-01")
    assert placed(draft) == []
    assert {each.unit_code: each.value for each in draft.figures} == {
        "70001": 71.5,
        "70007": 31.5,
        "70010": 30.5,
    }
    assert {each.year for each in draft.figures} == {2021}
    assert key in {each.key for each in draft.warnings} | {""}


def test_a_day_is_no_number(read: Read) -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, cells in enumerate([HEAD, ROWS[0]]):
        sheet.write_row(row, 0, cells)
    sheet.write_datetime(1, 2, date(2021, 5, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
    book.close()
    assert placed(read(out.getvalue(), tiny=True)) == [("date_for_number", 2, "C")]


def test_inline_texts_and_cells_without_references_are_read(read: Read) -> None:
    rows = (
        f'<row r="1">{inline("A1", "Mã")}{inline("B1", "Tỷ lệ che phủ rừng 2021")}</row>'
        f'<row r="2">{inline("A2", "70001")}<c r="B2"><v>71.5</v></c></row>'
    )
    draft = read(repacked(GOOD, {SHEET: sheet_xml(rows)}), tiny=True)
    assert placed(draft) == []
    assert [each.value for each in draft.figures] == [71.5]
