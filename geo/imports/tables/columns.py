"""Which indicator, year and flag a column of figures has, and what its numbers are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from geo.facts.model import YEARS, Facts, Indicator
from geo.imports.asking import (
    LEAVE_OUT,
    Answers,
    Choice,
    Notes,
    Question,
    indicator_choices,
)
from geo.imports.findings import Finding, at_cell, column_letter, shown
from geo.imports.tables.cells import (
    BEYOND,
    Written,
    is_blank,
    is_error,
    number_of,
    read_written,
    style_of,
    style_of_cell,
)
from geo.imports.tables.find import Table
from geo.imports.tables.heads import (
    Head,
    indicator_names,
    measures,
    part_of_year,
    says_no_more,
    title_measure,
    title_year,
)
from geo.places.search import fold
from geo.views.typed_numbers import write_number

_SUGGESTED = 8
STYLES = ("vi", "en")


@dataclass(frozen=True)
class Asked:
    """What the person who brings a file says of all of it; empty or None for nothing."""

    indicator: str = ""
    vintage: str = ""
    year: int | None = None
    flag: str = ""


@dataclass(frozen=True)
class CellNumber:
    """A number as a file gives it."""

    value: float
    value_max: float | None = None
    qualifier: str = ""
    percent: bool = False


def figure_columns(
    facts: Facts, table: Table, asked: Asked, answers: Answers, notes: Notes
) -> tuple[Head, ...]:
    """Return the columns of figures of a wide table, each with its indicator and year.

    Parameters
    ----------
    facts
        The facts.
    table
        The table.
    asked
        What is said of the whole file.
    answers
        What a person has said.
    notes
        Takes faults, warnings and questions.
    """
    sheet = table.sheet.name
    heads = [_answered(facts, table, head, answers) for head in table.heads]
    if not any(head.role == "figure" for head in heads):
        heads = _lone_column(table, heads)
    figures = [head for head in heads if head.role == "figure"]
    names = indicator_names(facts)
    title = names.inside(" ".join(table.title))
    # where each row says its year, no other year is meant
    year = table_year(table, asked, answers) if table.column("year") is None else None
    found = []
    for head in figures:
        indicator = asked.indicator if head.unsure else head.indicator or asked.indicator
        if title and says_no_more(head.text, title, names):
            indicator = indicator or title
        indicator = indicator or answers.get(f"indicator:{sheet}:{column_letter(head.at)}", "")
        if indicator not in facts.indicators:
            if indicator != LEAVE_OUT:
                _ask_indicator(facts, table, head, notes)
            continue
        one = replace(head, indicator=indicator, year=head.year or year)
        _check_measure(facts, table, one, notes)
        if one.year is None and table.column("year") is None:
            ask_year(table, notes)
        else:
            found.append(one)
    _tell_left_out(table, heads, notes)
    return tuple(found)


def table_year(table: Table, asked: Asked, answers: Answers) -> int | None:
    """Return the year of all figures of a table that do not say their own; None for none."""
    told = answers.get(f"year:{table.sheet.name}")
    return asked.year or title_year(table.title) or _number(told)


def check_period(table: Table, figures: Sequence[Head], notes: Notes) -> None:
    """Note a head or a title that tells of a part of a year, where no row tells its period."""
    if table.column("period") is not None:
        return
    sheet = table.sheet.name
    for head in figures:
        if part_of_year(head.text):
            place = (table.head_row, head.at)
            notes.faults.append(at_cell("part_of_year", sheet, place, head.text))
    told = next(filter(part_of_year, table.title), "")
    if told and figures:
        notes.faults.append(Finding("part_of_year", sheet, value=shown(told)))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and int(text) in YEARS else None


def _answered(facts: Facts, table: Table, head: Head, answers: Answers) -> Head:
    """Return a column as a person has said it is."""
    answer = answers.get(f"indicator:{table.sheet.name}:{column_letter(head.at)}", "")
    if answer == LEAVE_OUT:
        return replace(head, role="left_out")
    if answer not in facts.indicators:
        return head
    return replace(head, role="figure", indicator=answer, unsure=False)


def _lone_column(table: Table, heads: Sequence[Head]) -> list[Head]:
    """Take the columns that nobody understands but that hold numbers for figures."""
    return [
        replace(head, role="figure")
        if head.role == "other" and not head.flag and _has_numbers(table, head)
        else head
        for head in heads
    ]


def _has_numbers(table: Table, head: Head) -> bool:
    cells = (table.cell(row, head) for row in range(table.first, len(table.sheet.rows)))
    return any(
        isinstance(each, float)
        or (isinstance(each, str) and not is_blank(each) and read_written(each) is not None)
        for each in cells
    )


def _ask_indicator(facts: Facts, table: Table, head: Head, notes: Notes) -> None:
    names = {key: fold(each.name_vi) for key, each in facts.indicators.items()}
    words = fold(f"{head.text} {' '.join(table.title)}")
    near = process.extract(words, names, scorer=fuzz.token_set_ratio, limit=_SUGGESTED)
    choices = indicator_choices([facts.indicators[key] for _, _, key in near])
    sheet = table.sheet.name
    about = at_cell("which_indicator", sheet, (table.head_row, head.at), head.text)
    key = f"indicator:{sheet}:{column_letter(head.at)}"
    notes.ask(Question(key, "indicator", about, choices))


def ask_year(table: Table, notes: Notes) -> None:
    """Ask of which year the figures of a table are."""
    sheet = table.sheet.name
    about = Finding("which_year", sheet, table.head_row + 1)
    notes.ask(Question(f"year:{sheet}", "year", about))


def _check_measure(facts: Facts, table: Table, head: Head, notes: Notes) -> None:
    """Note a unit of measure that is another one than that of the indicator."""
    said = head.measure or title_measure(table.title)
    indicator = facts.indicators[head.indicator]
    if not said or any(map(str.isdigit, said)) or fold(said) in measures(indicator):
        return
    if not head.measure and ("%" in said or "%" in indicator.unit_vi):
        # above a table of several columns one unit is told for those that do not say their own
        return
    fields = {"said": said, "unit": indicator.unit_vi, "indicator": indicator.name_vi}
    place = (table.head_row, head.at)
    notes.faults.append(at_cell("other_measure", table.sheet.name, place, head.text, **fields))


def _tell_left_out(table: Table, heads: Sequence[Head], notes: Notes) -> None:
    for head in heads:
        if head.role == "other" and _has_numbers(table, head):
            place = (table.head_row, head.at)
            key = "plan_column" if head.flag == "plan" else "column_left_out"
            notes.warnings.append(at_cell(key, table.sheet.name, place, head.text))


def amounts(
    table: Table,
    head: Head,
    rows: Sequence[tuple[int, Indicator]],
    answers: Answers,
    notes: Notes,
) -> dict[int, CellNumber]:
    """Read the numbers of a column.

    Parameters
    ----------
    table
        The table.
    head
        The column.
    rows
        The rows whose figures are wanted, each with its indicator.
    answers
        What a person has said.
    notes
        Takes faults and questions.

    Returns
    -------
    amounts : dict of CellNumber
        By row; rows without a number, and those with a faulty one, are left out.
    """
    reader = _ColumnReader(table, head, notes)
    for row, indicator in rows:
        reader.take(row, indicator)
    return reader.read(answers)


class _ColumnReader:
    """Reads a column whose texts are understood together."""

    def __init__(self, table: Table, head: Head, notes: Notes) -> None:
        self._table, self._head, self._notes = table, head, notes
        self._sheet = table.sheet
        self._amounts: dict[int, CellNumber] = {}
        self._written: dict[int, tuple[Written, Indicator]] = {}

    def take(self, row: int, indicator: Indicator) -> None:
        place = (row, self._head.at)
        value = self._table.cell(row, self._head)
        if place in self._sheet.uncached:
            self._fault("formula_without_value", row, "")
        elif place in self._sheet.errors or is_error(value):
            self._fault("formula_error", row, self._sheet.errors.get(place, value))
        elif is_blank(value):
            return
        elif isinstance(value, float):
            percent = place in self._sheet.percent
            if not abs(value) < BEYOND:
                self._fault("long_number", row, value)
                return
            self._amounts[row] = CellNumber(value * 100 if percent else value, percent=percent)
            self._check_percent(row, indicator)
        elif isinstance(value, str):
            self._take_text(row, value, indicator)
        else:
            self._fault("date_for_number", row, value)

    def _take_text(self, row: int, value: str, indicator: Indicator) -> None:
        written = read_written(value, units=(indicator.unit_vi, indicator.unit_en))
        if written is None:
            self._fault("text_for_number", row, value)
        else:
            self._written[row] = (written, indicator)

    def read(self, answers: Answers) -> dict[int, CellNumber]:
        texts = {row: written for row, (written, _) in self._written.items()}
        key = f"numbers:{self._sheet.name}:{column_letter(self._head.at)}"
        style = answers.get(key, "")
        if style not in STYLES:
            style = style_of(texts.values())
        if style == "ask":
            row = next(r for r, each in texts.items() if style_of_cell(each) == "ask")
            place = (row, self._head.at)
            about = at_cell(
                "which_number", self._sheet.name, place, self._table.cell(row, self._head)
            )
            self._notes.ask(Question(key, "numbers", about, _style_choices(texts[row])))
            style = "vi"
        if style == "mixed":
            style = self._majority(texts)
        for row, each in texts.items():
            self._read_one(row, each, style)
        return self._amounts

    def _majority(self, texts: Mapping[int, Written]) -> str:
        styles: list[str] = [style_of_cell(each) for each in texts.values()]
        return max(STYLES, key=styles.count)

    def _read_one(self, row: int, written: Written, style: str) -> None:
        other = style_of_cell(written)
        if style in STYLES and other in STYLES and other != style:
            self._fault("two_ways_of_numbers", row, self._table.cell(row, self._head))
            return
        low, *rest = (number_of(part, style) for part in written.parts)
        if low is None or None in rest:
            self._fault("long_number", row, self._table.cell(row, self._head))
            return
        high = rest[0] if rest else None
        self._amounts[row] = CellNumber(low, high, written.qualifier, written.percent)
        self._check_percent(row, self._written[row][1])

    def _check_percent(self, row: int, indicator: Indicator) -> None:
        if self._amounts[row].percent and "%" not in indicator.unit_vi:
            del self._amounts[row]
            unit = indicator.unit_vi
            self._fault("percent_of_other", row, self._table.cell(row, self._head), unit=unit)

    def _fault(self, key: str, row: int, value: object, **fields: object) -> None:
        place = (row, self._head.at)
        self._notes.faults.append(at_cell(key, self._sheet.name, place, value, **fields))


def _style_choices(written: Written) -> tuple[Choice, ...]:
    return tuple(
        Choice(style, *(_shown(written, style, lang) for lang in STYLES)) for style in STYLES
    )


def _shown(written: Written, style: str, lang: str) -> str:
    numbers = [number_of(part, style) for part in written.parts]
    return "–".join(write_number(each, lang=lang) for each in numbers if each is not None)
