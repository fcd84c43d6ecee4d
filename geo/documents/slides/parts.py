"""Native parts of a slide, texts and tables: the program breaks their lines and fits them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from lxml import etree
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu

from geo.documents.paper.paper import line_height
from geo.documents.slides.look import Look, rgb, solid
from geo.language.plain import plain
from geo.views.symbols import Symbol

MM = 36_000
"""EMU of a millimetre."""
_SPACES = nsdecls("a")
_LETTER = 0.19
"""Millimetres that a letter of one point takes across on the average, rather more than less."""
_BROKEN = 1.12
"""How much more room a text takes whose lines end at words."""
_SMALLEST = 8.0
_PAD = 2.4
"""Millimetres at both sides of a cell's text."""
_ROW = 1.4
"""Millimetres that a row is higher than its text."""
_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""A look of tables that templates cannot make illegible: none of its own."""


@dataclass(frozen=True)
class Box:
    """A place on a slide in millimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Left, top, width, height as python-pptx takes them."""
        sides = (self.left, self.top, self.width, self.height)
        left, top, width, height = (Emu(round(side * MM)) for side in sides)
        return left, top, width, height


@dataclass(frozen=True)
class Canvas:
    """A slide to be filled: its shapes, the room for them, its colours, its language."""

    shapes: Any
    room: Box
    look: Look
    lang: str


@dataclass(frozen=True)
class Line:
    """A paragraph: its size in points, its colour as an element of DrawingML."""

    text: str
    size: float
    colour: str
    bold: bool = False
    align: str = "l"

    def height(self, width: float) -> float:
        """Return about how high it is in a place of some millimetres' width."""
        return lines_of(self.text, size=self.size, width=width) * line_height(self.size)


@dataclass(frozen=True)
class Entry:
    """A cell of a table: its text, and how it is filled and framed where it is a sample.

    One that goes `across` columns or `down` rows is followed, or has below it, cells to be empty.
    """

    line: Line
    symbol: Symbol | None = None
    edge: str = ""
    across: int = 1
    down: int = 1


def lines_of(text: str, *, size: float, width: float) -> int:
    """Return about how many lines a text takes, by the number of its letters alone."""
    share = len(text) * _LETTER * size / width
    return max(1, math.ceil(share if share <= 1 else share * _BROKEN))


def cell_room(width: float, height: float) -> Box:
    """Return the room for the text of a cell of a table."""
    return Box(0, 0, width - _PAD, height - _ROW)


def cell_width(text: str, *, size: float) -> float:
    """Return about how wide a cell of a table is for a text on one line."""
    return len(text) * _LETTER * size + _PAD


def fitting(text: str, size: float, box: Box) -> float:
    """Return the size at which a text of so many letters fits a place, not above its own.

    A program fits what is edited; what is only opened it shows as it stands.
    """
    while size > _SMALLEST and Line(text, size, "").height(box.width) > box.height:
        size -= 1
    return max(_SMALLEST, size)


def write_text(canvas: Canvas, box: Box, lines: Sequence[Line], *, name: str) -> None:
    """Write paragraphs into a place, smaller where there are many letters."""
    shape = canvas.shapes.add_textbox(*box.emu)
    shape.name = plain(name, most=200)
    needed = sum(line.height(box.width) for line in lines)
    share = min(1.0, math.sqrt(box.height / needed)) if needed else 1.0
    body = shape._element.find(qn("p:txBody"))
    for child in list(body):
        body.remove(child)
    edges = " ".join(f'{side}Ins="0"' for side in "ltrb")
    settings = f'<a:bodyPr {_SPACES} wrap="square" {edges}><a:normAutofit/></a:bodyPr>'
    body.append(etree.fromstring(settings))
    for line in lines:
        body.append(paragraph(line, lang=canvas.lang, size=max(_SMALLEST, line.size * share)))


def paragraph(line: Line, *, lang: str, size: float = 0, field: str = "") -> Any:
    """Return a paragraph as DrawingML, its text within a field of some attributes if given."""
    points = round((size or line.size) * 100)
    words = escape(plain(line.text))
    looks = f'lang="{_LANGUAGES[lang]}" sz="{points}" b="{int(line.bold)}"'
    run, kind = ("fld", f" {field}") if field else ("r", "")
    said = (
        f"<a:{run}{kind}><a:rPr {looks}>{solid(line.colour)}</a:rPr><a:t>{words}</a:t></a:{run}>"
        if words
        else ""
    )
    # without its end an empty line is as high as the theme's letters
    return etree.fromstring(
        f'<a:p {_SPACES}><a:pPr algn="{line.align}"/>{said}<a:endParaRPr {looks}/></a:p>'
    )


