"""Spreadsheets made for tests, as departments and as pranksters make them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter

Cells = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Percent:
    """A number that is shown as per cent: ``Percent(0.45)`` is shown as 45%."""

    value: float


@dataclass(frozen=True)
class Formula:
    """A formula with the result that the program keeps; None for one that never was worked out."""

    text: str
    result: object


def workbook(
    sheets: Mapping[str, Cells] | Cells,
    *,
    merges: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[str] = (),
    hidden_sheets: Sequence[str] = (),
    filtered: str = "",
) -> bytes:
    """Write a workbook: rows by sheet, merged areas such as ``A1:C1`` on the first one."""
    named = sheets if isinstance(sheets, Mapping) else {"Biểu": sheets}
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    percent = book.add_format({"num_format": "0.0%"})
    for at, (name, rows) in enumerate(named.items()):
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                _write(sheet, row, column, value, percent)
        if name in hidden_sheets:
            sheet.hide()
        if at == 0:
            for area in merges:
                first = area.split(":")[0]
                value = _value_at(rows, first)
                sheet.merge_range(area, value)
            for row in hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            for column in hidden_columns:
                sheet.set_column(f"{column}:{column}", None, None, {"hidden": True})
            if filtered:
                sheet.autofilter(filtered)
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, percent: Any) -> None:
    if isinstance(value, Percent):
        sheet.write_number(row, column, value.value, percent)
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, value.result or "")
    elif value is not None and value != "":
        sheet.write(row, column, value)


def _value_at(rows: Cells, reference: str) -> Any:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return rows[int(reference[len(letters) :]) - 1][column - 1]


def csv_text(rows: Cells, *, separator: str = ",") -> str:
    """Write rows as CSV, cells as they are."""
    return "".join(separator.join(str(cell) for cell in row) + "\n" for row in rows)
