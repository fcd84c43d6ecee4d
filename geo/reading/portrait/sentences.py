"""A portrait as sentences that can be read out."""

from geo.figures.atlas import Atlas
from geo.figures.merger import is_told
from geo.language.numbers import format_date, format_number, format_value, written_decimals
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_in_sentence, unit_name
from geo.places.units import level_units
from geo.reading.gates import gate_name
from geo.reading.merger.words import lead_of
from geo.reading.portrait.words import change_said, districts_said, peers_noun
from geo.reading.values import basis_text, class_label, name_in_sentence, period_text, quoted_text
from geo.views.portrait.portrait import Line, Portrait
from geo.views.portrait.standing import Standing

_TOLD = 3
"""Ranks and trends that are read out at most, and units and publications that are named."""
_LEAST_RANKED = 5
"""Units with a figure from which a rank is worth a sentence."""

_OUTSTANDING = 0.25
"""Share of the units that may stand between a unit and the first or the last."""


def portrait_sentences(atlas: Atlas, portrait: Portrait, *, lang: str) -> tuple[str, ...]:
    """Tell a unit in sentences.

    Parameters
    ----------
    atlas
        The atlas.
    portrait
        The portrait.
    lang
        Language.

    Returns
    -------
    sentences : tuple of str
        What it is, how large, where it stands out, how it goes, its class in the register, its
        gates, what it is like, and how much is known of it. What is not known is left out.
    """
    said = [
        _lead(atlas, portrait, lang),
        _size(atlas, portrait, lang),
        *(_standing(atlas, portrait, line, lang) for line in outstanding(portrait)),
        *(_trend(atlas, line, lang) for line in _moving(portrait)),
        _status(atlas, portrait, lang),
        _border(portrait, lang),
        _similar(portrait, lang),
        _known(portrait, lang),
    ]
    return tuple(each for each in said if each)


def outstanding(portrait: Portrait) -> tuple[Line, ...]:
    """Return the lines by which a unit is nearest to the first or the last, at most three.

    Rates come before amounts, which mostly tell how large a unit is.
    """
    ranked = [
        (line.indicator.kind != "rate", _distance(rank), line)
        for line in portrait.lines
        if line not in portrait.size
        for rank in [line.standing]
        if rank is not None and rank.known >= _LEAST_RANKED and rank.tied < rank.known - 1
    ]
    ranked.sort(key=lambda each: each[:2])
    return tuple(line for _, distance, line in ranked if distance <= _OUTSTANDING)[:_TOLD]


def _distance(rank: Standing) -> float:
    """Return how far a unit is from being alone at the top or the bottom, from 0."""
    return (min(rank.rank - 1, rank.lower) + rank.tied) / rank.known


def _moving(portrait: Portrait) -> tuple[Line, ...]:
    """Return the first lines with a trend, those that stand out before the others."""
    first = outstanding(portrait)
    lines = [*first, *(line for line in portrait.lines if line not in first)]
    return tuple(line for line in lines if line.trend is not None)[:_TOLD]


def _lead(atlas: Atlas, portrait: Portrait, lang: str) -> str:
    unit = portrait.unit
    if is_told(atlas, unit):
        return lead_of(atlas, unit, lang=lang)
    if unit.level != "province":
        return ""
    vintage = atlas.facts.province.default_vintage
    count = len(level_units(atlas.facts, level="commune", vintage=vintage))
    return texts(lang)("portrait.province", name=unit_name(unit, lang=lang), count=count)


def _size(atlas: Atlas, portrait: Portrait, lang: str) -> str:
    t = texts(lang)
    parts = []
    area = portrait.unit.area_km2
    if area is not None:
        value = format_value(area, unit="km²", decimals=written_decimals(area), lang=lang)
        parts.append(t("portrait.area", value=value))
    for line in portrait.size:
        parts.append(
            t(
                "portrait.size_part",
                name=name_in_sentence(pick(line.indicator, "name", lang)),
                value=quoted_text(atlas, line.indicator, line.cell, lang=lang),
                marks=_marks(line, lang),
            )
        )
    name = unit_name(portrait.unit, lang=lang)
    return t("portrait.size", name=name, parts="; ".join(parts)) if parts else ""


def _marks(line: Line, lang: str) -> str:
    """Say of when a figure is and whether it was worked out."""
    marks = (period_text(line.cell, line.indicator, lang=lang), basis_text(line.cell, lang=lang))
    return ", ".join(filter(None, marks))


