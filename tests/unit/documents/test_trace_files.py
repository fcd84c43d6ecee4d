"""The calculation behind a status as a file."""

import csv
import io

import openpyxl

from geo.documents.tables.trace_files import trace_csv, trace_xlsx
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.progress.trace import trace_table
from geo.targets.progress import all_progress, measure_progress


def test_csv_is_inert_and_complete(atlas: Atlas) -> None:
    measured = all_progress(atlas, "52-ctr-tu")
    content = trace_csv(atlas, measured, lang="en")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(trace_table(atlas, measured, lang="en"))
    texts_of_rows = [row[column] for row in rows for column in ("formula", "result_text")]
    assert not [text for text in texts_of_rows if text[:1] in tuple("=+-@")]
    assert any(text.startswith("'+") for text in texts_of_rows)


def test_workbook_has_steps_and_sources(atlas: Atlas) -> None:
    measured = (measure_progress(atlas, atlas.facts.targets["ntm_share_2030"]),)
    book = openpyxl.load_workbook(io.BytesIO(trace_xlsx(atlas, measured, lang="vi")))
    t = texts("vi")
    assert book.sheetnames == [t("targets.sheet"), t("export.sheet_sources")]
    steps = list(book[t("targets.sheet")].iter_rows(values_only=True))
    assert steps[0][:3] == ("Mã mục tiêu", "Bước", "Công thức")
    observed = next(row for row in steps if row[1] == "Tốc độ đã đạt")
    assert observed[2] == "(60,57 − 28,18) / (2025 − 2020)"
    assert 6.478 in [cell for cell in observed if isinstance(cell, float)]
    formats = {
        cell.value: cell.number_format
        for row in book[t("targets.sheet")].iter_rows()
        for cell in row
    }
    assert (formats[6.478], formats[2028]) == ("General", "General")
    assert formats[2025] == "0"
    sources = [row[0] for row in book[t("export.sheet_sources")].iter_rows(values_only=True)]
    assert sources[1:] == ["52-ctr-tu-2022", "baolangson-2020-2xa", "giu-tam-ntm-2025"]
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds
