"""Comparisons and portraits by their address: read strictly, and written back as they were."""

import pytest

from geo.errors import ViewError
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.saved.meeting import Meeting, Scene, read_meeting, write_meeting
from geo.views.compare.address import Compared, read_compared, write_compared
from geo.views.portrait.address import read_portrayed, write_portrayed

VINTAGE = "2015-01-01"
PLACE = f"level=commune&vintage={VINTAGE}"
POPULATION = f"indicator=population&year=2019&{PLACE}"
VIEW = View("population", 2019, "commune", VINTAGE)
EVERY = (
    f"compare=years&{POPULATION}&from=2014&to=2019&unit=70001",
    f"compare=two&{POPULATION}&with=population_density",
    f"compare=maps&{POPULATION}&maps=population:2019,population:2014",
    f"compare=lines&{POPULATION}&units=70001,70004",
    f"compare=rank&{POPULATION}&scheme=quantiles&k=3",
)


def units(atlas: Atlas, *codes: str) -> tuple[Unit, ...]:
    return tuple(atlas.facts.units[VINTAGE, code] for code in codes)


def test_every_part_is_read(tiny_atlas: Atlas):
    years, two, maps, lines, rank = (read_compared(tiny_atlas, text) for text in EVERY)
    assert years == Compared("years", VIEW, "70001", earlier=2014)
    assert two == Compared("two", VIEW, other=VIEW.on(indicator="population_density"))
    assert maps == Compared("maps", VIEW, maps=(VIEW, VIEW.on(year=2014)))
    assert lines == Compared("lines", VIEW, units=units(tiny_atlas, "70001", "70004"))
    assert rank == Compared("rank", VIEW.on(scheme="quantiles", k=3))


@pytest.mark.parametrize("text", EVERY)
def test_what_is_written_is_read_back(text: str, tiny_atlas: Atlas):
    compared = read_compared(tiny_atlas, text)
    assert read_compared(tiny_atlas, write_compared(compared)) == compared


def test_a_portrait_is_read_and_written(tiny_atlas: Atlas):
    (unit,) = units(tiny_atlas, "70007")
    assert write_portrayed(unit) == f"place={VINTAGE}_70007"
    assert read_portrayed(tiny_atlas, write_portrayed(unit)) == unit


def test_a_meeting_of_them_comes_back_as_it_was(tiny_atlas: Atlas):
    scenes = [Scene(text, "Tên", "Nói chậm", kind="comparison") for text in EVERY]
    meeting = Meeting("Họp", (*scenes, Scene(f"place={VINTAGE}_70007", kind="profile")))
    assert read_meeting(tiny_atlas, write_meeting(meeting)) == meeting


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("compare=film", "no part of the comparisons 'film'"),
        (f"compare=years&{POPULATION}", "missing from, to"),
        (f"compare=years&{POPULATION}&from=2014&to=2018", "to: the year '2018'"),
        (f"compare=years&{POPULATION}&from=2019&to=2014", "must be before"),
        (f"compare=years&{POPULATION}&from=2014&to=2019&mode=gap", "unknown mode"),
        (f"compare=years&{POPULATION}&from=2014&to=2019&with=population", "unknown with"),
        (f"compare=two&{POPULATION}&with=population", "must differ"),
        (f"compare=two&{POPULATION}&with=film", "unknown indicator 'film'"),
        (f"compare=maps&{POPULATION}&maps=population:1900", "'population:1900'"),
        (f"compare=maps&{POPULATION}&maps=population:2019,population:2019", "no different maps"),
        (f"compare=lines&{POPULATION}&units=1", "no unit '1'"),
        (f"compare=lines&{POPULATION}&units=70001,70001", "different units"),
        (f"compare=rank&{POPULATION}&unit=1", "no unit '1'"),
        (f"compare=rank&indicator=ntm_status&year=2020&{PLACE}", "nothing to compare"),
        (f"compare=rank&{POPULATION}&compare=years", "a key twice"),
    ],
)
def test_a_faulty_address_is_refused_with_its_remedy(text: str, words: str, tiny_atlas: Atlas):
    with pytest.raises(ViewError, match=words):
        read_compared(tiny_atlas, text)


@pytest.mark.parametrize("text", ["", "place=", "place=2015-01-01_1", "unit=70007"])
def test_a_portrait_of_no_unit_is_refused(text: str, tiny_atlas: Atlas):
    with pytest.raises(ViewError):
        read_portrayed(tiny_atlas, text)
