"""The figures of tables whose units are known, each with the place it was read at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from geo.facts.model import QUALIFIERS, WRITTEN_FLAGS, YEARS, Facts, Indicator, Stated, Unit
from geo.imports.asking import Answers, Notes
from geo.imports.checks.published import published
from geo.imports.checks.sums import check_sums
from geo.imports.findings import at_cell
from geo.imports.tables.cells import is_blank
from geo.imports.tables.columns import Asked, CellNumber, amounts, ask_year, table_year
from geo.imports.tables.find import Table
from geo.imports.tables.heads import Head, IndicatorNames, indicator_names
from geo.imports.tables.lines import Line
from geo.language.texts import LANGUAGES, texts
from geo.places.search import fold
from geo.views.typed_numbers import write_plain

_WORDS = {"flag": ("flag.", WRITTEN_FLAGS), "qualifier": ("form.is_", QUALIFIERS)}
"""By column: where the texts call its words, and the words."""


@dataclass(frozen=True)
class DraftFigure(Stated):
    """A figure that a file brings, and where it stands there."""

    sheet: str
    row: int
    """Counted from 0, as the column is."""
    column: int

    @property
    def key(self) -> tuple[str, ...]:
        """Key of the figure among all: what ``OBSERVATIONS`` declares, as texts."""
        place = (self.indicator_id, self.unit_kind, self.vintage, self.unit_code)
        return (*place, str(self.year), self.period, self.flag)

    @property
    def place(self) -> tuple[int, int]:
        """Row and column, both counted from 0."""
        return (self.row, self.column)

    def as_data(self) -> dict[str, object]:
        """Return what the figure says as plain data."""
        return {
            "indicator_id": self.indicator_id,
            "unit_code": self.unit_code,
            "year": self.year,
            "period": self.period,
            "value": self.value,
        }


@dataclass(frozen=True)
class ReadTable:
    """A table with its columns of figures and its rows."""

    table: Table
    figures: tuple[Head, ...]
    lines: tuple[Line, ...]


def year_of(value: object) -> int | None:
    """Return the year that a cell holds; None for anything else."""
    if (isinstance(value, float) and value.is_integer()) or (
        isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) == 4
    ):
        number = int(value)
    else:
        return None
    return number if number in YEARS else None


class FigureMaker:
    """Makes the figures of tables whose units are known."""

    def __init__(
        self,
        facts: Facts,
        asked: Asked,
        answers: Answers,
        notes: Notes,
        units: Mapping[tuple[str, int], Unit],
    ) -> None:
        self._facts, self._asked, self._answers, self._notes = facts, asked, answers, notes
        self._units = units
        self._names: IndicatorNames = indicator_names(facts)

    def make(self, read: ReadTable) -> list[DraftFigure]:
        """Return the figures of a table, row by row."""
        found = []
        sheet = read.table.sheet.name
        rows = [line.row for line in read.lines if (sheet, line.row) in self._units]
        sums = [line for line in read.lines if line.kind != "unit" and line.label.code != "-"]
        for head in read.figures:
            told = {row: self._indicator(read.table, head, row) for row in rows}
            indicators = {row: each for row, each in told.items() if each is not None}
            wanted = [*indicators.items(), *_summed(self._facts, head, sums)]
            taken = amounts(read.table, head, wanted, self._answers, self._notes)
            check_sums(read.table, head, read.lines, taken, self._notes)
            taken |= self._ranges(read, indicators, taken)
            for row, indicator in indicators.items():
                if row in taken:
                    found.append(self._figure(read.table, head, row, indicator, taken[row]))
        made = [figure for figure in found if figure is not None]
        return sorted(made, key=lambda each: each.place)

    def _ranges(
        self, read: ReadTable, indicators: Mapping[int, Indicator], taken: Mapping[int, CellNumber]
    ) -> dict[int, CellNumber]:
        """Return the figures whose upper end stands in a column of its own."""
        head = read.table.column("value_max")
        if head is None:
            return {}
        wanted = [(row, each) for row, each in indicators.items() if row in taken]
        highs = amounts(read.table, head, wanted, self._answers, self._notes)
        return {row: replace(taken[row], value_max=high.value) for row, high in highs.items()}

    def _indicator(self, table: Table, head: Head, row: int) -> Indicator | None:
        if head.role == "figure":
            return self._facts.indicators[head.indicator]
        column = table.column("indicator")
        text = str(table.cell(row, column)).strip()
        known = text if text in self._facts.indicators else self._names.find(text) if text else ""
        known = known or ("" if column else self._asked.indicator)
        if known in self._facts.indicators:
            return self._facts.indicators[known]
        at = column.at if column else head.at
        place = (row, at)
        self._notes.faults.append(at_cell("unknown_indicator", table.sheet.name, place, text))
        return None

    def _figure(
        self, table: Table, head: Head, row: int, indicator: Indicator, amount: CellNumber
    ) -> DraftFigure | None:
        year = self._year(table, row, head)
        if year is None:
            return None
        unit = self._units[table.sheet.name, row]
        note = self._text(table, row, "note_vi") or self._text(table, row, "note")
        high = amount.value_max
        default = "range" if high is not None else amount.qualifier or QUALIFIERS[0]
        return DraftFigure(
            indicator_id=indicator.indicator_id,
            unit_kind=unit.level,
            vintage=self._vintage(indicator, unit, year),
            unit_code=unit.code,
            year=year,
            period=self._text(table, row, "period") or "year",
            value=_tidy(amount.value),
            value_max=None if high is None else _tidy(high),
            flag=self._flag(table, row, head),
            qualifier=self._word(table, row, "qualifier", QUALIFIERS) or default,
            note_vi=note,
            note_en=self._text(table, row, "note") or note,
            sheet=table.sheet.name,
            row=row,
            column=head.at,
        )

    def _flag(self, table: Table, row: int, head: Head) -> str:
        told = self._word(table, row, "flag", WRITTEN_FLAGS)
        return told or head.flag or self._asked.flag or WRITTEN_FLAGS[0]

    def _vintage(self, indicator: Indicator, unit: Unit, year: int) -> str:
        """Return the boundaries of a figure: one place has one figure, whatever the boundaries."""
        if unit.level == "commune":
            return unit.vintage
        known = published(self._facts, indicator.indicator_id, unit)
        return next((row.vintage for row in known if row.year == year), unit.vintage)

    def _year(self, table: Table, row: int, head: Head) -> int | None:
        column = table.column("year")
        if column is None:
            found = head.year or table_year(table, self._asked, self._answers)
            if found is None:
                ask_year(table, self._notes)
            return found
        value = table.cell(row, column)
        year = year_of(value) or ((head.year or self._asked.year) if is_blank(value) else None)
        if year is None or year != (head.year or year):
            key = "no_year" if year is None else "two_years"
            place, fields = (row, column.at), {"head": head.text}
            self._notes.faults.append(at_cell(key, table.sheet.name, place, value, **fields))
            return None
        return year

    def _text(self, table: Table, row: int, role: str) -> str:
        value = table.cell(row, table.column(role))
        return "" if is_blank(value) or not isinstance(value, str) else value

    def _word(self, table: Table, row: int, role: str, words: Sequence[str]) -> str:
        """Return a word of a list; one that is none is a fault."""
        text = self._text(table, row, role)
        text = _labels(role).get(fold(text), text)
        if text and text not in words:
            column = table.column(role)
            place = (row, column.at if column else 0)
            fields = {"words": words}
            self._notes.faults.append(
                at_cell("unknown_word", table.sheet.name, place, text, **fields)
            )
            return ""
        return text


def _summed(facts: Facts, head: Head, sums: Sequence[Line]) -> list[tuple[int, Indicator]]:
    """Return the rows of totals in a column whose figures can be added up."""
    indicator = facts.indicators.get(head.indicator)
    if indicator is None or indicator.aggregate != "sum":
        return []
    return [(line.row, indicator) for line in sums]


@cache
def _labels(role: str) -> dict[str, str]:
    """Return the words of a column by what a form calls them in either language."""
    start, words = _WORDS[role]
    return {fold(texts(lang)(f"{start}{word}")): word for lang in LANGUAGES for word in words}


def _tidy(value: float) -> float:
    """Return a number without the noise of its binary form."""
    return float(write_plain(float(f"{value:.14g}")))
