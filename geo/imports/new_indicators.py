"""New indicators that come with their figures, on a sheet with a row for each."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geo.facts.model import UNIT_AREA, YEARS, Facts, Indicator
from geo.facts.tables import INDICATORS, Column
from geo.imports.asking import Notes
from geo.imports.files.read import Sheet
from geo.imports.findings import at_cell, shown
from geo.imports.tables.cells import BEYOND, is_blank, read_written
from geo.imports.vocabulary import INDICATOR_COLUMNS, INDICATOR_DEFAULTS, INDICATOR_WORDS
from geo.language.plain import slug
from geo.language.texts import LANGUAGES, pick
from geo.places.search import fold
from geo.views.typed_numbers import write_plain

_ROWS_TRIED = 20
_LEAST = 3
_ID = re.compile(r"[a-z][a-z0-9_]*")
_NEEDED = ("theme", "name_vi", "unit_vi", "kind", "definition_vi")
_SAME_AS = {"name_en": "name_vi", "unit_en": "unit_vi", "definition_en": "definition_vi"}
_MAX_AGE = {"stock": "3", "flow": "0"}
_COLUMNS = {column.name: column for column in INDICATORS.columns}


@dataclass(frozen=True)
class NewIndicator:
    """An indicator that a file brings: what it is, and its row of the catalogue."""

    indicator: Indicator
    cells: Mapping[str, str]
    sheet: str
    row: int


def read_indicators(facts: Facts, sheet: Sheet, notes: Notes) -> list[NewIndicator] | None:
    """Read the new indicators of a sheet.

    Parameters
    ----------
    facts
        The facts.
    sheet
        The sheet.
    notes
        Takes the faults.

    Returns
    -------
    indicators : list of NewIndicator or None
        None for a sheet that is no list of indicators. What a row does not say is as harmless as
        can be: shown with one decimal, never carried and never added up.
    """
    for at, row in enumerate(sheet.rows[:_ROWS_TRIED]):
        heads = {fold(text): column for column, text in enumerate(row) if isinstance(text, str)}
        columns = {INDICATOR_COLUMNS[t]: c for t, c in heads.items() if t in INDICATOR_COLUMNS}
        if len(columns) >= _LEAST and {"name_vi", "kind"} <= set(columns):
            reader = _Reader(facts, sheet, columns, notes)
            below = range(at + 1, len(sheet.rows))
            return [made for each in below if (made := reader.read(each)) is not None]
    return None


def with_indicators(facts: Facts, new: Sequence[NewIndicator]) -> Facts:
    """Return facts whose catalogue has new indicators too."""
    if not new:
        return facts
    added = {each.indicator.indicator_id: each.indicator for each in new}
    return replace(facts, indicators={**facts.indicators, **added})


class _Reader:
    """Reads a list of indicators row by row."""

    def __init__(
        self, facts: Facts, sheet: Sheet, columns: Mapping[str, int], notes: Notes
    ) -> None:
        self._facts, self._sheet, self._columns, self._notes = facts, sheet, columns, notes

    def read(self, row: int) -> NewIndicator | None:
        if all(is_blank(self._value(row, name)) for name in ("name_vi", "kind")):
            return None
        before = len(self._notes.faults)
        cells = {name: self._cell(row, column) for name, column in _COLUMNS.items()}
        cells = {name: cell or INDICATOR_DEFAULTS.get(name, "") for name, cell in cells.items()}
        for name, other in _SAME_AS.items():
            cells[name] = cells[name] or cells[other]
        cells["indicator_id"] = cells["indicator_id"] or slug(cells["name_vi"]).replace("-", "_")
        cells["max_age_years"] = cells["max_age_years"] or _MAX_AGE[cells["temporal"]]
        for name in _NEEDED:
            if not cells[name]:
                self._fault("missing_of_indicator", row, name, what=name)
        self._check(row, cells)
        if len(self._notes.faults) > before:
            return None
        return NewIndicator(_indicator(cells), cells, self._sheet.name, row)

    def _check(self, row: int, cells: Mapping[str, str]) -> None:
        if not _ID.fullmatch(cells["indicator_id"]):
            self._fault("bad_indicator_id", row, "indicator_id")
        elif cells["indicator_id"] in self._facts.indicators:
            self._fault("known_indicator", row, "indicator_id")
        if (cells["share"] != "none") != (cells["carry"] in ("sum", "weighted_mean")):
            self._fault("carry_without_share", row, "share")
        weighted = "weighted_mean" in (cells["carry"], cells["aggregate"])
        known = {*self._facts.indicators, UNIT_AREA}
        if weighted and cells["denominator_id"] not in known:
            self._fault("no_weight", row, "denominator_id")

    def _theme(self, row: int, text: str) -> str:
        """Return the id of a theme that is named by its id or in a language."""
        themes = self._facts.province.themes
        for each in themes:
            names = (each.id, *(pick(each, "name", lang) for lang in LANGUAGES))
            if fold(text) in map(fold, names):
                return each.id
        self._fault("unknown_word", row, "theme", words=[each.name_vi for each in themes])
        return ""

    def _cell(self, row: int, column: Column) -> str:
        """Return a cell as the catalogue writes it; empty where nothing stands."""
        value = self._value(row, column.name)
        if is_blank(value):
            return ""
        text = unicodedata.normalize("NFC", shown(value)).strip()
        if column.name == "theme":
            return self._theme(row, text)
        if column.type == "word":
            known = str(INDICATOR_WORDS.get(column.name, {}).get(fold(text), text))
            if known not in column.words:
                self._fault("unknown_word", row, column.name, words=column.words)
                return ""
            return known
        if column.type in ("number", "integer"):
            return self._number(row, column, value)
        return text

    def _number(self, row: int, column: Column, value: object) -> str:
        if isinstance(value, str):
            written = read_written(value)
            plain = next(filter(None, written.low), "") if written else ""
            number = float(plain) if plain else None
        else:
            number = value if isinstance(value, float) else None
        whole = column.type == "integer"
        if (
            number is None
            or not abs(number) < BEYOND
            or (whole and (not number.is_integer() or abs(number) > YEARS[-1]))
        ):
            self._fault("text_for_number", row, column.name)
            return ""
        return write_plain(number)

    def _value(self, row: int, name: str) -> object:
        at = self._columns.get(name)
        cells = self._sheet.rows[row]
        return cells[at] if at is not None and at < len(cells) else ""

    def _fault(self, key: str, row: int, name: str, **fields: object) -> None:
        place = (row, self._columns.get(name, 0))
        value = self._value(row, name)
        self._notes.faults.append(at_cell(key, self._sheet.name, place, value, **fields))


def _indicator(cells: Mapping[str, str]) -> Indicator:
    values: dict[str, object] = {}
    for name, column in _COLUMNS.items():
        text = cells[name]
        if column.type == "integer":
            values[name] = int(text)
        elif column.type == "number":
            values[name] = float(text) if text else None
        elif column.type in ("texts", "numbers"):
            parts = tuple(part.strip() for part in text.split(";") if part.strip())
            values[name] = parts if column.type == "texts" else tuple(map(float, parts))
        else:
            values[name] = text
    values["direction"] = int(cells["direction"])
    return Indicator(**values)  # type: ignore[arg-type]
