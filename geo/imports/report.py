"""The report of a check as a file: a table, or data."""

import csv
import io
import json
from collections.abc import Iterator

from geo.imports.draft import Draft
from geo.imports.findings import Finding
from geo.imports.layers import LayersDraft
from geo.language.plain import inert
from geo.language.texts import texts

Made = Draft | LayersDraft
"""What came of a file."""
Kind = str
"""``fault``, ``question`` or ``warning``."""
COLUMNS = ("kind", "sheet", "row", "column", "value", "message", "remedy")


def found(made: Made) -> Iterator[tuple[Kind, Finding]]:
    """Go through what stands against a draft and what is worth knowing, the gravest first."""
    for fault in made.faults:
        yield "fault", fault
    for question in made.questions:
        yield "question", question.about
    for warning in made.warnings:
        yield "warning", warning


def report_rows(made: Made, *, lang: str) -> list[dict[str, object]]:
    """Return the report of a draft as rows of plain data.

    Parameters
    ----------
    made
        The draft.
    lang
        ``"vi"`` or ``"en"``.

    Returns
    -------
    rows : list of dict
        ``kind``, ``sheet``, ``row``, ``column``, ``value``, ``message``, ``remedy``.
    """
    return [{"kind": kind, **each.as_data(lang)} for kind, each in found(made)]


def report_json(made: Made, *, lang: str) -> bytes:
    """Write the report of a draft as JSON."""
    return json.dumps(report_rows(made, lang=lang), ensure_ascii=False, indent=1).encode()


def report_csv(made: Made, *, lang: str) -> bytes:
    """Write the report of a draft as CSV, with a mark by which a spreadsheet knows UTF-8."""
    t = texts(lang)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([t(f"report.{name}") for name in COLUMNS])
    for each in report_rows(made, lang=lang):
        cells = {**each, "kind": t(f"report.is_{each['kind']}")}
        writer.writerow([_cell(cells[name]) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return inert(value) if isinstance(value, str) else value
