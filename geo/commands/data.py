"""The commands about the data folder: check it, build its boundary layers."""

import argparse

from geo.boundaries.brought.doubts import doubt_text
from geo.boundaries.brought.geopackage import read_replacement
from geo.boundaries.choose import (
    FOLDER,
    build_boundaries,
    layer_polygons,
    shipped_boundaries,
)
from geo.boundaries.context import read_context
from geo.boundaries.gazetteer import read_gazetteer
from geo.boundaries.layers import OWN_FILE
from geo.commands.written import file_to_write
from geo.facts.load import load_facts


def add_check(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``check``."""
    parser.add_argument(
        "--faults", type=file_to_write, metavar="FILE", help="a file for all faults, one a line"
    )
    parser.set_defaults(run=_check)


def add_build_boundaries(parser: argparse.ArgumentParser) -> None:
    """Give a parser what ``build-boundaries`` runs."""
    parser.set_defaults(run=_build_boundaries)


def _check(options: argparse.Namespace) -> None:
    facts = load_facts(options.data)
    gazetteer = read_gazetteer(facts, folder=options.data)
    context = read_context(facts, folder=options.data)
    shipped = shipped_boundaries(facts, folder=options.data)
    brought = options.data / OWN_FILE
    own = options.boundaries or (brought if brought.is_file() else None)
    if own is not None:
        known = layer_polygons(shipped)
        found = read_replacement(facts, own, known=known)
        print(f"{own}: sound, can replace {', '.join(found.polygons)}")
        for doubt in found.doubts:
            print(f"  {doubt_text(facts, doubt, lang='en')}")
    counts = {
        "units": facts.units,
        "crosswalk rows": facts.crosswalk,
        "sources": facts.sources,
        "indicators": facts.indicators,
        "observations": facts.observations,
        "recognitions": facts.recognitions,
        "gates": facts.gates,
        "targets": facts.targets,
        "series breaks": facts.series_breaks,
        "atoms": gazetteer.atoms,
        "neighbours": () if context is None else context.places,
        "boundary layers": shipped.layers,
    }
    print(f"{options.data}: sound, data version {facts.version}")
    for name, records in counts.items():
        print(f"{len(records):>7} {name}")


def _build_boundaries(options: argparse.Namespace) -> None:
    facts = load_facts(options.data)
    out = options.data / FOLDER
    boundaries = build_boundaries(facts, data_folder=options.data, out_folder=out)
    for layer in boundaries.layers.values():
        size = len(layer.content)
        print(f"{len(layer.codes):>7} units, {size:>9} bytes, {out / layer.file}")
