"""A made-up figure upon the shipped facts, and the view that shows it."""

from collections.abc import Callable

from geo.facts.tables import OBSERVATIONS
from geo.store.states import Rows, State

VIEW = {
    "indicator": "forest_cover_pct",
    "year": "2024",
    "level": "commune",
    "vintage": "2025-07-01",
    "mode": "value",
    "unit": "06184",
}
"""A view of the shipped facts without a figure of its unit."""


def with_cover(value: str) -> Callable[[State], State]:
    """Return what gives a shipped commune a forest cover, in the words of a known source."""
    named = {
        "indicator_id": VIEW["indicator"],
        "unit_kind": VIEW["level"],
        "vintage": VIEW["vintage"],
        "unit_code": VIEW["unit"],
        "year": VIEW["year"],
        "period": "year",
        "flag": "official",
    }

    def make(state: State) -> State:
        rows = state["observations"]
        source = next(iter(state["sources"].by_key))[0]
        cells = {**named, "value": value, "source_id": source, "qualifier": "exact"}
        key = tuple(named[name] for name in OBSERVATIONS.key)
        added = {key: {name: cells.get(name, "") for name in rows.columns}}
        return {**state, "observations": Rows(rows.columns, {**rows.by_key, **added})}

    return make
