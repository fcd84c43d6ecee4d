"""A view in words: its title, the sentence that reads the map aloud, its source line."""

from geo.facts.model import Facts, Indicator, Level, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.border.flows import Split, splits_of
from geo.figures.province_figures import province_figure
from geo.figures.view import View
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.places.unit_names import unit_in_sentence
from geo.places.units import level_units
from geo.places.vintages import find_vintage
from geo.reading.border.maps import border_sentence, border_source_ids, border_title
from geo.reading.border.words import split_lines, split_source_ids
from geo.reading.class_labels import class_labels
from geo.reading.gaps import cell_gap_text
from geo.reading.imprint import boundary_credit
from geo.reading.sources.words import cited, cited_all
from geo.reading.values import (
    basis_text,
    cell_text,
    drawn_name,
    flag_text,
    indicator_name,
    name_in_sentence,
    number_text,
    period_text,
    quoted_text,
    target_text,
    worded_pace,
)
from geo.targets.goals import KIND_OF_PATH, cell_pace, meets, pace_word, unit_target
from geo.views.drawing import Drawing


def boundaries_label(facts: Facts, *, level: Level, vintage: str, lang: str) -> str:
    """Name the units of a level and their boundaries: "theo xã, phường (ranh giới 1/7/2025)".

    Parameters
    ----------
    facts
        The facts.
    level, vintage
        The level and the boundaries.
    lang
        Language.

    Returns
    -------
    label
        For districts their number and last day, for communes the first day of the boundaries.
    """
    t = texts(lang)
    province = facts.province
    if level == "province":
        return t("reading.whole_province")
    if level == "district":
        count = len(level_units(facts, level=level, vintage=vintage))
        if province.district_end is None:
            return t("reading.districts", count=count)
        day = format_date(province.district_end, lang=lang)
        return t("reading.districts_until", count=count, day=day)
    start = find_vintage(province, vintage).valid_from
    if start is None:
        return t("reading.communes")
    return t("reading.communes_on", day=format_date(start, lang=lang))


def view_title(atlas: Atlas, view: View, *, lang: str) -> str:
    """Say what a view colours: indicator, year, units and boundaries.

    Parameters
    ----------
    atlas
        The atlas.
    view
        The view.
    lang
        Language.

    Returns
    -------
    title
        "Tỷ lệ dân số thành thị (Tổng điều tra), 2019, theo xã, phường (ranh giới 1/7/2025)".
    """
    if view.gate_period:
        return border_title(atlas, view, lang=lang)
    t = texts(lang)
    indicator = atlas.facts.indicators[view.indicator]
    name = drawn_name(indicator, view.mode, lang=lang)
    label = boundaries_label(atlas.facts, level=view.level, vintage=view.vintage, lang=lang)
    in_zone = atlas.kind(indicator) == "zone" and view.level == "commune"
    if not atlas.years(view.indicator, view.level, view.vintage):
        # no year has a figure, so none is named
        bare = "reading.title_zone_bare" if in_zone else "reading.title_bare"
        return t(bare, name=name, units=label)
    key = "reading.title_zone" if in_zone else "reading.title"
    return t(key, name=name, year=view.year, units=label)


def view_sentence(atlas: Atlas, drawing: Drawing, *, lang: str) -> str:
    """Read a drawing aloud in a few plain sentences.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language.

    Returns
    -------
    text
        The province's figure, what the units show, and how many are unknown.
    """
    if drawing.view.gate_period:
        return border_sentence(atlas, drawing.view, lang=lang)
    parts = [_province_part(atlas, drawing, lang)]
    parts += split_lines(atlas, _pairs_beside(atlas, drawing.view), lang=lang)
    if drawing.view.level != "province":
        if drawing.known == 0:
            parts.append(_unknown_part(atlas, drawing, lang))
        elif drawing.kind == "numeric":
            parts.append(_numeric_part(atlas, drawing, lang))
        else:
            parts.append(_classes_part(atlas, drawing, lang))
        if 0 < drawing.known < drawing.concerned:
            registered = atlas.in_register(drawing.view.indicator)
            key = "reading.unclear" if registered else "reading.unknown"
            parts.append(texts(lang)(key, count=drawing.unknown))
    return " ".join(part for part in parts if part)


def _pairs_beside(atlas: Atlas, view: View) -> tuple[Split, ...]:
    """Return the province's exports and imports of the year, where it is all that is drawn."""
    if view.level != "province" or view.mode != "value":
        return ()
    return splits_of(atlas, "province", view.indicator, view.year, "year")


def _unknown_part(atlas: Atlas, drawing: Drawing, lang: str) -> str:
    t = texts(lang)
    if drawing.concerned == 0:
        return t("reading.not_concerned")
    if drawing.kind == "zone":
        return t("reading.no_zone_list", year=drawing.view.year)
    # Only a state is told of the parts of a merged commune.
    assessed = any(cell.known_parts for cell in drawing.cells)
    merged = assessed and atlas.in_register(drawing.view.indicator)
    key = "reading.not_reassessed" if merged else "reading.none_known"
    return t(key, units=units_text(drawing, lang=lang))


