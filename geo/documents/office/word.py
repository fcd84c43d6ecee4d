"""A document of a word processor under way: A4, styles of its theme, fields, texts as texts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from geo.documents.office.picture import WIDTH
from geo.documents.tables.packages.zipped import undated
from geo.language.plain import plain
from geo.views.symbols import Symbol

_PAGE = {"page_width": 210, "page_height": 297, "left_margin": 30, "right_margin": 20}
_PAGE |= {"top_margin": 20, "bottom_margin": 20}
_FULL_PAGE = _PAGE | {"left_margin": 15, "right_margin": 15, "top_margin": 12, "bottom_margin": 12}
_INK, _QUIET, _LINK = "1D2F3A", "55656C", "1F5C83"
_LOCALES = {"vi": "vi-VN", "en": "en-GB"}
_SIZES = {"Title": 22, "Heading 1": 15, "Heading 2": 12, "Normal": 11, "Caption": 9.5, "Footer": 8}
_TABLE_SIZE = 9.5
_LEFT_OUT = ("stylesWithEffects", "thumbnail", "customXml", "extended-properties")
"""Parts of the library's own empty document that say nothing of this one."""
_FACE = b"Calibri"
_HEAD = "E9EEF0"
_CELL, _CLOSE_CELL = "40", "6"
"""Twentieths of a point above and below the text of a cell."""
_NEWEST_MODE = "15"
"""Without it a program opens the file in a mode for programs of before 2013."""


@dataclass(frozen=True)
class Entry:
    """What a cell of a table holds: a text, or how units of a class are drawn.

    One that goes `across` columns or `down` rows is followed, or has below it, empty cells.
    """

    text: str = ""
    symbol: Symbol | None = None
    colour: str = ""
    bold: bool = False
    across: int = 1
    down: int = 1


