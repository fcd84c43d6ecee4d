"""A table as CSV that every program reads."""

import pandas as pd

from geo.language.plain import inert


def table_csv(table: pd.DataFrame, *, excel: bool = False) -> bytes:
    """Write a table as CSV, in the form of `geo.documents.tables.csv_geojson.to_csv`."""
    safe = {name: table[name].map(inert) for name in map(str, table) if table[name].dtype == "str"}
    if excel and "code" in safe:
        # the one form in which Excel reads digits as text; codes are nothing but digits
        safe["code"] = '="' + safe["code"] + '"'
    separator, decimal = (";", ",") if excel else (",", ".")
    text = table.assign(**safe).to_csv(
        sep=separator, decimal=decimal, index=False, lineterminator="\r\n"
    )
    return text.encode("utf-8-sig")
