"""What is wrong with a spreadsheet, or worth knowing: where, what, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.language.plain import plain
from geo.language.texts import Phrase

_LONGEST = 80


def column_letter(at: int) -> str:
    """Return how a spreadsheet calls a column that is counted from 0."""
    letters, rest = "", at + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


@dataclass(frozen=True)
class Finding:
    """A fault or a warning.

    Parameters
    ----------
    key
        What is wrong: the texts ``finding.<key>`` and ``remedy.<key>`` say it and how to mend it.
    sheet
        Name of the sheet; empty for the whole file.
    row
        Row as a spreadsheet counts it, or line of a text file; None for the whole sheet.
    column
        Column as a spreadsheet calls it, ``"C"``; empty for none.
    value
        What stands there, or a phrase that lists it.
    fields
        Fields of the texts.
    """

    key: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str | Phrase = ""
    fields: Mapping[str, object] = field(default_factory=dict)

    def message(self, lang: str) -> str:
        """Say what is wrong."""
        return Phrase(f"finding.{self.key}", self.fields).words(lang)

    def remedy(self, lang: str) -> str:
        """Say what to do about it."""
        return Phrase(f"remedy.{self.key}", self.fields).words(lang)

    def shown_value(self, lang: str) -> str:
        """Say what stands there."""
        return shown(self.value.words(lang)) if isinstance(self.value, Phrase) else self.value

    def as_data(self, lang: str) -> dict[str, object]:
        """Return the finding as plain data in a language."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.shown_value(lang),
            "message": self.message(lang),
            "remedy": self.remedy(lang),
        }


def at_cell(
    key: str, sheet: str, place: tuple[int, int], value: object = "", /, **fields: object
) -> Finding:
    """Make a finding about a cell.

    Parameters
    ----------
    key
        What is wrong.
    sheet
        Name of the sheet.
    place
        Row and column, both counted from 0.
    value
        What stands there.
    **fields
        Fields of the texts.
    """
    row, column = place
    return Finding(key, sheet, row + 1, column_letter(column), shown(value), fields)


def shown(value: object) -> str:
    """Return a value as a finding shows it: harmless and short."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain(str(value), most=_LONGEST)
