"""Telling faults of one kind once: their number, the first rows, and a file that has them all."""

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

from geo.errors import LOG_LANGUAGE, Fault

MOST_OF_A_KIND = 5
"""Faults of one kind that are told one by one."""


def told(faults: Sequence[Fault]) -> list[str]:
    """Write faults as lines; many of one kind are told once, with their number and first rows.

    Parameters
    ----------
    faults
        The faults, in the order in which they are to be read.

    Returns
    -------
    lines : list of str
        In English, for operators. Faults are of one kind where file, column and text are the
        same, whatever its fields.
    """
    kinds: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        kinds.setdefault((_place(fault), fault.key), []).append(fault)
    return [line for same in kinds.values() for line in _lines(same)]


def report(faults: Sequence[Fault], file: Path | None = None) -> list[str]:
    """Write faults as lines to print, and all of them to a file where the lines leave some out.

    Parameters
    ----------
    faults
        The faults.
    file
        File for all the faults, written in any case; None for one in the temporary folder,
        written only where it is needed.

    Returns
    -------
    lines : list of str
        Those of `told`; then, where a file was written, its path.

    Raises
    ------
    OSError
        The named file cannot be written.
    """
    lines = told(faults)
    content = "".join(f"{fault}\n" for fault in faults)
    if file is not None:
        file.write_text(content, encoding="utf-8")
    elif len(lines) < len(faults):
        try:
            file = _kept(content)
        except OSError as error:
            return [*lines, f"the list of all faults could not be written: {error}"]
    return lines if file is None else [*lines, f"all faults, one a line: {file}"]


def _lines(same: Sequence[Fault]) -> list[str]:
    first = same[0]
    # a heading and its rows must be shorter than the faults themselves
    if len(same) <= MOST_OF_A_KIND + 1:
        return [str(fault) for fault in same]
    heading = f"{_place(first)}: {first.problem} ({len(same)} faults of this kind, the first:)"
    return [heading, *(_row(fault, first.problem) for fault in same[:MOST_OF_A_KIND])]


def _place(fault: Fault) -> str:
    file = fault.file if isinstance(fault.file, str) else fault.file.words(LOG_LANGUAGE)
    return file if fault.column is None else f"{file}, column {fault.column}"


def _row(fault: Fault, problem: str) -> str:
    place = [] if fault.row is None else [f"row {fault.row}"]
    if fault.value is not None:
        place.append(f"value {fault.shown_value(LOG_LANGUAGE)!r}")
    words = ", ".join(place)
    return f"    {words}" if fault.problem == problem else f"    {words}: {fault.problem}"


def _kept(content: str) -> Path:
    """Keep a text in the temporary folder; the same text is kept once."""
    name = hashlib.sha256(content.encode()).hexdigest()[:12]
    path = Path(tempfile.gettempdir()) / f"atlas-faults-{name}.txt"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(content)
    except FileExistsError:
        pass
    return path
