"""Small pieces of HTML for the panels; every text is escaped here and nowhere else."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from geo.documents.html.lettering import Lettering, Word, part_letters, svg_address
from geo.views.symbols import Symbol

_HATCH_STEP = 5.0
"""Pixels between the lines of a hatching."""


def tag(name: str, content: str, *, css: str = "", title: str = "") -> str:
    """Wrap content that is HTML already into an element with a class and a hover text."""
    attributes = f' class="{escape(css)}"' if css else ""
    attributes += f' title="{escape(title)}"' if title else ""
    return f"<{name}{attributes}>{content}</{name}>"


def text(name: str, content: str, *, css: str = "", title: str = "") -> str:
    """Wrap plain text into an element."""
    return tag(name, escape(content), css=css, title=title)


def term(content: str, explanation: str) -> str:
    """Return a word that explains itself on hover and to assistive technology."""
    return text("abbr", content, css="term", title=explanation)


def cell(content: str, *, css: str = "", rows: int = 1) -> str:
    """Return a table's cell of plain text that may reach over several rows."""
    attributes = f' class="{escape(css)}"' if css else ""
    attributes += f' rowspan="{rows}"' if rows > 1 else ""
    return f"<td{attributes}>{escape(content)}</td>"


def fold(words: str, *, css: str) -> str:
    """Return a button that unfolds, on a telephone, what stands after it (style.css)."""
    summary = text("summary", words)
    return tag("details", summary, css=f"fold {css}")


def notice(lines: Sequence[str], *, fault: bool = False) -> str:
    """Return a box of lines that repeat what a reader wrote.

    Streamlit's own boxes read Markdown, in which even escaped letters may become a link.
    """
    role, css = ("alert", "notice fault") if fault else ("status", "notice")
    content = "".join(text("p", line) for line in lines)
    return f'<div class="{css}" role="{role}">{content}</div>'


def link(content: str, address: str) -> str:
    """Return a link to a source; only web addresses become links."""
    if not address.startswith(("https://", "http://")):
        return escape(content)
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">'
        f"{escape(content)}</a>"
    )


def turn(content: str, address: str, *, title: str = "") -> str:
    """Return a link to another address of the page itself, which the session outlives.

    Parameters
    ----------
    content
        Plain text of the link.
    address
        Query of the address, with its question mark.
    title
        What it does, where its text does not say so.
    """
    described = f' title="{escape(title)}"' if title else ""
    return f'<a class="turn" href="{escape(address)}"{described}>{escape(content)}</a>'


def way(content: str, path: str, **query: str) -> str:
    """Return a link to a page of this server that is none of the atlas: it is loaded anew."""
    address = escape(f"{path}?{urlencode(query)}")
    return f'<a class="way" href="{address}" target="_self">{escape(content)}</a>'


def press(content: str, path: str, fields: Mapping[str, str], *, css: str) -> str:
    """Return a button that sends fields to a path of this server, which answers with a page."""
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields.items()
    )
    button = f'<button type="submit">{escape(content)}</button>'
    return f'<form class="{css}" method="post" action="{escape(path)}">{hidden}{button}</form>'


def lighting(content: str) -> str:
    """Return the button of a class in a legend, which lights its units up on the map."""
    return f'<button type="button" class="light" aria-pressed="false">{content}</button>'


def swatch(symbol: Symbol) -> str:
    """Return a legend's field: a colour, or the lines of a hatching."""
    return f'<span class="swatch" style="background:{_background(symbol)}"></span>'


def _background(symbol: Symbol) -> str:
    if not symbol.lines:
        return symbol.ground
    line = round(_HATCH_STEP * symbol.share, 2)
    gap = _HATCH_STEP - line
    angle = 45 if symbol.falling else -45
    stops = f"{symbol.ground} 0 {gap}px,{symbol.lines} {gap}px {_HATCH_STEP}px"
    return f"repeating-linear-gradient({angle}deg,{stops})"


def with_breaks(
    picture: str, breaks: Sequence[tuple[float, str]], *, css: str = "", style: str = ""
) -> str:
    """Lay over a picture of years a place to point at wherever the series breaks.

    Parameters
    ----------
    picture
        The picture, HTML already.
    breaks
        For each break its place across the picture, from 0 to 1, and its reason.
    css
        A class of the whole.
    style
        How large it is shown, as a style sheet says it.
    """
    marks = "".join(
        f'<span class="break" style="left:{100 * at:.2f}%" title="{escape(reason)}"></span>'
        for at, reason in breaks
    )
    sized = f' style="{escape(style)}"' if style else ""
    return f'<div class="{escape(f"years {css}".strip())}"{sized}>{picture}{marks}</div>'


def drawing(svg: str, *, label: str, css: str = "") -> str:
    """Return a drawing with its letters in the typeface of the page; words tell it as well."""
    return lettered(part_letters(svg), label=label, css=css)


def lettered(parted: Lettering, *, label: str, css: str = "") -> str:
    """Return a drawing whose letters are apart already."""
    words = "".join(map(_word, parted.words))
    letters = (
        f'<span class="letters" aria-hidden="true" style="--size:{parted.size};'
        f'color:{parted.colour}">{words}</span>'
    )
    shown = image(svg_address(parted.drawing), label=label)
    return tag("div", shown + letters, css=f"drawn {css}".strip())


def _word(word: Word) -> str:
    name = "b" if word.bold else "span"
    colour = f";color:{word.colour}" if word.colour else ""
    width = f";width:{word.wide:g}%" if word.wide else ""
    style = f"left:{word.left:g}%;bottom:{word.bottom:g}%{width}{colour}"
    return f'<{name} class="{word.anchor}" style="{style}">{escape(word.text)}</{name}>'


def image(address: str, *, label: str) -> str:
    """Return an image; what it shows is told in words as well."""
    # a drawing is full of single quotes, which mean nothing between double ones
    quoted = escape(address, quote=False).replace('"', "&quot;")
    return f'<img alt="{escape(label)}" src="{quoted}"/>'
