"""The words for single things: an indicator, a class, a cell, a target, a basis, a flag."""

from itertools import pairwise

from geo.facts.model import FIRM_EVIDENCE, Facts, Indicator, Observation, Target
from geo.figures.atlas import Atlas, Cell
from geo.figures.breaks import rule_parts
from geo.figures.view import View
from geo.language.numbers import (
    format_number,
    format_period,
    format_value,
    format_written,
    written_decimals,
)
from geo.language.texts import pick, texts
from geo.targets.goals import pace_word
from geo.targets.pace import Kind, Word
from geo.views.classify import Classes
from geo.views.drawing import Drawing

_SMALLEST = 0.05
"""Below this a pace printed with one decimal would read as none."""


def indicator_name(indicator: Indicator, *, lang: str) -> str:
    """Return the catalogue's name of an indicator."""
    return pick(indicator, "name", lang)


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


def value_text(indicator: Indicator, cell: Cell, *, unit: str, lang: str) -> str:
    """Print the value of a cell with its qualifier and a unit; empty where it has none."""
    if cell.value is None:
        return ""
    return format_value(
        cell.value,
        value_max=cell.value_max,
        qualifier=cell.qualifier,
        unit=unit,
        decimals=value_decimals(indicator, cell),
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
    """Return the decimals of a figure: those of its indicator, of a vague one those it has.

    "About 95,000.0" would promise a precision that its source denies, and "over 63" for "over
    62.5" is untrue. A figure that was worked out has digits that no source wrote.
    """
    if qualifier == "exact":
        return indicator.decimals
    written = written_decimals(*numbers)
    return min(indicator.decimals, written) if worked_out else written


def gap_text(
    indicator: Indicator, cell: Cell, number: float, *, lang: str, with_unit: bool = True
) -> str:
    """Print the gap of a cell to its target with its sign, in points for shares.

    The gap of a figure that its source words vaguely is about so much, and no more precise.
    """
    t = texts(lang)
    decimals = gap_decimals(indicator, cell, number)
    text = ("+" if number > 0 else "") + format_number(number, decimals=decimals, lang=lang)
    unit = indicator_unit(indicator, lang=lang) if with_unit else ""
    text = t("reading.points", value=text) if unit == "%" else f"{text} {unit}".strip()
    return text if cell.qualifier == "exact" else t("numbers.about", value=text)


def drawn_name(indicator: Indicator, mode: str, *, lang: str) -> str:
    """Name what a map colours: the indicator, the gap to its target, or the pace still needed."""
    name = indicator_name(indicator, lang=lang)
    return name if mode == "value" else texts(lang)(f"reading.{mode}_of", name=name)


def drawn_unit(drawing: Drawing, *, lang: str) -> str:
    """Return the unit of the number a map colours; a share's gap and pace are in points."""
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
    """
    t = texts(lang)
    decimals = pace_decimals(indicator, kind, pace) + more
    value = format_number(pace, decimals=decimals, lang=lang)
    value = f"+{value}" if signed and pace > 0 else value
    if unit == "-":
        return value
    own = indicator_unit(indicator, lang=lang)
    if not unit:
        unit = "percent" if kind in ("growth", "average") else "units"
        unit = "points" if kind in ("points", "change") and own.startswith("%") else unit
    return t(f"targets.{unit}_a_year", value=value, unit=own)


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
) -> str:
    """Print a pace with how exact it is: "ít nhất +0,5 điểm % mỗi năm"; the rest as above."""
    t = texts(lang)
    falling = pace < 0 and word in ("at_least", "at_most")
    size = -pace if falling else pace
    number = pace_number(indicator, kind, size, signed=not falling, unit=unit, more=more, lang=lang)
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
    if drawing.view.mode == "pace":
        if number == 0 and with_unit:
            return texts(lang)("reading.pace_met")
        word = pace_word(atlas, drawing.view.indicator, cell)
        unit = "" if with_unit else "-"
        kind = drawing.pace_kind
        return worded_pace(drawing.indicator, kind, number, word, unit=unit, lang=lang)
    if drawing.view.mode == "gap":
        return gap_text(drawing.indicator, cell, number, lang=lang, with_unit=with_unit)
    unit = indicator_unit(drawing.indicator, lang=lang) if with_unit else ""
    return value_text(drawing.indicator, cell, unit=unit, lang=lang)


def number_decimals(drawing: Drawing, cell: Cell) -> int:
    """Return the decimals with which `number_text` prints the number of a cell."""
    number = drawing.number_of(cell.unit.code)
    if number is not None and drawing.view.mode == "gap":
        return gap_decimals(drawing.indicator, cell, number)
    if number is not None and drawing.view.mode == "pace":
        return pace_decimals(drawing.indicator, drawing.pace_kind, number)
    return value_decimals(drawing.indicator, cell)


def class_labels(atlas: Atlas, drawing: Drawing, *, lang: str) -> tuple[str, ...]:
    """Name every class of a drawing for its legend.

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
    labels
        One per class: "0 %", "dưới 15 %", "15 – 30 %", "từ 60 %", or the name of the class.
    """
    classes = drawing.classes
    if classes.ids:
        indicator_id = drawing.indicator.indicator_id
        return tuple(
            class_label(atlas.facts, indicator_id, class_id, lang=lang) for class_id in classes.ids
        )
    unit = drawn_unit(drawing, lang=lang)
    labels = _range_labels(classes, unit, lang)
    if drawing.view.mode == "pace" and classes.zero:
        return (texts(lang)("reading.pace_met"), *labels[1:])
    return labels


def _range_labels(classes: Classes, unit: str, lang: str) -> tuple[str, ...]:
    t = texts(lang)
    if not classes.fills:
        return ()

    def printed(bound: float) -> str:
        return format_written(bound, lang=lang)

    def with_unit(text: str) -> str:
        key = "numbers.value_percent" if unit.startswith("%") else "numbers.value_unit"
        return t(key, value=text, unit=unit) if unit else text

    labels = [with_unit("0")] if classes.zero else []
    bounds = [printed(bound) for bound in classes.bounds]
    if len(classes.fills) > len(labels):
        if not bounds:
            labels.append(t("legend.above_zero") if classes.zero else t("legend.all_values"))
        else:
            labels.append(t("legend.under", value=with_unit(bounds[0])))
            for low, high in pairwise(bounds):
                labels.append(t("legend.between", low=low, high=with_unit(high)))
            labels.append(t("legend.from", value=with_unit(bounds[-1])))
    return tuple(labels)


def target_text(indicator: Indicator, target: Target, *, lang: str) -> str:
    """Print the value or range of a target with its unit."""
    return format_value(
        target.value_low,
        value_max=target.value_high,
        qualifier="range" if target.value_high is not None else "exact",
        unit=indicator_unit(indicator, lang=lang),
        decimals=written_decimals(target.value_low, target.value_high),
        lang=lang,
    )


def basis_text(cell: Cell, *, lang: str) -> str:
    """Name the basis of a cell as readers see it; empty for a plain observed figure."""
    key = basis_key(cell)
    return "" if key == "observed" else texts(lang)(f"basis.{key}")


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
    return _period(indicator, cell.period, cell.observed_year, lang)


def observation_period(row: Observation, indicator: Indicator, *, lang: str) -> str:
    """Name the period of an observation as a cell that shows it would."""
    return _period(indicator, row.period, row.year, lang)


def _period(indicator: Indicator, period: str, year: int, lang: str) -> str:
    # a rate of several years is their mean
    return format_period(period, year, lang=lang, average=indicator.kind == "rate")


def rule_figures(
    atlas: Atlas, indicator: Indicator, cell: Cell, *, lang: str
) -> tuple[tuple[Indicator, str], ...]:
    """Return what a rate was computed from: the indicators of its rule with the figures printed.

    An area of ``units.csv`` is no indicator and is left out.
    """
    if cell.observed_year is None:
        return ()
    found = []
    for key in rule_parts(atlas.facts, indicator.indicator_id):
        part = atlas.facts.indicators[key]
        own = atlas.cell(
            View(key, cell.observed_year, cell.unit.level, cell.unit.vintage), cell.unit
        )
        found.append((part, cell_text(atlas, part, own, lang=lang)))
    return tuple(found)
