"""A comparison of two years as a file for other programs."""

from datetime import datetime

from geo.documents.tables.plain_csv import table_csv
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.compare.tables import change_table
from geo.reading.imprint import download_name
from geo.reading.values import indicator_name
from geo.views.compare.changes import Comparison


def change_csv(atlas: Atlas, comparison: Comparison, *, lang: str) -> bytes:
    """Write a comparison as CSV, as `geo.documents.tables.csv_geojson.to_csv` does."""
    return table_csv(change_table(atlas, comparison, lang=lang))


def change_file_name(
    atlas: Atlas, comparison: Comparison, *, lang: str, now: datetime | None = None
) -> str:
    """Name the file: the atlas, the indicator, both years and the level."""
    t = texts(lang)
    view = comparison.view
    named = (
        t("file.compare"),
        indicator_name(comparison.indicator, lang=lang),
        f"{comparison.earlier} {comparison.later}",
        t(f"file.{view.level}", vintage=view.vintage),
    )
    return download_name(atlas.facts.province, *named, ending="csv", lang=lang, now=now)
