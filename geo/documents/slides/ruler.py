"""How much room words take on a slide: a slide is no page that a typesetter could lay out."""

from collections.abc import Callable, Iterator

from geo.documents.paper.letters import POINT, printable, width_of
from geo.language.plain import words_of

_ELLIPSIS = "…"
_WIDER = 1.24
"""How much wider letters may be than on paper: a slide is shown in the face of its template."""


def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """Measure a line of text in millimetres; `size` in points."""
    return width_of(printable(text), bold=bold) * size * POINT * _WIDER


def wrap(text: str, *, size: float, width: float, most: int, bold: bool = False) -> list[str]:
    """Break a text into lines.

    Parameters
    ----------
    text
        The text; its own line ends are blanks like others.
    size
        Size in points.
    width
        Room in millimetres.
    most
        Number of lines that there is room for; what does not fit ends in an ellipsis.
    bold
        Whether it is set in bold.

    Returns
    -------
    lines : list of str
        No line for an empty text. A word that is longer than a line is broken within.
    """

    def fits(line: str) -> bool:
        return text_width(line, size=size, bold=bold) <= width

    lines: list[str] = []
    line = ""
    for piece in _pieces(text, fits):
        longer = f"{line} {piece}".strip()
        if line and not fits(longer):
            lines.append(line)
            line = piece
        else:
            line = longer
        if len(lines) > most:
            break
    if line:
        lines.append(line)
    return lines if len(lines) <= most else [*lines[: most - 1], _cut(lines[most - 1], fits)]


def _pieces(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Yield the words of a text, one that is longer than a line in several pieces."""
    for word in words_of(printable(text)):
        rest = word
        while rest:
            end = len(rest)
            while end > 1 and not fits(rest[:end]):
                end = end - 1 if end < 40 else end // 2
            yield rest[:end]
            rest = rest[end:]


def _cut(line: str, fits: Callable[[str], bool]) -> str:
    """End a line in an ellipsis that still fits."""
    while len(line) > 1 and not fits(line + _ELLIPSIS):
        line = line[:-1]
    return line + _ELLIPSIS
