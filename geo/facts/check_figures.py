"""The rules between the tables: sources, indicators, figures, recognitions, gates, targets."""

import re
from collections import defaultdict
from datetime import date

from geo.facts.model import (
    LEVEL_OF_KIND,
    LEVELS,
    UNIT_AREA,
    YEARS,
    Gate,
    Indicator,
    Observation,
    Target,
)
from geo.facts.records import Records
from geo.facts.rows import Row, parse_day
from geo.facts.rules import check_notes, check_sources, check_unique, check_unit
from geo.facts.tables import (
    ECONOMIC_ZONE,
    GATES,
    INDICATORS,
    OBSERVATIONS,
    ORDINAL_CLASSES,
    PUBLICATIONS,
    RECOGNITIONS,
    SERIES_BREAKS,
    SOURCES,
    TARGETS,
    TASK_GROUPS,
)

_ID = re.compile(r"[a-z][a-z0-9_]*")
_PUBLISHED = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_PART_OF_YEAR = re.compile(r"year|H[12]|Q[1-4]|(M|mon-)(0[1-9]|1[0-2])")
_GATE_MARGIN = 0.5
"""Degrees a gate's point may lie outside the grid: some points are those across the border."""


def check_figures(records: Records) -> None:
    """Check sources, indicators and everything that carries a figure.

    Parameters
    ----------
    records
        The rows of every table.
    """
    for entries in (
        records.observations,
        records.recognitions,
        records.gates,
        records.zone_members,
        records.targets,
        records.task_groups,
    ):
        check_sources(records, entries, "source_id")
    for noted in (records.sources, records.observations, records.recognitions, records.gates):
        check_notes(noted, "note", "note_vi")
    _check_source_rows(records)
    _check_indicators(records)
    _check_ordinal_classes(records)
    _check_observations(records)
    _check_recognitions(records)
    _check_gates(records)
    _check_zones(records)
    _check_targets(records)
    check_unique(records.task_groups, *TASK_GROUPS.key)
    check_unique(records.publications, *PUBLICATIONS.key)
    for row, _ in records.publications:
        row.refers("indicator_id", records.indicator_ids, "cell_fault.indicator")
    _check_series_breaks(records)


def _check_source_rows(records: Records) -> None:
    check_unique(records.sources, *SOURCES.key)
    for row, source in records.sources:
        if source.published and not _PUBLISHED.fullmatch(source.published):
            row.fault("published", "figure_fault.published")
        for column in ("url", "original_url"):
            address = row.cells.get(column)
            if address and not address.startswith(("https://", "http://")):
                row.fault(column, "figure_fault.url")


def _check_indicators(records: Records) -> None:
    check_unique(records.indicators, *INDICATORS.key)
    backed = {each.indicator_id for _, each in records.observations}
    backed |= {each.indicator_id for _, each in records.targets}
    backed |= {records.province.register.status} if records.recognitions else set()
    readable = records.missing.isdisjoint({"observations.csv", "targets.csv"})
    for row, indicator in records.indicators:
        if not row.sound:
            continue
        if not _ID.fullmatch(indicator.indicator_id):
            row.fault("indicator_id", "cell_fault.id")
        if readable and not ({indicator.indicator_id, indicator.numerator_id} & backed):
            row.fault("indicator_id", "figure_fault.unbacked")
        _check_ratio(row, indicator, records)
        _check_never_mix(row, indicator, records)
        _check_moving(row, indicator)
        _check_scale(row, indicator)


def _check_ratio(row: Row, indicator: Indicator, records: Records) -> None:
    """Check the parts a ratio is computed from."""
    known = records.indicator_of
    if indicator.denominator_id not in ("", UNIT_AREA) and indicator.denominator_id not in known:
        row.fault("denominator_id", "figure_fault.denominator", area=UNIT_AREA)
    of_units = indicator.numerator_id == UNIT_AREA
    if indicator.numerator_id and not of_units and indicator.numerator_id not in known:
        row.fault("numerator_id", "figure_fault.numerator")
    if bool(indicator.numerator_id) != (indicator.scale is not None):
        row.fault("scale", "figure_fault.scale")
    if of_units and indicator.denominator_id:
        row.fault("denominator_id", "figure_fault.area_divided", area=UNIT_AREA)
    if indicator.numerator_id and not of_units and not indicator.denominator_id:
        row.fault("denominator_id", "figure_fault.no_denominator")
    numerator = known.get(indicator.numerator_id)
    if numerator is not None and indicator.denominator_id in numerator.never_mix_with:
        row.fault("denominator_id", "figure_fault.never_mixed")
    if "weighted_mean" in (indicator.carry, indicator.aggregate) and not indicator.denominator_id:
        row.fault("denominator_id", "figure_fault.no_weight")


