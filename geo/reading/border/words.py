"""Gates, places and figures of the border economy in words."""

from collections.abc import Sequence

from geo.facts.model import Gate, Observation
from geo.figures.atlas import Atlas
from geo.figures.border.axis import one_axis
from geo.figures.border.flows import Split
from geo.figures.border.parts import Part
from geo.figures.border.seasons import Season, change
from geo.language.numbers import (
    format_share,
    format_value,
    round_half_up,
)
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_name
from geo.reading.gates import gate_name
from geo.reading.values import (
    indicator_name,
    indicator_unit,
    observation_period,
    observation_text,
)
from geo.views.border import PARTS, GateMark, GateView, figures_of

_OPPOSITE = {"over": "nearly", "nearly": "over"}
_TEN = 10
"""From so many times on, a ratio is told in whole ones."""


def time_text(atlas: Atlas, shown: GateView, *, lang: str) -> str:
    """Name the time that the gates are sized by."""
    return row_time(atlas, next(iter(figures_of(atlas, shown).values())), lang=lang)


def gate_title(atlas: Atlas, shown: GateView, *, lang: str) -> str:
    """Say what the gates are sized by: figure and time."""
    name = indicator_name(atlas.facts.indicators[shown.indicator], lang=lang)
    fields = {"name": name, "time": time_text(atlas, shown, lang=lang)}
    return texts(lang)("border.gate_title", **fields)


def page_title(atlas: Atlas, part: str, shown: GateView | None, *, lang: str) -> str:
    """Head the page, or its bookmark, by the part and the figure that it shows."""
    t = texts(lang)
    if part == PARTS[0] and shown is not None:
        return gate_title(atlas, shown, lang=lang)
    return t("border.part_title", title=t("border.title"), part=t(f"border.part_{part}"))


def page_lead(atlas: Atlas, part: str, shown: GateView | None, *, lang: str) -> str:
    """Say what the page is about: of the gates their figures, of the other parts what they hold."""
    if part == PARTS[0] and shown is not None:
        return gate_sentence(atlas, shown, lang=lang)
    return texts(lang)("border.lead")


def gate_sentence(atlas: Atlas, shown: GateView, *, lang: str) -> str:
    """Read the map aloud: how many gates have a figure, and which, the largest first."""
    found = sorted(figures_of(atlas, shown).items(), key=lambda each: -each[1].value)
    gates = atlas.facts.gates
    said = [
        f"{gate_name(gates[key], lang=lang)} {row_value(atlas, row, lang=lang)}"
        for key, row in found
    ]
    return texts(lang)(
        "border.sentence",
        known=len(found),
        all=len(gates),
        time=time_text(atlas, shown, lang=lang),
        figures="; ".join(said),
    )


def place_text(mark: GateMark, *, lang: str) -> str:
    """Say how sure the place of a symbol is; empty for a gate at its own point."""
    t = texts(lang)
    if not mark.drawn:
        return t("border.nowhere")
    if mark.commune:
        return t("gate.in_commune")
    return "" if mark.gate.coord_quality == "gate" else t("gate.approximate")


def commune_text(atlas: Atlas, gate: Gate, vintage: str, *, lang: str) -> str:
    """Name the commune of a gate on some boundaries, else its former district; empty for none."""
    units = atlas.facts.units
    commune = units.get((vintage, gate.commune_codes.get(vintage, "")))
    if commune is not None:
        return unit_name(commune, lang=lang)
    found = [unit for (_, code), unit in units.items() if code == gate.district_code]
    district = next((unit for unit in found if unit.level == "district"), None)
    return unit_name(district, lang=lang) if district else ""


def where_text(atlas: Atlas, kind: str, code: str, *, lang: str) -> str:
    """Name the place of a figure: the province, a gate, the zone."""
    facts = atlas.facts
    if kind == "gate":
        return gate_name(facts.gates[code], lang=lang)
    if kind == "zone":
        return texts(lang)("source.zone")
    newest = max(vintage for vintage, each in facts.units if each == code)
    return unit_name(facts.units[newest, code], lang=lang)


def row_where(atlas: Atlas, row: Observation, *, lang: str) -> str:
    """Name the place of a figure."""
    return where_text(atlas, row.unit_kind, row.unit_code, lang=lang)


def row_value(atlas: Atlas, row: Observation, *, lang: str) -> str:
    """Print a figure with its unit and word."""
    return observation_text(atlas.facts.indicators[row.indicator_id], row, lang=lang)


def row_time(atlas: Atlas, row: Observation, *, lang: str) -> str:
    """Name the time of a figure."""
    return observation_period(row, atlas.facts.indicators[row.indicator_id], lang=lang)


def row_note(row: Observation, *, lang: str) -> str:
    """Return what has to be known of a figure; empty where nothing."""
    return pick(row, "note", lang)


