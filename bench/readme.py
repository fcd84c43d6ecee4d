"""What was measured, written into the README: nobody copies a number by hand."""

from collections.abc import Iterable
from pathlib import Path

_BEGIN, _END = "<!-- measured: {name} -->\n", "<!-- end -->"


def write_measured(readme: Path, name: str, lines: Iterable[str]) -> None:
    """Put lines in the place of those between the marks of a name.

    Raises
    ------
    ValueError
        The marks are not there.
    """
    text = readme.read_text(encoding="utf-8")
    begin = _BEGIN.format(name=name)
    before, found, rest = text.partition(begin)
    _, ended, after = rest.partition(_END)
    if not found or not ended:
        raise ValueError(f"{readme} has no place for {name!r}")
    new = "".join(f"{line}\n" for line in lines)
    readme.write_text(f"{before}{begin}{new}{_END}{after}", encoding="utf-8")