class Word:
    """A document under way.

    Parameters
    ----------
    title, author
        Of the file.
    lang
        Language of the texts.
    made
        What stands at the left of the foot; the number of the page stands at the right.
    page
        The words for the page with ``{number}`` and ``{count}``.
    now
        Moment of making, in UTC.
    letters
        Size of the letters in parts of the usual one. Smaller ones stand closer, on a page with
        narrow margins: for what is to fit a sheet or two.
    """

    def __init__(
        self,
        title: str,
        author: str,
        *,
        lang: str,
        made: str,
        page: str,
        now: datetime,
        letters: float = 1.0,
    ) -> None:
        self._file = Document()
        self._counts: dict[str, int] = {}
        _lay_bare(self._file)
        _set_language(self._file, _LOCALES[lang])
        _set_styles(self._file, letters)
        section, sizes = self._file.sections[0], _PAGE if letters == 1 else _FULL_PAGE
        for name, size in sizes.items():
            setattr(section, name, Mm(size))
        self.width = float(sizes["page_width"] - sizes["left_margin"] - sizes["right_margin"])
        section.footer_distance = Mm(sizes["bottom_margin"] / 2)
        self._set_foot(plain(made), page)
        core = self._file.core_properties
        core.title, core.author = plain(title, most=255), plain(author, most=255)
        core.comments, core.language = plain(made, most=255), _LOCALES[lang]
        core.last_modified_by = core.author
        core.created = core.modified = now.replace(tzinfo=None)

    def heading(self, text: str, *, level: int) -> None:
        """Write a heading; level 0 is the title of the whole."""
        self._file.add_heading(plain(text), level)

    def paragraph(self, text: str, *, lead: str = "", with_next: bool = False) -> None:
        """Write a paragraph, with words in bold before it; it may have to stay with the next."""
        paragraph = self._file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = with_next
        if lead:
            paragraph.add_run(f"{plain(lead)}{': ' if text else ''}").bold = True
        paragraph.add_run(plain(text))

    def picture(self, content: bytes, *, said: str) -> None:
        """Place a picture as wide as the page; `said` stands for it where it is not seen."""
        paragraph = self._file.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(BytesIO(content), width=Mm(WIDTH))
        shape._inline.docPr.set("descr", plain(said))

    def beside(self, texts: Sequence[str], picture: bytes, *, wide: float, said: str) -> None:
        """Write paragraphs, and a picture so many millimetres wide at their right."""
        table = self._file.add_table(1, 2)
        table.autofit = False
        for at, width in enumerate((self.width - wide - 4, wide + 4)):
            table.columns[at].width = table.rows[0].cells[at].width = Mm(width)
        words, shown = (cell.paragraphs[0] for cell in table.rows[0].cells)
        for text in texts[:-1]:
            words.insert_paragraph_before(plain(text))
        words.add_run(plain(texts[-1]))
        shown.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        shape = shown.add_run().add_picture(BytesIO(picture), width=Mm(wide))
        shape._inline.docPr.set("descr", plain(said))

    def columns(self, count: int) -> None:
        """Set what follows in so many columns."""
        section = self._file.add_section(WD_SECTION.CONTINUOUS)
        columns = section._sectPr.find(qn("w:cols"))
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), "340")

    def caption(self, kind: str, text: str, *, above: bool = False) -> Any:
        """Say what a picture or a table is, and number it among those of its kind."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        paragraph = self._file.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = above
        paragraph.add_run(f"{kind}\u00a0").bold = True
        _add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(self._counts[kind]), bold=True)
        paragraph.add_run(". ").bold = True
        paragraph.add_run(plain(text))
        return paragraph

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[Entry]],
        *,
        shares: Sequence[float],
        said: str,
        right: Collection[int] = (),
    ) -> None:
        """Write a table whose head is repeated on every page.

        Parameters
        ----------
        head
            Headings.
        rows
            Cells of each row.
        shares
            Share of the width that each column takes.
        said
            What the table is, for whoever does not see it.
        right
            The columns that are set to the right.
        """
        table = self._file.add_table(1 + len(rows), len(head), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _say(table, plain(said))
        widths = [Mm(self.width * share / sum(shares)) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        lines = [[Entry(text, bold=True) for text in head], *rows]
        for at, (row, line) in enumerate(zip(table.rows, lines, strict=True)):
            _keep_row(row, head=not at)
            for column, (cell, entry) in enumerate(zip(row.cells, line, strict=True)):
                cell.width = widths[column]
                _fill(cell, entry, to_right=column in right and bool(at))
                if not at:
                    _shade(cell, Symbol(f"#{_HEAD}"))
        _merge(table, lines)
        self._file.add_paragraph(style="Table Text")

    def sources(self, rows: Sequence[Mapping[str, str]], *, short: bool = False) -> None:
        """List sources by their numbers: ``words`` and ``address`` of each, a link to ``url``.

        Where it has to be `short` the words themselves lead there.
        """
        for number, row in enumerate(rows, start=1):
            paragraph = self._file.add_paragraph(style="List Number")
            _mark(paragraph, f"source_{number}", number)
            if short and row["url"]:
                _link(paragraph, plain(row["words"]), target=row["url"])
                continue
            paragraph.add_run(plain(row["words"]))
            if row["address"]:
                paragraph.add_run(", ")
            if row["url"]:
                _link(paragraph, plain(row["address"]), target=row["url"])
            else:
                paragraph.add_run(plain(row["address"]))

    def cite(self, paragraph: Any, cites: Sequence[dict[str, Any]]) -> None:
        """Put the numbers of sources behind a paragraph, each a link to its line in their list."""
        for at, each in enumerate(cites):
            paragraph.add_run(", " if at else " [")
            _link(paragraph, each["words"], anchor=f"source_{each['first']}")
        if cites:
            paragraph.add_run("]")

    def content(self) -> bytes:
        """Return the file."""
        target, package = BytesIO(), self._file.part.package
        parts = list(package.parts)
        for part in parts:
            part.before_marshal()
        with ZipFile(target, "w") as file:
            entries: Any = _Entries(file)
            writer: Any = PackageWriter
            writer._write_content_types_stream(entries, parts)
            writer._write_pkg_rels(entries, package.rels)
            writer._write_parts(entries, parts)
        return target.getvalue()

    def _set_foot(self, made: str, page: str) -> None:
        foot = self._file.sections[0].footer.paragraphs[0]
        self._file.styles["Footer"].paragraph_format.tab_stops.clear_all()
        foot.paragraph_format.tab_stops.add_tab_stop(Mm(self.width), WD_TAB_ALIGNMENT.RIGHT)
        before, between, after = page.replace("{count}", "{number}").split("{number}")
        foot.add_run(f"{made}\t{before}")
        _add_field(foot, "PAGE", "1")
        foot.add_run(between)
        _add_field(foot, "NUMPAGES", "1")
        foot.add_run(after)


class _Entries:
    """What the library puts the parts of a file into, for its own way dates them."""

    def __init__(self, file: ZipFile) -> None:
        self._file = file

    def write(self, pack_uri: Any, blob: bytes) -> None:
        self._file.writestr(undated(pack_uri.membername), blob, ZIP_DEFLATED)


def _lay_bare(file: Any) -> None:
    """Take out of the library's empty document what is its author's, and styles nobody uses."""
    for rels in (file.part.package.rels, file.part.rels):
        for key in [key for key, each in rels.items() if each.reltype.endswith(_LEFT_OUT)]:
            del rels[key]
    for style in list(file.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Table Grid", "Normal Table"):
            style.delete()
    theme = file.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(b'typeface="Cambria"', b'typeface="%s"' % _FACE)


def _set_language(file: Any, locale: str) -> None:
    for element in file.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), locale)
    for element in file.settings.element.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), locale)
    for element in file.settings.element.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), _NEWEST_MODE)


def _set_styles(file: Any, letters: float) -> None:
    close = letters < 1
    for name, size in _SIZES.items():
        style = file.styles[name]
        style.font.size = _points(size * letters)
        style.font.color.rgb = RGBColor.from_string(_QUIET if name == "Footer" else _INK)
    file.styles["Caption"].font.bold = False
    for name in ("Normal", "List Number"):
        spacing = file.styles[name].paragraph_format
        spacing.space_after, spacing.line_spacing = (Pt(2), 1.0) if close else (Pt(6), 1.15)
    heading = file.styles["Heading 1"].paragraph_format
    heading.space_before, heading.space_after = (Pt(5), Pt(2)) if close else (Pt(14), Pt(6))
    if close:
        file.styles["Heading 2"].paragraph_format.space_before = Pt(3)
        file.styles["Title"].paragraph_format.space_after = Pt(4)
    margins = file.styles["Table Grid"].element.find(f".//{qn('w:tblCellMar')}")
    for side in ("w:top", "w:bottom"):
        margins.find(qn(side)).set(qn("w:w"), _CLOSE_CELL if close else _CELL)
    small = file.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size = file.styles["Normal"], _points(_TABLE_SIZE * letters)
    small.paragraph_format.space_after, small.paragraph_format.line_spacing = Pt(0), 1.0
    link = file.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(_LINK), True


def _points(size: float) -> Pt:
    # a file knows half points
    return Pt(round(size * 2) / 2)


def _add_field(paragraph: Any, code: str, shown: str, *, bold: bool = False) -> None:
    field, run = OxmlElement("w:fldSimple"), paragraph.add_run(shown)
    field.set(qn("w:instr"), code)
    run.bold = bold or None
    field.append(run._r)
    paragraph._p.append(field)


def _link(paragraph: Any, words: str, *, target: str = "", anchor: str = "") -> None:
    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        key = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), key)
    link.append(paragraph.add_run(words, style="Hyperlink")._r)
    paragraph._p.append(link)


def _mark(paragraph: Any, name: str, number: int) -> None:
    """Make a place that links of the document lead to."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag.endswith("Start"):
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


