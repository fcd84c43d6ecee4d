"""The words for single things: an indicator, a class, a cell, a target, a basis, a flag."""

from collections.abc import Iterable

from geo.facts.model import FIRM_EVIDENCE, UNVERIFIED, Facts, Indicator, Observation, Target
from geo.figures.atlas import Atlas, Cell
from geo.language.numbers import (
    format_period,
    format_value,
    large_unit,
    written_decimals,
)
from geo.language.texts import pick, texts
from geo.targets.goals import pace_word
from geo.targets.pace import Kind, Word
from geo.views.drawing import Drawing

SEPARATOR = ";"
"""Between several ids in one cell of a table."""
_SMALLEST = 0.05
"""Below this a pace printed with one decimal would read as none."""


def indicator_name(indicator: Indicator, *, lang: str) -> str:
    """Return the catalogue's name of an indicator."""
    return pick(indicator, "name", lang)


def name_in_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence: an abbreviation keeps its capitals."""
    return name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def indicator_unit(indicator: Indicator, *, lang: str) -> str:
    """Return the unit of an indicator's figures; empty for classes."""
    if indicator.kind == "ordinal":
        return ""
    return pick(indicator, "unit", lang)


def class_label(facts: Facts, indicator_id: str, class_id: str, *, lang: str) -> str:
    """Return the name of an ordinal class or of a membership of the economic zone."""
    for row in facts.ordinal_classes:
        if row.indicator_id == indicator_id and row.class_id == class_id:
            return pick(row, "label", lang)
    return texts(lang)(f"zone.{class_id}")


def cell_text(atlas: Atlas, indicator: Indicator, cell: Cell, *, lang: str) -> str:
    """Print what a cell shows, with unit and qualifier; empty where nothing is known."""
    if cell.class_id:
        return class_label(atlas.facts, indicator.indicator_id, cell.class_id, lang=lang)
    return value_text(indicator, cell, unit=indicator_unit(indicator, lang=lang), lang=lang)


def quoted_text(atlas: Atlas, indicator: Indicator, cell: Cell, *, lang: str) -> str:
    """Print what a cell shows where its flag does not stand beside it.

    A figure that nobody answers for says so wherever it is quoted.
    """
    text = cell_text(atlas, indicator, cell, lang=lang)
    if cell.flag != UNVERIFIED:
        return text
    return texts(lang)("source.quoted", value=text, flag=flag_text(cell, lang=lang))


def value_text(
    indicator: Indicator, cell: Cell, *, unit: str, places: int | None = None, lang: str
) -> str:
    """Print the value of a cell with its qualifier and a unit; empty where it has none.

    `places` is as `geo.language.numbers.format_value` reads it.
    """
    if cell.value is None:
        return ""
    return format_value(
        cell.value,
        value_max=cell.value_max,
        qualifier=cell.qualifier,
        unit=unit,
        decimals=value_decimals(indicator, cell),
        places=places,
        lang=lang,
    )


def observation_text(indicator: Indicator, row: Observation, *, lang: str) -> str:
    """Print the figure of an observation as a cell that shows it would."""
    return format_value(
        row.value,
        value_max=row.value_max,
        qualifier=row.qualifier,
        unit=indicator_unit(indicator, lang=lang),
        decimals=_decimals(indicator, row.qualifier, row.value, row.value_max),
        lang=lang,
    )


def value_decimals(indicator: Indicator, cell: Cell) -> int:
    """Return the decimals with which the value of a cell is printed."""
    worked_out = _worked_out(cell)
    return _decimals(indicator, cell.qualifier, cell.value, cell.value_max, worked_out=worked_out)


def gap_decimals(indicator: Indicator, cell: Cell, number: float) -> int:
    """Return the decimals with which the gap of a cell is printed."""
    return _decimals(indicator, cell.qualifier, number, worked_out=_worked_out(cell))


def _worked_out(cell: Cell) -> bool:
    return cell.basis == "carried" or bool(cell.computed)


def _decimals(
    indicator: Indicator, qualifier: str, *numbers: float | None, worked_out: bool = False
) -> int:
    """Return the decimals of a figure: those that it is written with.

    More would promise a precision that its source denies: "about 95,000.0". One that is exact
    or was worked out has no more than its indicator, while of a vague one none may be taken:
    "over 63" for "over 62.5" is untrue.
    """
    written = written_decimals(*numbers)
    return min(indicator.decimals, written) if worked_out or qualifier == "exact" else written


