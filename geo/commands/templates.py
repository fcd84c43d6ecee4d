"""The command that writes forms for figures."""

import argparse

from geo.commands.options.idle import refuse_idle
from geo.commands.options.shown import add_revision, chosen_facts
from geo.commands.written import file_to_write, write_whole
from geo.documents.tables.request_form import request_form
from geo.errors import AtlasError, ViewError
from geo.facts.model import LEVELS
from geo.figures.atlas import Atlas
from geo.imports.templates import LAYOUTS, Form, write_form
from geo.language.texts import LANGUAGES
from geo.targets.missing import wanted
from geo.targets.progress import all_progress


def add_template(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``template``."""
    parser.add_argument(
        "-o", "--output", type=file_to_write, required=True, metavar="FILE", help="XLSX"
    )
    often = "may be given often"
    parser.add_argument("--indicator", action="append", default=[], metavar="ID", help=often)
    parser.add_argument("--year", action="append", default=[], type=int, metavar="Y", help=often)
    parser.add_argument("--level", choices=LEVELS, help=f"(default: {LEVELS[0]})")
    parser.add_argument(
        "--vintage", default="", metavar="V", help="boundaries (default: the first)"
    )
    parser.add_argument("--layout", choices=LAYOUTS, help=f"(default: {LAYOUTS[0]})")
    parser.add_argument(
        "--missing",
        metavar="ID",
        help="what targets wait for from the publication of this indicator",
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="(%(default)s)")
    add_revision(parser)
    parser.set_defaults(run=_template)


def _template(options: argparse.Namespace) -> None:
    if options.missing:
        names = ("indicator", "year", "level", "vintage", "layout")
        refuse_idle(options, names, beside="--missing")
    atlas = Atlas(chosen_facts(options))
    unknown = [each for each in options.indicator if each not in atlas.facts.indicators]
    if unknown:
        raise ViewError("view.indicator", value=unknown[0])
    if options.missing:
        content = _missing(atlas, options)
    elif options.indicator and options.year:
        form = Form(
            indicators=tuple(options.indicator),
            level=options.level or LEVELS[0],
            vintage=options.vintage or atlas.facts.province.default_vintage,
            years=tuple(options.year),
            layout=options.layout or LAYOUTS[0],
        )
        content = write_form(atlas.facts, form, lang=options.lang)
    else:
        raise AtlasError("import.what")
    print(write_whole(options.output, content))


def _missing(atlas: Atlas, options: argparse.Namespace) -> bytes:
    """Write the form of a publication: every figure that targets wait for from it."""
    for asked in wanted(atlas, all_progress(atlas)):
        if any(cell.indicator.indicator_id == options.missing for cell in asked.cells):
            return request_form(atlas, asked, lang=options.lang)
    raise ViewError("view.indicator", value=options.missing)
