"""A drawing as a table: the accessible twin of the map, and what every export is written from."""

from collections.abc import Sequence

import pandas as pd

from geo.facts.model import Source
from geo.figures.atlas import Atlas, Cell
from geo.figures.gate_figures import gate_cell
from geo.language.texts import pick, texts
from geo.places.districts import districts_text
from geo.places.unit_names import unit_name
from geo.reading.class_labels import class_labels
from geo.reading.gates import gate_name
from geo.reading.revisions import release_text, revision_text
from geo.reading.sources.words import (
    source_kind,
    source_language,
    source_publisher,
    source_title,
)
from geo.reading.values import (
    SEPARATOR,
    basis_text,
    cell_text,
    flag_text,
    note_text,
    period_text,
)
from geo.views.drawing import Drawing
from geo.views.filters import NO_FILTER, Filter, kept

_SOURCE_COLUMNS = [
    *("source_id", "title", "publisher", "number", "published", "retrieved"),
    *("kind", "kind_text", "language", "url", "original_url", "note"),
]
_NUMBERS = ("value", "value_max", "gap", "pace", "lat", "lon")
_INTEGERS = ("class_index", "rank", "observed_year")


def view_table(
    atlas: Atlas, drawing: Drawing, *, lang: str, chosen: Filter = NO_FILTER
) -> pd.DataFrame:
    """Tabulate a drawing, one row per unit that a filter keeps.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language of the texts; codes are the same in both.
    chosen
        The filter; ranks stay those among all units.

    Returns
    -------
    table : DataFrame
        In the order of the drawing, index 0 to n - 1, with the columns

        - `code`, `unit`, `district`: text; the district or the former ones, parted by commas,
          empty above communes
        - `value`, `value_max`: float in the indicator's unit, NaN where unknown and for
          membership of the economic zone, which is no number
        - `gap`: float, only in the gap mode
        - `text`: the value as it is printed, empty where unknown
        - `class_index` (Int64), `class_label`, `rank` (Int64)
        - `basis`, `basis_text`
        - `observed_year` (Int64), `period`, `period_text`
        - `flag`, `flag_text`: for a class of the new-rural-area programme its evidence
        - `revised`: what else was published of the figure, empty where nothing was
        - `release`: in which revision it was published; no such column where nothing was
        - `source_ids` joined by `SEPARATOR`, `note`

        No unit gives no row and the same columns.
    """
    labels = class_labels(atlas, drawing, lang=lang)
    rows = [
        {
            "code": cell.unit.code,
            "unit": unit_name(cell.unit, lang=lang),
            "district": districts_text(atlas.facts, cell.unit, lang=lang),
            **_measured(drawing, cell, number),
            "text": cell_text(atlas, drawing.indicator, cell, lang=lang),
            "class_index": index,
            "class_label": "" if index is None else labels[index],
            "rank": drawing.ranks.get(cell.unit.code),
            **_provenance(drawing, cell, lang),
            "revised": revision_text(atlas, drawing.indicator, cell, lang=lang),
            "release": release_text(atlas, cell.releases, lang=lang) if cell.known else "",
        }
        for cell, number, index, keeps in zip(
            drawing.cells,
            drawing.numbers,
            drawing.indices,
            kept(atlas, drawing, chosen),
            strict=True,
        )
        if keeps
    ]
    return _typed(pd.DataFrame(rows, columns=_columns(atlas, drawing)))


def source_table(atlas: Atlas, source_ids: Sequence[str], *, lang: str) -> pd.DataFrame:
    """Tabulate sources, one row per document.

    Parameters
    ----------
    atlas
        The atlas.
    source_ids
        Ids of the sources, each once, in the order wanted.
    lang
        Language. For Vietnamese readers titles and publishers are Vietnamese, else in their own.

    Returns
    -------
    table : DataFrame
        Text columns `source_id`, `title`, `publisher`, `number`, `published`, `retrieved`,
        `kind`, `kind_text`, `language`, `url`, `original_url`, `note`; no id gives no row and
        the same columns.

    Raises
    ------
    KeyError
        No source has that id.
    """
    sources = [atlas.facts.sources[key] for key in source_ids]
    rows = [_source_row(source, lang) for source in sources]
    return pd.DataFrame(rows, columns=_SOURCE_COLUMNS, dtype="str")


