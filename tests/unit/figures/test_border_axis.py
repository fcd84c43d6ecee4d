"""Nothing shares an axis that counts otherwise, or for another length of time."""

import pytest

from geo.errors import MixedAxisError
from geo.facts.model import Facts, Observation
from geo.facts.particulars import Pair
from geo.figures.border.axis import Axis, one_axis
from geo.figures.border.parts import Part
from tests.support.border import INWARD, OUTWARD, PAIR, figure, with_pair

ALL, DECLARED = "trade_all_musd", "trade_declared_musd"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # two bases
        (figure(ALL, 600.0), figure(DECLARED, 60.0)),
        # two things in two units
        (figure(ALL, 600.0), figure("trucks_per_day", 900.0)),
        # a part of a year and a year; two parts; several years
        (figure(ALL, 600.0), figure(ALL, 120.0, period="Q1")),
        (figure(ALL, 550.0, period="M11"), figure(ALL, 120.0, period="Q1")),
        (figure(ALL, 600.0), figure(ALL, 1120.0, period="2021-2022")),
        # a plan among figures
        (figure(ALL, 600.0), figure(ALL, 400.0, year=2025, flag="plan")),
    ],
    ids=["bases", "units", "part and year", "two parts", "several years", "plan"],
)
def test_what_must_not_be_mixed_is_refused(
    tiny: Facts, first: Observation, second: Observation
) -> None:
    with pytest.raises(MixedAxisError, match="no axis"):
        one_axis(tiny, (first, second))
    with pytest.raises(MixedAxisError):
        one_axis(tiny, (second, first, second))


def test_figures_of_one_indicator_and_length_of_time_share_an_axis(tiny: Facts) -> None:
    assert one_axis(tiny, (figure(ALL, 1.0), figure(ALL, 2.0, year=2021))) == Axis((ALL,), "year")
    quarters = (figure(ALL, 1.0, period="Q1"), figure(ALL, 2.0, period="to-2021-03-31", year=2021))
    assert one_axis(tiny, quarters) == Axis((ALL,), Part((1, 1), (3, 31)))
    # the state of a stock is the figure of its year
    states = (
        figure("zone_area_km2", 250.0, period="asof-2022-05-01"),
        figure("zone_area_km2", 260.0, year=2023),
    )
    assert one_axis(tiny, states).time == "year"


def test_nothing_has_no_axis(tiny: Facts) -> None:
    with pytest.raises(MixedAxisError):
        one_axis(tiny, ())


def test_a_pair_shares_an_axis_of_one_time_and_unit(tiny: Facts) -> None:
    facts = with_pair(tiny).facts
    both = (figure(OUTWARD, 20.0), figure(INWARD, 40.0))
    assert one_axis(facts, both, pair=PAIR).indicators == (OUTWARD, INWARD)
    with pytest.raises(MixedAxisError):
        one_axis(facts, both)
    with pytest.raises(MixedAxisError):
        one_axis(facts, (figure(OUTWARD, 20.0), figure(INWARD, 40.0, period="H1")), pair=PAIR)
    with pytest.raises(MixedAxisError):
        one_axis(facts, (*both, figure(DECLARED, 60.0)), pair=PAIR)
    with pytest.raises(MixedAxisError):
        one_axis(with_pair(tiny, unit="tonnes").facts, both, pair=PAIR)


def test_a_file_cannot_make_a_pair_of_two_bases(tiny: Facts) -> None:
    pair = Pair(ALL, DECLARED)
    with pytest.raises(MixedAxisError):
        one_axis(tiny, (figure(ALL, 600.0), figure(DECLARED, 60.0)), pair=pair)