def _province_part(atlas: Atlas, drawing: Drawing, lang: str) -> str:
    t = texts(lang)
    if atlas.in_register(drawing.view.indicator):
        return _programme_part(atlas, drawing.view.year, lang)
    cell = province_figure(atlas, drawing.view.indicator, drawing.view.year)
    if cell.value is None:
        if drawing.view.level != "province":
            return ""
        return t("reading.province_none", year=drawing.view.year)
    value = quoted_text(atlas, drawing.indicator, cell, lang=lang)
    text = t("reading.province", value=value, year=drawing.view.year)
    return text if drawing.view.mode == "value" else f"{text} {_aim(atlas, drawing, cell, lang)}"


def _aim(atlas: Atlas, drawing: Drawing, cell: Cell, lang: str) -> str:
    """Say what the province's figure is held against: target, gap, and the pace it takes."""
    t = texts(lang)
    indicator = drawing.indicator
    target = unit_target(atlas, indicator.indicator_id, cell.unit)
    if target is None:
        return ""
    goal = target_text(indicator, target, lang=lang)
    parts = [t("reading.target", value=goal, year=target.target_year)]
    gap = cell_gap_text(atlas, indicator, cell, lang=lang)
    if gap:
        parts.append(f"{gap[0].upper()}{gap[1:]}.")
    pace = cell_pace(atlas, indicator.indicator_id, cell)
    if pace:
        word = pace_word(atlas, indicator.indicator_id, cell)
        said = worded_pace(indicator, KIND_OF_PATH[target.path], pace, word, lang=lang)
        parts.append(t("targets.sentence_required", pace=said))
    return " ".join(parts)


def _programme_part(atlas: Atlas, year: int, lang: str) -> str:
    """Say what the province published about its communes, beside the register of single ones."""
    count_id = atlas.facts.province.register.communes_met
    if not count_id:
        return ""
    cell = province_figure(atlas, count_id, year)
    if cell.value is None:
        return ""
    indicator = atlas.facts.indicators[count_id]
    value = cell_text(atlas, indicator, cell, lang=lang)
    period = period_text(cell, indicator, lang=lang)
    return texts(lang)("reading.programme", value=value, period=period)


def units_text(drawing: Drawing, *, lang: str) -> str:
    """Name the units an indicator concerns, with their number: "65 xã, phường"."""
    kinds = {cell.unit.kind for cell in drawing.cells if cell.basis != "not_applicable"}
    key = "communes" if kinds == {"commune"} else f"{drawing.view.level}s"
    if key == "communes" and kinds != {"commune"}:
        key = "communes_townships" if "township" in kinds else "communes_wards"
    return texts(lang)(f"reading.count_{key}", count=drawing.concerned)


def _numeric_part(atlas: Atlas, drawing: Drawing, lang: str) -> str:
    t = texts(lang)
    pairs = zip(drawing.cells, drawing.numbers, strict=True)
    known = [(number, cell) for cell, number in pairs if number is not None]
    high = max(known, key=lambda pair: pair[0])
    low = min(known, key=lambda pair: pair[0])
    fields = {
        "units": units_text(drawing, lang=lang),
        "what": _counted(atlas, drawing.indicator, lang),
        "high": unit_in_sentence(high[1].unit, lang=lang),
        "high_value": _told(atlas, drawing, high[1], lang),
        "low": unit_in_sentence(low[1].unit, lang=lang),
        "low_value": _told(atlas, drawing, low[1], lang),
    }
    if len(known) == 1:
        return t("reading.only_one", **fields)
    nothing = drawing.view.mode == "value" and bool(fields["what"])
    if high[0] == low[0]:
        key = "reading.all_without" if nothing and not high[0] else "reading.all_same"
        return t(key, known=len(known), **fields)
    if drawing.view.mode == "gap":
        met = sum(meets(atlas, drawing.view.indicator, cell) for _, cell in known)
        return t("reading.gap_met", met=met, known=len(known), **fields)
    zeros = sum(number == 0 for number, _ in known)
    if drawing.view.mode == "pace":
        return t("reading.pace_met_by", met=zeros, known=len(known), **fields)
    if zeros > 1:
        return t("reading.without" if nothing else "reading.zeros", zeros=zeros, **fields)
    return t("reading.extremes", **fields)


def _counted(atlas: Atlas, indicator: Indicator, lang: str) -> str:
    """Name what an indicator counts or is a share of: where that is zero, there is none of it."""
    counts = atlas.facts.indicators.get(indicator.numerator_id, indicator)
    if counts is indicator and indicator.kind != "count":
        return ""
    name = indicator_name(counts, lang=lang).removeprefix(texts(lang)("reading.number_of", what=""))
    return name_in_sentence(name)


