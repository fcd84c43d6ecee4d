"""The typesetter: a template and plain data become PDF, PNG or SVG.

A template reads nothing outside its own folder, and what it is given reaches it as values: no
text of a document is ever read as markup.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

import typst

from geo.documents.paper import DPI, SIZES
from geo.documents.paper.letters import FAMILY, POINT, TEMPLATES, fonts, printable
from geo.documents.paper.paper import HALO, Paper
from geo.reading.imprint import moment_of_making

Picture = Callable[[float, float], Paper]
"""Draws a picture for a room of a width and a height in millimetres."""
Form = Literal["pdf", "png", "svg"]
_LONG, _PIECE = 40, 16
_KEEPS = 10
"""Runs for which the typesetter keeps what it has worked out."""
_LEAST = 10.0
"""Millimetres of a picture for which a text has left no room."""
_FINER = 100
"""How many times as large seams are drawn, so that whole numbers are fine enough for them."""
_NUMBER = re.compile(r"-?\d+\.\d+")
_SLIMMER = (
    (r'<symbol( id="\w+") overflow="visible"><path( d="[^"]*")/></symbol>', r"<path\1\2/>"),
    (
        r'<g( [^>]*)>(?=<use [^>]*?( fill="#\w+")[^>]*?( stroke="#\w+" stroke-width="[\d.]+"))',
        r'<g\1\2\3 stroke-linejoin="round">',
    ),
    (r'( x="[\d.]+") y="0" fill="#[^>]*/>', r"\1/>"),
    ("xlink:href", "href"),
)
"""What makes a page of seams smaller: no symbols, and the colour of a line told once."""
_RAW = frozenset({"swatch", "url", "logo", "code"})
"""What is no text to be read: pictures, and the aims of links."""


def typeset(
    template: str,
    data: Mapping[str, Any],
    pictures: Sequence[Picture],
    *,
    form: Form,
    size: str = "a4",
    dpi: int = DPI,
    now: datetime | None = None,
    after_picture: Callable[[], None] = lambda: None,
) -> bytes:
    """Set a document.

    Parameters
    ----------
    template
        Name of a file in `TEMPLATES`.
    data
        Plain data for it. Its texts are made printable here.
    pictures
        Makers of its pictures, by the numbers that the data gives them.
    form
        ``pdf``, ``png`` or ``svg``; of the last two the first page.
    size
        Sheet, one of `geo.documents.paper.SIZES`.
    dpi
        Pixels an inch of a PNG.
    now
        Moment of making, with a time zone; None for the present.
    after_picture
        Is called after each picture; an error of it ends the export.

    Returns
    -------
    content : bytes
        A PDF is PDF/UA-1, which the typesetter checks.
    """
    width, height, magnify = SIZES[size]
    given = _clean(data) | {"width": width, "height": height, "magnify": magnify, "face": FAMILY}
    rooms = _rooms(_compiler(template, given)) if pictures else {}
    words, lines, shapes = [], [], {}
    for number, draw in enumerate(pictures):
        paper = draw(*(max(_LEAST, side) for side in rooms[number]))
        # In a page that stays open words are texts of the picture, in their groups. Elsewhere they
        # are the page's: the drawer of pictures knows one weight of a face, and nobody could read
        # them.
        shapes[f"picture-{number}"] = paper.svg() if form == "svg" else paper.svg_without_words()
        words.append([] if form == "svg" else [each._asdict() for each in paper.words])
        lines.append([each._asdict() for each in paper.lines])
        after_picture()
    for name, seams in _seams(rooms, words).items():
        shapes[name] = shapes[name].removesuffix("</svg>") + seams + "</svg>"
    made = _compiler(template, given | {"words": words, "lines": lines}, shapes).compile(
        format=form,
        ppi=dpi,
        pdf_standards=["ua-1"] if form == "pdf" else [],
        timestamp=moment_of_making(now).replace(microsecond=0),
    )
    _forget()
    first = made[0] if isinstance(made, list) else made
    return first or b""


def _seams(
    rooms: Mapping[int, tuple[float, float]], words: Sequence[list[dict[str, Any]]]
) -> dict[str, str]:
    """Draw the seams around the words of pictures, as values of a template."""
    sewn = [[each for each in some if each["halo"]] for some in words]
    numbers = [number for number, some in enumerate(sewn) if some]
    if not numbers:
        return {}
    pictures = [{"room": rooms[number], "words": sewn[number]} for number in numbers]
    made = _compiler(
        "seams.typ", {"face": FAMILY, "wide": HALO, "by": _FINER, "pictures": pictures}
    ).compile(format="svg")
    _forget()
    pages = made if isinstance(made, list) else [made]
    return {
        f"picture-{number}": _slim((page or b"").decode())
        for number, page in zip(numbers, pages, strict=True)
    }


def _slim(page: str) -> str:
    """Return what is in a page of seams as marks in millimetres that take little room."""
    inner = page[page.index(">") + 1 :].removesuffix("</svg>")
    for told, slim in _SLIMMER:
        inner = re.sub(told, slim, inner)
    inner = _NUMBER.sub(lambda number: f"{float(number[0]):.0f}", inner)
    return f'<g transform="scale({POINT / _FINER:.8f})">{inner}</g>'


def _forget() -> None:
    """Let the typesetter give back what it keeps of a document: ten megabytes of each map.

    It keeps what one of its last ten runs has asked for, and no other setting of it is offered.
    """
    compiler = _compiler("nothing.typ", {})
    for _ in range(_KEEPS + 1):
        compiler.compile(format="svg")


def _rooms(compiler: typst.Compiler) -> dict[int, tuple[float, float]]:
    """Return the room for each picture by its number."""
    frames = json.loads(compiler.query("<frame>", field="value"))
    _forget()
    return {frame["number"]: (frame["width"], frame["height"]) for frame in frames}


def _compiler(
    template: str, data: Mapping[str, Any], shapes: Mapping[str, str] = MappingProxyType({})
) -> typst.Compiler:
    # as text a picture is a value like any other, and a quarter as large as within the data
    return typst.Compiler(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data), **shapes},
    )


def _clean(value: Any) -> Any:
    """Return data whose texts can be printed, and whose long words can be broken."""
    if isinstance(value, str):
        return " ".join(_breakable(word) for word in printable(value).split(" "))
    if isinstance(value, Mapping):
        return {key: each if key in _RAW else _clean(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_clean(each) for each in value]
    return value


def _breakable(word: str) -> str:
    """Let lines end within a word that may be longer than they are."""
    if len(word) <= _LONG:
        return word
    return "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))
