"""Sheets of paper as vector files: PDF with its fonts inside, SVG with text that stays text."""

import base64
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from xml.etree import ElementTree

from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib import rcParams
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.patheffects import Stroke
from matplotlib.text import Text

from geo.documents.paper.paper import FAMILY, HALO, ONE_AT_A_TIME, Paper

SVG = "http://www.w3.org/2000/svg"
# Settings of the process, the same for every thread and set once, for changing them around one
# file would change those of another under way. TrueType, so that text can be selected and found;
# a salt, so that the same sheet always gives the same names of its parts.
rcParams.update({"pdf.fonttype": 42, "svg.fonttype": "none", "svg.hashsalt": "atlas"})


def papers_pdf(
    makers: Iterable[Callable[[], Paper]],
    *,
    title: str,
    after_page: Callable[[], None] = lambda: None,
) -> bytes:
    """Write sheets as the pages of a PDF.

    Parameters
    ----------
    makers
        Functions that each draw a sheet. Between two pages other threads may draw.
    title
        Title of the document.
    after_page
        Is called after each page; an error of it ends the export.

    Returns
    -------
    content : bytes
        PDF of vectors with its fonts inside.
    """
    target = BytesIO()
    pages = PdfPages(target, metadata={"Title": title, "Creator": None, "Producer": None})
    try:
        for make in makers:
            with ONE_AT_A_TIME:
                paper = make()
                _split_halos(paper)
                pages.savefig(paper.figure)  # type: ignore[no-untyped-call]
            after_page()
    finally:
        with ONE_AT_A_TIME:
            pages.close()  # type: ignore[no-untyped-call]
    return target.getvalue()


def paper_svg(
    paper: Paper,
    *,
    title: str,
    description: str,
    group: str,
    codes: Sequence[str],
    words: Sequence[str],
) -> bytes:
    """Write a sheet as SVG.

    Parameters
    ----------
    paper
        The sheet.
    title, description
        What it shows, for assistive technology.
    group
        Name of the group of polygons that get codes.
    codes, words
        For each polygon of it: the code of its unit, and what is said of it.

    Returns
    -------
    content : bytes
        UTF-8. Text stays text; the letters it needs are inside, so that it looks the same
        where the font is missing.
    """
    target = BytesIO()
    _split_halos(paper)
    metadata = {"Title": title, "Date": None, "Creator": None}
    canvas = FigureCanvasSVG(paper.figure)
    canvas.print_svg(target, metadata=metadata)  # type: ignore[no-untyped-call]
    root = _parsed(target.getvalue())
    root.set("role", "img")
    description_element = ElementTree.Element(f"{{{SVG}}}desc")
    description_element.text = description
    title_element = ElementTree.Element(f"{{{SVG}}}title")
    title_element.text = title
    for old in root.findall(f"{{{SVG}}}title"):
        root.remove(old)
    root.insert(0, title_element)
    root.insert(1, description_element)
    _mark_units(root, group, codes, words)
    _embed_fonts(root, paper)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _parsed(content: bytes) -> ElementTree.Element:
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return ElementTree.fromstring(content)


def _mark_units(
    root: ElementTree.Element, group: str, codes: Sequence[str], words: Sequence[str]
) -> None:
    """Give the path of every unit its code, and words that browsers show as a tip."""
    holder = next((each for each in root.iter(f"{{{SVG}}}g") if each.get("id") == group), None)
    # a chart in the place of the map has no units
    if holder is None:
        return
    paths = list(holder.iter(f"{{{SVG}}}path"))
    for path, code, said in zip(paths, codes, words, strict=True):
        path.set("data-code", code)
        tip = ElementTree.SubElement(path, f"{{{SVG}}}title")
        tip.text = said


def _split_halos(paper: Paper) -> None:
    """Draw the seams around letters apart: letters with an effect would become outlines."""
    axes = paper.figure.axes[0]
    for text, colour in paper.halos:
        text.set_path_effects([])
        x, y = text.get_position()
        seam = axes.text(
            x,
            y,
            text.get_text(),
            fontproperties=text.get_fontproperties(),
            color=colour,
            ha=text.get_horizontalalignment(),
            va=text.get_verticalalignment(),
            zorder=text.get_zorder() - 0.5,
            parse_math=False,
        )
        width = float(text.get_fontsize()) * HALO
        seam.set_path_effects([Stroke(linewidth=width, foreground=colour)])
    paper.halos.clear()


def _embed_fonts(root: ElementTree.Element, paper: Paper) -> None:
    """Put the letters that a sheet needs into its file, each weight as a font of its own."""
    letters: dict[str, set[str]] = {}
    for text in paper.figure.findobj(Text):
        if isinstance(text, Text) and text.get_text():
            weight = str(text.get_fontproperties().get_weight())
            letters.setdefault(weight, set()).update(text.get_text())
    rules = [
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{_subset(weight, found)})}}"
        for weight, found in sorted(letters.items())
    ]
    style = ElementTree.Element(f"{{{SVG}}}style")
    style.text = "".join(rules)
    root.insert(2, style)


def _subset(weight: str, letters: set[str]) -> str:
    """Return a font of some letters as WOFF in base64."""
    path = findfont(FontProperties(family=FAMILY, weight=weight))
    # the same letters always give the same bytes
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options(layout_features=["kern", "mark", "ccmp"], hinting=False)
    # of no use to a reader, and not known to the subsetter
    options.drop_tables += ["FFTM"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(letters)))
    subsetter.subset(font)
    font.flavor = "woff"
    target = BytesIO()
    font.save(target)
    return base64.b64encode(target.getvalue()).decode()
