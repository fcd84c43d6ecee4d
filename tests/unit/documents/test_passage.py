"""The table of passage as files that other systems read."""

import csv
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest

from geo.documents.tables.passage import (
    passage_csv,
    passage_file_name,
    passage_note_file,
    passage_table,
    passage_xlsx,
)
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.language.texts import texts

NOON = datetime(2026, 11, 26, 5, tzinfo=UTC)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_row_has_codes_names_shares_and_sources(tiny_atlas: Atlas) -> None:
    found = rows(passage_csv(tiny_atlas, lang="vi"))
    assert len(found) == 17
    assert found[5] == {
        "from_vintage": "2011-01-01",
        "from_code": "70016",
        "from_unit": "Xã Ô Hai",
        "from_district": "Huyện Bên Phải",
        "to_vintage": "2022-07-01",
        "to_code": "70010",
        "to_unit": "Xã Ô Mới",
        "area_share": "1.0",
        "population_share": "1.0",
        "basis": "documented",
        "basis_text": "theo văn bản; 400 người chuyển đi theo quyết định giả định; 600 người "
        "chuyển đi theo quyết định giả định",
        "source_ids": "thu-register",
    }


@pytest.mark.parametrize("name", ["=cmd()", "+1", "-1", "@a", "\tb"])
def test_a_hostile_name_stays_a_text(tiny: Facts, name: str) -> None:
    key = ("2011-01-01", "70004")
    atlas = Atlas(replace(tiny, units={**tiny.units, key: replace(tiny.units[key], name=name)}))
    # in English the name stands first in its cell
    written = {row["from_unit"] for row in rows(passage_csv(atlas, lang="en"))}
    assert f"'{name} Commune" in written
    book = openpyxl.load_workbook(BytesIO(passage_xlsx(atlas, lang="en", now=NOON)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_an_unknown_share_is_an_empty_cell(tiny: Facts) -> None:
    key = ("2015-01-01", "70001")
    unit = replace(tiny.units[key], area_km2=None)
    atlas = Atlas(replace(tiny, units={**tiny.units, key: unit}))
    found = [row for row in rows(passage_csv(atlas, lang="en")) if row["from_code"] == "701"]
    assert {row["area_share"] for row in found} == {""}
    assert all(row["population_share"] for row in found)


def test_the_workbook_has_the_table_its_sources_and_notes(tiny_atlas: Atlas) -> None:
    book = openpyxl.load_workbook(BytesIO(passage_xlsx(tiny_atlas, lang="vi", now=NOON)))
    assert book.sheetnames == ["Bảng quy đổi", "Nguồn", "Ghi chú"]
    sheet = book["Bảng quy đổi"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:3] == ["Ranh giới cũ, từ ngày", "Mã cũ", "Đơn vị cũ"]
    first = dict(zip(heads, [cell.value for cell in sheet[2]], strict=True))
    assert (first["Mã cũ"], first["Phần diện tích (0–1)"]) == ("70001", 1)
    assert sheet.max_row == 1 + len(passage_table(tiny_atlas, lang="vi"))
    notes = {row[0].value: row[1].value for row in book["Ghi chú"].iter_rows()}
    assert "2022-07-01" in notes["Mã"]


def test_the_notes_lie_beside_the_csv(tiny_atlas: Atlas) -> None:
    lines = passage_note_file(tiny_atlas, lang="en", now=NOON).decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Table of passage from former administrative units to the newest boundaries"
    assert any(line.startswith("Shares: area_share and population_share") for line in lines)
    assert any(
        line.startswith(f"{texts('en')('export.version')}: {tiny_atlas.facts.version}")
        for line in lines
    )
    assert passage_file_name(tiny_atlas, "csv", lang="en", now=NOON) == (
        "trial-region-2030-table-of-passage-2026-11-26.csv"
    )
