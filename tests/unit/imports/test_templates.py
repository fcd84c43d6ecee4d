"""Forms are read back without a touch, once they are filled in."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from geo.__main__ import main
from geo.documents.tables.request_form import request_form
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.imports.files.read import read_file
from geo.imports.tables.find import find_table
from geo.imports.tables.heads import indicator_names
from geo.imports.templates import LAYOUTS, Form, write_form
from geo.language.texts import LANGUAGES
from geo.targets.missing import wanted
from geo.targets.progress import all_progress
from tests.unit.imports.conftest import Read

TWO = ("forest_cover_pct", "population")


def filled(content: bytes, values: list[float], **words: str) -> bytes:
    """Fill the yellow cells in, from left to right and down; the last stay as they are."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    left = list(values)
    for row in sheet.iter_rows(min_row=5):
        for cell in row:
            if not cell.protection.locked and left and _takes_numbers(sheet, cell.coordinate):
                cell.value = left.pop(0)
    for coordinate, word in words.items():
        sheet[coordinate].value = word
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _takes_numbers(sheet, coordinate: str) -> bool:
    rules = [rule for rule in sheet.data_validations.dataValidation if coordinate in rule.sqref]
    return any(rule.type in ("decimal", "whole") for rule in rules)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("vintage", ["2015-01-01", "2022-07-01"])
def test_a_wide_form_is_read_back(read: Read, tiny: Facts, lang: str, vintage: str) -> None:
    form = Form(TWO, "commune", vintage, (2020, 2021))
    content = filled(write_form(tiny, form, lang=lang), [71.5, 72.5, 1100, 1200])
    draft = read(content, tiny=True)
    assert (draft.faults, draft.questions, draft.vintage) == ((), (), vintage)
    assert [(e.indicator_id, e.unit_code, e.year, e.value) for e in draft.figures] == [
        ("forest_cover_pct", "70001", 2020, 71.5),
        ("forest_cover_pct", "70001", 2021, 72.5),
        ("population", "70001", 2020, 1100),
        ("population", "70001", 2021, 1200),
    ]
    assert "sheet_left_out" not in {each.key for each in draft.warnings}


def test_a_long_form_is_read_back_with_its_words(read: Read, tiny: Facts) -> None:
    form = Form(("forest_cover_pct",), "commune", "2022-07-01", (2021,), "long")
    content = write_form(tiny, form, lang="vi")
    words = {"G5": "ước tính", "H5": "trên số này", "I5": "đo lại"}
    draft = read(filled(content, [71.5, 31.5], **words), tiny=True)
    assert (draft.faults, draft.questions) == ((), ())
    first, second = draft.figures
    assert (first.unit_code, first.value, first.flag, first.qualifier, first.note_vi) == (
        *("70001", 71.5, "estimate", "over", "đo lại"),
    )
    assert (second.unit_code, second.value, second.flag, second.qualifier) == (
        *("70007", 31.5, "official", "exact"),
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_indicator_of_the_province_is_understood(
    facts: Facts, lang: str, layout: str
) -> None:
    asked = [each for each in facts.indicators if each != facts.province.register.status]
    form = Form(tuple(asked), "district", "2024-12-01", (2024,), layout)
    file = read_file(write_form(facts, form, lang=lang), name="bieu.xlsx")
    names = indicator_names(facts)
    table = find_table(file.sheets[0], names)
    assert table is not None
    if layout == "wide":
        told = [head.indicator for head in table.heads if head.role == "figure"]
    else:
        column = table.column("indicator")
        rows = range(table.first, table.first + len(asked))
        cells = [str(table.cell(row, column)) for row in rows]
        told = [cell if cell in facts.indicators else names.find(cell) for cell in cells]
    assert told == asked


def test_only_what_is_to_be_filled_in_can_be_changed(tiny: Facts) -> None:
    form = Form(("ntm_criteria_met",), "commune", "2022-07-01", (2021,))
    book = openpyxl.load_workbook(BytesIO(write_form(tiny, form, lang="vi")))
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "D5"
    # the ward has no criteria
    open_cells = [c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked]
    assert open_cells == ["D5", "D7"]
    (one, _) = sheet.data_validations.dataValidation
    assert (one.type, one.formula1, one.formula2) == ("whole", "0", "19")


def test_the_forms_of_all_publications_are_read_back_in_both_languages(
    facts: Facts, read: Read
) -> None:
    atlas = Atlas(facts)
    for number, asked in enumerate(wanted(atlas, all_progress(atlas))):
        book = openpyxl.load_workbook(
            BytesIO(request_form(atlas, asked, lang=LANGUAGES[number % len(LANGUAGES)]))
        )
        (sheet,) = book.worksheets
        cells = [c for row in sheet.iter_rows() for c in row if not c.protection.locked]
        cells = [cell for cell in cells if _takes_numbers(sheet, cell.coordinate)]
        expected = []
        for cell, each in zip(cells, asked.cells, strict=True):
            cell.value = each.indicator.max or 5
            expected.append((each.indicator.indicator_id, each.unit.code, each.year, cell.value))
        out = BytesIO()
        book.save(out)
        draft = read(out.getvalue())
        assert {each.kind for each in draft.questions} <= {"scale"}
        assert [(e.indicator_id, e.unit_code, e.year, e.value) for e in draft.figures] == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_recognitions_are_asked_on_a_sheet_of_their_own(read: Read, tiny: Facts, lang: str) -> None:
    form = Form(("ntm_status", "forest_cover_pct"), "commune", "2022-07-01", (2025,))
    book = openpyxl.load_workbook(BytesIO(write_form(tiny, form, lang=lang)))
    figures, register, _ = book.worksheets
    assert not any("ntm" in str(cell.value).lower() for cell in figures[4])
    # a ward has no class: its row is closed
    asked = [c.coordinate for row in register.iter_rows() for c in row if not c.protection.locked]
    assert asked == [f"{column}{row}" for row in (5, 7) for column in "DEFGH"]
    (choices,) = register.data_validations.dataValidation
    labels = {"vi": "nông thôn mới kiểu mẫu", "en": "model NTM"}
    assert choices.formula1.strip('"').split(",")[-1] == labels[lang]
    for column, value in zip("DEFG", (labels[lang], "2025", "7/QĐ-VT", "31/12/2025"), strict=True):
        register[f"{column}5"].value = value
    figures["D5"].value = 61.5
    out = BytesIO()
    book.save(out)
    draft = read(out.getvalue(), tiny=True)
    assert (draft.faults, draft.questions) == ((), ())
    assert [(e.unit_code, e.year, e.value) for e in draft.figures] == [("70001", 2025, 61.5)]
    (one,) = draft.recognitions
    assert (one.vintage, one.commune_code, one.class_id, one.year, one.decision_no, one.date) == (
        *("2022-07-01", "70001", "model", 2025, "7/QĐ-VT", "2025-12-31"),
    )


def test_the_command_writes_forms(tiny_dir: Path, tmp_path: Path, read: Read) -> None:
    out = tmp_path / "bieu.xlsx"
    words = ["template", "--data", str(tiny_dir), "-o", str(out)]
    assert main([*words, "--indicator", "population", "--year", "2021", "--lang", "en"]) == 0
    assert read(filled(out.read_bytes(), [5]), tiny=True).ok
    assert main([*words, "--missing", "forest_cover_pct"]) == 0
    assert main([*words, "--indicator", "none", "--year", "2021"]) == 2
    assert main(words) == 2
