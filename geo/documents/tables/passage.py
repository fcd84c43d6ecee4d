"""The table of passage as a file for other systems: CSV, workbook, and a note on both."""

from datetime import datetime
from io import BytesIO

import pandas as pd

from geo.documents.tables.book import Book, write_notes, write_table
from geo.documents.tables.plain_csv import table_csv
from geo.figures.atlas import Atlas
from geo.figures.merger import Passage, newest_vintage, passages
from geo.language.texts import texts
from geo.places.districts import districts_text
from geo.places.unit_names import unit_name
from geo.reading.imprint import download_name
from geo.reading.merger.words import basis_line, source_ids_of
from geo.reading.notes import file_notes
from geo.reading.tables import source_table
from geo.reading.values import SEPARATOR

NOTES = ("codes", "shares", "use", "districts", "basis", "divided")
"""What the notes on the table speak of."""


def passage_table(atlas: Atlas, *, lang: str) -> pd.DataFrame:
    """Tabulate what every old unit shares with the units of the newest boundaries.

    Parameters
    ----------
    atlas
        The atlas.
    lang
        Language of the names and texts.

    Returns
    -------
    table : DataFrame
        One row per passage in the order of `geo.figures.merger.passages`: ``from_vintage``,
        ``from_code``, ``from_unit``, ``from_district``, ``to_vintage``, ``to_code``,
        ``to_unit`` (text), ``area_share``, ``population_share`` (0 to 1, NaN where not known),
        ``basis``, ``basis_text``, ``source_ids`` (text).
    """
    rows = [_row(atlas, each, lang) for each in passages(atlas)]
    return pd.DataFrame(rows, columns=_COLUMNS).astype(
        {"area_share": "float64", "population_share": "float64"}
    )


_COLUMNS = [
    *("from_vintage", "from_code", "from_unit", "from_district"),
    *("to_vintage", "to_code", "to_unit"),
    *("area_share", "population_share", "basis", "basis_text", "source_ids"),
]


def passage_csv(atlas: Atlas, *, lang: str) -> bytes:
    """Write the table of passage as CSV, as `geo.documents.tables.csv_geojson.to_csv` does."""
    return table_csv(passage_table(atlas, lang=lang))


def passage_xlsx(atlas: Atlas, *, lang: str, now: datetime | None = None) -> bytes:
    """Write the table of passage as a workbook with its sources and the notes on it."""
    t = texts(lang)
    target = BytesIO()
    book = Book(target)
    book.entitle(t("merger.file_title"), now)
    table = passage_table(atlas, lang=lang)
    keys = [key for ids in table["source_ids"] for key in ids.split(SEPARATOR) if key]
    sources = source_table(atlas, list(dict.fromkeys(keys)), lang=lang)
    write_table(book, book.file.add_worksheet(t("merger.sheet")), table, lang=lang)
    sheet = book.file.add_worksheet(t("export.sheet_sources"))
    write_table(book, sheet, sources, lang=lang)
    write_notes(book, passage_notes(atlas, lang=lang, now=now), lang)
    book.file.close()
    return target.getvalue()


def passage_notes(atlas: Atlas, *, lang: str, now: datetime | None = None) -> list[tuple[str, str]]:
    """Say how the table of passage is read and carried on: heading and text."""
    t = texts(lang)
    newest = newest_vintage(atlas.facts)
    notes = [
        (t(f"merger.note_{each}"), t(f"merger.note_{each}_text", newest=newest)) for each in NOTES
    ]
    return [*notes, *file_notes(atlas, lang=lang, now=now)]


def passage_note_file(atlas: Atlas, *, lang: str, now: datetime | None = None) -> bytes:
    """Write the notes as a plain text to lie beside the CSV."""
    lines = [f"{heading}: {text}" for heading, text in passage_notes(atlas, lang=lang, now=now)]
    return "\r\n".join([texts(lang)("merger.file_title"), "", *lines, ""]).encode("utf-8-sig")


def passage_file_name(
    atlas: Atlas, extension: str, *, lang: str, now: datetime | None = None
) -> str:
    """Name a file of the table of passage."""
    words = texts(lang)("merger.file")
    return download_name(atlas.facts.province, words, ending=extension, lang=lang, now=now)


def _row(atlas: Atlas, passage: Passage, lang: str) -> tuple[object, ...]:
    old, new = passage.old, passage.new
    return (
        *(old.vintage, old.code, unit_name(old, lang=lang)),
        districts_text(atlas.facts, old, lang=lang),
        *(new.vintage, new.code, unit_name(new, lang=lang)),
        *(passage.area_share, passage.population_share, passage.basis),
        basis_line(passage, lang=lang),
        SEPARATOR.join(source_ids_of(atlas, passage)),
    )
