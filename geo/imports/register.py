"""Recognitions of communes, on a sheet of their own: class, year, decision."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from geo.facts.model import YEARS, Facts, OrdinalClass, Recognition, Unit
from geo.imports.asking import Notes
from geo.imports.findings import at_cell, shown
from geo.imports.tables.cells import is_blank
from geo.imports.tables.find import Table
from geo.imports.tables.heads import title_year
from geo.imports.vocabulary import CLASS_FILLERS, spelt_out
from geo.language.texts import LANGUAGES, pick
from geo.places.search import fold

_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@dataclass(frozen=True)
class DraftRecognition:
    """A recognition that a file brings, and where it stands there."""

    vintage: str
    commune_code: str
    indicator_id: str
    class_id: str
    value: int
    year: int
    date: str
    evidence: str
    decision_no: str
    note_vi: str
    note_en: str
    sheet: str
    row: int
    column: int

    def as_data(self) -> dict[str, object]:
        """Return the recognition as a figure of the indicator that the register stands for."""
        return {
            "indicator_id": self.indicator_id,
            "unit_code": self.commune_code,
            "year": self.year,
            "period": "year",
            "value": self.value,
        }

    @property
    def key(self) -> tuple[str, ...]:
        """Key among all: what ``RECOGNITIONS`` declares, as texts."""
        return (self.vintage, self.commune_code, self.class_id, str(self.year), self.evidence)


def read_register(
    facts: Facts,
    table: Table,
    rows: Sequence[int],
    units: Mapping[tuple[str, int], Unit],
    *,
    year: int | None,
    today: date,
    notes: Notes,
) -> list[DraftRecognition]:
    """Read the recognitions of a sheet.

    Parameters
    ----------
    facts
        The facts.
    table
        The table; its columns are those of units, ``class``, and any of ``recognised``,
        ``decision`` and ``date``.
    rows
        Its rows that are of units.
    units
        The units that rows mean.
    year
        The year of all that do not say their own; None where nobody has said it.
    today
        The day on which this is done.
    notes
        Takes the faults.

    Returns
    -------
    recognitions : list of DraftRecognition
        A row with the number of a decision is evidence by decision, one without it a listing.
    """
    reader = _Register(facts, table, units, year or title_year(table.title), today, notes)
    found = [each for row in rows if (each := reader.read(row)) is not None]
    first: dict[tuple[str, ...], DraftRecognition] = {}
    for each in found:
        before = first.setdefault(each.key, each)
        if before is not each:
            fields = {"row": before.row + 1, "sheet": before.sheet}
            place = (each.row, each.column)
            notes.faults.append(at_cell("twice", each.sheet, place, each.class_id, **fields))
    return found


class _Register:
    """Reads a sheet row by row."""

    def __init__(
        self,
        facts: Facts,
        table: Table,
        units: Mapping[tuple[str, int], Unit],
        year: int | None,
        today: date,
        notes: Notes,
    ) -> None:
        status = facts.province.register.status
        self._classes = [each for each in facts.ordinal_classes if each.indicator_id == status]
        self._kinds = facts.indicators[status].unit_kinds if self._classes else ()
        self._table, self._units, self._year = table, units, year
        self._today, self._notes = today, notes

    def read(self, row: int) -> DraftRecognition | None:
        unit = self._units.get((self._table.sheet.name, row))
        said = self._value(row, "class")
        if unit is None or is_blank(said):
            return None
        column = self._at("class")
        found = self._class(said)
        if found is None:
            listed = ", ".join(pick(each, "label", LANGUAGES[0]) for each in self._classes)
            self._fault("no_class", row, column, said, classes=listed)
            return None
        if unit.level != "commune" or (self._kinds and unit.kind not in self._kinds):
            self._fault("not_concerned", row, column, unit.name)
            return None
        day = self._day(row)
        year = self._own_year(row) or self._year or (day.year if day else None)
        if year is None:
            self._fault("no_year", row, column, self._value(row, "recognised"))
            return None
        self._check_day(row, year, day)
        decision = shown(self._value(row, "decision")) if self._has(row, "decision") else ""
        note = shown(self._value(row, "note_vi")) if self._has(row, "note_vi") else ""
        return DraftRecognition(
            vintage=unit.vintage,
            commune_code=unit.code,
            indicator_id=found.indicator_id,
            class_id=found.class_id,
            value=found.value,
            year=year,
            date=day.isoformat() if day else "",
            evidence="decision" if decision else "listing",
            decision_no=decision,
            note_vi=note,
            note_en=note,
            sheet=self._table.sheet.name,
            row=row,
            column=column,
        )

    def _class(self, said: object) -> OrdinalClass | None:
        """Find a class by its id, its number, its label, or what tells its label from others."""
        text = spelt_out(fold(shown(said)))
        for each in self._classes:
            labels = [spelt_out(fold(pick(each, "label", lang))) for lang in LANGUAGES]
            if text in (fold(each.class_id), str(each.value), *labels):
                return each
            if any(_says_no_more(text, label) for label in labels):
                return each
        inside = [
            each
            for each in self._classes
            for lang in LANGUAGES
            if f" {text} " in f" {spelt_out(fold(pick(each, 'label', lang)))} "
        ]
        kept = list(dict.fromkeys(inside))
        return kept[0] if len(kept) == 1 else None

    def _own_year(self, row: int) -> int | None:
        head = self._table.column("recognised") or self._table.column("year")
        value = self._table.cell(row, head)
        text = shown(value)
        return int(text) if text.isdecimal() and int(text) in YEARS else None

    def _day(self, row: int) -> date | None:
        value = self._value(row, "date")
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = shown(value)
        match, iso = _DAY.fullmatch(text), _ISO.fullmatch(text)
        try:
            if match is not None:
                return date(int(match[3]), int(match[2]), int(match[1]))
            return date(*map(int, iso.groups())) if iso is not None else None
        except ValueError:
            return None

    def _check_day(self, row: int, year: int, day: date | None) -> None:
        column = self._at("date")
        if day is None and self._has(row, "date"):
            self._fault("no_day", row, column, self._value(row, "date"))
        if day is not None and day.year not in (year, year + 1):
            self._fault("day_of_other_year", row, column, day.isoformat(), year=year)
        if year > self._today.year:
            self._fault("year_to_come", row, column, year, today=self._today.year)

    def _value(self, row: int, role: str) -> object:
        return self._table.cell(row, self._table.column(role))

    def _has(self, row: int, role: str) -> bool:
        return not is_blank(self._value(row, role))

    def _at(self, role: str) -> int:
        head = self._table.column(role)
        return head.at if head else 0

    def _fault(self, key: str, row: int, column: int, value: object, **fields: object) -> None:
        place = (row, column)
        self._notes.faults.append(at_cell(key, self._table.sheet.name, place, value, **fields))


def _says_no_more(text: str, label: str) -> bool:
    """Tell whether a text has all words of a label, and besides them none of a class."""
    said, words = set(text.split()), set(label.split())
    return words <= said and said - words <= CLASS_FILLERS


def tell_changes(facts: Facts, recognitions: Sequence[DraftRecognition], notes: Notes) -> None:
    """Tell which recognitions are known already with another decision or day."""
    known: dict[tuple[str, ...], Recognition] = {
        (each.vintage, each.commune_code, each.class_id, str(each.year), each.evidence): each
        for each in facts.recognitions
    }
    for each in recognitions:
        before = known.get(each.key)
        if before is not None and (before.decision_no, before.date) != (
            each.decision_no,
            each.date,
        ):
            fields = {
                "old": f"{before.decision_no} {before.date}".strip(),
                "new": f"{each.decision_no} {each.date}".strip(),
            }
            place = (each.row, each.column)
            notes.warnings.append(at_cell("changed", each.sheet, place, each.class_id, **fields))