def _standing(atlas: Atlas, portrait: Portrait, line: Line, lang: str) -> str:
    t, rank = texts(lang), line.standing
    if rank is None:
        return ""
    beside = []
    if line.province is not None:
        value = quoted_text(atlas, line.indicator, line.province, lang=lang)
        beside.append(t("portrait.whole_province", value=value))
    if len(line.districts) == 1:
        name = unit_in_sentence(line.districts[0].unit, lang=lang)
        value = districts_said(atlas, line, lang=lang)
        beside.append(t("portrait.district_beside", name=name, value=value))
    return t(
        "portrait.standing",
        name=pick(line.indicator, "name", lang),
        marks=_marks(line, lang),
        value=quoted_text(atlas, line.indicator, line.cell, lang=lang),
        place=_place(rank, lang),
        known=rank.known,
        peers=peers_noun(portrait, lang=lang),
        tied=t("portrait.with_others", count=rank.tied) if rank.tied else "",
        beside="".join(beside),
    )


def _place(rank: Standing, lang: str) -> str:
    t = texts(lang)
    if rank.rank == 1:
        return t("portrait.highest")
    if rank.lower == 0:
        return t("portrait.lowest")
    if rank.lower < rank.rank - 1:
        return t("portrait.low", rank=rank.from_below)
    return t("portrait.high", rank=rank.rank)


def _trend(atlas: Atlas, line: Line, lang: str) -> str:
    change = line.trend
    if change is None or change.number is None:
        return ""
    key = "portrait.trend_same"
    if change.number:
        key = "portrait.trend_up" if change.number > 0 else "portrait.trend_down"
    return texts(lang)(
        key,
        name=name_in_sentence(pick(line.indicator, "name", lang)),
        earlier=change.before.observed_year,
        later=change.after.observed_year,
        before=quoted_text(atlas, line.indicator, change.before, lang=lang),
        after=quoted_text(atlas, line.indicator, change.after, lang=lang),
        change=change_said(line, lang=lang),
    )


def _status(atlas: Atlas, portrait: Portrait, lang: str) -> str:
    t, cell = texts(lang), portrait.status
    if cell is None or not (cell.known or cell.all_parts):
        return ""
    indicator_id = atlas.facts.province.register.status
    name = pick(atlas.facts.indicators[indicator_id], "name", lang)
    if not cell.known:
        counts = {"known": cell.known_parts, "count": cell.all_parts}
        return t("portrait.status_parts", name=name, **counts)
    label = class_label(atlas.facts, indicator_id, cell.class_id, lang=lang)
    evidence = t(f"evidence.{cell.flag}")
    return t("portrait.status", name=name, label=label, year=cell.observed_year, evidence=evidence)


def _border(portrait: Portrait, lang: str) -> str:
    t = texts(lang)
    name, parts = unit_name(portrait.unit, lang=lang), []
    if portrait.gates:
        names = ", ".join(gate_name(gate, lang=lang) for gate in portrait.gates)
        parts.append(t("portrait.gates", name=name, names=names))
    if portrait.zone is not None and portrait.zone.membership != "no":
        day = format_date(portrait.zone.list_date, lang=lang)
        within = t(f"zone.{portrait.zone.membership}")
        parts.append(t("portrait.zone", name=name, within=within, day=day))
    return " ".join(parts)


def _similar(portrait: Portrait, lang: str) -> str:
    nearest = portrait.similar[:_TOLD]
    if not nearest:
        return ""
    return texts(lang)(
        "portrait.similar",
        names=", ".join(unit_in_sentence(each.unit, lang=lang) for each in nearest),
        peers=peers_noun(portrait, lang=lang),
        distance=format_number(nearest[0].distance, decimals=2, lang=lang),
        count=nearest[0].rests_on,
    )


def _known(portrait: Portrait, lang: str) -> str:
    t, known = texts(lang), portrait.known
    if known.known == known.expected:
        return t("portrait.known_all", known=known.known)
    places = (each.publication for each in known.missing if each.publication is not None)
    # the first of several places; the list beneath has all of them
    asked = list(dict.fromkeys(pick(each, "text", lang).partition(";")[0] for each in places))
    where = "; ".join(asked[:_TOLD])
    key = "portrait.known_ask" if asked else "portrait.known"
    return t(key, known=known.known, expected=known.expected, where=where)
