"""The facts that a command shows: those of the folder, or of a revision in the store."""

import argparse
import sys
from dataclasses import replace

from geo.errors import StoreError
from geo.facts.environment import (
    DataSettings,
    built_layers,
    is_begun,
    states_folder,
    store_place,
)
from geo.facts.fault_report import report
from geo.facts.load import load_facts, with_published
from geo.facts.model import Facts


def add_revision(parser: argparse.ArgumentParser) -> None:
    """Give a parser of a command that shows facts the option which ones."""
    parser.add_argument(
        "--rev", type=int, metavar="REV", help="a revision to show (default: the newest)"
    )
    parser.set_defaults(prepare=choose_facts)


def choose_facts(options: argparse.Namespace) -> None:
    """Note the folder with the facts that are shown, and what the store says of them."""
    settings = replace(DataSettings.from_environment(), data_dir=options.data)
    options.published = options.beside = None
    if not is_begun(store_place(settings)):
        if options.rev:
            raise StoreError("store.no_revision", revision=options.rev, newest=0)
        return
    # what reads a store takes a fifth of a second to import
    from geo.store.current import at_revision, current
    from geo.store.database import open_database

    database = open_database(store_place(settings))
    states = states_folder(settings)
    if options.rev is None:
        found = current(database, settings.data_dir, under=states)
    else:
        found = at_revision(database, options.rev, settings.data_dir, under=states)
    for line in report(found.faults):
        print(line, file=sys.stderr)
    options.data, options.published = found.folder, found.published
    options.beside = built_layers(settings, found.folder)


def chosen_facts(options: argparse.Namespace) -> Facts:
    """Read the facts that `choose_facts` chose."""
    facts = load_facts(options.data)
    return with_published(facts, options.published) if options.published else facts
