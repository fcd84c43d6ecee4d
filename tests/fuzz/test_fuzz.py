"""A minute of the fuzz, the same inputs every time, and every find that was ever made."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.cases import FUZZED
from tests.fuzz.targets import World

FINDS = [
    (name, find, taken)
    for name, fuzzed in FUZZED.items()
    for finds, taken in ((fuzzed.refused, False), (fuzzed.taken, True))
    for find in finds
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World.made(tmp_path_factory.mktemp("layers"))


@pytest.mark.parametrize("name", FUZZED)
def test_only_named_errors_are_raised(name: str, world: World) -> None:
    fuzzed = FUZZED[name]
    taken = []

    @settings(
        max_examples=fuzzed.examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(fuzzed.inputs(world.atlas))
    def read(value: object) -> None:
        taken.append(fuzzed.read(world, value))

    read()
    # inputs that are all refused at the door would try nothing behind it
    assert 0.02 < sum(taken) / len(taken) < 0.98


@pytest.mark.parametrize(("name", "find", "taken"), FINDS, ids=range(len(FINDS)))
def test_a_find_stays_mended(name: str, find: object, taken: bool, world: World) -> None:
    assert FUZZED[name].read(world, find) == taken


def test_the_command_counts_what_it_tried(tmp_path: Path) -> None:
    from tests.fuzz.__main__ import run

    lines = run(0.5, World.made(tmp_path), first_seed=1)
    assert len(lines) == len(FUZZED)
    assert all("inputs" in line for line in lines)
