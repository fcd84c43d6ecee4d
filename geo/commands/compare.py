"""The command that compares two years of an indicator, unit by unit."""

import argparse
import json

from geo.commands.options.shown import add_revision, chosen_facts
from geo.facts.model import LEVELS
from geo.figures.atlas import Atlas, Cell
from geo.figures.view import View, known_indicator, known_level
from geo.language.texts import LANGUAGES
from geo.places.vintages import find_vintage
from geo.reading.compare.words import change_line
from geo.views.compare.changes import Change, Comparison, compare_years

_PLACES = 6


def add_compare(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of the command."""
    parser.add_argument("--indicator", required=True, metavar="ID", help="id of the indicator")
    parser.add_argument("--level", required=True, help=", ".join(LEVELS))
    parser.add_argument("--vintage", required=True, metavar="V", help="date of the boundaries")
    for which in ("from", "to"):
        parser.add_argument(f"--{which}", required=True, type=int, metavar="Y", dest=which)
    # an object has no words
    told = parser.add_mutually_exclusive_group()
    told.add_argument("--json", action="store_true", help="print a list of objects")
    told.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="language (default: %(default)s)"
    )
    add_revision(parser)
    parser.set_defaults(run=_compare)


def change_object(comparison: Comparison, change: Change, step: int | None) -> dict[str, object]:
    """Return a change as an object for other programs.

    Parameters
    ----------
    comparison
        What it is of.
    change
        The change.
    step
        Its class.

    Returns
    -------
    object : dict
        `unit_code`; `from` and `to`, the values or the ids of ordinal classes; `change`, in points
        for shares and in steps for classes; `class`, 0 for no change, 1 to 3 for rises, -1 to -3
        for falls; `reason` why there is none. None where there is nothing.
    """
    return {
        "unit_code": change.unit.code,
        "from": _shown(comparison, change.before),
        "to": _shown(comparison, change.after),
        "change": None if change.number is None else round(change.number, _PLACES),
        "class": step,
        "reason": change.reason or None,
    }


def _shown(comparison: Comparison, cell: Cell) -> float | str | None:
    if comparison.kind == "ordinal":
        return cell.class_id or None
    return None if cell.value is None else round(cell.value, _PLACES)


def _compare(options: argparse.Namespace) -> None:
    atlas = Atlas(chosen_facts(options))
    view = View(
        known_indicator(atlas.facts, options.indicator).indicator_id,
        options.to,
        known_level(options.level),
        find_vintage(atlas.facts.province, options.vintage).id,
    )
    # the word is one of the language
    found = compare_years(atlas, view, getattr(options, "from"))
    pairs = list(zip(found.changes, found.steps, strict=True))
    if options.json:
        print(json.dumps([change_object(found, each, step) for each, step in pairs], indent=1))
        return
    for each, _ in pairs:
        print(change_line(atlas, found, each, lang=options.lang))