def flag_word(row: Observation, *, lang: str) -> str:
    """Name the flag of a figure."""
    return texts(lang)(f"flag.{row.flag}")


def part_text(part: Part, *, lang: str) -> str:
    """Name a part of the year without the year: "tháng 1–11", "1/1 đến 14/6"."""
    t = texts(lang)
    (first, begins), (last, ends) = part.first, part.last
    months = {"first": t(f"numbers.month_{first}"), "last": t(f"numbers.month_{last}")}
    if part.whole_months and first == last:
        return t("border.part_month", **months)
    if part.whole_months:
        return t("border.part_months", **months)
    days = {"begins": begins, "ends": ends}
    return t("border.part_days", **months, **days)


def change_text(atlas: Atlas, season: Season, row: Observation, *, lang: str) -> str:
    """Say how a figure differs from the same part of the year before, or why it is not said."""
    t = texts(lang)
    before = season.beside(row)
    if before is None:
        return ""
    found = change(atlas.facts, before, row)
    if found.percent is None:
        return t(f"border.change_{found.word}", year=before.year)
    if found.percent == 0 and found.word == "exact":
        return t("border.same_as_before", year=before.year)
    falls = found.percent < 0 or (found.percent == 0 and found.word == "nearly")
    # what is more than -5 % is a fall of less than 5 %
    word = _OPPOSITE.get(found.word, found.word) if falls else found.word
    size = format_value(abs(found.percent), qualifier=word, decimals=1, unit="%", lang=lang)
    return t("border.fell" if falls else "border.rose", value=size, year=before.year)


def ratio_text(atlas: Atlas, one: Observation, other: Observation, *, lang: str) -> str:
    """Say how many times one basis counts what another does in the same whole year.

    Two figures told in words, each by itself: a ratio has no axis.
    """
    known = atlas.facts.indicators
    smaller, larger = sorted((one, other), key=lambda row: row.value)
    ratio = larger.value / smaller.value
    times = format_value(ratio, qualifier="about", decimals=int(ratio < _TEN), lang=lang)
    return texts(lang)(
        "border.ratio",
        year=larger.year,
        larger=_with_flag(atlas, larger, lang),
        smaller=_with_flag(atlas, smaller, lang),
        first=indicator_name(known[larger.indicator_id], lang=lang),
        second=indicator_name(known[smaller.indicator_id], lang=lang),
        times=times,
    )


def _with_flag(atlas: Atlas, row: Observation, lang: str) -> str:
    value, flag = row_value(atlas, row, lang=lang), flag_word(row, lang=lang)
    return texts(lang)("border.with_flag", value=value, flag=flag)


def split_title(atlas: Atlas, split: Split, *, lang: str) -> str:
    """Say what a pair of exports and imports is of: basis, place and time."""
    t, known, pair = texts(lang), atlas.facts.indicators, split.pair
    one_axis(atlas.facts, (split.outward, split.inward), pair=pair)
    names = [
        indicator_name(known[each], lang=lang)
        for each in ([pair.whole] if pair.whole else [pair.outward, pair.inward])
    ]
    return t(
        "border.split_title",
        name="; ".join(names),
        where=row_where(atlas, split.outward, lang=lang),
        time=row_time(atlas, split.outward, lang=lang),
    )


def split_part(atlas: Atlas, split: Split, row: Observation, *, lang: str) -> str:
    """Print one direction of a pair, with its share where both are exact: they add up to 100."""
    name = indicator_name(atlas.facts.indicators[row.indicator_id], lang=lang)
    fields = {"name": name, "value": row_value(atlas, row, lang=lang)}
    if not split.exact:
        return texts(lang)("border.split_vague", **fields)
    share = round_half_up(100 * split.outward.value / split.total, decimals=1)
    own = share if row is split.outward else 100 - share
    return texts(lang)("border.split_said", **fields, share=format_share(own, lang=lang))


def split_lines(atlas: Atlas, found: Sequence[Split], *, lang: str) -> list[str]:
    """Say of each place what went out and what came in, with shares where both are exact."""
    return [
        texts(lang)(
            "border.split_line",
            where=row_where(atlas, each.outward, lang=lang),
            outward=split_part(atlas, each, each.outward, lang=lang),
            inward=split_part(atlas, each, each.inward, lang=lang),
        )
        for each in found
    ]


def split_source_ids(found: Sequence[Split]) -> list[str]:
    """Return the sources of exports and imports."""
    return [row.source_id for each in found for row in (each.outward, each.inward)]


def size_text(atlas: Atlas, shown: GateView, value: float, *, lang: str) -> str:
    """Print a value of the key of sizes."""
    unit = indicator_unit(atlas.facts.indicators[shown.indicator], lang=lang)
    return format_value(value, unit=unit, decimals=0 if value >= 1 else 1, lang=lang)
