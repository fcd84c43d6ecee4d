"""Commands for a terminal: check the data, build layers, export views, measure targets, publish."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from geo.commands.crosswalk import add_build_crosswalk
from geo.commands.data import add_build_boundaries, add_check
from geo.commands.editors import add_audit, add_editor
from geo.commands.export import add_export
from geo.commands.imports import add_import
from geo.commands.merger import add_merger
from geo.commands.store import (
    add_backup,
    add_diff,
    add_facts_of,
    add_history,
    add_publish,
    add_restore,
    add_revision,
    add_rollback,
    choose_facts,
)
from geo.commands.targets import add_targets
from geo.commands.templates import add_template
from geo.errors import AtlasError, FaultyInputError
from geo.facts.environment import DataSettings
from geo.facts.fault_report import report

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
        0, or 2 if the input is faulty; every fault has been printed by then. 1 for a spreadsheet
        with faults of its own.
    """
    options = _parser().parse_args(arguments)
    try:
        if options.newest:
            choose_facts(options)
        code: int | None = options.run(options)
    except FaultyInputError as error:
        return _faulty(error, getattr(options, "faults", None))
    except (AtlasError, OSError) as error:
        print(error, file=sys.stderr)
        return FAULTY
    return code or 0


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
    shared, drawn = _shared_options(DataSettings.from_environment())

    def command(
        name: str, about: str, *parents: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[shared, *parents], help=about)

    add_check(command("check", "list every fault of the data and the boundaries", drawn))
    add_build_boundaries(command("build-boundaries", "draw the boundary layers from the gazetteer"))
    add_build_crosswalk(
        command("build-crosswalk", "work the crosswalk out from the reorganisations")
    )
    shows = argparse.ArgumentParser(add_help=False)
    add_revision(shows)
    add_export(command("export", "write a view to a file", drawn, shows))
    add_targets(command("targets", "measure the targets: paces, status, reasons", shows))
    add_merger(command("merger", "print where every former unit went, with its shares", shows))
    add_publish(command("publish", "make a revision of the facts from a folder or a table"))
    add_import(command("import", "check a department's spreadsheet, or publish it"))
    add_template(command("template", "write a form for figures, to be filled in", shows))
    add_history(command("history", "list the revisions of the facts, oldest first"))
    add_diff(command("diff", "compare two revisions cell by cell"))
    add_rollback(command("rollback", "make a revision that goes back to an earlier one"))
    add_facts_of(command("facts-of", "write the tables of a revision into a folder"))
    add_backup(command("backup", "write the store into one file, also while the atlas runs"))
    add_restore(command("restore", "put a backup in the place of the store"))
    add_editor(command("editor", "hash the password of an editor, for the file of EDITORS"))
    add_audit(command("audit", "list who did what in the store, oldest first"))
    return parser


def _shared_options(
    settings: DataSettings,
) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """Return parsers of the options of every command, and of those that draw."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--data",
        type=Path,
        default=settings.data_dir,
        metavar="DIR",
        help="data folder (default: DATA_DIR, now %(default)s)",
    )
    # commands that show figures show those of a revision
    shared.set_defaults(newest=False)
    drawn = argparse.ArgumentParser(add_help=False)
    drawn.add_argument(
        "--boundaries",
        type=Path,
        default=settings.boundaries,
        metavar="FILE",
        help="a GeoPackage with other boundaries (default: BOUNDARIES, now %(default)s)",
    )
    drawn.set_defaults(boundaries_credit=settings.boundaries_credit)
    return shared, drawn


if __name__ == "__main__":
    sys.exit(main())
