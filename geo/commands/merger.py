"""The command that writes the table of passage from every earlier boundaries to the newest."""

import argparse
import json

from geo.commands.options.shown import add_revision, chosen_facts
from geo.figures.atlas import Atlas
from geo.figures.merger import Passage, passages
from geo.language.texts import LANGUAGES
from geo.reading.merger.words import passage_line


def add_merger(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of the command."""
    # an object has no words
    told = parser.add_mutually_exclusive_group()
    told.add_argument("--json", action="store_true", help="print a list of objects")
    told.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="language (default: %(default)s)"
    )
    add_revision(parser)
    parser.set_defaults(run=_merger)


def passage_object(passage: Passage) -> dict[str, object]:
    """Return a passage as an object for other programs; a share that is not known is None."""
    return {
        "from_vintage": passage.old.vintage,
        "from_code": passage.old.code,
        "to_vintage": passage.new.vintage,
        "to_code": passage.new.code,
        "area_share": passage.area_share,
        "population_share": passage.population_share,
        "basis": passage.basis,
    }


def _merger(options: argparse.Namespace) -> None:
    atlas = Atlas(chosen_facts(options))
    if options.json:
        print(json.dumps([passage_object(each) for each in passages(atlas)], indent=1))
        return
    for each in passages(atlas):
        print(passage_line(each, lang=options.lang))
