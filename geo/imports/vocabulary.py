"""Words by which a spreadsheet is understood, from ``vocabulary.toml``."""

import tomllib
from pathlib import Path

_WORDS = tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8"))

BLANKS = frozenset(_WORDS["blanks"])
"""Cells that say that nothing is known."""
TOTALS = frozenset(_WORDS["totals"])
"""Rows that add up others."""
TOTAL_STARTS = tuple(f"{word} " for word in _WORDS["total_starts"])
"""Beginnings of such rows."""
PARTS = tuple(_WORDS["parts"])
"""Words in the name of a total by which it is that of a part of the province."""
NOT_UNITS = tuple(_WORDS["not_units"])
"""Beginnings of rows that are of no unit."""
FILLERS = frozenset(_WORDS["fillers"])
"""Words in the head of a column of a year that say nothing of its indicator."""
SYLLABLES = frozenset(_WORDS["syllables"])
"""Common syllables with their marks."""
CLASS_FILLERS = frozenset(_WORDS["class_fillers"])
"""Words around the name of a class that say nothing of it."""
_ABBREVIATIONS: dict[str, str] = _WORDS["abbreviations"]
FLAGS = {flag: tuple(words) for flag, words in _WORDS["flags"].items()}
"""Words in the head of a column that tell the flag of its figures."""
ROLES = {word: role for role, words in _WORDS["roles"].items() for word in words}
"""What stands under a column, by the words of its head."""
INDICATOR_COLUMNS = {
    word: column for column, words in _WORDS["indicator_columns"].items() for word in words
}
"""Columns of the catalogue, by the words of their head in a list of new indicators."""
INDICATOR_DEFAULTS: dict[str, str] = _WORDS["indicator_defaults"]
"""What a new indicator is where its row does not say."""
INDICATOR_WORDS = {
    column: {said: word for word, listed in words.items() for said in listed}
    for column, words in _WORDS["indicator_words"].items()
}
"""Words of the catalogue by what a list of new indicators may call them, by column."""


def spelt_out(folded: str) -> str:
    """Return a folded text with its short forms in full."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in folded.split())
