"""Spreadsheets made for tests, as departments and as pranksters make them."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
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
    book.set_properties({"created": datetime(2026, 1, 1)})
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


_ODS = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(rows: str, *, name: str = "Biểu", manifest: str = "<manifest/>") -> bytes:
    """Write an ODS file around the XML of its rows; see `ods_row`."""
    content = (
        f'<office:document-content xmlns:office="{_ODS}:office:1.0" '
        f'xmlns:table="{_ODS}:table:1.0" xmlns:text="{_ODS}:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="{name}">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {
            "mimetype": _ODS_TYPE.encode(),
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def ods_row(*cells: object, repeated: int = 1) -> str:
    """Return a row of an ODS sheet; a `Percent` is shown as one."""
    made = "".join(_ods_cell(value) for value in cells)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{made}</table:table-row>'


def _ods_cell(value: object) -> str:
    if isinstance(value, Percent):
        kind = f'office:value-type="percentage" office:value="{value.value}"'
        return f"<table:table-cell {kind}><text:p>{value.value}</text:p></table:table-cell>"
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"
    if value == "":
        return "<table:table-cell/>"
    kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts as a zip file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def far_packed(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts as a zip file that says of the first one to begin at the last of all 64 bits."""
    content = packed(parts)
    first, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    index, closing = bytearray(content[first:end]), bytearray(content[end:])
    name_ends = 46 + struct.unpack_from("<H", index, 28)[0]
    place = struct.pack("<HHQ", 1, 8, 2**64 - 1)
    struct.pack_into("<H", index, 30, len(place))
    struct.pack_into("<I", index, 42, 2**32 - 1)
    index[name_ends:name_ends] = place
    struct.pack_into("<I", closing, 12, len(index))
    return content[:first] + bytes(index) + bytes(closing)


def repacked(content: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """Return a packed file with parts put in, or taken out for None."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts: dict[str, bytes | None] = {n: archive.read(n) for n in archive.namelist()}
    parts |= changes
    return packed({name: part for name, part in parts.items() if part is not None})


def sheet_xml(rows: str) -> bytes:
    """Return the XML of an XLSX sheet around the XML of its rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def inline(reference: str, text: str) -> str:
    """Return a cell of an XLSX sheet that holds its text itself."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'
