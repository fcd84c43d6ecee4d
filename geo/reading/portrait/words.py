"""The parts of a portrait in words: a rank, a trend, what stands beside, a likeness, a decision."""

from geo.boundaries.layers import LayerSpec, layer_name
from geo.facts.model import Recognition, Unit
from geo.figures.atlas import Atlas, Cell
from geo.language.numbers import format_date, format_number, format_value
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_in_sentence, unit_name
from geo.places.vintages import drawn_vintage
from geo.reading.merger.words import (
    part_name,
    share_text,
    share_texts,
    with_what_shares_rest_on,
)
from geo.reading.values import (
    basis_text,
    class_label,
    flag_text,
    indicator_unit,
    period_text,
    quoted_text,
    value_decimals,
)
from geo.views.compare.changes import is_share
from geo.views.portrait.portrait import Line, Portrait
from geo.views.portrait.similar import Likeness


def peers_noun(portrait: Portrait, *, lang: str) -> str:
    """Name the units that a unit is ranked among: "xã, phường"."""
    t, level = texts(lang), portrait.unit.level
    if level != "commune":
        return t("portrait.peers_districts")
    return t(
        "portrait.peers_communes_then" if portrait.went_into else "portrait.peers_communes_now"
    )


def value_said(atlas: Atlas, line: Line, *, lang: str) -> str:
    """Print the newest figure of a line with what has to be known of it."""
    marks = [
        period_text(line.cell, line.indicator, lang=lang),
        basis_text(line.cell, lang=lang),
        flag_text(line.cell, lang=lang),
    ]
    value = quoted_text(atlas, line.indicator, line.cell, lang=lang)
    return texts(lang)("portrait.value", value=value, marks=", ".join(filter(None, marks)))


def rank_text(line: Line, *, lang: str) -> str:
    """Print the rank of a line with its ties: "9/65"; empty where there is none."""
    standing, t = line.standing, texts(lang)
    if standing is None:
        return ""
    if standing.tied == standing.known - 1:
        return t("portrait.rank_all", known=standing.known, count=standing.concerned)
    text = t("portrait.rank", rank=standing.rank, known=standing.known)
    if standing.tied:
        text += t("portrait.rank_tied", tied=standing.tied)
    if standing.known < standing.concerned:
        text += " " + t("portrait.rank_of", known=standing.known, count=standing.concerned)
    return text


def trend_text(line: Line, *, lang: str) -> str:
    """Print the change of a line and since when: "+4,2 điểm % từ 2015"; empty without one."""
    if line.trend is None:
        return ""
    since = line.trend.before.observed_year
    return texts(lang)("portrait.since", change=change_said(line, lang=lang), year=since)


def change_said(line: Line, *, lang: str) -> str:
    """Print the change of a line with its sign, in points for shares."""
    change, indicator = line.trend, line.indicator
    if change is None or change.number is None:
        return ""
    points = texts(lang)("reading.points_unit")
    unit = points if is_share(indicator) else indicator_unit(indicator, lang=lang)
    decimals = max(value_decimals(indicator, cell) for cell in (change.before, change.after))
    text = format_value(change.number, unit=unit, decimals=decimals, lang=lang)
    return f"+{text}" if change.number > 0 else text


def beside_text(atlas: Atlas, line: Line, cell: Cell | None, *, lang: str) -> str:
    """Print a figure that stands beside a line; empty for none."""
    return "" if cell is None else quoted_text(atlas, line.indicator, cell, lang=lang)


def districts_said(atlas: Atlas, line: Line, *, lang: str) -> str:
    """Print the figures of the districts of a unit, each with its name where there are several."""
    said = [(cell, quoted_text(atlas, line.indicator, cell, lang=lang)) for cell in line.districts]
    if len(said) == 1:
        return said[0][1]
    return "; ".join(f"{cell.unit.name}: {text}" for cell, text in said)


def distance_text(likeness: Likeness, *, lang: str) -> str:
    """Say how far a unit is from another, and on how many indicators that rests."""
    number = format_number(likeness.distance, decimals=2, lang=lang)
    return texts(lang)("portrait.distance", distance=number, count=likeness.rests_on)


def similar_lines(portrait: Portrait, *, lang: str) -> tuple[str, ...]:
    """List the units that a unit is most like, with how far they are."""
    return tuple(
        f"{unit_name(each.unit, lang=lang)}: {distance_text(each, lang=lang)}"
        for each in portrait.similar
    )


def recognition_line(atlas: Atlas, row: Recognition, *, lang: str) -> str:
    """Tell a row of the register: year, class, evidence, decision with its day, note."""
    t = texts(lang)
    indicator_id = atlas.facts.province.register.status
    details = [t(f"evidence.{row.evidence}")]
    if row.decision_no:
        details.append(row.decision_no)
    if row.date:
        details.append(format_date(row.date, lang=lang))
    details.append(pick(row, "note", lang))
    label = class_label(atlas.facts, indicator_id, row.class_id, lang=lang)
    words = "; ".join(filter(None, details))
    return t("portrait.recognition", year=row.year, label=label, details=words)


def origin_lines(atlas: Atlas, portrait: Portrait, *, lang: str) -> tuple[str, ...]:
    """List what a unit was made of, then what it went into, each with its shares."""
    t = texts(lang)
    lines = []
    for each in portrait.made_of:
        line = t(
            "portrait.from",
            name=part_name(each, lang=lang),
            land=share_text(each.area_share, lang=lang),
            people=share_text(each.population_share, lang=lang),
        )
        lines.append(with_what_shares_rest_on(line, [each], lang=lang))
    for each in portrait.went_into:
        land, people = share_texts(atlas, each, lang=lang)
        name = unit_in_sentence(each.new, lang=lang)
        line = t("portrait.into", name=name, land=land, people=people)
        lines.append(with_what_shares_rest_on(line, [each], lang=lang))
    return tuple(lines)


def missing_lines(portrait: Portrait, *, lang: str) -> tuple[str, ...]:
    """Name what is not known of a unit, by where it may stand."""
    t = texts(lang)
    lines = []
    for each in portrait.known.missing:
        names = "; ".join(pick(indicator, "name", lang) for indicator in each.indicators)
        if each.publication is None:
            lines.append(t("portrait.missing_unknown", names=names))
        else:
            where = pick(each.publication, "text", lang)
            lines.append(t("portrait.missing", names=names, where=where))
    return tuple(lines)


def portrait_title(unit: Unit | None, *, lang: str) -> str:
    """Head the portrait of a unit, or the page that offers them all."""
    if unit is None:
        return texts(lang)("portrait.all")
    return texts(lang)("portrait.title", name=unit_name(unit, lang=lang))


def locator(atlas: Atlas, unit: Unit) -> tuple[LayerSpec, tuple[str, ...]]:
    """Return the layer on which a unit is shown, and the codes that it has there.

    Where its own boundaries cannot be drawn, it is shown as what it became on the next ones.
    """
    level, vintage = unit.level, unit.vintage
    if level != "commune":
        return LayerSpec(layer_name(level, vintage), level, vintage), (unit.code,)
    drawn = drawn_vintage(atlas.facts.province, vintage)
    pieces = atlas.figures.crosswalk.descendants(unit.key, drawn)
    spec = LayerSpec(layer_name(level, drawn), level, drawn)
    return spec, tuple(piece.key[1] for piece in pieces)
