"""A table as CSV that every program reads."""

import pandas as pd

from geo.language.plain import inert


def table_csv(table: pd.DataFrame) -> bytes:
    """Write a table as CSV, in the form of `geo.documents.tables.csv_geojson.to_csv`."""
    safe = {name: table[name].map(inert) for name in map(str, table) if table[name].dtype == "str"}
    text = table.assign(**safe).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")
