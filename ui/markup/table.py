"""A table of words: its cells wrap, and on a telephone its rows stand as blocks."""

from collections.abc import Sequence
from html import escape

from ui.markup import elements

Row = Sequence[str]
"""Cells that are HTML already; the first one heads the row."""


def table_html(heads: Sequence[str], rows: Sequence[Row], *, css: str = "") -> str:
    """Return a table whose rows are headed by their first cell, in a box that scrolls by itself."""
    top = "".join(f'<th scope="col">{elements.text("span", each)}</th>' for each in heads)
    body = "".join(_row_html(heads, row) for row in rows)
    table = f'<table class="figures small {css}"><thead><tr>{top}</tr></thead><tbody>{body}</tbody>'
    return f'<div class="wide-table" tabindex="0">{table}</table></div>'


def _row_html(heads: Sequence[str], row: Row) -> str:
    """Return a row whose cells know their heading: a telephone writes it before each."""
    first, *rest = row
    cells = "".join(
        f'<td data-label="{escape(head)}">{content}</td>'
        for head, content in zip(heads[1:], rest, strict=True)
    )
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'
