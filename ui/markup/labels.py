"""Texts of others in Streamlit's own labels and messages, which it reads as Markdown."""

import re

_SPANS = re.compile(r"[\\`*_~\[\]<$|]|&(?=#?\w+;)|:(?=[\w+/-]+:)")
"""What may begin emphasis, code, a link, a picture, a formula, a sign by its code, or a symbol."""
_BLOCK = re.compile(r"(\s*)([#>+\-=]|\d+(?=[.)]\s))")
_ADDRESS = re.compile(r"(?<=:)//|(?<=www)\.|(?<=\w)@(?=\w)", re.IGNORECASE)
"""What makes a link of a text though nobody has asked for one."""
_JOINER = "\u2060"
"""Nothing to be seen."""


def literal(text: str) -> str:
    """Return what Streamlit shows as this text, letter by letter: nothing in it becomes markup."""
    text = _SPANS.sub(r"\\\g<0>", text)
    text = _BLOCK.sub(_unblocked, text, count=1) if _BLOCK.match(text) else text
    return _ADDRESS.sub(rf"{_JOINER}\g<0>{_JOINER}", text)


def _unblocked(found: re.Match[str]) -> str:
    blank, sign = found.groups()
    return f"{blank}{_JOINER}{sign}" if sign.isdigit() else f"{blank}\\{sign}"
