"""The command that tells all that is known of a unit, or writes it to a file."""

import argparse
import json
import sys

from geo.boundaries.choose import load_boundaries
from geo.commands.options.idle import refuse_idle
from geo.commands.options.shown import add_revision, chosen_facts
from geo.commands.written import count_up, file_to_write, write_whole
from geo.documents.portraits import (
    PORTRAIT_FORMS,
    portrait_file_name,
    portraits_zip,
    portraits_zip_name,
    to_portrait,
    units_of_today,
)
from geo.errors import ViewError
from geo.facts.model import Facts, Unit
from geo.figures.atlas import Atlas
from geo.language.texts import LANGUAGES
from geo.places.vintages import find_vintage
from geo.reading.portrait.data import portrait_object
from geo.reading.portrait.sentences import portrait_sentences
from geo.views.portrait.portrait import portrait_of


def add_portrait(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of the command."""
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--unit", metavar="VINTAGE/CODE", help="a unit, as 2025-07-01/06184")
    asked.add_argument(
        "--all", action="store_true", help="every commune of the newest boundaries, in one zip"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print an object with all figures")
    form.add_argument("--format", choices=PORTRAIT_FORMS, help="form of a file")
    parser.add_argument(
        "-o",
        "--output",
        type=file_to_write,
        metavar="FILE",
        help="file to write (default: in this folder, by the name that a download has)",
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=f"language (default: {LANGUAGES[0]})")
    add_revision(parser)
    parser.set_defaults(run=_portrait, parser=parser)


def named_unit(facts: Facts, text: str) -> Unit:
    """Return the unit of a text as ``2025-07-01/06184``, or raise `ViewError`."""
    vintage, _, code = text.partition("/")
    found = facts.units.get((find_vintage(facts.province, vintage).id, code))
    if found is None:
        raise ViewError("view.unit_of", value=code, vintage=vintage)
    return found


def _portrait(options: argparse.Namespace) -> None:
    if not options.format and (options.output or options.all):
        options.parser.error("a file, as --output and --all ask for, needs its --format")
    if options.json:
        # an object has no words
        refuse_idle(options, ("lang",), beside="--json")
    options.lang = options.lang or LANGUAGES[0]
    facts = chosen_facts(options)
    if options.format:
        _write(options, facts)
        return
    atlas = Atlas(facts)
    found = portrait_of(atlas, named_unit(facts, options.unit))
    if options.json:
        print(json.dumps(portrait_object(atlas, found), ensure_ascii=False, indent=1))
        return
    for sentence in portrait_sentences(atlas, found, lang=options.lang):
        print(sentence)


def _write(options: argparse.Namespace, facts: Facts) -> None:
    """Write the file of a unit, or the zip of all."""
    unit = None if options.all else named_unit(facts, options.unit)
    boundaries = load_boundaries(
        facts,
        folder=options.data,
        replacement=options.boundaries,
        credit=options.boundaries_credit,
        beside=options.beside,
    )
    atlas, layers = Atlas(facts, boundaries.credits), boundaries.layers
    wish = {"form": options.format, "lang": options.lang}
    target = options.output or file_to_write(_own_name(atlas, unit, **wish))
    if unit is None:
        tell = count_up if sys.stderr.isatty() else None
        content = portraits_zip(atlas, units_of_today(atlas), layers, tell=tell, **wish)
    else:
        content = to_portrait(atlas, portrait_of(atlas, unit), layers, **wish)
    print(write_whole(target, content))


def _own_name(atlas: Atlas, unit: Unit | None, *, form: str, lang: str) -> str:
    """Name the file as the page does: that of a unit, or the zip of all."""
    if unit is None:
        return portraits_zip_name(atlas, form, lang=lang)
    return portrait_file_name(atlas, unit, form, lang=lang)
