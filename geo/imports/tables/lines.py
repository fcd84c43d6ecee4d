"""What each row below a head is: a unit, a group of units, a total, or words under the table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from geo.facts.model import Facts, Unit
from geo.imports.asking import Notes
from geo.imports.findings import at_cell, shown
from geo.imports.tables.cells import is_blank, read_written
from geo.imports.tables.find import Table
from geo.imports.tables.heads import Head
from geo.imports.units.index import Label, UnitIndex, clean_name, read_code, unit_index
from geo.imports.vocabulary import NOT_UNITS, PARTS, ROLES, TOTAL_STARTS, TOTALS
from geo.places.search import fold, split_kind
from geo.places.vintages import district_vintage

LineKind = Literal["unit", "group", "total"]
_ROMAN = re.compile(r"^[IVXLC]+\.?$|^[A-Z]\.?$")
_ROMAN_BEFORE = re.compile(r"^\s*([IVXLC]+|[A-Z])\s*[.)\-–]\s*(.+)$")


@dataclass(frozen=True)
class Line:
    """A row below the head.

    Parameters
    ----------
    row
        Row, counted from 0.
    kind
        What it is.
    label
        What it says of its unit.
    text
        Its name, or its code, as it stands there.
    at
        Column in which that stands.
    group
        Row of the group it stands in; None for none.
    """

    row: int
    kind: LineKind
    label: Label
    text: str
    at: int
    group: int | None = None


def read_lines(facts: Facts, table: Table, figures: Sequence[Head], notes: Notes) -> list[Line]:
    """Read the rows of a table.

    Parameters
    ----------
    facts
        The facts.
    table
        The table.
    figures
        Its columns of figures; a row without any of them and without a number of its own is
        words.
    notes
        Takes the faults.

    Returns
    -------
    lines : list of Line
        Rows that are words alone are left out. Where there are no units but groups, the groups
        are the units, and a lone total is the province.
    """
    reader = _Reader(facts, table, figures, notes)
    for row in table.data_rows:
        reader.read(row)
    reader.tell_words_between()
    lines = reader.lines
    if any(line.kind == "unit" for line in lines):
        return lines
    if any(line.kind == "group" and line.label.districts for line in lines):
        return [
            replace(line, kind="unit", label=_as_district(line.label))
            if line.kind == "group"
            else line
            for line in lines
        ]
    province = Label(facts.province.code)
    return [
        replace(line, kind="unit", label=province)
        if line.label.code != "-" and reader.is_whole(fold(line.text))
        else line
        for line in lines
    ]


def _as_district(label: Label) -> Label:
    """Return what a group says when it is a unit itself; which of several is asked."""
    if len(label.districts) != 1:
        return Label("", label.name)
    (code,) = label.districts
    return Label(code)


class _Reader:
    """Goes down a table and remembers the group it is in."""

    def __init__(self, facts: Facts, table: Table, figures: Sequence[Head], notes: Notes) -> None:
        latest = district_vintage(facts.province)
        self.lines: list[Line] = []
        self._words: list[tuple[int, int]] = []
        self._facts, self._table, self._figures, self._notes = facts, table, figures, notes
        self._index: UnitIndex | None = unit_index(facts, latest) if latest else None
        self._code, self._name = table.column("code"), table.column("name")
        self._stt, self._district = table.column("stt"), table.column("district")
        named = self._name.text if self._name else ""
        self._of_districts = ROLES.get(fold(named)) == "district"
        self._group: Line | None = None
        province = fold(facts.province.name_vi)
        self._totals = TOTALS | {f"tinh {province}", f"toan tinh {province}"}

    def read(self, row: int) -> None:
        code, name, at = self._identity(row)
        if not code and not name:
            self._nameless(row)
            return
        stt, name = self._numbering(row, name)
        folded = fold(name)
        line = self._total_or_group(row, code, name, folded, stt, at)
        if line is None and self._is_words(row, code, name, stt):
            self._words.append((row, at))
        elif line is None:
            label = Label(code, name, self._districts(row))
            group = self._group.row if self._group else None
            raw = shown(self._table.sheet.rows[row][at])
            line = Line(row, "unit", label, raw, at, group)
        if line is not None:
            self.lines.append(line)

    def tell_words_between(self) -> None:
        """Tell of rows among the units that were taken for words although something stands there.

        Below the last unit are notes and signatures.
        """
        last = max((line.row for line in self.lines if line.kind == "unit"), default=0)
        for row, at in self._words:
            cells = [self._table.cell(row, head) for head in self._figures]
            if row < last and not all(map(is_blank, cells)):
                value = self._table.sheet.rows[row][at]
                left_out = at_cell("row_left_out", self._table.sheet.name, (row, at), value)
                self._notes.warnings.append(left_out)

    def _identity(self, row: int) -> tuple[str, str, int]:
        """Return code and name of a row, and the column that is named when they are wrong."""
        raw = self._table.cell(row, self._code)
        code = "" if is_blank(raw) else read_code(raw, self._facts.province.code)
        name = self._table.cell(row, self._name)
        if not is_blank(name):
            at = self._name.at if self._name else 0
            return code, clean_name(name) if isinstance(name, str) else str(name), at
        if self._code is not None and code and not code.isdecimal() and self._name is None:
            # a lone column of codes that holds names
            return "", clean_name(code), self._code.at
        if code:
            return code, "", self._code.at if self._code else 0
        before = min((head.at for head in self._figures), default=0)
        for at, value in enumerate(self._table.sheet.rows[row][:before]):
            if isinstance(value, str) and len(fold(value)) > 2 and not is_blank(value):
                return "", clean_name(value), at
        return "", "", 0

    def _numbering(self, row: int, name: str) -> tuple[str, str]:
        value = self._table.cell(row, self._stt)
        stt = str(int(value)) if isinstance(value, float) else str(value).strip()
        match = _ROMAN_BEFORE.match(name)
        if match is None or _ROMAN.match(stt):
            return stt, name
        # "X." is ten, and it is "xã"
        is_kind = bool(split_kind(fold(f"{match[1]} x"))[1])
        if is_kind and split_kind(fold(match[2]))[1] not in ("district", "city"):
            return stt, name
        return match[1], match[2].strip()

    def _total_or_group(
        self, row: int, code: str, name: str, folded: str, stt: str, at: int
    ) -> Line | None:
        # a commune may be called like the beginning of a total
        begins = folded.startswith(TOTAL_STARTS) and not self._is_unit(name)
        if folded in self._totals or begins:
            if code or (self._table.is_long and self.is_whole(folded)):
                return Line(row, "unit", Label(code or self._facts.province.code), name, at)
            if self._table.is_long:
                return self._left_out(row, name, at)
            group = self._group.row if self._group and "toan tinh" not in folded else None
            return Line(row, "total", Label(), name, at, group)
        if folded.startswith(NOT_UNITS) and not self._is_unit(name):
            return self._left_out(row, name, at)
        if self._table.is_long or not name:
            return None
        districts = frozenset(u.code for u in self._named(name))
        kind = split_kind(folded)[1]
        roman = _ROMAN.match(stt) is not None and (bool(districts) or not self._is_unit(name))
        heads = kind in ("district", "city") or (not code and self._stands_out(stt))
        heads = heads or self._of_districts
        if roman or (districts and heads):
            self._group = Line(row, "group", Label("", name, districts), name, at)
            return self._group
        return None

    def _left_out(self, row: int, name: str, at: int) -> Line:
        left_out = at_cell("row_left_out", self._table.sheet.name, (row, at), name)
        self._notes.warnings.append(left_out)
        return Line(row, "total", Label("-"), name, at)

    def is_whole(self, folded: str) -> bool:
        """Tell whether a total is that of the province, and of no part of it."""
        bare = f" {folded} ".replace(f" {fold(self._facts.province.name_vi)} ", " ")
        return not any(f" {each} " in bare for each in PARTS)

    def _named(self, name: str) -> list[Unit]:
        return list(self._index.districts_named(name)) if self._index else []

    def _stands_out(self, stt: str) -> bool:
        """Tell whether a row without a word of its kind heads a group: others are numbered."""
        return self._stt is not None and not stt

    def _districts(self, row: int) -> frozenset[str]:
        value = self._table.cell(row, self._district)
        if isinstance(value, str) and not is_blank(value) and self._index is not None:
            parts = [part for part in re.split(r"[,;/]", value) if part.strip()]
            found = {
                u.code for part in parts for u in self._index.districts_named(clean_name(part))
            }
            if found:
                return frozenset(found)
        return self._group.label.districts if self._group else frozenset()

    def _is_words(self, row: int, code: str, name: str, stt: str) -> bool:
        """Tell whether a row is a note, a source or a signature."""
        if code or stt.rstrip(".").isdecimal():
            return False
        if any(self._is_figure(self._table.cell(row, head)) for head in self._figures):
            return False
        if self._table.is_register:
            return is_blank(self._table.cell(row, self._table.column("class")))
        return not self._is_unit(name)

    def _is_unit(self, name: str) -> bool:
        """Tell whether a name is that of a unit in any boundaries."""
        vintages = self._facts.province.vintage_ids
        return any(unit_index(self._facts, each).by_name(name) for each in vintages)

    def _is_figure(self, value: object) -> bool:
        if isinstance(value, bool) or is_blank(value):
            return False
        return isinstance(value, float) or (
            isinstance(value, str) and read_written(value) is not None
        )

    def _nameless(self, row: int) -> None:
        """Note a figure that stands beside no unit."""
        for head in self._figures:
            value = self._table.cell(row, head)
            if self._is_figure(value):
                place = (row, head.at)
                self._notes.faults.append(at_cell("no_unit", self._table.sheet.name, place, value))
                return