def _check_never_mix(row: Row, indicator: Indicator, records: Records) -> None:
    for other_id in indicator.never_mix_with:
        other = records.indicator_of.get(other_id)
        if other is None or other_id == indicator.indicator_id:
            row.fault("never_mix_with", "figure_fault.mix_unknown", other=other_id)
        elif indicator.indicator_id not in other.never_mix_with:
            row.fault("never_mix_with", "figure_fault.mix_one_sided", other=other_id)


def _check_moving(row: Row, indicator: Indicator) -> None:
    """Check that the rules for moving and ageing figures go together."""
    if (indicator.share != "none") != (indicator.carry in ("sum", "weighted_mean")):
        row.fault("share", "figure_fault.share")
    most = 0 if indicator.temporal == "flow" else len(YEARS) - 1
    if not 0 <= indicator.max_age_years <= most:
        row.fault("max_age_years", "figure_fault.max_age", most=len(YEARS) - 1)
    communes = [kind for kind, level in LEVEL_OF_KIND.items() if level == "commune"]
    if not set(indicator.unit_kinds) <= set(communes):
        row.fault("unit_kinds", "figure_fault.unit_kinds", kinds=communes)


def _check_scale(row: Row, indicator: Indicator) -> None:
    """Check bounds, breaks and decimals."""
    low = float("-inf") if indicator.min is None else indicator.min
    high = float("inf") if indicator.max is None else indicator.max
    if low >= high:
        row.fault("max", "figure_fault.max")
    if list(indicator.breaks) != sorted(set(indicator.breaks)):
        row.fault("breaks", "figure_fault.breaks_order")
    if not all(low <= bound <= high for bound in indicator.breaks):
        row.fault("breaks", "figure_fault.breaks_beyond")
    if indicator.decimals not in range(7):
        row.fault("decimals", "figure_fault.decimals")
    if indicator.default_rank < 1:
        row.fault("default_rank", "figure_fault.rank")


def _check_ordinal_classes(records: Records) -> None:
    check_unique(records.ordinal_classes, *ORDINAL_CLASSES.key)
    check_unique(records.ordinal_classes, "indicator_id", "class_id")
    ordinal = {key for key, each in records.indicator_of.items() if each.kind == "ordinal"}
    classed = {each.indicator_id for _, each in records.ordinal_classes}
    for row, each in records.ordinal_classes:
        if "indicators.csv" not in records.missing and each.indicator_id not in ordinal:
            row.fault("indicator_id", "figure_fault.no_ordinal")
        if not _ID.fullmatch(each.class_id):
            row.fault("class_id", "cell_fault.id")
    if "ordinal_classes.csv" in records.missing:
        return
    for row, indicator in records.indicators:
        if indicator.kind == "ordinal" and indicator.indicator_id not in classed:
            row.fault("indicator_id", "figure_fault.no_classes")


def _check_observations(records: Records) -> None:
    check_unique(records.observations, *OBSERVATIONS.key)
    _check_one_figure_a_place(records)
    classes = _class_values(records)
    for row, figure in records.observations:
        _check_place(records, row, figure)
        _check_period(row, figure)
        if (figure.qualifier == "range") != (figure.value_max is not None):
            row.fault("value_max", "figure_fault.range")
        if figure.value_max is not None and figure.value_max < figure.value:
            row.fault("value_max", "figure_fault.below_low", low="value")
        if not row.refers("indicator_id", records.indicator_ids, "cell_fault.indicator"):
            continue
        indicator = records.indicator_of.get(figure.indicator_id)
        if indicator is None or not row.sound:
            continue
        _check_bounds(row, indicator, "value", figure.value)
        _check_bounds(row, indicator, "value_max", figure.value_max)
        if indicator.kind == "ordinal" and row.sound:
            _check_class(row, figure, classes)


def _class_values(records: Records) -> dict[str, set[float]]:
    values: dict[str, set[float]] = defaultdict(set)
    for _, each in records.ordinal_classes:
        values[each.indicator_id].add(each.value)
    return values


def _check_class(row: Row, figure: Observation, classes: dict[str, set[float]]) -> None:
    values = classes.get(figure.indicator_id)
    if values and figure.value not in values:
        row.fault("value", "figure_fault.no_class")


