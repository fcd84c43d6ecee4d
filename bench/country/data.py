"""A made-up province of as many communes as the country has: real ones, laid side by side.

Only the shapes are real. Names, codes and figures are made up and look it; they live in a folder
that is thrown away after the measurement.
"""

import csv
import json
import random
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pandas as pd

from geo.boundaries.choose import build_boundaries
from geo.facts.load import load_facts
from geo.facts.particulars import Grid
from geo.facts.tables import ATOMS, INDICATORS, OBSERVATIONS, RUNS, TABLES, UNITS, Table
from ui.server.settings import ROOT

UNITS_IN_ALL = 3321
"""Communes, wards and special zones of the country since 1 July 2025."""
INDICATOR, VINTAGE = "thu_pct", "2025-07-01"
YEARS = tuple(range(2016, 2026))
_CODE = "99"
_ACROSS = 8
"""Copies of the real communes in a row of the tiling."""
_SOURCE = "thu"
_SAID_VI, _SAID_EN = "hình lặp lại, để thử tốc độ", "copied shapes, to try the speed"
Row = dict[str, object]


def write_country(folder: Path, units: int = UNITS_IN_ALL) -> Path:
    """Write a data folder of so many communes, with its boundaries built, and return it."""
    (folder / "gazetteer").mkdir(parents=True)
    shipped = ROOT / "data"
    runs, grid = _tiled(shipped, units)
    codes = [_code(number) for number in range(1, units + 1)]
    (folder / "province.json").write_text(json.dumps(_province(grid, units)), encoding="utf-8")
    written = {
        UNITS.name: _units(codes),
        "sources": [_source()],
        INDICATORS.name: [_indicator()],
        OBSERVATIONS.name: _figures(codes),
    }
    for table in TABLES:
        if table is not ATOMS:
            _write(folder, table, written.get(table.name, []))
    _atoms(runs).to_csv(folder / ATOMS.file, index=False)
    runs.to_csv(folder / RUNS.file, index=False)
    facts = load_facts(folder)
    build_boundaries(facts, data_folder=folder, out_folder=folder / "boundaries")
    return folder


def _tiled(shipped: Path, units: int) -> tuple[pd.DataFrame, Grid]:
    """Return the runs of the communes of today, copied beside each other, and their grid."""
    grid = load_facts(shipped).province.grid
    atoms = pd.read_csv(shipped / ATOMS.file, dtype={f"commune_{VINTAGE}": str})
    own = dict(zip(atoms["atom"], atoms[f"commune_{VINTAGE}"].rank(method="dense"), strict=True))
    one = pd.read_csv(shipped / RUNS.file)
    one["atom"] = one["atom"].map(own).astype(int)
    many = int(one["atom"].max())
    tiles = -(-units // many)
    copies = []
    for at in range(tiles):
        copy = one.copy()
        copy["row"] += at // _ACROSS * grid.rows
        copy[["col_start", "col_end"]] += at % _ACROSS * grid.columns
        copy["atom"] += at * many
        copies.append(copy)
    runs = pd.concat(copies)
    down = -(-tiles // _ACROSS)
    wide = replace(grid, rows=grid.rows * down, columns=grid.columns * _ACROSS)
    return runs[runs["atom"] <= units], wide


def _atoms(runs: pd.DataFrame) -> pd.DataFrame:
    """Return an atom for every commune."""
    cells = (runs["col_end"] - runs["col_start"]).groupby(runs["atom"]).sum()
    codes = [_code(at) for at in cells.index]
    own = {"atom": cells.index, f"commune_{VINTAGE}": codes, "cells": cells.to_numpy()}
    return pd.DataFrame(own).assign(district_code="")


def _code(number: int) -> str:
    return str(10_000 + number)


def _province(grid: Grid, units: int) -> Row:
    """Return what stands in ``province.json``."""
    names = {"name_vi": "Nước thử", "name_en": "Trial country"}
    credit = {"boundary_credit_vi": _SAID_VI, "boundary_credit_en": _SAID_EN}
    said = {"text_vi": _SAID_VI, "text_en": _SAID_EN}
    register = ("status", "communes_met", "criteria_met", "second_class_share")
    own: Row = {
        "code": _CODE,
        "district_end": None,
        "default_vintage": VINTAGE,
        "vintages": [_vintage(units)],
        "themes": [_theme()],
        "grid": asdict(grid),
        "boundary_notes": [said],
        "programme": "thu",
        "horizon": 2030,
        "time_zone": {"name": "Asia/Ho_Chi_Minh", "utc_offset_hours": 7},
        "register": dict.fromkeys(register),
        "aims": [said],
    }
    return names | credit | own


def _vintage(units: int) -> Row:
    return {
        "id": VINTAGE,
        "label_vi": "Từ 01/7/2025",
        "label_en": "From 1 July 2025",
        "valid_from": None,
        "valid_to": None,
        "communes": units,
        "has_geometry": True,
        "has_districts": False,
        "source_id": _SOURCE,
    }


def _theme() -> Row:
    return {
        "id": "thu",
        "name_vi": "Thử",
        "name_en": "Trial",
        "palette": "YlGnBu",
        "communes_by_zone": False,
        "default": {
            "indicator": INDICATOR,
            "year": YEARS[-1],
            "level": "commune",
            "vintage": VINTAGE,
        },
    }


def _units(codes: Sequence[str]) -> list[Row]:
    own: Row = {"vintage": VINTAGE, "area_source_id": _SOURCE}
    whole = {"code": _CODE, "kind": "province", "name": "Nước thử", "name_ascii": "Nuoc thu"}
    communes = [
        own
        | {"code": code, "kind": "commune", "parent_code": _CODE, "area_km2": 100}
        | {"name": f"thử {code[1:]}", "name_ascii": f"thu {code[1:]}"}
        for code in codes
    ]
    return [own | whole | {"area_km2": 100 * len(codes)}, *communes]


def _source() -> Row:
    return {
        "source_id": _SOURCE,
        "title": "Số liệu để thử",
        "publisher": "Không ai",
        "retrieved": "2026-01-01",
        "kind": "other",
    }


def _indicator() -> Row:
    return {
        "indicator_id": INDICATOR,
        "theme": "thu",
        "name_vi": "Tỷ lệ thử",
        "name_en": "Trial rate",
        "unit_vi": "%",
        "unit_en": "%",
        "kind": "rate",
        "direction": 1,
        "min": 0,
        "max": 100,
        "decimals": 1,
        "definition_vi": "Số để thử.",
        "definition_en": "Figures to try.",
        "temporal": "stock",
        "carry": "never",
        "share": "none",
        "aggregate": "never",
        "max_age_years": 5,
        "breaks": "20;40;60;80",
        "default_rank": 1,
    }


def _figures(codes: Sequence[str]) -> list[Row]:
    """Return a figure for every commune and year, the same ones each time."""
    dice = random.Random(1)
    own: Row = {"indicator_id": INDICATOR, "unit_kind": "commune", "vintage": VINTAGE}
    own |= {"period": "year", "flag": "official", "source_id": _SOURCE, "qualifier": "exact"}
    return [
        own | {"unit_code": code, "year": year, "value": f"{dice.uniform(0, 100):.1f}"}
        for code in codes
        for year in YEARS
    ]


def _write(folder: Path, table: Table, rows: Sequence[Row]) -> None:
    vintages = [f"commune_{VINTAGE}"] if table.by_vintage else []
    with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*table.column_names, *vintages])
        writer.writeheader()
        writer.writerows(rows)
