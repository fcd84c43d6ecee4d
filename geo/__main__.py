"""Commands for a terminal: check the data, build boundary layers, export views, measure targets."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from geo.boundaries.choose import FOLDER, build_boundaries, layer_polygons, shipped_boundaries
from geo.boundaries.doubts import doubt_text
from geo.boundaries.gazetteer import read_gazetteer
from geo.boundaries.geopackage import read_replacement
from geo.commands.crosswalk import add_build_crosswalk
from geo.commands.export import add_export
from geo.commands.targets import add_targets
from geo.errors import AtlasError, FaultyInputError
from geo.facts.environment import DataSettings
from geo.facts.fault_report import report
from geo.facts.load import load_facts

FAULTY = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments
        Words after ``python -m geo``; those of the process if None.

    Returns
    -------
    code : int
        0, or 2 if the input is faulty; every fault has been printed by then.
    """
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except FaultyInputError as error:
        return _faulty(error, getattr(options, "faults", None))
    except (AtlasError, OSError) as error:
        print(error, file=sys.stderr)
        return FAULTY
    return 0


def _faulty(error: FaultyInputError, file: Path | None) -> int:
    """Print the faults, and their number last."""
    try:
        lines = report(error.faults, file)
    except OSError as refused:
        lines = [*report(error.faults), str(refused)]
    print(*lines, f"faults: {len(error.faults)}", sep="\n", file=sys.stderr)
    return FAULTY


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    settings = DataSettings.from_environment()
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--data",
        type=Path,
        default=settings.data_dir,
        metavar="DIR",
        help="data folder (default: DATA_DIR, now %(default)s)",
    )
    drawn = argparse.ArgumentParser(add_help=False)
    drawn.add_argument(
        "--boundaries",
        type=Path,
        default=settings.boundaries,
        metavar="FILE",
        help="a GeoPackage with other boundaries (default: BOUNDARIES, now %(default)s)",
    )
    drawn.set_defaults(boundaries_credit=settings.boundaries_credit)
    check = commands.add_parser(
        "check", parents=[shared, drawn], help="list every fault of the data and the boundaries"
    )
    check.add_argument(
        "--faults", type=Path, metavar="FILE", help="a file for all faults, one a line"
    )
    check.set_defaults(run=_check)
    build = commands.add_parser(
        "build-boundaries", parents=[shared], help="draw the boundary layers from the gazetteer"
    )
    build.set_defaults(run=_build_boundaries)
    crosswalk = commands.add_parser(
        "build-crosswalk", parents=[shared], help="work the crosswalk out from the reorganisations"
    )
    add_build_crosswalk(crosswalk)
    add_export(
        commands.add_parser("export", parents=[shared, drawn], help="write a view to a file")
    )
    measure = commands.add_parser(
        "targets", parents=[shared], help="measure the targets: paces, status, reasons"
    )
    add_targets(measure)
    return parser


def _check(options: argparse.Namespace) -> None:
    facts = load_facts(options.data)
    gazetteer = read_gazetteer(facts, folder=options.data)
    shipped = shipped_boundaries(facts, folder=options.data)
    if options.boundaries is not None:
        known = layer_polygons(shipped)
        found = read_replacement(facts, options.boundaries, known=known)
        print(f"{options.boundaries}: sound, can replace {', '.join(found.polygons)}")
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


if __name__ == "__main__":
    sys.exit(main())
