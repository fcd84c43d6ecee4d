"""Fuzz for a time: ``python -m tests.fuzz 600`` tries new inputs for ten minutes."""

import argparse
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck, given, settings

from tests.fuzz.cases import FUZZED, Fuzzed
from tests.fuzz.targets import World

ROUND = 200
"""Inputs of a target before the next one has its turn."""


def run(
    seconds: float, world: World, *, first_seed: int, names: Sequence[str] = tuple(FUZZED)
) -> list[str]:
    """Fuzz targets in turn until the time is over, each at least once.

    Returns
    -------
    lines : list of str
        For each target how many inputs were tried and how many of them were taken.

    Raises
    ------
    Exception
        What a reader raised beside the errors it names, with the smallest input found.
    """
    ends = time.monotonic() + seconds
    counts = {name: Counter[str]() for name in names}
    seed = first_seed
    while seed == first_seed or time.monotonic() < ends:
        for name in names:
            if seed == first_seed or time.monotonic() < ends:
                _round(FUZZED[name], world, seed, counts[name])
        seed += 1
    return [
        f"{name}: {count['inputs']} inputs, {count['taken']} taken"
        for name, count in counts.items()
    ]


def _round(fuzzed: Fuzzed, world: World, seed: int, count: Counter[str]) -> None:
    @hypothesis.seed(seed)
    @settings(
        max_examples=ROUND,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(fuzzed.inputs(world.atlas))
    def read(value: object) -> None:
        count["inputs"] += 1
        count["taken"] += fuzzed.read(world, value)

    read()


def main() -> None:
    """Read the command line and fuzz."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("seconds", type=float, help="how long to try")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31), help="first seed")
    parser.add_argument(
        "--only", choices=FUZZED, action="append", metavar="TARGET", help="one of: %(choices)s"
    )
    options = parser.parse_args()
    names = options.only or tuple(FUZZED)
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        world = World.made(Path(folder))
        lines = run(options.seconds, world, first_seed=options.seed, names=names)
    print("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
