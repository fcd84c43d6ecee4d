"""The command that tells all that is known of one unit."""

import argparse
import json

from geo.commands.store import add_revision, chosen_facts
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
    parser.add_argument(
        "--unit", required=True, metavar="VINTAGE/CODE", help="a unit, as 2025-07-01/06184"
    )
    parser.add_argument("--json", action="store_true", help="print an object with all figures")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="language (default: %(default)s)"
    )
    add_revision(parser)
    parser.set_defaults(run=_portrait)


def named_unit(facts: Facts, text: str) -> Unit:
    """Return the unit of a text as ``2025-07-01/06184``, or raise `ViewError`."""
    vintage, _, code = text.partition("/")
    found = facts.units.get((find_vintage(facts.province, vintage).id, code))
    if found is None:
        raise ViewError("view.unit_of", value=code, vintage=vintage)
    return found


def _portrait(options: argparse.Namespace) -> None:
    atlas = Atlas(chosen_facts(options))
    found = portrait_of(atlas, named_unit(atlas.facts, options.unit))
    if options.json:
        print(json.dumps(portrait_object(atlas, found), ensure_ascii=False, indent=1))
        return
    for sentence in portrait_sentences(atlas, found, lang=options.lang):
        print(sentence)
