"""The command that works the crosswalk out from the reorganisations."""

import argparse

from geo.boundaries.gazetteer import read_gazetteer
from geo.boundaries.reorganisations import (
    build_crosswalk,
    differences,
    disagreements,
    write_crosswalk,
)
from geo.errors import FactsError, Fault
from geo.facts.load import load_facts
from geo.facts.rows import read_text
from geo.facts.tables import CROSSWALK


def add_build_crosswalk(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``build-crosswalk``."""
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; say where the shipped crosswalk differs",
    )
    parser.set_defaults(run=_build_crosswalk)


def _build_crosswalk(options: argparse.Namespace) -> None:
    facts = load_facts(options.data, with_crosswalk=False)
    gazetteer = read_gazetteer(facts, folder=options.data)
    rows = build_crosswalk(facts, gazetteer, folder=options.data)
    for each in disagreements(gazetteer, rows):
        vintage, code = each.key
        print(
            f"note: {code} ({vintage}) went whole to {each.to_code}; "
            f"the gazetteer draws {each.drawn:.1%} of it there"
        )
    if not options.check:
        file = options.data / CROSSWALK.file
        file.write_text(write_crosswalk(rows), encoding="utf-8", newline="")
        print(f"{len(rows):>7} rows, {file}")
        return
    shipped = read_text(options.data, CROSSWALK.file, []) or ""
    found = differences(rows, shipped)
    if found:
        key = "crosswalk_fault.not_made"
        raise FactsError([Fault(CROSSWALK.file, key, value=line) for line in found])
    print(f"{len(rows):>7} rows, as the reorganisations and the gazetteer give them")
