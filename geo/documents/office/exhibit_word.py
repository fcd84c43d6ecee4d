"""An exhibit in a document of a word processor: sentences, its pictures, remarks, tables, lists."""

from collections.abc import Callable
from typing import Any

from geo.documents.columns import column_widths
from geo.documents.office.picture import WIDTH, picture_png
from geo.documents.office.word import Entry, Word
from geo.documents.paper.exhibit.board import exhibit_picture
from geo.language.texts import texts
from geo.meeting.exhibit import Exhibit, UnitsMap
from geo.meeting.stage import ExhibitScene

_LETTERS = 6.2
_HIGH = {1: 96.0, 2: 84.0, 3: 76.0, 4: 120.0}
"""Millimetres of the pictures by how many there are."""
_LETTER, _PAD = 1.8, 4.0
"""Millimetres of a letter of a table, and at both sides of a cell."""


def add_exhibit(
    word: Word, staged: ExhibitScene, cite: Callable[[Any, ExhibitScene], None], *, lang: str
) -> None:
    """Write an exhibit below its picture.

    Parameters
    ----------
    word
        The document.
    staged
        The scene.
    cite
        Puts the numbers of the sources behind a paragraph.
    lang
        Language.
    """
    exhibit, t = staged.exhibit, texts(lang)
    caption = "; ".join(dict.fromkeys((staged.title, *(each.caption for each in exhibit.panes))))
    cite(word.caption(t("word.figure"), caption), staged)
    listed = {title for title, _ in exhibit.sections}
    for remark in exhibit.remarks:
        if remark not in listed:
            word.paragraph(remark)
    _add_tables(word, exhibit, staged, cite, t("word.table"))
    for title, lines in exhibit.sections:
        word.paragraph("", lead=title, with_next=True)
        for line in lines:
            word.paragraph(line)


def _add_tables(
    word: Word,
    exhibit: Exhibit,
    staged: ExhibitScene,
    cite: Callable[[Any, ExhibitScene], None],
    kind: str,
) -> None:
    for table in exhibit.tables:
        cite(word.caption(kind, table.title, above=True), staged)
        others = len(table.heads) - 1
        word.table(
            table.heads,
            [[Entry(cell) for cell in row] for row in table.rows],
            shares=column_widths((table.heads, *table.rows), word.width, wide=_wide),
            said=table.title,
            right=range(1, others + 1) if table.numeric else (),
        )


def _wide(text: str) -> float:
    return len(text) * _LETTER + _PAD


def exhibit_png(staged: ExhibitScene, *, lang: str) -> tuple[bytes, str]:
    """Return the pictures of an exhibit as one, and the text that stands for it."""
    exhibit = staged.exhibit
    high = _HIGH[len(exhibit.panes)]
    if not any(isinstance(each, UnitsMap) for each in exhibit.panes):
        high = _HIGH[2]
    draw = exhibit_picture(exhibit, staged.layers, lang=lang, size=_LETTERS)
    return picture_png([draw], (WIDTH, high)), exhibit.said
