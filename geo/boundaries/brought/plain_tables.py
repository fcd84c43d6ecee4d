"""Whether a GeoPackage holds what it shows: a view or a computed column runs what others wrote.

A query that never ends, or a cell of a gigabyte, takes a few bytes of such a file, and the one
who opens it need not be its author.
"""

import sqlite3
from collections.abc import Collection
from contextlib import closing, suppress
from pathlib import Path

_INDEX = "rtree_"
_HEADS = ("gpkg_", _INDEX)
"""Tables that are read with every layer: what the file says of itself, and its indexes."""
_SCHEMA = "SELECT CAST(name AS TEXT), CAST(type AS TEXT), CAST(sql AS TEXT) FROM sqlite_master"
"""SQLite obeys a schema that is kept as bytes as it obeys text."""


def computed_tables(path: Path, layers: Collection[str]) -> list[str] | None:
    """List what would be computed while a file is read, in place of being read.

    Parameters
    ----------
    path
        A file of SQLite.
    layers
        Names of the layers that are to be read.

    Returns
    -------
    names : list of str or None
        Those of the layers, and of the tables about them, that are views or virtual tables, or
        have a computed column; sorted. None for a file that is damaged.
    """
    read = {name.casefold() for name in layers}
    # nothing is written beside the file, and nothing beside it is read
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with (
        # the words on a damaged schema repeat it, in whatever letters
        suppress(sqlite3.DatabaseError, UnicodeDecodeError),
        closing(sqlite3.connect(address, uri=True)) as connection,
    ):
        # names may be in letters of another time
        connection.text_factory = lambda text: text.decode(errors="replace")
        schema = connection.execute(_SCHEMA).fetchall()
        return sorted(
            name
            for name, kind, sql in schema
            if kind in ("table", "view")
            and (name.casefold() in read or name.casefold().startswith(_HEADS))
            and not _is_plain(connection, name, kind, sql)
        )
    return None


def _is_plain(connection: sqlite3.Connection, name: str, kind: str, sql: str) -> bool:
    words = sql.casefold().split()
    if kind != "table":
        return False
    if words[:2] == ["create", "virtual"]:
        return name.casefold().startswith(_INDEX) and "using rtree" in " ".join(words)
    columns = connection.execute("SELECT hidden FROM pragma_table_xinfo(?)", (name,))
    return not any(hidden for (hidden,) in columns)
