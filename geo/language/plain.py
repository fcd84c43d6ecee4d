"""Texts of others, made harmless: what they say stays, what steers a program goes."""

import re
import unicodedata

_ELLIPSIS = "…"
NO_BREAK = "\u00a0"
"""The space between a number and its unit, at which no line ends."""
_STEERING = ("Cc", "Cs", "Co", "Cn")
"""Control characters, halves of characters, and code points without a character."""
_FORMULA = re.compile(r"[=+\-@\t\r]")
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows, so that a figure reads backwards."""


def slug(text: str, *, most: int = 60) -> str:
    """Return a text as the part of a file's name: "Cuộc họp" is ``cuoc-hop``.

    Parameters
    ----------
    text
        The text.
    most
        Most characters; words that go beyond are left out.

    Returns
    -------
    name : str
        Small letters without diacritics, digits and hyphens; may be empty.
    """
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    name = ""
    for word in re.findall(r"[a-z0-9]+", re.sub(r"[^a-z0-9\s/_.,:;()\-]", "", bare)):
        longer = f"{name}-{word}" if name else word[:most]
        if len(longer) > most:
            break
        name = longer
    return name


def words_of(text: str) -> list[str]:
    """Return the words of a text; a number and its unit are one, for no line ends in between."""
    return [word for word in re.split(rf"[^\S{NO_BREAK}]+", text) if word]


def plain(text: str, *, most: int = 0, lines: bool = False) -> str:
    """Return a text without what steers a program.

    Parameters
    ----------
    text
        The text.
    most
        Most characters, a longer text ends in an ellipsis; 0 for no limit.
    lines
        Whether line ends stay; else they become blanks.

    Returns
    -------
    text : str
        Composed letters (NFC). Letters, signs and emoji of every script stay.
    """
    if text.isascii() and text.isprintable():
        # nothing in it steers, and most cells of a spreadsheet are like that
        return _short(text.strip(), most)
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character == "\n" and lines:
            kept.append(character)
        elif character.isspace():
            kept.append(NO_BREAK if character == NO_BREAK else " ")
        elif character not in _DIRECTIONS and unicodedata.category(character) not in _STEERING:
            kept.append(character)
    return _short("".join(kept).strip(), most)


def _short(text: str, most: int) -> str:
    return text if not most or len(text) <= most else text[: most - 1].rstrip() + _ELLIPSIS


def inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
