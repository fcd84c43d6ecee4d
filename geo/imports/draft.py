"""A file of a department as figures to be published: read, understood, asked about, checked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from geo.facts.model import Facts, Unit
from geo.imports.asking import Answers, Notes, Question
from geo.imports.checks.rules import check_figures
from geo.imports.figures import DraftFigure, FigureMaker, ReadTable, year_of
from geo.imports.files.read import Sheet, SheetFile
from geo.imports.findings import Finding, at_cell
from geo.imports.new_indicators import NewIndicator, read_indicators, with_indicators
from geo.imports.register import DraftRecognition, read_register, tell_changes
from geo.imports.tables.columns import Asked, check_period, figure_columns, table_year
from geo.imports.tables.find import Table, find_table, strays
from geo.imports.tables.heads import Head, indicator_names
from geo.imports.tables.lines import read_lines
from geo.imports.units.known_names import KnownNames, WrittenName
from geo.imports.units.resolve import resolve
from geo.reading.imprint import local_day

Tell = Callable[[int, int], None]
"""Is told how many parts of the work are done, and of how many."""
PARTS = 4
"""Parts of the work: the tables, the units, the figures, their checks."""
_NO_ANSWERS: Answers = {}
_NO_NAMES: KnownNames = {}


@dataclass(frozen=True)
class Draft:
    """What a file brings, with everything that stands against it.

    Parameters
    ----------
    file
        The file.
    vintage
        Boundaries of its communes; empty where nothing was read.
    rows
        Number of rows that were read as figures.
    figures
        Its figures, those that are questionable included.
    recognitions
        Its recognitions of communes.
    indicators
        New indicators that it brings.
    faults, warnings
        What must be mended before it can be published, and what is worth knowing.
    questions
        What only a person can say; each stands in the way as a fault does.
    settled
        Codes of the units that names in it were said to mean.
    """

    file: SheetFile
    vintage: str
    rows: int
    figures: tuple[DraftFigure, ...]
    recognitions: tuple[DraftRecognition, ...]
    indicators: tuple[NewIndicator, ...]
    faults: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    settled: Mapping[WrittenName, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Hash of the file's content."""
        return self.file.digest

    @property
    def ok(self) -> bool:
        """Whether it can be published."""
        return not self.faults and not self.questions

    @property
    def units(self) -> int:
        """Number of units that it has figures or recognitions of."""
        figures = {(each.vintage, each.unit_code) for each in self.figures}
        return len(figures | {(each.vintage, each.commune_code) for each in self.recognitions})

    def as_data(self, lang: str) -> dict[str, object]:
        """Return the draft as plain data; open questions are among the faults."""
        return {
            "ok": self.ok,
            "rows": self.rows,
            "units": self.units,
            "vintage": self.vintage,
            "figures": [
                *(each.as_data() for each in self.figures),
                *(each.as_data() for each in self.recognitions),
            ],
            "faults": [
                *(each.as_data(lang) for each in self.faults),
                *(each.as_data(lang) for each in self.questions),
            ],
            "warnings": [each.as_data(lang) for each in self.warnings],
        }


