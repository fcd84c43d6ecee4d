"""A table of figures as people send them: unit, indicator, year, value, one figure a row."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from geo.errors import FactsError, Fault
from geo.facts.model import FLAGS, LEVEL_OF_KIND, QUALIFIERS
from geo.facts.rows import Row, read_rows
from geo.facts.tables import INDICATORS, OBSERVATIONS, SOURCES, UNITS
from geo.store.states import Cells, FilePlace, Key, Rows, State

COLUMNS = ("code", "indicator", "year", "value")
BESIDES = ("period", "value_max", "flag", "qualifier", "note", "note_vi")
"""Columns that the table may have, named and filled as those of the figures."""


@dataclass(frozen=True)
class Origin:
    """Where the figures of a table come from, and what is so of all that do not say otherwise.

    Parameters
    ----------
    source
        Id of a known source, or the title of a new one.
    publisher
        Who published the new source.
    retrieved
        The day on which the table was brought in.
    vintage
        Boundaries that the codes are of.
    flag
        Flag of the figures.
    number, published, url
        Of the new source's document: its number, the day of its issue, its address.
    """

    source: str
    publisher: str
    retrieved: date
    vintage: str
    flag: str = FLAGS[0]
    number: str = ""
    published: date | None = None
    url: str = ""


def with_long_table(state: State, file: Path, origin: Origin) -> State:
    """Put the figures of a table into a state.

    Parameters
    ----------
    state
        The state; a figure of the same indicator, unit, year, period and flag is replaced.
    file
        The table: UTF-8, commas, decimal points, with the columns `COLUMNS` and any of `BESIDES`.
    origin
        Where its figures come from.

    Returns
    -------
    state : State
        The state with the figures, and with their source where it is a new one.

    Raises
    ------
    FactsError
        The table cannot be read, or names units or indicators that are not known; every fault is
        listed by row and column. Whether the figures are sound is not looked at here.
    """
    faults: list[Fault] = []
    rows = read_rows(file.parent, file.name, columns=COLUMNS, faults=faults) or []
    source = source_of(state, origin)
    observations = state[OBSERVATIONS.name]
    by_key: dict[Key, Cells] = dict(observations.by_key)
    lines: dict[Key, int] = {}
    for row in rows:
        cells = _figure(state, row, origin, source["source_id"])
        key = tuple(cells[name] for name in OBSERVATIONS.key)
        if key in lines:
            row.fault("code", "store.figure_twice", line=lines[key])
        lines.setdefault(key, row.line)
        by_key[key] = {name: cells.get(name, "") for name in observations.columns}
    if faults:
        raise FactsError(faults)
    # faults of the facts that come of it are told by its lines
    places = {
        key: FilePlace(file.name, line, {"unit_code": "code", "indicator_id": "indicator"})
        for key, line in lines.items()
    }
    sources = state[SOURCES.name]
    known = {**sources.by_key, (source["source_id"],): source}
    return {
        **state,
        OBSERVATIONS.name: Rows(observations.columns, by_key, places),
        SOURCES.name: Rows(sources.columns, known),
    }


def _figure(state: State, row: Row, origin: Origin, source_id: str) -> Cells:
    """Return a row as a figure; what is wrong with it is noted as a fault of the table."""
    unit = state[UNITS.name].by_key.get((origin.vintage, row.required("code")))
    if unit is None and row.cells["code"]:
        row.fault("code", "store.no_unit", vintage=origin.vintage)
    if (row.required("indicator"),) not in state[INDICATORS.name].by_key:
        row.fault("indicator", "cell_fault.indicator")
    row.integer("year")
    row.number("value")
    besides = {name: row.cells.get(name, "") for name in BESIDES}
    given = {name: cell for name, cell in besides.items() if cell}
    defaults = {"period": "year", "flag": origin.flag, "qualifier": QUALIFIERS[0]}
    return {
        **defaults,
        **given,
        "indicator_id": row.cells["indicator"],
        "unit_kind": LEVEL_OF_KIND[unit["kind"]] if unit else "",
        "vintage": origin.vintage,
        "unit_code": row.cells["code"],
        "year": row.cells["year"],
        "value": row.cells["value"],
        "source_id": source_id,
    }


def source_of(state: State, origin: Origin) -> Cells:
    """Return the row of a source: the known one of that id, or a new one of that title."""
    sources = state[SOURCES.name]
    known = sources.by_key.get((origin.source,))
    if known is not None:
        return known
    title = " ".join(unicodedata.normalize("NFC", origin.source).split())
    cells = {
        "source_id": f"own-{sha256(title.encode()).hexdigest()[:8]}",
        "title": title,
        "publisher": origin.publisher,
        "number": origin.number,
        "published": origin.published.isoformat() if origin.published else "",
        "url": origin.url,
        "retrieved": origin.retrieved.isoformat(),
        "kind": "other",
    }
    return {name: cells.get(name, "") for name in sources.columns}