def row_heights(rows: Iterable[Sequence[Entry]], widths: Sequence[float]) -> list[float]:
    """Return about how high the rows of a table are in columns of some millimetres' width."""
    lines = list(rows)
    heights = [
        max(_entry_height(each, widths, at) for at, each in enumerate(row) if each.down == 1)
        for row in lines
    ]
    for top, row in enumerate(lines):
        for at, each in enumerate(row):
            lacking = _entry_height(each, widths, at) - sum(heights[top : top + each.down])
            # what goes down several rows and is higher than they are makes each of them higher
            for below in range(top, top + each.down if lacking > 0 else top):
                heights[below] += lacking / each.down
    return heights


def _entry_height(entry: Entry, widths: Sequence[float], at: int) -> float:
    return _ROW + entry.line.height(sum(widths[at : at + entry.across]) - _PAD)


def add_table(
    canvas: Canvas,
    box: Box,
    rows: Sequence[Sequence[Entry]],
    *,
    widths: Sequence[float],
    name: str,
    head: bool = True,
) -> float:
    """Add a table; return its lower edge in millimetres.

    Parameters
    ----------
    canvas
        The slide.
    box
        Its place; the height follows from the rows.
    rows
        Entries by row.
    widths
        Of the columns in millimetres.
    name
        Its name on the slide, before what it says for assistive technology.
    head
        Whether the first row holds headings.
    """
    heights = row_heights(rows, widths)
    place = Box(box.left, box.top, sum(widths), sum(heights))
    frame = canvas.shapes.add_table(len(rows), len(widths), *place.emu)
    frame.name = plain(name)
    said = (", ".join(entry.line.text for entry in row if entry.line.text) for row in rows)
    describe(frame, f"{name}: {'; '.join(filter(None, said))}")
    table = frame.table
    table.first_row, table.horz_banding = head, False
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = _PLAIN_STYLE
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(round(width * MM))
    for row, height in zip(table.rows, heights, strict=True):
        row.height = Emu(round(height * MM))
    for top, (cells, entries) in enumerate(zip(table.rows, rows, strict=True)):
        for at, (cell, entry) in enumerate(zip(cells.cells, entries, strict=True)):
            _fill_cell(cell, entry, canvas, below=top > 0)
            if entry.across > 1 or entry.down > 1:
                cell.merge(table.cell(top + entry.down - 1, at + entry.across - 1))
    return place.bottom


def _fill_cell(cell: Any, entry: Entry, canvas: Canvas, *, below: bool) -> None:
    body = cell._tc.get_or_add_txBody()
    for old in body.findall(qn("a:p")):
        body.remove(old)
    body.append(paragraph(entry.line, lang=canvas.lang))
    side, upper = round(_PAD / 2 * MM), round(0.3 * MM)
    properties = cell._tc.get_or_add_tcPr()
    margins = {"marL": side, "marR": side, "marT": upper, "marB": upper}
    properties.attrib.update({key: str(value) for key, value in margins.items()})
    properties.set("anchor", "ctr")
    framed = entry.symbol is not None or entry.edge
    dash = '<a:prstDash val="sysDot"/>' if entry.edge else ""
    width = 19_050 if entry.edge else 6_350
    colour = rgb(entry.edge) if entry.edge else canvas.look.rule
    # a line above too: that of a cell over several rows is drawn by nothing else
    sides_drawn = ("lnL", "lnR", "lnT", "lnB") if framed else ("lnT", "lnB") if below else ("lnB",)
    for edge in sides_drawn:
        line = f'<a:{edge} {_SPACES} w="{width}">{solid(colour)}{dash}</a:{edge}>'
        properties.append(etree.fromstring(line))
    if entry.symbol is not None:
        properties.append(etree.fromstring(_filled(entry.symbol)))


def _filled(symbol: Symbol) -> str:
    if not symbol.lines:
        return f"<a:solidFill {_SPACES}>{rgb(symbol.ground)}</a:solidFill>"
    way = "wdDnDiag" if symbol.falling else "ltUpDiag"
    return (
        f'<a:pattFill {_SPACES} prst="{way}"><a:fgClr>{rgb(symbol.lines)}</a:fgClr>'
        f"<a:bgClr>{rgb(symbol.ground)}</a:bgClr></a:pattFill>"
    )


def describe(frame: Any, text: str) -> None:
    """Give a table or chart the words that are shown on hover and read aloud."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(text))
