"""A file of a department as figures to be published: read, understood, asked about, checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.imports.asking import Answers, Notes, Question
from geo.imports.checks.rules import check_figures
from geo.imports.figures import DraftFigure, FigureMaker, ReadTable, year_of
from geo.imports.files.read import SheetFile
from geo.imports.findings import Finding
from geo.imports.tables.columns import Asked, figure_columns
from geo.imports.tables.find import Table, find_table
from geo.imports.tables.heads import Head, indicator_names
from geo.imports.tables.lines import read_lines
from geo.imports.units import resolve
from geo.reading.imprint import local_day

_NO_ANSWERS: Answers = {}


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
    faults, warnings
        What must be mended before it can be published, and what is worth knowing.
    questions
        What only a person can say; each stands in the way as a fault does.
    """

    file: SheetFile
    vintage: str
    rows: int
    figures: tuple[DraftFigure, ...]
    faults: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    questions: tuple[Question, ...]

    @property
    def ok(self) -> bool:
        """Whether it can be published."""
        return not self.faults and not self.questions

    @property
    def units(self) -> int:
        """Number of units that it has figures of."""
        return len({(each.vintage, each.unit_code) for each in self.figures})

    def as_data(self, lang: str) -> dict[str, object]:
        """Return the draft as plain data; open questions are among the faults."""
        return {
            "ok": self.ok,
            "rows": self.rows,
            "units": self.units,
            "vintage": self.vintage,
            "figures": [each.as_data() for each in self.figures],
            "faults": [
                *(each.as_data(lang) for each in self.faults),
                *(each.as_data(lang) for each in self.questions),
            ],
            "warnings": [each.as_data(lang) for each in self.warnings],
        }


def draft(
    atlas: Atlas,
    file: SheetFile,
    *,
    asked: Asked | None = None,
    answers: Answers = _NO_ANSWERS,
    today: date | None = None,
) -> Draft:
    """Understand a file that was read.

    Parameters
    ----------
    atlas
        What is known already.
    file
        The file.
    asked
        What is said of all of it: indicator, boundaries, year.
    answers
        Answers to the questions of an earlier draft, by their ids.
    today
        The day on which this is done; None for the present.

    Returns
    -------
    draft : Draft
        Its figures, with all faults, warnings and open questions.
    """
    asked = asked or Asked()
    notes = Notes(list(file.faults), list(file.warnings))
    tables = _tables(atlas.facts, file, notes)
    read = [_read(atlas.facts, table, asked, answers, notes) for table in tables]
    lines = [
        (one.table.sheet.name, line) for one in read for line in one.lines if line.kind == "unit"
    ]
    vintage, units = resolve(
        atlas.facts,
        lines,
        vintage=asked.vintage,
        last_year=_lastyear_of(read, asked),
        answers=answers,
        notes=notes,
    )
    maker = FigureMaker(atlas.facts, asked, answers, notes, units)
    figures = [figure for one in read for figure in maker.make(one)]
    figures = check_figures(
        atlas.facts, figures, answers, notes, today or local_day(atlas.facts.province)
    )
    if not figures and not notes.faults and not notes.questions:
        notes.faults.append(Finding("no_figures"))
    return Draft(
        file=file,
        vintage=vintage if lines else "",
        rows=len({(each.sheet, each.row) for each in figures}),
        figures=tuple(figures),
        faults=tuple(notes.faults),
        warnings=tuple(notes.warnings),
        questions=tuple(notes.questions),
    )


def _tables(facts: Facts, file: SheetFile, notes: Notes) -> list[Table]:
    names = indicator_names(facts)
    found = []
    for sheet in file.sheets:
        table = find_table(sheet, names)
        if table is not None:
            found.append(table)
        elif any(isinstance(value, float) for row in sheet.rows for value in row):
            notes.warnings.append(Finding("sheet_left_out", sheet.name))
    if not found and not file.faults:
        notes.faults.append(Finding("no_table"))
    return found


def _read(facts: Facts, table: Table, asked: Asked, answers: Answers, notes: Notes) -> ReadTable:
    value = table.column("value")
    if table.is_long and value is not None:
        figures: tuple[Head, ...] = (value,)
    else:
        figures = figure_columns(facts, table, asked, answers, notes)
    lines = read_lines(facts, table, figures, notes)
    return ReadTable(table, figures, tuple(lines))


def _lastyear_of(read: Sequence[ReadTable], asked: Asked) -> int | None:
    years = [head.year for one in read for head in one.figures if head.year]
    for one in read:
        column = one.table.column("year")
        cells = (one.table.cell(line.row, column) for line in one.lines)
        years += [year for cell in cells if (year := year_of(cell)) is not None]
    return max(years, default=asked.year)