def draft(
    facts: Facts,
    file: SheetFile,
    *,
    asked: Asked | None = None,
    answers: Answers = _NO_ANSWERS,
    known: KnownNames = _NO_NAMES,
    today: date | None = None,
    tell: Tell = lambda _done, _parts: None,
) -> Draft:
    """Understand a file that was read.

    Parameters
    ----------
    facts
        What is known already.
    file
        The file.
    asked
        What is said of all of it: indicator, boundaries, year.
    answers
        Answers to the questions of an earlier draft, by their ids.
    known
        What the store knows of names of units.
    today
        The day on which this is done; None for the present.
    tell
        Is told after each of the `PARTS` of the work.

    Returns
    -------
    draft : Draft
        Its figures, with all faults, warnings and open questions.
    """
    asked, day = asked or Asked(), today or local_day(facts.province)
    notes = Notes(list(file.faults), list(file.warnings))
    sheets, new = _new_indicators(facts, file, notes)
    facts = with_indicators(facts, new)
    read = [
        _read(facts, table, asked, answers, notes) for table in _tables(facts, file, sheets, notes)
    ]
    tell(1, PARTS)
    every = ((one.table.sheet.name, line) for one in read for line in one.lines)
    lines = [(sheet, line) for sheet, line in every if line.kind == "unit"]
    vintage, units = resolve(
        facts,
        lines,
        vintage=asked.vintage,
        last_year=_last_year(read, asked, answers),
        answers=answers,
        known=known,
        notes=notes,
    )
    tell(2, PARTS)
    maker = FigureMaker(facts, asked, answers, notes, units)
    figures = [figure for one in read for figure in maker.make(one)]
    tell(3, PARTS)
    figures = check_figures(facts, figures, answers, notes, day)
    register = _register(facts, read, units, asked, day, notes)
    tell(PARTS, PARTS)
    if not (figures or register or notes.faults or notes.questions):
        notes.faults.append(Finding("no_figures"))
    return Draft(
        file=file,
        vintage=vintage if lines else "",
        rows=_rows(figures) + _rows(register),
        figures=tuple(figures),
        recognitions=tuple(register),
        indicators=tuple(new),
        faults=tuple(notes.faults),
        warnings=tuple(notes.warnings),
        questions=tuple(notes.questions),
        settled=notes.settled,
    )


def _rows(found: Sequence[DraftFigure] | Sequence[DraftRecognition]) -> int:
    return len({(each.sheet, each.row) for each in found})


def _new_indicators(
    facts: Facts, file: SheetFile, notes: Notes
) -> tuple[list[Sheet], list[NewIndicator]]:
    """Read the lists of new indicators; return the other sheets with them."""
    others, found = [], []
    for sheet in file.sheets:
        new = read_indicators(facts, sheet, notes)
        if new is None:
            others.append(sheet)
        else:
            found += new
    return others, found


def _register(
    facts: Facts,
    read: Sequence[ReadTable],
    units: Mapping[tuple[str, int], Unit],
    asked: Asked,
    day: date,
    notes: Notes,
) -> list[DraftRecognition]:
    """Read the recognitions of all sheets that list some."""
    found = []
    for one in read:
        if one.table.is_register:
            rows = [line.row for line in one.lines if line.kind == "unit"]
            found += read_register(
                facts, one.table, rows, units, year=asked.year, today=day, notes=notes
            )
    tell_changes(facts, found, notes)
    return found


def _tables(facts: Facts, file: SheetFile, sheets: Sequence[Sheet], notes: Notes) -> list[Table]:
    names = indicator_names(facts)
    found = []
    for sheet in sheets:
        table = find_table(sheet, names)
        if table is not None:
            found.append(table)
            for key, place, value in strays(table):
                notes.faults.append(at_cell(key, sheet.name, place, value))
        elif any(isinstance(value, float) for row in sheet.rows for value in row):
            notes.warnings.append(Finding("sheet_left_out", sheet.name))
    if not found and not file.faults:
        notes.faults.append(Finding("no_table"))
    return found


def _read(facts: Facts, table: Table, asked: Asked, answers: Answers, notes: Notes) -> ReadTable:
    value = table.column("value")
    if table.is_long and value is not None:
        figures: tuple[Head, ...] = (value,)
    elif table.is_register:
        figures = ()
    else:
        figures = figure_columns(facts, table, asked, answers, notes)
    check_period(table, figures, notes)
    lines = read_lines(facts, table, figures, notes)
    return ReadTable(table, figures, tuple(lines))


def _last_year(read: Sequence[ReadTable], asked: Asked, answers: Answers) -> int | None:
    years = [head.year for one in read for head in one.figures if head.year]
    for one in read:
        column = one.table.column("year")
        told = table_year(one.table, asked, answers)
        if column is None and told is not None:
            years.append(told)
        cells = (one.table.cell(line.row, column) for line in one.lines)
        years += [year for cell in cells if (year := year_of(cell)) is not None]
    return max(years, default=asked.year)
