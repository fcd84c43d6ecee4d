"""Commands for a terminal: check the data, build layers, export views, measure targets, publish."""

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from geo.errors import AtlasError, FaultyInputError
from geo.facts.environment import DataSettings
from geo.facts.fault_report import report

FAULTY = 2
STOPPED = 130
"""As a shell counts: 128 and the number of the signal of Ctrl+C."""
_COMMANDS = {
    "check": ("data", "list every fault of the data and the boundaries"),
    "build-boundaries": ("data", "draw the boundary layers from the gazetteer"),
    "build-crosswalk": ("crosswalk", "work the crosswalk out from the reorganisations"),
    "export": ("export", "write a view to a file"),
    "targets": ("targets", "measure the targets: paces, status, reasons"),
    "compare": ("compare", "print the change between two years for every unit, or why none"),
    "portrait": ("portrait", "print or write all that is known of a unit"),
    "merger": ("merger", "print where every former unit went, with its shares"),
    "publish": ("store", "make a revision of the facts from a folder or a table"),
    "import": ("imports", "check a department's spreadsheet, or publish it"),
    "template": ("templates", "write a form for figures, to be filled in"),
    "history": ("store", "list the revisions of the facts, oldest first"),
    "diff": ("store", "compare two revisions cell by cell"),
    "rollback": ("store", "make a revision that goes back to an earlier one"),
    "facts-of": ("store", "write the tables of a revision into a folder"),
    "backup": ("store", "write the store into one file, also while the atlas runs"),
    "restore": ("store", "put a backup in the place of the store"),
    "editor": ("editors", "hash the password of an editor, for the file of EDITORS"),
    "audit": ("editors", "list who did what in the store, oldest first"),
}
"""The module of ``geo.commands`` that has each command, and what it does."""
_LESS_OFTEN = (50_000, 20, 20)
"""A command makes most of what it makes to keep it: looking for garbage costs a tenth of it."""
_DRAWN = ("check", "export", "portrait")
"""Those that draw boundaries."""


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
        with faults of its own, 130 if it was stopped by Ctrl+C.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        return _run(words)
    except KeyboardInterrupt:
        # also while a command is imported, which takes longer than many of them
        print("stopped", file=sys.stderr)
        return STOPPED


def _run(words: Sequence[str]) -> int:
    options = _parser("".join(words[:1])).parse_args(words)
    try:
        if options.prepare is not None:
            options.prepare(options)
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


def _parser(chosen: str) -> argparse.ArgumentParser:
    """Return the parser of all commands, with the options of the chosen one.

    What a command works with takes a second or more to import, so only that of one is.
    """
    parser = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    shared, drawn = _shared_options(DataSettings.from_environment())
    for name, (module, about) in _COMMANDS.items():
        parents = [shared, *([drawn] if name in _DRAWN else [])]
        command = commands.add_parser(name, parents=parents, help=about)
        if name == chosen:
            made_by = import_module(f"geo.commands.{module}")
            getattr(made_by, f"add_{name.replace('-', '_')}")(command)
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
    # commands that show figures choose those of a revision first
    shared.set_defaults(prepare=None)
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
    gc.set_threshold(*_LESS_OFTEN)
    sys.exit(main())
