"""The calculation behind a status as a file: CSV, or a workbook with its sources."""

from collections.abc import Sequence
from datetime import datetime

from geo.documents.tables.book import tables_to_xlsx
from geo.documents.tables.plain_csv import table_csv
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.progress.trace import trace, trace_table
from geo.reading.tables import source_table
from geo.targets.progress import Progress


def trace_csv(atlas: Atlas, measured: Sequence[Progress], *, lang: str) -> bytes:
    """Write traces as CSV, in the form of `geo.documents.tables.csv_geojson.to_csv`."""
    return table_csv(trace_table(atlas, measured, lang=lang))


def trace_xlsx(
    atlas: Atlas, measured: Sequence[Progress], *, lang: str, now: datetime | None = None
) -> bytes:
    """Write traces as a workbook: the steps, and the sources they rest on.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        Progress of the targets.
    lang
        Language.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        XLSX; formulas are texts, so nothing is computed on opening.
    """
    t = texts(lang)
    steps = trace_table(atlas, measured, lang=lang)
    keys = [
        key for each in measured for row in trace(atlas, each, lang=lang) for key in row.source_ids
    ]
    sources = source_table(atlas, list(dict.fromkeys(keys)), lang=lang)
    sheets = {t("targets.sheet"): steps, t("export.sheet_sources"): sources}
    return tables_to_xlsx(sheets, title=t("targets.sheet"), lang=lang, now=now)
