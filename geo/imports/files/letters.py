"""In which letters a text is written: Unicode, Windows-1258, or the old fonts TCVN3 and VNI.

The old fonts have no mark of their own: a text is what makes Vietnamese of it. Each way of
reading is measured by the common syllables that come out, and the best one is taken.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable

from charset_normalizer import from_bytes

from geo.imports.files.container import RefusedError
from geo.imports.vocabulary import SYLLABLES

_TCVN3 = dict(
    zip(
        (
            *range(0xA1, 0xAF),
            *range(0xB5, 0xBA),
            *range(0xBB, 0xBF),
            *range(0xC6, 0xCD),
            *range(0xCE, 0xD9),
            *range(0xDC, 0xE0),
            *range(0xE1, 0xF0),
            *range(0xF1, 0xFF),
        ),
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
"""TCVN 5712:1993, third table, as the ABC fonts have it."""
_TONES = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_VNI_TONES = dict(zip("ùøûõï", _TONES, strict=True))
_HAT, _BREVE = "\u0302", "\u0306"
_VNI_HATS = {
    mark: hat + tone
    for marks, hat in (("âáàåãä", _HAT), ("êéèúüë", _BREVE))
    for mark, tone in zip(marks, ("", *_TONES), strict=True)
}
_VNI_ALONE = dict(zip("íìæóòôöîñ", "íìỉĩịơưỵđ", strict=True))
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 2
"""Syllables that must come out of letters that are not Unicode."""


def decode(content: bytes) -> tuple[str, str]:
    """Decode a text file.

    Parameters
    ----------
    content
        The file.

    Returns
    -------
    text, letters : str
        The text in composed letters, and what it was written in: ``utf-8``, ``utf-16``,
        ``cp1258``, ``tcvn3`` or ``vni``.

    Raises
    ------
    RefusedError
        It is no text, or in letters that nobody can tell.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _composed(content, name), name.removesuffix("-sig")
    if b"\x00" in content:
        high = content[0:2000:2].count(0) > content[1:2000:2].count(0)
        return _composed(content, "utf-16-be" if high else "utf-16-le"), "utf-16"
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return _old_letters(content)


def _composed(content: bytes, codec: str) -> str:
    try:
        return unicodedata.normalize("NFC", content.decode(codec))
    except UnicodeDecodeError as error:
        raise RefusedError("no_text") from error


def _old_letters(content: bytes) -> tuple[str, str]:
    plain = content.decode("latin-1")
    readings = {
        "cp1258": unicodedata.normalize("NFC", content.decode("cp1258", "replace")),
        "tcvn3": from_tcvn3(plain),
        "vni": from_vni(content.decode("cp1252", "replace")),
    }
    counts = {name: syllables([text]) for name, text in readings.items()}
    best = max(counts, key=lambda name: counts[name])
    if counts[best] < _LEAST or list(counts.values()).count(counts[best]) > 1:
        guess = from_bytes(content).best()
        raise RefusedError("unknown_letters", guess=guess.encoding if guess else "?")
    return readings[best], best


def old_font(texts: Iterable[str]) -> str:
    """Tell whether the texts of a workbook were typed in an old font.

    Returns
    -------
    letters : str
        ``tcvn3``, ``vni``, or empty where the texts are what they look like.
    """
    odd = [text for text in texts if any("\x80" <= char <= "\xff" for char in text)]
    counts = {
        "": syllables(odd),
        "tcvn3": syllables(from_tcvn3(text) for text in odd),
        "vni": syllables(from_vni(text) for text in odd),
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= _LEAST else ""


def in_unicode(text: str, letters: str) -> str:
    """Put a text that was typed in an old font into Unicode."""
    return {"tcvn3": from_tcvn3, "vni": from_vni}[letters](text)


def syllables(texts: Iterable[str]) -> int:
    """Count the common Vietnamese syllables with marks in some texts."""
    return sum(
        1
        for text in texts
        for word in _WORD.findall(text.casefold())
        if word in SYLLABLES and not word.isascii()
    )


def from_tcvn3(text: str) -> str:
    """Put a text of the ABC fonts into Unicode."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Put a text of the VNI fonts into Unicode."""
    out: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        low = char.casefold()
        before = out[-1] if out else ""
        base = unicodedata.normalize("NFD", before.casefold())[:1]
        if base in "aeouy" and before and low in _VNI_TONES:
            out[-1] = unicodedata.normalize("NFC", before + _VNI_TONES[low])
        elif before.casefold() in ("a", "e", "o") and low in _VNI_HATS:
            out[-1] = unicodedata.normalize("NFC", before + _VNI_HATS[low])
        elif low in _VNI_ALONE:
            letter = _VNI_ALONE[low]
            out.append(letter.upper() if char != low else letter)
        else:
            out.append(char)
    return "".join(out)
