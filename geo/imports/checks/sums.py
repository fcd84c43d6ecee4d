"""Whether the totals that a table gives are the sums of its rows."""

from collections.abc import Mapping, Sequence

from geo.imports.asking import Notes
from geo.imports.findings import at_cell
from geo.imports.tables.columns import CellNumber
from geo.imports.tables.find import Table
from geo.imports.tables.heads import Head
from geo.imports.tables.lines import Line
from geo.language.numbers import Amount, written_decimals

_SHARE = 1e-9
"""Of the sum, what the binary form of numbers may take away."""


def check_sums(
    table: Table,
    head: Head,
    lines: Sequence[Line],
    taken: Mapping[int, CellNumber],
    notes: Notes,
) -> None:
    """Check each total of a column against the sum of the units that it stands for.

    Parameters
    ----------
    table
        The table.
    head
        The column.
    lines
        The rows of the table.
    taken
        The numbers of the column, totals included, by row.
    notes
        Takes the faults. A total over units of which one has no number is not checked: nobody
        knows what it should be.
    """
    units = [line for line in lines if line.kind == "unit"]
    for line in lines:
        if line.kind == "unit" or line.row not in taken:
            continue
        group = line.row if line.kind == "group" else line.group
        parts = [unit for unit in units if group is None or unit.group == group]
        if not parts or not all(unit.row in taken for unit in parts):
            continue
        values = [taken[unit.row].value for unit in parts]
        total, given = sum(values), taken[line.row].value
        decimals = written_decimals(*values)
        rounding = 0.5 * 10 ** -written_decimals(given) if written_decimals(given) < decimals else 0
        if abs(total - given) > rounding + _SHARE * max(abs(total), abs(given), 1):
            places = max(decimals, written_decimals(given))
            fields = {"sum": Amount(value=total, decimals=places), "count": len(parts)}
            place = (line.row, head.at)
            value = table.cell(line.row, head)
            notes.faults.append(at_cell("sum_differs", table.sheet.name, place, value, **fields))
