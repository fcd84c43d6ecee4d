"""Rows of a table on a page as a file that a spreadsheet opens."""

from collections.abc import Mapping, Sequence

import pandas as pd

from geo.language.plain import inert


def csv_of(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Write rows as CSV with a byte order mark; no text in them becomes a formula."""
    table = pd.DataFrame([{name: inert(str(cell)) for name, cell in row.items()} for row in rows])
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
