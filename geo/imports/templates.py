"""Forms to be filled in: workbooks with the units written in, that the importer reads back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from xlsxwriter.worksheet import Worksheet

from geo.documents.tables.book import Book, fitting
from geo.facts.model import (
    QUALIFIERS,
    WRITTEN_FLAGS,
    Facts,
    Indicator,
    Level,
    OrdinalClass,
    Unit,
)
from geo.imports.tables.heads import indicator_names, read_head
from geo.language.texts import Texts, pick, texts
from geo.places.districts import districts_text
from geo.places.unit_names import unit_name
from geo.places.units import level_units
from geo.places.vintages import find_vintage
from geo.reading.values import indicator_name, indicator_unit

Layout = Literal["wide", "long"]
LAYOUTS: tuple[Layout, ...] = ("wide", "long")
FLAGS_OFFERED = WRITTEN_FLAGS[:-1]
"""A form asks for observations, and a plan is none."""
_WHO = {"code": 10, "unit": 28, "district": 28}
_WHAT = {"indicator": 44, "year": 8, "value": 14}
_MORE = {"flag": 18, "qualifier": 20, "note": 30}
_RECOGNISED = {"class": 28, "recognised": 10, "decision": 24, "date": 14, "note": 30}
_VALUE_WIDTH = 16
_LEAD_ROWS = 3
_MOST = 1e15


@dataclass(frozen=True)
class Form:
    """What a form asks for.

    Parameters
    ----------
    indicators
        Ids of the indicators.
    level
        Level of its units.
    vintage
        Boundaries of its communes.
    years
        The years.
    layout
        ``wide``, a column for each indicator and year, or ``long``, a row for each figure.
    """

    indicators: tuple[str, ...]
    level: Level
    vintage: str
    years: tuple[int, ...]
    layout: Layout = "wide"


def write_form(facts: Facts, form: Form, *, lang: str) -> bytes:
    """Write a form as a workbook.

    Parameters
    ----------
    facts
        The facts.
    form
        What it asks for.
    lang
        Language of its words; the importer reads both.

    Returns
    -------
    content : bytes
        XLSX: a sheet to be filled in, where nothing else can be changed, and one of notes.
        What the register of communes holds is asked on a sheet of its own.

    Raises
    ------
    ViewError
        The province has no such boundaries.
    KeyError
        There is no such indicator.
    """
    find_vintage(facts.province, form.vintage)
    target = BytesIO()
    writer = _Writer(Book(target), facts, form, lang)
    writer.write_figures()
    writer.write_register()
    writer.write_notes()
    writer.book.file.close()
    return target.getvalue()


class _Writer:
    """Writes the sheets of a form."""

    def __init__(self, book: Book, facts: Facts, form: Form, lang: str) -> None:
        self.book = book
        self._facts, self._form, self._lang = facts, form, lang
        self._t: Texts = texts(lang)
        self._indicators = [facts.indicators[each] for each in form.indicators]
        status = facts.province.register.status
        self._figures = [each for each in self._indicators if each.indicator_id != status]
        self._register = [each for each in self._indicators if each.indicator_id == status]
        self._units = level_units(facts, level=form.level, vintage=form.vintage)
        self._sheet: Worksheet
        empty = {"locked": False, "bg_color": "#fff8e1", "bottom": 1}
        self._empty = book.file.add_format(empty)
        self._empty_text = book.file.add_format(empty | {"num_format": "@"})
        self._closed = book.file.add_format({"bg_color": "#e4e4e4", "bottom": 1})

    def _begin(self, name: str) -> None:
        """Begin a sheet with title, how it is filled in, and the boundaries."""
        self._sheet = self.book.file.add_worksheet(name)
        self._sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        found = find_vintage(self._facts.province, self._form.vintage)
        boundaries = self._t("form.boundaries", boundaries=pick(found, "label", self._lang))
        forms = (self.book.title, self.book.lead, self.book.lead)
        lines = (self._t("form.title"), self._t("form.how"), boundaries)
        for row, (text, form) in enumerate(zip(lines, forms, strict=True)):
            self._sheet.write_string(row, 0, text, form)

    def write_figures(self) -> None:
        """Write the sheet of figures, where any are asked for."""
        if not self._figures:
            return
        self._begin(self._t("form.sheet"))
        if self._form.layout == "wide":
            self._write_wide()
        else:
            self._write_long()

    def write_register(self) -> None:
        """Write the sheet of recognitions: a row for each commune that can have one."""
        facts = self._facts
        for indicator in self._register:
            self._begin(self._t("form.register"))
            heads = {self._t(f"form.{name}"): width for name, width in _RECOGNISED.items()}
            self._write_heads(_WHO, list(heads), heads)
            units = level_units(facts, level="commune", vintage=self._form.vintage)
            for row, unit in enumerate(units, start=_LEAD_ROWS + 1):
                self._write_unit(row, unit)
                form = self._empty_text if _concerns(indicator, unit) else self._closed
                for at in range(len(_RECOGNISED)):
                    self._sheet.write_blank(row, len(_WHO) + at, None, form)
            classes = [each for each in facts.ordinal_classes if _is_class(each, indicator)]
            self._offer(
                _LEAD_ROWS + len(units), len(_WHO), [pick(e, "label", self._lang) for e in classes]
            )

    def _write_wide(self) -> None:
        """Write a row for each unit and a column for each indicator and year."""
        columns = [(each, year) for each in self._figures for year in self._form.years]
        heads = [self._head(each, year) for each, year in columns]
        self._write_heads(_WHO, heads, dict.fromkeys(heads, _VALUE_WIDTH))
        for row, unit in enumerate(self._units, start=_LEAD_ROWS + 1):
            self._write_unit(row, unit)
            for at, (indicator, _) in enumerate(columns, start=len(_WHO)):
                self._write_value(row, at, indicator, unit)

    def _write_long(self) -> None:
        """Write a row for each figure."""
        heads = [*_WHAT, *_MORE]
        named = [self._t(f"form.{name}") for name in heads]
        self._write_heads(_WHO, named, dict(zip(named, (_WHAT | _MORE).values(), strict=True)))
        row = _LEAD_ROWS + 1
        for unit in self._units:
            for indicator in self._figures:
                if not _concerns(indicator, unit):
                    continue
                for year in self._form.years:
                    self._write_figure(row, unit, indicator, year)
                    row += 1
        heads = [*_WHO, *_WHAT, *_MORE]
        flags = [self._t(f"flag.{each}") for each in FLAGS_OFFERED]
        self._offer(row - 1, heads.index("flag"), flags)
        words = [self._t(f"form.is_{each}") for each in QUALIFIERS]
        self._offer(row - 1, heads.index("qualifier"), words)

    def _write_figure(self, row: int, unit: Unit, indicator: Indicator, year: int) -> None:
        self._write_unit(row, unit)
        at = len(_WHO)
        name = self._name(indicator)
        self._sheet.write_string(row, at, name, self.book.text)
        self._sheet.write_number(row, at + 1, year, self.book.integer)
        self._write_value(row, at + 2, indicator, unit)
        for beyond in range(len(_MORE)):
            self._sheet.write_blank(row, at + 3 + beyond, None, self._empty)

    def _offer(self, last: int, at: int, words: Sequence[str]) -> None:
        """Offer words in a list that drops down in the cells of a column."""
        rule = {"validate": "list", "source": list(words)}
        self._sheet.data_validation(_LEAD_ROWS + 1, at, max(last, _LEAD_ROWS + 1), at, rule)

    def _write_heads(
        self, who: Mapping[str, int], heads: Sequence[str], widths: Mapping[str, int]
    ) -> None:
        named = [self._t(f"form.{name}") for name in who]
        for at, text in enumerate((*named, *heads)):
            self._sheet.write_string(_LEAD_ROWS, at, text, self.book.head)
            width = widths.get(text, 0) or list(who.values())[min(at, len(who) - 1)]
            self._sheet.set_column(at, at, width)
        self._sheet.freeze_panes(_LEAD_ROWS + 1, len(who))
        self._sheet.repeat_rows(_LEAD_ROWS)
        self._sheet.set_landscape()

    def _write_unit(self, row: int, unit: Unit) -> None:
        district = districts_text(self._facts, unit, lang=self._lang)
        said = (unit.code, unit_name(unit, lang=self._lang), district)
        for at, text in enumerate(said):
            self._sheet.write_string(row, at, text, self.book.text)

    def _write_value(self, row: int, at: int, indicator: Indicator, unit: Unit) -> None:
        """Leave a cell to be filled in, within what its indicator can be."""
        if not _concerns(indicator, unit):
            self._sheet.write_blank(row, at, None, self._closed)
            return
        self._sheet.write_blank(row, at, None, self._empty)
        low = -_MOST if indicator.min is None else indicator.min
        high = _MOST if indicator.max is None else indicator.max
        whole = indicator.kind == "count" and not indicator.decimals
        rule = {
            "validate": "integer" if whole else "decimal",
            "criteria": "between",
            "minimum": int(low) if whole else low,
            "maximum": int(high) if whole else high,
            "error_message": self._t("request_form.refused"),
        }
        self._sheet.data_validation(row, at, row, at, rule)

    def _head(self, indicator: Indicator, year: int) -> str:
        """Return the head of a column, which the importer understands."""
        unit = indicator_unit(indicator, lang=self._lang)
        measured = f" ({unit})" if unit else ""
        name = indicator_name(indicator, lang=self._lang)
        head = f"{name}{measured} {year}"
        found = read_head(0, [head], indicator_names(self._facts))
        understood = (found.indicator, found.year) == (indicator.indicator_id, year)
        return head if understood else f"{indicator.indicator_id} {year}"

    def _name(self, indicator: Indicator) -> str:
        name = indicator_name(indicator, lang=self._lang)
        found = indicator_names(self._facts).find(name)
        return name if found == indicator.indicator_id else indicator.indicator_id

    def write_notes(self) -> None:
        """Write what the indicators mean and how the form is filled in."""
        sheet = self.book.file.add_worksheet(self._t("form.notes"))
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 100)
        rows = [(indicator_name(e, lang=self._lang), self._meaning(e)) for e in self._indicators]
        rows += [(self._t(f"flag.{e}"), self._t(f"flag_help.{e}")) for e in FLAGS_OFFERED]
        rules = [*RULES, *(["register"] if self._register else [])]
        rows += [(self._t(f"form.rule_{e}"), self._t(f"form.rule_{e}_help")) for e in rules]
        for row, (name, words) in enumerate(rows):
            sheet.write_string(row, 0, name, self.book.wrapped)
            sheet.write_string(row, 1, fitting(words, 2000), self.book.wrapped)

    def _meaning(self, indicator: Indicator) -> str:
        unit = indicator_unit(indicator, lang=self._lang)
        definition = pick(indicator, "definition", self._lang)
        return f"{definition} ({unit})" if unit else definition


RULES = ("blank", "units", "numbers")


def _is_class(each: OrdinalClass, indicator: Indicator) -> bool:
    return each.indicator_id == indicator.indicator_id


def _concerns(indicator: Indicator, unit: Unit) -> bool:
    return unit.level != "commune" or not indicator.unit_kinds or unit.kind in indicator.unit_kinds