def gap_text(
    indicator: Indicator,
    cell: Cell,
    number: float,
    *,
    unit: str | None = None,
    places: int | None = None,
    signed: bool = True,
    lang: str,
) -> str:
    """Print the gap of a cell to its target, with its sign upwards too, in points for shares.

    The gap of a figure that its source words vaguely is about so much, and no more precise.
    A unit that is given stands for the indicator's; `places` is as `format_value` reads it.
    """
    t = texts(lang)
    if unit is None:
        unit = indicator_unit(indicator, lang=lang)
        unit = t("reading.points_unit") if unit == "%" else unit
    text = format_value(
        number,
        unit=unit,
        decimals=gap_decimals(indicator, cell, number),
        places=places,
        lang=lang,
    )
    text = f"+{text}" if signed and number > 0 else text
    return text if cell.qualifier == "exact" else t("numbers.about", value=text)


def drawn_name(indicator: Indicator, mode: str, *, lang: str) -> str:
    """Name what a map colours: the indicator, the gap to its target, or the pace still needed."""
    name = indicator_name(indicator, lang=lang)
    return name if mode == "value" else texts(lang)(f"reading.{mode}_of", name=name)


def drawn_unit(drawing: Drawing, *, lang: str) -> str:
    """Return the unit of the number a map colours; a share's gap and pace are in points."""
    return drawn_measure(drawing, lang=lang)[1]


def drawn_places(drawing: Drawing, *, lang: str) -> int:
    """Return by how many places the numbers of a map shrink in the unit that it says."""
    return drawn_measure(drawing, lang=lang)[0]


def drawn_measure(drawing: Drawing, *, lang: str) -> tuple[int, str]:
    """Return by how many places the numbers of a map shrink, and the unit that it then says."""
    # the bounds are those of all years, so that the unit stays as the year turns
    numbers = drawing.classes.bounds or drawing.numbers
    return large_unit(_own_unit(drawing, lang), *numbers, lang=lang)


def _own_unit(drawing: Drawing, lang: str) -> str:
    t = texts(lang)
    unit = indicator_unit(drawing.indicator, lang=lang)
    if drawing.view.mode == "gap":
        return t("reading.points_unit") if unit == "%" else unit
    if drawing.view.mode == "pace":
        if drawing.pace_kind == "growth":
            return t("reading.pace_growth_unit")
        return t("reading.pace_points_unit" if unit == "%" else "reading.pace_unit", unit=unit)
    return unit


def pace_number(
    indicator: Indicator,
    kind: Kind,
    pace: float,
    *,
    lang: str,
    signed: bool = True,
    unit: str = "",
    more: int = 0,
    places: int | None = None,
) -> str:
    """Print a pace: so many points, per cent or units a year.

    Parameters
    ----------
    indicator
        The indicator.
    kind
        What the pace is.
    pace
        The pace.
    lang
        Language.
    signed
        Whether a pace upwards has its sign.
    unit
        Key of the text that gives it its unit; empty for the unit of its kind, ``-`` for none.
    more
        Decimals beyond the usual ones.
    places
        As `geo.language.numbers.format_value` reads it.
    """
    own = "" if unit == "-" else _pace_unit(indicator, kind, unit, lang)
    decimals = pace_decimals(indicator, kind, pace) + more
    value = format_value(pace, unit=own, decimals=decimals, places=places, lang=lang)
    value = f"+{value}" if signed and pace > 0 else value
    return value if unit == "-" else texts(lang)("targets.a_year", value=value)


def _pace_unit(indicator: Indicator, kind: Kind, named: str, lang: str) -> str:
    own = indicator_unit(indicator, lang=lang)
    if named == "points" or (kind in ("points", "change") and own.startswith("%")):
        return texts(lang)("reading.points_unit")
    return "%" if kind in ("growth", "average") else own


def pace_decimals(indicator: Indicator, kind: Kind, pace: float) -> int:
    """Return the decimals with which a pace is printed: at least one, and no zero for a little."""
    decimals = 1 if kind == "growth" else max(1, indicator.decimals)
    return max(2, decimals) if 0 < abs(pace) < _SMALLEST else decimals


def worded_pace(
    indicator: Indicator,
    kind: Kind,
    pace: float,
    word: Word,
    *,
    lang: str,
    unit: str = "",
    more: int = 0,
    places: int | None = None,
) -> str:
    """Print a pace with how exact it is: "ít nhất +0,5 điểm % mỗi năm"; the rest as above."""
    t = texts(lang)
    falling = pace < 0 and word in ("at_least", "at_most")
    size = -pace if falling else pace
    number = pace_number(
        *(indicator, kind, size),
        signed=not falling,
        unit=unit,
        more=more,
        places=places,
        lang=lang,
    )
    if word == "exact":
        return number
    if word == "about":
        return t("numbers.about", value=number)
    return t(f"targets.{'falls_' if falling else ''}{word}", value=number)


