"""Spreadsheets as they never should come: odd cells, odd letters, bytes turned."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from geo.figures.atlas import Atlas
from geo.imports.draft import draft
from geo.imports.files.read import read_file
from geo.imports.marked import marked_workbook
from geo.imports.report import report_csv
from geo.language.texts import LANGUAGES
from tests.fuzz.targets import World
from tests.fuzz.texts import ODD
from tests.fuzz.turned import turned
from tests.support.sheets import Percent, csv_text, ods, ods_row, packed, repacked, workbook

HEADS = (
    *("STT", "Mã", "Tên đơn vị", "Huyện", "Năm", "Số liệu", "code", "indicator", "value", "year"),
    *("Tỷ lệ che phủ rừng (%)", "Tỷ lệ che phủ rừng 2021", "2020", "Năm 2021", "Ghi chú", "Mức"),
    *("Diện tích rừng (nghìn ha)", "Kế hoạch 2025", "Loại", "name_vi", "period", "flag", ""),
)
CELLS = (
    *("70001", "70007", "VN7770010", "Ô Một", "ô mới", "P. Ô Ba", "O Hai", "Huyện Bên Trái", "I"),
    *("Tổng cộng", "Toàn tỉnh", "-", "…", "không có", "1.234", "1.234,5", "12,5%", "trên 62"),
    *("1-2", "forest_cover_pct", "2021", "kiểu mẫu", "year", "asof-2021-12-31", "=1+1", "#REF!"),
    *("(1)", "X.", "II. Bên Phải", "Ghi chú: abc", "A", "B", "1", "70001.0"),
)
GOOD = (
    ["Mã", "Tên đơn vị", "Tỷ lệ che phủ rừng 2021"],
    ["70001", "Ô Một", "71.5"],
    ["70007", "Ô Ba", "31.5"],
)

_OLD = Path(__file__).parents[1] / "fixtures" / "sheets" / "bieu.xls"
_SPOTS = (r'(\s[\w:]+="[^"]*")', r'="([^"]*)"', r"(<[\w:]+[^<>]*/>)", r">([^<>]+)<", r"(\0)")
"""An attribute, its value, an element, a text; and what no part has: such a one is left out."""
_VALUES = ("", "-1", "99999999999", "x", "1e999", "A0", "ZZZZ9", "true", "utf-7", "&#0;")


def spreadsheets(_atlas: Atlas) -> st.SearchStrategy[bytes]:
    """Return files: CSV, XLSX and ODS of odd cells, or with some bytes turned."""
    old = st.builds(_OLD.read_bytes)
    spoilt = (turned(_csv()), turned(_xlsx()), turned(old), _repacked(), _remade())
    return st.one_of(_csv(), _xlsx(), _ods(), *spoilt)


_number = st.integers(-9, 10**6) | st.floats(allow_nan=False, allow_infinity=False)
_text = st.sampled_from([*CELLS, *HEADS]) | st.sampled_from(ODD) | st.text(max_size=8)
_cell = _text | _number


@st.composite
def _rows(draw: st.DrawFn) -> list[list[Any]]:
    """Return a good table with odd cells and rows put in, or odd rows alone."""
    rows: list[list[Any]] = [list(row) for row in GOOD] if draw(st.booleans()) else []
    heads = st.lists(st.sampled_from(HEADS), min_size=1, max_size=6)
    cells = st.lists(_cell, max_size=6)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(rows)))
        rows.insert(at, draw(heads | cells))
    if rows and draw(st.booleans()):
        row = draw(st.sampled_from(rows))
        if row:
            row[draw(st.integers(0, len(row) - 1))] = draw(_cell)
    return rows


@st.composite
def _csv(draw: st.DrawFn) -> bytes:
    text = csv_text(draw(_rows()), separator=draw(st.sampled_from([",", ";", "\t", "|"])))
    codec = draw(st.sampled_from(["utf-8"] * 4 + ["utf-8-sig", "utf-16", "cp1258", "latin-1"]))
    return text.encode(codec, "surrogatepass" if codec == "utf-8" else "replace")


@st.composite
def _xlsx(draw: st.DrawFn) -> bytes:
    rows = [[_plain(value) for value in row] for row in draw(_rows())]
    rows += [["70010", "Ô Mới", Percent(0.5)]] if draw(st.booleans()) else []
    hidden = [2] if draw(st.booleans()) else []
    merges = ["A1:B2"] if rows and rows[0] and draw(st.booleans()) else []
    return workbook(rows, hidden_rows=hidden, merges=merges)


@st.composite
def _ods(draw: st.DrawFn) -> bytes:
    rows = "".join(
        ods_row(*map(_in_xml, row), repeated=draw(st.sampled_from([1, 1, 1, 3, 10**6])))
        for row in draw(_rows())
    )
    return ods(rows)


@st.composite
def _repacked(draw: st.DrawFn) -> bytes:
    """Return a workbook whose sheet has bytes turned, packed as it should be."""
    with zipfile.ZipFile(io.BytesIO(workbook(GOOD))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    part = parts[name].decode()
    at = draw(st.integers(0, len(part)))
    odd = st.sampled_from(['"', "<", "r=", "99999999", "A1", "XFD1", "</row>", "<c/>", "<v>", ""])
    put = draw(odd)
    return packed(parts | {name: (part[:at] + put + part[at + len(put) :]).encode()})


@st.composite
def _remade(draw: st.DrawFn) -> bytes:
    """Return a workbook with one of its parts left out, or an attribute or a value of it spoilt."""
    with zipfile.ZipFile(io.BytesIO(workbook(GOOD, merges=["A1:B1"], filtered="A1:C3"))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    pattern = draw(st.sampled_from(_SPOTS))
    spots = list(re.finditer(pattern, parts[name]))
    if spots:
        spot = draw(st.sampled_from(spots))
        start, end = spot.span(1)
        parts[name] = parts[name][:start] + draw(st.sampled_from(_VALUES)) + parts[name][end:]
    else:
        del parts[name]
    return packed({name: part.encode() for name, part in parts.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(char for char in value if char.isprintable())[:200]
    return value if abs(value) < 1e300 else 0


def _in_xml(value: Any) -> Any:
    value = _plain(value)
    if not isinstance(value, str):
        return value
    return value.replace("&", "&amp;").replace("<", "&lt;")


def read_spreadsheet(world: World, content: bytes) -> bool:
    """Read a file to its draft and its reports; whatever it is, that is no error."""
    file = read_file(content, name="bieu.xlsx")
    made = draft(world.atlas.facts, file)
    for lang in LANGUAGES:
        json.dumps(made.as_data(lang), ensure_ascii=False, allow_nan=False).encode()
        report_csv(made, lang=lang)
    marked_workbook(content, made, lang=LANGUAGES[0])
    assert bool(made.faults or made.questions) != made.ok
    return bool(made.figures)


FINDS: tuple[bytes, ...] = (
    repacked(workbook(GOOD), {"xl/workbook.xml": b'<?xml version="1.0" encoding="A0"?><a/>'}),
    b"",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "Workbook".encode("utf-16-le"),
    b"PK\x03\x04",
    b"code,2021\n\xff\xfe,\n",
    b"a;b\n1;2",
    csv_text([*GOOD[:2], ("Loại", "STT", *GOOD[0][::2]), HEADS[16:17], ("STT",), GOOD[2]]).encode(),
)
