"""Reading the old binary workbooks in a process of its own, with its memory and time bounded.

What an XLS file claims cannot be looked through without a parser for it, and a parser believes
it; so the parser stands apart, and all it can break is itself.
"""

import io
import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypedDict

from geo.imports.files.container import RefusedError
from geo.imports.files.scan import Area

MOST_SECONDS = 8
MOST_MEMORY = 600_000_000
"""Bytes of address space, of which the program itself is a good part."""
_ROOT = Path(__file__).resolve().parents[3]


class ReadSheet(TypedDict):
    """A sheet as it was read."""

    name: str
    hidden: bool
    rows: list[list[object]]
    merges: tuple[Area, ...]


def read_xls(content: bytes) -> list[ReadSheet]:
    """Read an XLS file.

    Raises
    ------
    RefusedError
        It cannot be read within the bounds, is damaged, or behind a password.
    """
    command = [sys.executable, "-c", f"from {__name__} import answer; answer()"]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            cwd=_ROOT,
            check=False,
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        raise RefusedError("damaged") from error
    if "refused" in answer:
        raise RefusedError(answer["refused"])
    return [_read(sheet) for sheet in answer["sheets"]]


def _read(sheet: dict[str, Any]) -> ReadSheet:
    merges = tuple(((a, b), (c, d)) for (a, b), (c, d) in sheet["merges"])
    rows = [[_value(each) for each in row] for row in sheet["rows"]]
    return {"name": sheet["name"], "hidden": sheet["hidden"], "rows": rows, "merges": merges}


def _value(written: object) -> object:
    if isinstance(written, list):
        return date.fromisoformat(written[0])
    return written


def answer() -> None:
    """Read a file from the standard input and write its sheets, or why not, as JSON."""
    _bound()
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheets = []
        for each in book.sheets_metadata:
            read = book.get_sheet_by_name(each.name)
            rows = [[_plain(value) for value in row] for row in _rows(read)]
            hidden = each.visible != SheetVisibleEnum.Visible
            merges = read.merged_cell_ranges or []
            sheets.append({"name": each.name, "hidden": hidden, "rows": rows, "merges": merges})
        found: dict[str, object] = {"sheets": sheets}
    except PasswordError:
        found = {"refused": "password"}
    except (CalamineError, OSError, ValueError, MemoryError):
        found = {"refused": "damaged"}
    json.dump(found, sys.stdout)


def _rows(read: Any) -> list[list[object]]:
    return list(read.to_python(skip_empty_area=False))


def _plain(value: object) -> object:
    """Return a value as JSON holds it; a day is a list of itself."""
    if isinstance(value, str | float | int | bool):
        return value
    if isinstance(value, datetime):
        return [value.date().isoformat()]
    return [value.isoformat()] if isinstance(value, date) else str(value)


def _bound() -> None:
    try:
        import resource
    except ImportError:  # where there are no such bounds, the time alone is bounded
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
