"""The typesetter: a template and plain data become PDF, PNG or SVG.

A template reads nothing outside its own folder, and what it is given reaches it as values: no
text of a document is ever read as markup.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from geo.documents.paper import DPI, SIZES
from geo.documents.paper.letters import FAMILY, FOLDER, printable
from geo.documents.paper.paper import Paper
from geo.reading.imprint import moment_of_making

TEMPLATES = Path(__file__).with_name("typst")
Picture = Callable[[float, float], Paper]
"""Draws a picture for a room of a width and a height in millimetres."""
Form = Literal["pdf", "png", "svg"]
_LONG, _PIECE = 40, 16
_LEAST = 10.0
"""Millimetres of a picture for which a text has left no room."""
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
    compiler = _compiler(template, given | {"pictures": []})
    frames = json.loads(compiler.query("<frame>", field="value")) if pictures else []
    rooms = {frame["number"]: (frame["width"], frame["height"]) for frame in frames}
    drawn = []
    for number, draw in enumerate(pictures):
        paper = draw(*(max(_LEAST, side) for side in rooms[number]))
        drawn.append(_picture(paper, open_=form == "svg"))
        after_picture()
    made = _compiler(template, given | {"pictures": drawn}).compile(
        format=form,
        ppi=dpi,
        pdf_standards=["ua-1"] if form == "pdf" else [],
        timestamp=moment_of_making(now).replace(microsecond=0),
    )
    first = made[0] if isinstance(made, list) else made
    return first or b""


def _picture(paper: Paper, *, open_: bool) -> dict[str, Any]:
    """Return a picture, and the words that the typesetter sets on it.

    In a page that stays open its words are texts of its own, in their groups. Elsewhere they are
    the page's: the drawer of pictures knows one weight of a face alone, and nobody could read
    them.
    """
    if open_:
        return {"svg": paper.svg(), "words": []}
    return {
        "svg": paper.svg_without_words(),
        "words": [each._asdict() for each in paper.words],
    }


def _compiler(template: str, data: Mapping[str, Any]) -> typst.Compiler:
    return typst.Compiler(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FOLDER])


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