def _check_one_figure_a_place(records: Records) -> None:
    """Check that districts and the province, one place in every vintage, have no second figure."""
    seen: dict[tuple[object, ...], Row] = {}
    for row, figure in records.observations:
        if figure.unit_kind in ("district", "province"):
            place = (figure.indicator_id, figure.unit_kind, figure.unit_code)
            key = (*place, figure.year, figure.period, figure.flag)
            first = seen.setdefault(key, row)
            if first.cells["vintage"] != row.cells["vintage"]:
                row.fault("vintage", "figure_fault.other_vintage", row=first.line)


def _check_place(records: Records, row: Row, figure: Observation) -> None:
    if figure.unit_kind == "gate":
        row.refers("unit_code", records.gate_ids, "figure_fault.gate")
    elif figure.unit_kind == "zone":
        row.refers("unit_code", records.zone_ids, "figure_fault.zone")
    if figure.unit_kind in ("gate", "zone"):
        if figure.vintage:
            row.fault("vintage", "figure_fault.no_vintage")
        return
    for level in LEVELS:
        if figure.unit_kind == level:
            unit = check_unit(records, row, "vintage", "unit_code", level)
            indicator = records.indicator_of.get(figure.indicator_id)
            kinds = indicator.unit_kinds if indicator else ()
            if unit and level == "commune" and kinds and unit.kind not in kinds:
                row.fault("unit_code", "figure_fault.kind", kind=unit.kind, kinds=kinds)


def _no_year(row: Row, column: str) -> None:
    row.fault(column, "figure_fault.year", first=YEARS[0], last=YEARS[-1])


def _check_period(row: Row, figure: Observation) -> None:
    """Check the grammar of a period and that its year is the one the figure stands for.

    A state may be written down some weeks into the next year ("at the end of 2019", stated
    on 22 January 2020), and a span of days may be dated to any year it touches.
    """
    if figure.year not in YEARS:
        _no_year(row, "year")
        return
    years = period_years(figure.period)
    if years is None:
        row.fault("period", "figure_fault.period")
    elif years and figure.year not in years:
        row.fault("year", "figure_fault.year_of_period", period=figure.period)


def period_years(period: str) -> tuple[int, ...] | None:
    """Return the years a period may stand for: empty for any, None for no period."""
    if _PART_OF_YEAR.fullmatch(period):
        return ()
    word, _, rest = period.partition("-")
    day = parse_day(rest)
    if word in ("asof", "day", "to"):
        before = (day.year - 1,) if day and word == "asof" else ()
        return (*before, day.year) if day else None
    first, _, last = period.partition("/" if "/" in period else "-")
    if re.fullmatch(r"[0-9]{4}-[0-9]{4}", period):
        return (int(last),) if first < last else None
    start, end = parse_day(first) or date.max, parse_day(last) or date.min
    return tuple(range(start.year, end.year + 1)) if start < end else None


def _check_bounds(row: Row, indicator: Indicator, column: str, value: float | None) -> None:
    """Check a value against the bounds of its indicator."""
    if value is None:
        return
    if indicator.min is not None and value < indicator.min:
        row.fault(column, "figure_fault.below_min", bound=f"{indicator.min:g}")
    if indicator.max is not None and value > indicator.max:
        row.fault(column, "figure_fault.above_max", bound=f"{indicator.max:g}")


def _check_recognitions(records: Records) -> None:
    check_unique(records.recognitions, *RECOGNITIONS.key)
    status_id = records.province.register.status
    classes = {
        each.class_id for _, each in records.ordinal_classes if each.indicator_id == status_id
    }
    status = records.indicator_of.get(status_id)
    kinds = status.unit_kinds if status else ()
    for row, each in records.recognitions:
        unit = check_unit(records, row, "vintage", "commune_code", "commune")
        if unit and kinds and unit.kind not in kinds:
            row.fault("commune_code", "figure_fault.recognised_kind", kind=unit.kind, kinds=kinds)
        if "ordinal_classes.csv" not in records.missing:
            row.refers("class", classes, "figure_fault.recognised_class", indicator=status_id)
        if each.year not in YEARS:
            _no_year(row, "year")
        # A decision on the results of a year is often signed in the first weeks of the next.
        if each.date and row.sound and int(each.date[:4]) not in (each.year, each.year + 1):
            row.fault("date", "figure_fault.recognised_on")
        if (each.evidence == "decision") != bool(each.decision_no):
            row.fault("decision_no", "figure_fault.decision")


