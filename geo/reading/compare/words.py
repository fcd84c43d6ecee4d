"""Changes between two years in words: a number, a class, a reason, the sentence of a map."""

from dataclasses import dataclass

from geo.facts.model import Unit
from geo.figures.atlas import Atlas, Cell
from geo.language.numbers import format_share, format_value, written_decimals
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_name
from geo.reading.sentences import boundaries_label
from geo.reading.values import cell_text, indicator_name, indicator_unit, value_text
from geo.views.compare.changes import Change, Comparison, Reason, change_before, is_share

ARROW = " → "


def ordered_changes(comparison: Comparison) -> tuple[Change, ...]:
    """Return the changes from the highest rise to the deepest fall, then those without one."""
    return tuple(
        sorted(
            comparison.changes,
            key=lambda each: (each.number is None, -(each.number or 0.0), each.unit.name_ascii),
        )
    )


def change_unit(comparison: Comparison, *, lang: str) -> str:
    """Return the unit of changes: points for shares, the indicator's own for amounts."""
    if is_share(comparison.indicator):
        return texts(lang)("reading.points_unit")
    return indicator_unit(comparison.indicator, lang=lang)


def change_text(
    comparison: Comparison,
    change: Change,
    *,
    lang: str,
    places: int | None = None,
    unit: bool = True,
) -> str:
    """Print a change with its sign and unit: "+1,8 điểm %"; empty where there is none.

    `places` is as `geo.language.numbers.format_value` reads it.
    """
    if change.number is None:
        return ""
    if comparison.kind == "ordinal":
        return steps_text(int(change.number), lang=lang)
    named = change_unit(comparison, lang=lang) if unit else ""
    text = format_value(
        change.number, unit=named, decimals=comparison.decimals, places=places, lang=lang
    )
    return f"+{text}" if comparison.classes.step(change.number) and change.number > 0 else text


def steps_text(steps: int, *, lang: str) -> str:
    """Say by how many classes a unit rose or fell."""
    t = texts(lang)
    if not steps:
        return t("compare.same_class")
    return t("compare.classes_up" if steps > 0 else "compare.classes_down", count=abs(steps))


def relative_text(change: Change, *, lang: str) -> str:
    """Print a change in per cent of the earlier value; empty for shares and classes."""
    if change.relative is None:
        return ""
    text = format_share(change.relative, lang=lang)
    return f"+{text}" if change.relative > 0 else text


def reason_text(comparison: Comparison, reason: Reason, *, lang: str) -> str:
    """Say why a unit has no change, with the words of the stated break; empty without a reason."""
    if not reason:
        return ""
    said = "; ".join(
        dict.fromkeys(
            pick(row, "text", lang)
            for row in comparison.breaks
            if (row.kind == "definition") == (reason == "definition")
        )
    )
    years = {"earlier": comparison.earlier, "later": comparison.later}
    return texts(lang)(f"compare.reason_{reason}", **years, text=said)


def from_to_text(atlas: Atlas, comparison: Comparison, change: Change, *, lang: str) -> str:
    """Print both figures of a unit: "45,3% → 47,1%"; a dash for an unknown one."""
    return ARROW.join(
        cell_text(atlas, comparison.indicator, cell, lang=lang) or texts(lang)("compare.unknown")
        for cell in (change.before, change.after)
    )


def bare_text(atlas: Atlas, comparison: Comparison, cell: Cell, *, lang: str) -> str:
    """Print a figure without its unit, which stands above its column, or a class by its name."""
    if cell.class_id:
        return cell_text(atlas, comparison.indicator, cell, lang=lang)
    return value_text(comparison.indicator, cell, unit="", places=0, lang=lang)


def change_line(atlas: Atlas, comparison: Comparison, change: Change, *, lang: str) -> str:
    """Say all of a unit in a line: code, name, both figures, and the change or the reason."""
    said = change_said(comparison, change, lang=lang)
    figures = from_to_text(atlas, comparison, change, lang=lang)
    return f"{change.unit.code} {unit_name(change.unit, lang=lang)}: {figures}: {said}"


def change_said(comparison: Comparison, change: Change, *, lang: str) -> str:
    """Say the change of a unit, its relative size in brackets, or why there is none."""
    if change.reason:
        return reason_text(comparison, change.reason, lang=lang)
    relative = relative_text(change, lang=lang)
    text = change_text(comparison, change, lang=lang)
    return f"{text} ({relative})" if relative and comparison.classes.step(change.number) else text