def _source_row(source: Source, lang: str) -> dict[str, str]:
    worded = {
        "title": source_title(source, lang=lang),
        "publisher": source_publisher(source, lang=lang),
        "kind_text": source_kind(source, lang=lang),
        "language": source_language(source, lang=lang) if source.url else "",
        "note": pick(source, "note", lang),
    }
    written = [column for column in _SOURCE_COLUMNS if column not in worded]
    return worded | {column: getattr(source, column) for column in written}


def gate_table(atlas: Atlas, drawing: Drawing, *, lang: str) -> pd.DataFrame:
    """Tabulate the gates of a drawing, one row per gate or road.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing, whose indicator and year give the figures.
    lang
        Language of the texts.

    Returns
    -------
    table : DataFrame
        Text columns `gate`, `gate_kind`; then `value` and `value_max` of the whole year, NaN
        where there is none; `text`, `period_text`, `flag_text`, `source_ids`, `note`; then its
        point in degrees as `lat` and `lon`, and in `place_text` whose point that is.
    """
    t = texts(lang)
    words = ("text", "period_text", "flag_text", "source_ids", "note")
    rows = []
    for gate in atlas.facts.gates.values():
        cell = gate_cell(atlas, drawing.view, gate)
        known = {} if cell is None else _gate_figure(atlas, drawing, cell, lang)
        named = {"gate": gate_name(gate, lang=lang), "gate_kind": t(f"gate.{gate.kind}")}
        place = t(f"gate.place_{gate.coord_quality}")
        placed = {"lat": gate.lat, "lon": gate.lon, "place_text": place}
        rows.append(named | dict.fromkeys(words, "") | known | placed)
    columns = ["gate", "gate_kind", "value", "value_max", *words, "lat", "lon", "place_text"]
    return _typed(pd.DataFrame(rows, columns=columns))


def _gate_figure(atlas: Atlas, drawing: Drawing, cell: Cell, lang: str) -> dict[str, object]:
    text = cell_text(atlas, drawing.indicator, cell, lang=lang)
    numbers = {"value": cell.value, "value_max": cell.value_max, "text": text}
    return numbers | _provenance(drawing, cell, lang)


def _columns(atlas: Atlas, drawing: Drawing) -> list[str]:
    gap = [drawing.view.mode] if drawing.view.mode != "value" else []
    release = ["release"] if atlas.facts.published else []
    return [
        *("code", "unit", "district", "value", "value_max", *gap, "text"),
        *("class_index", "class_label", "rank", "basis", "basis_text"),
        *("observed_year", "period", "period_text", "flag", "flag_text"),
        *("revised", *release, "source_ids", "note"),
    ]


def _measured(drawing: Drawing, cell: Cell, number: float | None) -> dict[str, float | None]:
    """Return the numbers of a cell; the value of a zone's class is only its place in a list."""
    is_number = drawing.kind != "zone"
    numbers = {
        "value": cell.value if is_number else None,
        "value_max": cell.value_max if is_number else None,
    }
    return numbers | {drawing.view.mode: number} if drawing.view.mode != "value" else numbers


def _provenance(drawing: Drawing, cell: Cell, lang: str) -> dict[str, object]:
    return {
        "basis": cell.basis,
        "basis_text": basis_text(cell, lang=lang),
        "observed_year": cell.observed_year,
        "period": cell.period,
        "period_text": period_text(cell, drawing.indicator, lang=lang),
        "flag": cell.flag,
        "flag_text": flag_text(cell, lang=lang),
        "source_ids": SEPARATOR.join(cell.source_ids),
        "note": note_text(cell, lang=lang),
    }


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    """Give every column its type, whether or not anything is known in it."""
    types = {
        column: "float64" if column in _NUMBERS else "Int64" if column in _INTEGERS else "str"
        for column in table.columns
    }
    return table.astype(types)
