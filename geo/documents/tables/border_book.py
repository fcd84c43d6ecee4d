"""Every figure of the border economy as a workbook, one row each with its basis and source."""

from datetime import datetime

import pandas as pd

from geo.documents.tables.book import tables_to_xlsx
from geo.figures.atlas import Atlas
from geo.figures.border.catalogue import border_rows
from geo.language.texts import texts
from geo.reading.border.words import flag_word, row_note, row_time, row_value, row_where
from geo.reading.tables import source_table
from geo.reading.values import indicator_name, indicator_unit

_COLUMNS = {
    "indicator_text": "str",
    "unit": "str",
    "value": "float64",
    "value_max": "float64",
    "measure": "str",
    "text": "str",
    "year": "Int64",
    "period_text": "str",
    "flag_text": "str",
    "source_ids": "str",
    "note": "str",
}


def border_table(atlas: Atlas, *, lang: str) -> pd.DataFrame:
    """Tabulate every figure of the border economy.

    Parameters
    ----------
    atlas
        The atlas.
    lang
        Language of the texts.

    Returns
    -------
    table : DataFrame
        One row per figure, plans included and called so: `indicator_text` names the basis, `unit`
        the place, `value` and `value_max` the number in the unit `measure`, `text` the number as it
        is printed, `year`, `period_text`, `flag_text`, `source_ids`, `note`. Values of two bases or
        of two lengths of time stand in rows of their own, never in two columns.
    """
    rows = [
        {
            "indicator_text": indicator_name(atlas.facts.indicators[row.indicator_id], lang=lang),
            "unit": row_where(atlas, row, lang=lang),
            "value": row.value,
            "value_max": row.value_max,
            "measure": indicator_unit(atlas.facts.indicators[row.indicator_id], lang=lang),
            "text": row_value(atlas, row, lang=lang),
            "year": row.year,
            "period_text": row_time(atlas, row, lang=lang),
            "flag_text": flag_word(row, lang=lang),
            "source_ids": row.source_id,
            "note": row_note(row, lang=lang),
        }
        for row in border_rows(atlas)
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def border_book(atlas: Atlas, *, lang: str, now: datetime | None = None) -> bytes:
    """Write the figures and their sources as a workbook; the parameters are those of the others."""
    t = texts(lang)
    sources = list(dict.fromkeys(row.source_id for row in border_rows(atlas)))
    tables = {
        t("border.sheet_figures"): border_table(atlas, lang=lang),
        t("export.sheet_sources"): source_table(atlas, sources, lang=lang),
    }
    return tables_to_xlsx(tables, title=t("border.figures_title"), lang=lang, now=now)