def since_text(atlas: Atlas, indicator_id: str, unit: Unit, year: int, *, lang: str) -> str:
    """Say how a unit's figure of a year changed from the one before; empty without one."""
    return _since("compare.since", atlas, indicator_id, unit, year, lang)


def since_cell(atlas: Atlas, indicator_id: str, unit: Unit, year: int, *, lang: str) -> str:
    """Say the same for a cell of a table, whose heading says what it is."""
    return _since("compare.since_cell", atlas, indicator_id, unit, year, lang)


def _since(key: str, atlas: Atlas, indicator_id: str, unit: Unit, year: int, lang: str) -> str:
    found = change_before(atlas, indicator_id, unit, year)
    if found is None:
        return ""
    comparison, change = found
    said = change_said(comparison, change, lang=lang)
    return texts(lang)(key, year=comparison.earlier, change=said)


def comparison_title(atlas: Atlas, comparison: Comparison, *, lang: str) -> str:
    """Say what changed: indicator, both years, units and boundaries."""
    view = comparison.view
    label = boundaries_label(atlas.facts, level=view.level, vintage=view.vintage, lang=lang)
    return texts(lang)(
        "compare.title",
        name=indicator_name(comparison.indicator, lang=lang),
        earlier=comparison.earlier,
        later=comparison.later,
        units=label,
    )


def comparison_sentence(comparison: Comparison, *, lang: str) -> str:
    """Read a map of changes aloud: how many rose and fell, and which most."""
    t = texts(lang)
    steps = [step for step in comparison.steps if step is not None]
    if not steps:
        return t("compare.none_known")
    ups, downs = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    counts = {"up": ups, "down": downs, "same": len(steps) - ups - downs, "known": len(steps)}
    parts = [t(f"compare.counts_{comparison.kind}", **counts)]
    if comparison.kind == "numeric":
        parts += _extremes(comparison, lang)
    missing = [change for change in comparison.changes if change.reason != "not_applicable"]
    without = len(missing) - len(steps)
    parts += [t("compare.without", count=without)] if without else []
    return " ".join(parts)


def _extremes(comparison: Comparison, lang: str) -> list[str]:
    """Name the units that rose and fell most."""
    found = []
    known = [change for change in comparison.changes if comparison.classes.step(change.number)]
    for key, sign in (("most_up", 1), ("most_down", -1)):
        moved = [change for change in known if sign * (change.number or 0) > 0]
        if moved:
            most = max(moved, key=lambda change: sign * (change.number or 0))
            name = unit_name(most.unit, lang=lang)
            value = change_text(comparison, most, lang=lang)
            found.append(texts(lang)(f"compare.{key}", unit=name, value=value))
    return found


@dataclass(frozen=True)
class ChangeRow:
    """A row of the legend of changes: its class, what it is called, colour, and units."""

    step: int
    label: str
    fill: str
    count: int


def change_rows(comparison: Comparison, *, lang: str) -> tuple[ChangeRow, ...]:
    """Return the classes of changes from the highest rise to the deepest fall, none among them."""
    classes = comparison.classes
    return tuple(
        ChangeRow(
            step,
            step_label(comparison, step, lang=lang),
            classes.fill(step),
            comparison.steps.count(step),
        )
        for step in range(classes.sides, -classes.sides - 1, -1)
    )


def step_label(comparison: Comparison, step: int, *, lang: str) -> str:
    """Name a class of changes: "tăng 1,2 đến dưới 3,4 điểm %"."""
    t = texts(lang)
    way = "up" if step > 0 else "down"
    if step == 0:
        return t(f"compare.none_{comparison.kind}")
    if comparison.kind == "ordinal":
        return t(f"compare.class_{way}")
    bounds, at = comparison.classes.bounds, abs(step) - 1
    printed = [_bound_text(comparison, bound, lang=lang) for bound in bounds]
    if not bounds:
        return t(f"compare.{way}")
    if at == 0:
        return t(f"compare.{way}_under", high=printed[0])
    if at == len(bounds):
        return t(f"compare.{way}_from", low=printed[-1])
    return t(f"compare.{way}_between", low=printed[at - 1], high=printed[at])


def _bound_text(comparison: Comparison, bound: float, *, lang: str) -> str:
    unit = change_unit(comparison, lang=lang)
    return format_value(bound, unit=unit, decimals=written_decimals(bound), lang=lang)
