"""Texts of others in Streamlit's own labels and messages, which it reads as Markdown."""

import re

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
"""What a browser shows as one space; Markdown makes code, headings and breaks of it."""
_SPANS = re.compile(r"[\\`*_~\[\]{<$|]|&(?=#?\w+;)")
"""What may begin emphasis, code, a link, a picture, a formula, or a sign by its code."""
_BLOCK = re.compile(r"[#>+\-=]|:(?=:)|(?=\d+[.)](?:\s|$))")
_SIGN = re.compile(r"(?<!\S)(?=(?:<->|->|<-|--|>=|<=|~=)(?!\S))")
"""What Streamlit shows as an arrow, a dash or one sign, where it stands alone; escaped as well."""
_COLON = re.compile(r":(?=[^\W\d]|[\w+-]+:)")
"""What begins a colour, a picture or a symbol by its name; a colon is none less if escaped."""
_ADDRESS = re.compile(r"(?<=:)//|(?<=www)\.|(?<=\w)@(?=\w)", re.IGNORECASE)
"""What makes a link of a text though nobody has asked for one."""
_JOINER = "\u2060"
"""Nothing to be seen."""


def literal(text: str) -> str:
    """Return what Streamlit shows as this text, letter by letter: nothing in it becomes markup."""
    text = _SIGN.sub(_JOINER, _BLANKS.sub(" ", text).strip())
    text = _SPANS.sub(r"\\\g<0>", text)
    if begins := _BLOCK.match(text):
        text = ("\\" if begins[0] else _JOINER) + text
    text = _COLON.sub(rf":{_JOINER}", text)
    return _ADDRESS.sub(rf"{_JOINER}\g<0>{_JOINER}", text)