def _say(table: Any, said: str) -> None:
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), said)
        table._tbl.tblPr.append(element)


def _merge(table: Any, lines: Sequence[Sequence[Entry]]) -> None:
    """Let the cells that go over others do so; a row among them stays with the next."""
    for top, line in enumerate(lines):
        for at, each in enumerate(line):
            if each.across == each.down == 1:
                continue
            own = table.cell(top, at)
            merged = own.merge(table.cell(top + each.down - 1, at + each.across - 1))
            for empty in merged.paragraphs[1:]:
                empty._p.getparent().remove(empty._p)
            # a heading stays with what is below it, rows of one reason with one another
            for row in table.rows[top : top + max(each.down - 1, int(each.across > 1))]:
                for cell in row.cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True


def _keep_row(row: Any, *, head: bool) -> None:
    for tag in ("w:cantSplit", *(["w:tblHeader"] if head else [])):
        row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _fill(cell: Any, entry: Entry, *, to_right: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Table Text"
    if to_right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if entry.symbol is not None:
        _shade(cell, entry.symbol)
    if entry.text:
        run = paragraph.add_run(plain(entry.text))
        run.bold = entry.bold or None
        if entry.colour:
            run.font.color.rgb = RGBColor.from_string(entry.colour.lstrip("#"))


def _shade(cell: Any, symbol: Symbol) -> None:
    shade = OxmlElement("w:shd")
    pattern = "thinReverseDiagStripe" if symbol.falling else "thinDiagStripe"
    shade.set(qn("w:val"), pattern if symbol.lines else "clear")
    shade.set(qn("w:color"), symbol.lines.lstrip("#") or "auto")
    shade.set(qn("w:fill"), symbol.ground.lstrip("#"))
    cell._tc.get_or_add_tcPr().append(shade)
