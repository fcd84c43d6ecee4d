"""A department's spreadsheet: from the file to the draft, and the largest that are taken."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

import xlsxwriter

from bench.exports import run_command
from bench.report import Verdict
from geo.facts.load import load_facts
from geo.facts.model import Facts
from geo.imports.draft import draft
from geo.imports.files.read import read_file
from geo.imports.files.scan import MOST_CELLS
from geo.imports.publishing import preview
from geo.places.units import level_units
from geo.store.long_table import Origin
from ui.server.settings import ROOT

DATA = ROOT / "data"
INDICATOR = "forest_cover_pct"
RUNS = 3
ORDINARY, WHOLE_COUNTRY, LARGEST = 3.0, 15.0, 10.0
"""Bounds in seconds: 65 units and 20 years to the preview, the figures of 3,321 units and 10
years to the preview, and the answer to the largest files that are taken."""
MEMORY_BYTES = 300_000_000
COLUMNS = 100
Rows = list[list[object]]


def measure_spreadsheets(say: Callable[[str], None]) -> Iterator[Verdict]:
    """Read each file and judge it by its bound."""
    facts = load_facts(DATA)
    say("Reading an ordinary spreadsheet ...")
    took = _to_preview(facts, _ordinary(facts))
    yield _verdict("65 units x 20 years: previewed in under 3 s", took, ORDINARY)
    say("Reading 33,000 figures ...")
    took = _to_preview(facts, _country(facts))
    yield _verdict("33,000 figures: previewed in under 15 s", took, WHOLE_COUNTRY)
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in (("wide", _wide()), ("long", _long())):
            say(f"Reading the largest {name} file ...")
            file = Path(folder) / f"{name}.xlsx"
            file.write_bytes(_workbook(rows))
            asked = ["import", str(file), "--check", "--json"]
            took, memory = run_command(asked, ends_with=(0, 1))
            yield _verdict(f"largest {name} file: answered in under 10 s", took, LARGEST)
            most = f"{memory / 1e6:.0f} MB"
            yield Verdict(f"largest {name} file: under 300 MB", most, memory < MEMORY_BYTES)


def _verdict(bound: str, seconds: float, most: float) -> Verdict:
    return Verdict(bound, f"{seconds:.2f} s", seconds < most)


def _to_preview(facts: Facts, content: bytes) -> float:
    """Return the median seconds from a file to the facts with its draft."""
    return statistics.median(_timed(partial(_preview, facts, content)) for _ in range(RUNS))


def _preview(facts: Facts, content: bytes) -> None:
    made = draft(facts, read_file(content, name="bench.xlsx"))
    if not made.ok:
        raise RuntimeError(f"refused: {made.as_data('en')['faults']}")
    preview(DATA, made, Origin("bench", "bench", date(2026, 1, 1), made.vintage))


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _ordinary(facts: Facts) -> bytes:
    """Return a workbook with a column for each of twenty years."""
    units = level_units(facts, level="commune", vintage=facts.province.default_vintage)
    name = facts.indicators[INDICATOR].name_vi
    years = range(2006, 2026)
    rows: Rows = [["Mã", "Tên xã", *(f"{name} {year}" for year in years)]]
    rows += [
        [unit.code, unit.name, *(30 + (at + year) % 400 / 10 for year in years)]
        for at, unit in enumerate(units)
    ]
    return _workbook(rows)


def _country(facts: Facts) -> bytes:
    """Return a long table of as many figures as 3,321 communes have in ten years."""
    vintages = facts.province.vintage_ids
    units = level_units(facts, level="commune", vintage=vintages[0])
    shares = [
        each.indicator_id
        for each in facts.indicators.values()
        if each.unit_vi == "%" and not each.unit_kinds and each.kind == "rate"
    ]
    rows: Rows = [["code", "indicator", "year", "value"]]
    figures = (
        [unit.code, indicator, year, 41.5]
        for indicator in shares
        for year in range(2006, 2016)
        for unit in units
    )
    return _workbook([*rows, *islice(figures, 33_210)])


def _wide() -> Rows:
    """Return as many cells as are taken, a hundred a row."""
    rows: Rows = [["Mã", "Tên", *(f"Cột {at}" for at in range(COLUMNS - 2))]]
    count = MOST_CELLS // COLUMNS - 1
    return rows + [[f"{at}", f"Ô {at}", *([at + 0.25] * (COLUMNS - 2))] for at in range(count)]


def _long() -> Rows:
    """Return as many rows as are taken, each with the same unit."""
    rows: Rows = [["code", "indicator", "year", "value"]]
    return rows + [["99999", INDICATOR, 1900 + at % 100, 41.5] for at in range(49_990)]


def _workbook(rows: Rows) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.xlsx"
        book = xlsxwriter.Workbook(str(file), {"constant_memory": True})
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        book.close()
        return file.read_bytes()