def _told(atlas: Atlas, drawing: Drawing, cell: Cell, lang: str) -> str:
    """Print the number of a cell, a gap in words."""
    if drawing.view.mode == "gap":
        return cell_gap_text(atlas, drawing.indicator, cell, lang=lang)
    if drawing.view.mode == "value":
        return quoted_text(atlas, drawing.indicator, cell, lang=lang)
    return number_text(atlas, drawing, cell, lang=lang)


def _classes_part(atlas: Atlas, drawing: Drawing, lang: str) -> str:
    t = texts(lang)
    labels = class_labels(atlas, drawing, lang=lang)
    counted = [
        t("reading.class_count", count=count, label=label)
        if not pending
        else t("reading.class_count_pending", count=count, label=label, pending=pending)
        for label, count, pending in zip(
            labels, drawing.counts, drawing.pending_counts, strict=True
        )
        if count
    ]
    return t("reading.classes", units=units_text(drawing, lang=lang), classes="; ".join(counted))


def source_line(atlas: Atlas, drawing: Drawing, *, lang: str) -> str:
    """Name the sources of a drawing and of its boundaries, the line below every map."""
    sources = cited_all(atlas.facts, line_source_ids(atlas, drawing), lang=lang)
    boundaries = drawn_boundaries(atlas, drawing.view, lang=lang)
    if not sources:
        return boundaries
    return texts(lang)("reading.source", sources=sources, boundaries=boundaries)


def line_source_ids(atlas: Atlas, drawing: Drawing) -> tuple[str, ...]:
    """Return the sources of a drawing and its sentence, in the order of its source line."""
    if drawing.view.gate_period:
        return border_source_ids(atlas, drawing)
    beside = province_sources(atlas, drawing.view)
    lead = 0 if drawing.kind == "zone" else 1
    # The sentence names the province's figure, so its source stands among the first two.
    keys = drawing.source_ids[:lead] + beside + drawing.source_ids[lead:]
    return tuple(dict.fromkeys(keys))


def province_sources(atlas: Atlas, view: View) -> tuple[str, ...]:
    """Return the sources of the province's figure that the sentence of a view names."""
    if view.gate_period:
        return ()
    indicator_id = view.indicator
    if atlas.in_register(indicator_id):
        indicator_id = atlas.facts.province.register.communes_met
        if not indicator_id:
            return ()
    own = province_figure(atlas, indicator_id, view.year).source_ids
    return tuple(dict.fromkeys([*own, *split_source_ids(_pairs_beside(atlas, view))]))


def drawn_boundaries(atlas: Atlas, view: View, *, lang: str) -> str:
    """Say which boundaries are drawn, and whose they are."""
    t = texts(lang)
    province = atlas.facts.province
    credit = boundary_credit(atlas, view.level, view.vintage, lang=lang)
    day = find_vintage(province, view.vintage).valid_from
    if view.level == "district":
        day = province.district_end
    if view.level == "province" or day is None:
        return t("reading.drawn", credit=credit)
    return t("reading.drawn_on", day=format_date(day, lang=lang), credit=credit)


def citation(atlas: Atlas, indicator: Indicator, cell: Cell, *, lang: str) -> str:
    """Return a figure with its source as one sentence, ready to be pasted into a report.

    Parameters
    ----------
    atlas
        The atlas.
    indicator
        The indicator.
    cell
        A cell with something known.
    lang
        Language.

    Returns
    -------
    sentence
        Unit, indicator, value, period, basis, flag, boundaries and source.
    """
    t = texts(lang)
    sources = "; ".join(cited(atlas.facts.sources[key], lang=lang) for key in cell.source_ids)
    marks = [basis_text(cell, lang=lang), flag_text(cell, lang=lang)]
    name = indicator_name(indicator, lang=lang)
    if atlas.kind(indicator) == "zone" and cell.class_id:
        name = t("zone.name")
    return t(
        "reading.citation",
        unit=_unit_on_boundaries(atlas, cell.unit, lang),
        name=name,
        value=cell_text(atlas, indicator, cell, lang=lang),
        period=period_text(cell, indicator, lang=lang),
        marks="".join(f", {mark}" for mark in marks if mark),
        sources=sources or t("reading.no_source"),
    )


def _unit_on_boundaries(atlas: Atlas, unit: Unit, lang: str) -> str:
    name = unit_in_sentence(unit, lang=lang)
    name = name[0].upper() + name[1:]
    if unit.level != "commune":
        return name
    start = find_vintage(atlas.facts.province, unit.vintage).valid_from
    if start is None:
        return name
    return texts(lang)("reading.unit_on", unit=name, day=format_date(start, lang=lang))
