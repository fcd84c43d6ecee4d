"""The message that draws what changed between two years."""

from collections.abc import Sequence
from zlib import crc32

from geo.frame.message import own_message
from geo.language.numbers import unit_pattern
from geo.language.texts import texts
from geo.reading.compare.printed import Sample
from geo.reading.compare.words import change_text, change_unit, reason_text
from geo.views.compare.changes import REASONS, Change, Comparison
from geo.views.palettes import NOT_COMPARED
from geo.views.symbols import UNKNOWN, flat, weak

TOGETHER = "compare"
"""Name of the maps of a page that move together."""


def change_message(
    comparison: Comparison, *, lang: str, layer: str, words: str, selected: str = ""
) -> dict[str, object]:
    """Build the message for the map's frame.

    Parameters
    ----------
    comparison
        The two years.
    lang
        Language.
    layer, words
        Addresses of the boundary layer and of the frame's words in that language.
    selected
        Code of the selected unit, or empty.

    Returns
    -------
    message : dict
        As that of `geo.frame.message.frame_message`. A unit without a change says why; one that
        has both figures all the same is drawn with lines.
    """
    view, classes = comparison.view, comparison.classes
    phrases = list(
        dict.fromkeys(
            reason_text(comparison, each.reason, lang=lang)
            for each in comparison.changes
            if each.reason
        )
    )
    named = (view.indicator, f"{comparison.earlier}-{comparison.later}", view.level, view.vintage)
    stamp = f"{crc32(repr(classes).encode()):08x}"
    unit = "" if comparison.kind == "ordinal" else change_unit(comparison, lang=lang)
    return own_message(
        ("change", *named, lang, stamp),
        layer=layer,
        words=words,
        caption=texts(lang)(
            "compare.map_change", earlier=comparison.earlier, later=comparison.later
        ),
        fills=[*classes.fills, NOT_COMPARED],
        classes="".join(
            _class(comparison, each, step)
            for each, step in zip(comparison.changes, comparison.steps, strict=True)
        ),
        bases="".join(_basis(each) for each in comparison.changes),
        figure=unit_pattern(unit, lang=lang),
        figure_one=unit_pattern(unit, one=True, lang=lang),
        year=f"{comparison.earlier}–{comparison.later}",
        phrases=phrases,
        values=[_value(comparison, each, phrases, lang) for each in comparison.changes],
        plain="".join("1" if not step else "0" for step in comparison.steps),
        lined="".join("1" if each.reason in REASONS else "0" for each in comparison.changes),
        selected=selected,
        together=TOGETHER,
    )


def _class(comparison: Comparison, change: Change, step: int | None) -> str:
    sides = comparison.classes.sides
    if step is not None:
        return str(step + sides)
    return str(2 * sides + 1) if change.reason in REASONS else "-"


def change_classes(comparison: Comparison, samples: Sequence[Sample]) -> tuple[str, ...]:
    """Return the class of each row of the legend as the frame names it; empty where it has none."""
    fills = comparison.classes.fills
    found = {flat(fill): str(at) for at, fill in enumerate(fills)}
    found |= {weak(NOT_COMPARED): str(len(fills)), UNKNOWN: "none"}
    return tuple(found.get(each.symbol, "") for each in samples)


def _basis(change: Change) -> str:
    if change.reason == "not_applicable":
        return "x"
    return "n" if change.reason and change.reason not in REASONS else "o"


def _value(comparison: Comparison, change: Change, phrases: list[str], lang: str) -> str:
    if change.reason:
        return f"{{{phrases.index(reason_text(comparison, change.reason, lang=lang))}}}"
    return change_text(comparison, change, lang=lang, places=0, unit=False)
