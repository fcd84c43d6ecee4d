"""The made-up province with a second border gate."""

from dataclasses import replace

from geo.facts.model import Facts
from geo.figures.atlas import Atlas


def with_second_gate(facts: Facts, value: float, quality: str) -> Atlas:
    """Return the made-up facts with a point and a figure for the road."""
    road = replace(facts.gates["duong_thu"], lat=19.8, lon=100.2, coord_quality=quality)
    first = next(row for row in facts.observations if row.unit_code == "cua_thu")
    figure = replace(first, unit_code="duong_thu", year=2020, period="year", value=value)
    return Atlas(
        replace(
            facts,
            gates=facts.gates | {"duong_thu": road},
            observations=(*facts.observations, figure),
        )
    )
