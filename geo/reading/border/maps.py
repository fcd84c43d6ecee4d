"""The maps of gates and of the zone's lists in words: title, sentence, sources, size of symbols."""

from collections.abc import Sequence

from geo.figures.atlas import Atlas
from geo.figures.border.flows import Split, splits_of
from geo.figures.border.zone_changes import ZoneList, zone_lists
from geo.figures.gate_figures import gate_cells
from geo.figures.view import View
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.places.unit_names import days_in_sentence, unit_name
from geo.places.vintages import find_vintage
from geo.reading.border.words import gate_sentence, gate_title, split_lines, split_source_ids
from geo.reading.gates import gate_name
from geo.reading.values import indicator_name, named_period
from geo.views.border_address import list_day, shown_of
from geo.views.drawing import Drawing
from geo.views.gate_symbols import gate_symbols


def border_title(atlas: Atlas, view: View, *, lang: str) -> str:
    """Say what a map of gates is sized by and of which time, or of which day a zone's list is."""
    day, shown = list_day(view), shown_of(view)
    if day is not None:
        return texts(lang)("border.zone_list_title", day=format_date(day, lang=lang))
    return gate_title(atlas, shown, lang=lang) if shown is not None else ""


def gates_head(atlas: Atlas, view: View, *, lang: str) -> str:
    """Head the gates of a map, with the time of their figures; without one where it shows none."""
    if list_day(view) is not None:
        return texts(lang)("export.sheet_gates")
    if view.gate_period:
        return border_title(atlas, view, lang=lang)
    return texts(lang)("gate.title", year=view.year)


def border_heading(atlas: Atlas, view: View, *, lang: str) -> str:
    """Return a title that fits all that a map is turned to: without its time."""
    if list_day(view) is not None:
        return texts(lang)("border.zone_lists")
    name = indicator_name(atlas.facts.indicators[view.indicator], lang=lang)
    return texts(lang)("border.gate_heading", name=name)


def border_sentence(atlas: Atlas, view: View, *, lang: str) -> str:
    """Read the map aloud: the gates with their figures, or what a list names and changed."""
    shown, day = shown_of(view), list_day(view)
    if shown is not None:
        pairs = split_lines(atlas, pairs_shown(atlas, view), lang=lang)
        return " ".join([gate_sentence(atlas, shown, lang=lang), *pairs])
    own = [each for each in zone_lists(atlas) if each.day == day]
    return " ".join(part for each in own for part in _list_said(atlas, each, lang))


def pairs_shown(atlas: Atlas, view: View) -> tuple[Split, ...]:
    """Return the exports and imports of the gates of a map, of its very time."""
    return splits_of(atlas, "gate", view.indicator, view.year, view.gate_period)


def _list_said(atlas: Atlas, zone: ZoneList, lang: str) -> list[str]:
    t = texts(lang)
    changes = zone_change_lines(zone, lang=lang)
    if zone.changes is None:
        return [zone_counts(zone, lang=lang), t("border.zone_first")]
    if not changes:
        return [zone_counts(zone, lang=lang), t("border.zone_same")]
    vintage = find_vintage(atlas.facts.province, zone.vintage)
    lead = t("border.zone_changes", days=days_in_sentence(vintage, lang=lang))
    return [zone_counts(zone, lang=lang), f"{lead} {'; '.join(changes)}."]


def zone_counts(zone: ZoneList, *, lang: str) -> str:
    """Say how many communes a list names as a whole and how many in part."""
    whole = sum(share == "whole" for _, share in zone.members)
    return texts(lang)("border.zone_counts", whole=whole, part=len(zone.members) - whole)


def zone_change_lines(zone: ZoneList, *, lang: str) -> list[str]:
    """Return a line for each commune whose membership a list changed; none for the first list."""
    t = texts(lang)
    return [
        t(
            "border.zone_change",
            unit=unit_name(each.unit, lang=lang),
            before=t(f"border.zone_{each.before or 'unclear'}"),
            after=t(f"border.zone_{each.after}"),
        )
        for each in zone.changes or ()
    ]


def border_source_ids(atlas: Atlas, drawing: Drawing) -> tuple[str, ...]:
    """Return the sources of a map of gates or of the zone: those of the gates' figures first."""
    cells = sorted(gate_cells(atlas, drawing.view), key=lambda cell: -(cell.value or 0.0))
    keys = [key for cell in cells for key in cell.source_ids]
    keys += split_source_ids(pairs_shown(atlas, drawing.view))
    return tuple(dict.fromkeys([*keys, *drawing.source_ids]))


def hollow_text(view: View, *, lang: str) -> str:
    """Say what a hollow symbol means on a map."""
    t = texts(lang)
    if list_day(view) is not None:
        return t("border.hollow_place")
    return t("border.hollow") if view.gate_period else t("export.gate_hollow")


def sized_text(view: View, value: str, *, lang: str) -> str:
    """Say what the size of a symbol means, by one whose figure is given."""
    key = "border.sized" if view.gate_period else "export.gate_sized"
    return texts(lang)(key, value=value)


def border_notes(atlas: Atlas, drawing: Drawing, *, lang: str) -> tuple[str, ...]:
    """Say what the symbols of a map of gates mean; nothing of a zone's list."""
    if shown_of(drawing.view) is None:
        return ()
    t = texts(lang)
    ranges = any(cell.value_max is not None for cell in gate_cells(atlas, drawing.view))
    silent = [
        gate_name(each.gate, lang=lang)
        for each in gate_symbols(atlas, drawing)
        if each.cell is None
    ]
    lines = [t("border.traffic")] + [t("border.ranges")] * ranges
    if silent:
        lines.append(t("border.without", names=", ".join(silent)))
    return tuple(lines)


def turn_labels(atlas: Atlas, views: Sequence[View], *, lang: str) -> tuple[str, ...]:
    """Name what a map is turned through: years, the times of gates, the days of lists."""
    return tuple(_label(atlas, view, lang) for view in views)


def _label(atlas: Atlas, view: View, lang: str) -> str:
    day = list_day(view)
    if day is not None:
        return format_date(day, lang=lang)
    if not view.gate_period:
        return str(view.year)
    indicator = atlas.facts.indicators[view.indicator]
    return named_period(indicator, view.gate_period, view.year, lang=lang)
