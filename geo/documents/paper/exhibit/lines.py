"""Lines of text in a place of a sheet: broken at words, cut where there are too many."""

from collections.abc import Sequence

from geo.documents.paper.paper import INK, Paper, baseline, line_height

_CUT = "…"


def broken(
    paper: Paper, text: str, *, width: float, size: float, bold: bool = False, most: int = 3
) -> list[str]:
    """Break a text at words into lines of some millimetres' width, at most so many.

    A word that is wider than a line keeps one for itself.
    """
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and paper.text_width(joined, size=size, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{lines[most - 1]}{_CUT}"]


def height_of(lines: Sequence[str], size: float) -> float:
    """Return the height of lines in millimetres."""
    return len(lines) * line_height(size)


def write_lines(
    paper: Paper,
    x: float,
    y: float,
    lines: Sequence[str],
    *,
    size: float,
    bold: bool = False,
    colour: str = INK,
    across: str = "left",
) -> float:
    """Write lines below a point; return their lower edge."""
    for at, line in enumerate(lines):
        foot = y + at * line_height(size) + baseline(size)
        paper.write(x, foot, line, size=size, bold=bold, colour=colour, across=across)
    return y + height_of(lines, size)