def _check_gates(records: Records) -> None:
    check_unique(records.gates, *GATES.key)
    vintages = records.province.vintage_ids
    districts = {code for (_, code), unit in records.unit_of.items() if unit.level == "district"}
    units_known = "units.csv" not in records.missing
    for row, gate in records.gates:
        if not _ID.fullmatch(gate.gate_id):
            row.fault("gate_id", "cell_fault.id")
        if gate.parent_gate_id == gate.gate_id:
            row.fault("parent_gate_id", "figure_fault.gate_itself")
        elif gate.parent_gate_id:
            row.refers("parent_gate_id", records.gate_ids, "figure_fault.other_gate")
        if units_known and gate.district_code and gate.district_code not in districts:
            row.fault("district_code", "cell_fault.no_district")
        for column in row.cells:
            if column.startswith("commune_") and column.removeprefix("commune_") not in vintages:
                row.fault(column, "figure_fault.gate_column")
        for vintage, code in gate.commune_codes.items():
            unit = records.unit_of.get((vintage, code))
            if units_known and vintage in vintages and (unit is None or unit.level != "commune"):
                row.fault(f"commune_{vintage}", "cell_fault.no_commune")
        _check_point(records, row, gate)


def _check_point(records: Records, row: Row, gate: Gate) -> None:
    if (gate.lat is None) != (gate.lon is None):
        row.fault("lat" if gate.lat is None else "lon", "figure_fault.half_point")
    if (gate.coord_quality == "none") != (gate.lat is None):
        row.fault("coord_quality", "figure_fault.no_point")
    if gate.lat is None or gate.lon is None:
        return
    grid = records.province.grid
    south = grid.north - grid.rows / grid.cells_per_degree
    east = grid.west + grid.columns / grid.cells_per_degree
    if not south - _GATE_MARGIN <= gate.lat <= grid.north + _GATE_MARGIN:
        row.fault("lat", "figure_fault.lat")
    if not grid.west - _GATE_MARGIN <= gate.lon <= east + _GATE_MARGIN:
        row.fault("lon", "figure_fault.lon")


def _check_zones(records: Records) -> None:
    check_unique(records.zone_members, *ECONOMIC_ZONE.key)
    for row, member in records.zone_members:
        if not _ID.fullmatch(member.zone_id):
            row.fault("zone_id", "cell_fault.id")
        check_unit(records, row, "vintage", "commune_code", "commune")


def _check_targets(records: Records) -> None:
    check_unique(records.targets, *TARGETS.key)
    themes = [theme.id for theme in records.province.target_themes]
    for row, target in records.targets:
        check_unit(records, row, "vintage", "unit_code", None)
        row.refers("indicator_id", records.indicator_ids, "cell_fault.indicator")
        row.refers("theme", themes, "figure_fault.target_theme")
        if not row.sound:
            continue
        if target.base_year is not None and target.base_year >= target.target_year:
            row.fault("base_year", "figure_fault.base_year")
        if target.target_year not in YEARS:
            _no_year(row, "target_year")
        if target.base_year is not None and target.base_year not in YEARS:
            _no_year(row, "base_year")
        if (target.comparison == "change_per_year") != (target.path == "change_per_year"):
            row.fault("path", "figure_fault.path")
        _check_target_values(row, target, records.indicator_of.get(target.indicator_id))


def _check_series_breaks(records: Records) -> None:
    check_unique(records.series_breaks, *SERIES_BREAKS.key)
    for row, each in records.series_breaks:
        row.refers("indicator_id", records.indicator_ids, "cell_fault.indicator")
        if each.year is not None and each.year not in YEARS:
            _no_year(row, "year")
        if row.sound and each.kind == "basis" and each.year is None:
            row.fault("year", "figure_fault.basis_year")


def _check_target_values(row: Row, target: Target, indicator: Indicator | None) -> None:
    spans = target.comparison in ("range", "change_per_year")
    if spans != (target.value_high is not None):
        row.fault("value_high", "figure_fault.span")
    if target.value_high is not None and target.value_high < target.value_low:
        row.fault("value_high", "figure_fault.below_low", low="value_low")
    if indicator is not None and row.sound and target.comparison != "change_per_year":
        _check_bounds(row, indicator, "value_low", target.value_low)
        _check_bounds(row, indicator, "value_high", target.value_high)