def number_text(
    atlas: Atlas, drawing: Drawing, cell: Cell, *, lang: str, with_unit: bool = True
) -> str:
    """Print the number that a drawing classes for a cell: its value, gap or required pace.

    It has the word of its source, and is empty where nothing is known; without its unit a
    required pace of zero is a number.
    """
    number = drawing.number_of(cell.unit.code)
    if cell.class_id:
        return cell_text(atlas, drawing.indicator, cell, lang=lang)
    if number is None:
        return ""
    mode = drawing.view.mode
    # without its unit a number stands in the one that the whole map says
    places = None if with_unit else drawn_places(drawing, lang=lang)
    unit = None if with_unit else ""
    if mode == "gap":
        return gap_text(drawing.indicator, cell, number, unit=unit, places=places, lang=lang)
    if mode == "pace":
        return _pace_said(atlas, drawing, cell, number, places=places, lang=lang)
    if unit is None:
        unit = indicator_unit(drawing.indicator, lang=lang)
    return value_text(drawing.indicator, cell, unit=unit, places=places, lang=lang)


def _pace_said(
    atlas: Atlas, drawing: Drawing, cell: Cell, pace: float, *, places: int | None, lang: str
) -> str:
    if pace == 0 and places is None:
        return texts(lang)("reading.pace_met")
    word = pace_word(atlas, drawing.view.indicator, cell)
    return worded_pace(
        *(drawing.indicator, drawing.pace_kind, pace, word),
        unit="" if places is None else "-",
        places=places,
        lang=lang,
    )


def number_decimals(drawing: Drawing, cell: Cell) -> int:
    """Return the decimals with which `number_text` prints the number of a cell."""
    number = drawing.number_of(cell.unit.code)
    if number is not None and drawing.view.mode == "gap":
        return gap_decimals(drawing.indicator, cell, number)
    if number is not None and drawing.view.mode == "pace":
        return pace_decimals(drawing.indicator, drawing.pace_kind, number)
    return value_decimals(drawing.indicator, cell)


def target_text(indicator: Indicator, target: Target, *, unit: str | None = None, lang: str) -> str:
    """Print the value or range of a target with its unit, or with one that is given."""
    return format_value(
        target.value_low,
        value_max=target.value_high,
        qualifier="range" if target.value_high is not None else "exact",
        unit=indicator_unit(indicator, lang=lang) if unit is None else unit,
        decimals=written_decimals(target.value_low, target.value_high),
        lang=lang,
    )


def basis_text(cell: Cell, *, lang: str) -> str:
    """Name the basis of a cell as readers see it; empty for a plain observed figure."""
    key = basis_key(cell)
    if key == "not_applicable":
        return absent_text(cell, "", lang=lang)
    return "" if key == "observed" else texts(lang)(f"basis.{key}")


def absent_text(cell: Cell, kind: str, *, lang: str) -> str:
    """Say why a cell of a kind of view shows nothing: unknown, or nothing to be known of it."""
    t = texts(lang)
    if cell.basis != "not_applicable":
        return unknown_text(kind, lang=lang)
    above = f"basis.not_applicable_{cell.unit.level}"
    return t(above) if above in t else t("basis.not_applicable")


def unknown_text(kind: str, *, lang: str) -> str:
    """Say that nothing is known, as the legend does: of a class there is evidence or none."""
    return texts(lang)("legend.not_known" if kind == "ordinal" else "legend.no_data")


def basis_key(cell: Cell) -> str:
    """Return the key of the texts that name and explain a cell's basis."""
    if cell.basis == "observed" and cell.computed:
        return cell.computed
    return "carried_split" if cell.basis == "carried" and cell.split else cell.basis


def flag_text(cell: Cell, *, lang: str) -> str:
    """Name the flag of a figure, or the evidence of a class; empty where there is none."""
    if not cell.flag:
        return ""
    kind = "evidence" if cell.pending or cell.flag in FIRM_EVIDENCE else "flag"
    return texts(lang)(f"{kind}.{cell.flag}")


def note_text(cell: Cell, *, lang: str) -> str:
    """Return the note of a cell's figure; empty where there is none."""
    return "" if cell.figure is None else pick(cell.figure, "note", lang)


def period_text(cell: Cell, indicator: Indicator, *, lang: str) -> str:
    """Name the period of a cell's figure; empty where there is none."""
    if cell.observed_year is None:
        return ""
    return named_period(indicator, cell.period, cell.observed_year, lang=lang)


def observation_period(row: Observation, indicator: Indicator, *, lang: str) -> str:
    """Name the period of an observation as a cell that shows it would."""
    return named_period(indicator, row.period, row.year, lang=lang)


def named_period(indicator: Indicator, period: str, year: int, *, lang: str) -> str:
    """Name a period as it is written, of a year, for figures of an indicator."""
    # a rate of several years is their mean
    return format_period(period, year, lang=lang, average=indicator.kind == "rate")


def natures_text(cells: Iterable[Cell], *, lang: str) -> str:
    """Say how figures come to be known and of what kind they are, each thing once."""
    known = [cell for cell in cells if cell.known]
    said = [each(cell, lang=lang) for cell in known for each in (basis_text, flag_text)]
    return "; ".join(dict.fromkeys(filter(None, said)))
