"""Comparisons as files for other programs: two years, two indicators, units over the years."""

from collections.abc import Sequence
from datetime import datetime

from geo.documents.tables.plain_csv import table_csv
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.texts import texts
from geo.reading.compare.tables import change_table, lines_table, pair_table, rank_table
from geo.reading.imprint import download_name
from geo.reading.values import indicator_name
from geo.views.compare.bivariate import Bivariate
from geo.views.compare.changes import Comparison
from geo.views.compare.lines import UnitLine
from geo.views.drawing import Drawing


def change_csv(atlas: Atlas, comparison: Comparison, *, lang: str) -> bytes:
    """Write a comparison as CSV, as `geo.documents.tables.csv_geojson.to_csv` does."""
    return table_csv(change_table(atlas, comparison, lang=lang))


def change_file_name(
    atlas: Atlas, comparison: Comparison, *, lang: str, now: datetime | None = None
) -> str:
    """Name the file: the atlas, the indicator, both years and the level."""
    years = f"{comparison.earlier} {comparison.later}"
    name = indicator_name(comparison.indicator, lang=lang)
    return compared_file_name(atlas, comparison.view, name, years, lang=lang, now=now)


def pair_csv(pair: Bivariate, *, lang: str) -> bytes:
    """Write two indicators as CSV, in the same form."""
    return table_csv(pair_table(pair, lang=lang))


def lines_csv(indicator_id: str, lines: Sequence[UnitLine], *, lang: str) -> bytes:
    """Write units over the years as CSV, in the same form."""
    return table_csv(lines_table(indicator_id, lines, lang=lang))


def rank_csv(atlas: Atlas, drawing: Drawing, *, lang: str) -> bytes:
    """Write the units of a drawing by their ranks as CSV, in the same form."""
    return table_csv(rank_table(atlas, drawing, lang=lang))


def compared_file_name(
    atlas: Atlas, view: View, *named: str, lang: str, now: datetime | None = None
) -> str:
    """Name a file of the page of comparisons: the atlas, what is compared, the level."""
    t = texts(lang)
    level = t(f"file.{view.level}", vintage=view.vintage)
    parts = (t("file.compare"), *named, level)
    return download_name(atlas.facts.province, *parts, ending="csv", lang=lang, now=now)
