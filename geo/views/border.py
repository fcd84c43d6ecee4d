"""The map of the gates: which figure of which time is chosen, and how large each gate is drawn."""

import math
from dataclasses import dataclass

from geo.facts.lifetime import kept_with
from geo.facts.model import Gate, Observation
from geo.figures.atlas import Atlas
from geo.figures.border.catalogue import PLACES, border_indicators
from geo.figures.border.gate_times import figures_of_time, gate_rows, largest_of_time
from geo.views.gate_symbols import symbol_radius

PARTS = ("gates", "trade", "seasons", "zone", "figures")
"""Parts of the page of the border economy, in its order."""
KEYS = ("part", "flow", "when", "list", "kind")
"""Keys of an address that the page keeps: its part, the indicator, the time, the zone's list, the
kind of place."""
_SEPARATOR = "_"


@dataclass(frozen=True)
class GateView:
    """What the gates are sized by: an indicator, and the one time that all figures are of."""

    indicator: str
    year: int
    period: str

    @property
    def when(self) -> str:
        """The time as an address has it: ``2025_mon-07``."""
        return f"{self.year}{_SEPARATOR}{self.period}"


@dataclass(frozen=True)
class GateMark:
    """A gate as it is drawn and listed.

    Parameters
    ----------
    gate
        The gate.
    row
        Its figure of the time shown, or None.
    radius
        Radius in pixels of a screen; 0 for a symbol without a size of its own.
    filled
        True where the point is the gate's own and there is a figure.
    commune
        Code of the commune in whose middle it is drawn where it has no point; else empty.
    """

    gate: Gate
    row: Observation | None
    radius: float
    filled: bool
    commune: str

    @property
    def drawn(self) -> bool:
        """Whether anything is known of where it is."""
        return self.gate.lat is not None or bool(self.commune)


@kept_with(1)
def gate_views(atlas: Atlas) -> tuple[GateView, ...]:
    """Return every figure and time that gates can be sized by; plans are none.

    By indicator in the catalogue's order; of one those first that most gates have, then the
    newest.
    """
    found: dict[GateView, set[str]] = {}
    for row in (row for rows in gate_rows(atlas).values() for row in rows):
        key = GateView(row.indicator_id, row.year, row.period)
        found.setdefault(key, set()).add(row.unit_code)
    order = [each.indicator_id for each in border_indicators(atlas)]
    return tuple(
        sorted(
            sorted(found, key=lambda each: (each.year, each.period), reverse=True),
            key=lambda each: (order.index(each.indicator), -len(found[each])),
        )
    )


def gate_indicators(atlas: Atlas) -> tuple[str, ...]:
    """Return the indicators that gates have figures of, in the catalogue's order."""
    return tuple(dict.fromkeys(each.indicator for each in gate_views(atlas)))


def first_gate_view(atlas: Atlas, indicator_id: str = "") -> GateView | None:
    """Return what the map opens with: the figure and time that most gates have, the newest.

    Of one indicator where it is named; None where no gate has a figure.
    """
    views = [each for each in gate_views(atlas) if indicator_id in ("", each.indicator)]
    return max(
        views, key=lambda each: (len(figures_of(atlas, each)), each.year, each.period), default=None
    )


def find_gate_view(atlas: Atlas, flow: str, when: str) -> GateView | None:
    """Return the choice of an address; what it leaves out, or does not fit, is settled."""
    known = gate_views(atlas)
    chosen = next((each for each in known if (each.indicator, each.when) == (flow, when)), None)
    if chosen is not None:
        return chosen
    return first_gate_view(atlas, flow if flow in gate_indicators(atlas) else "")


def border_options(atlas: Atlas, flow: str) -> dict[str, list[str]]:
    """Return what each of `KEYS` may hold, the times those of an indicator that is named.

    An indicator that no gate has gives way to the one the map opens with.
    """
    shown = find_gate_view(atlas, flow, "")
    days = {member.list_date.isoformat() for member in atlas.facts.zone_members}
    return {
        "part": list(PARTS),
        "flow": list(gate_indicators(atlas)),
        "when": [each.when for each in times_of(atlas, shown.indicator)] if shown else [],
        "list": sorted(days),
        "kind": list(PLACES),
    }


def times_of(atlas: Atlas, indicator_id: str) -> tuple[GateView, ...]:
    """Return the times that an indicator's gates can be sized by."""
    return tuple(each for each in gate_views(atlas) if each.indicator == indicator_id)


def figures_of(atlas: Atlas, shown: GateView) -> dict[str, Observation]:
    """Return the figure of each gate that has one, by the gate's id; never empty."""
    return figures_of_time(atlas, shown.indicator, shown.year, shown.period)


def largest(atlas: Atlas, shown: GateView) -> float:
    """Return the figure of the largest symbol: the largest of that length of time in any year."""
    return largest_of_time(atlas, shown.indicator, shown.year, shown.period)


def gate_marks(atlas: Atlas, shown: GateView | None, *, vintage: str) -> tuple[GateMark, ...]:
    """Return every gate as it is drawn, roads after their main gate.

    Parameters
    ----------
    atlas
        The atlas.
    shown
        What they are sized by; None for no figure at all.
    vintage
        The boundaries, whose communes hold the gates without a point.

    Notes
    -----
    The area of a symbol is proportional to the figure, on one scale for that length of time
    through the years. A gate without a figure, or with nothing, has no size.
    """
    rows = {} if shown is None else figures_of(atlas, shown)
    top = 0.0 if shown is None else largest(atlas, shown)
    return tuple(_mark(gate, rows.get(gate.gate_id), top, vintage) for gate in _in_order(atlas))


def _mark(gate: Gate, row: Observation | None, top: float, vintage: str) -> GateMark:
    radius = 0.0 if row is None else symbol_radius(row.value, top)
    commune = "" if gate.lat is not None else gate.commune_codes.get(vintage, "")
    filled = gate.coord_quality == "gate" and row is not None
    return GateMark(gate, row, radius, filled, commune)


def _in_order(atlas: Atlas) -> list[Gate]:
    gates = atlas.facts.gates
    found: list[Gate] = []
    for main in gates.values():
        if main.parent_gate_id not in gates:
            roads = [each for each in gates.values() if each.parent_gate_id == main.gate_id]
            found += [main, *roads]
    return found


def key_values(top: float) -> tuple[float, ...]:
    """Return round values for the key of sizes: about the largest, a quarter and a twelfth."""
    values = (_round(top), _round(top / 4), _round(top / 12))
    return tuple(dict.fromkeys(each for each in values if each > 0))


def _round(value: float) -> float:
    """Return the number of one digit at or below a value."""
    if value <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return math.floor(value / power + 1e-9) * power
