"""The class of a commune is a state with its evidence."""

from dataclasses import replace

import pytest

from geo.figures.ntm_register import Register

OLD, MIDDLE, NEW = "2011-01-01", "2015-01-01", "2022-07-01"


@pytest.fixture(scope="module")
def register(tiny) -> Register:
    return Register(tiny)


@pytest.mark.parametrize(
    ("vintage", "code", "year", "expected"),
    [
        (MIDDLE, "70001", 2015, None),
        (MIDDLE, "70001", 2016, ("met", False, 2016, "decision")),
        (MIDDLE, "70001", 2018, ("met", False, 2016, "decision")),
        (MIDDLE, "70001", 2019, ("advanced", False, 2019, "listing")),
        # "at least met" in 2021 does not lower it
        (MIDDLE, "70001", 2021, ("advanced", False, 2019, "listing")),
        (MIDDLE, "70001", 2030, ("advanced", False, 2019, "listing")),
        # the same boundaries before and after
        (OLD, "70001", 2021, ("advanced", False, 2019, "listing")),
        (NEW, "70001", 2021, ("advanced", False, 2019, "listing")),
        (MIDDLE, "70004", 2017, None),
        (MIDDLE, "70004", 2021, ("met", True, 2018, "vote")),
        # the decision of 2014 was for a smaller unit
        (OLD, "70010", 2014, ("met", False, 2014, "decision")),
        (MIDDLE, "70010", 2019, None),
        (MIDDLE, "70010", 2021, ("met", True, 2020, "appraisal")),
        # merged: not carried
        (NEW, "70010", 2021, None),
        # a plan never counts
        (MIDDLE, "70013", 2021, None),
    ],
)
def test_state_at_the_end_of_a_year(tiny, register, vintage, code, year, expected) -> None:
    status = register.status(tiny.units[vintage, code], year)
    found = status and (
        status.class_id,
        status.pending,
        status.row.year,
        status.row.evidence,
    )
    assert found == expected


def test_classes_have_the_values_of_the_catalogue(tiny, register) -> None:
    status = register.status(tiny.units[MIDDLE, "70001"], 2021)
    assert status is not None
    assert status.value == 2


def test_evidence_is_told_in_full_oldest_first(tiny, register) -> None:
    rows = register.evidence(tiny.units[MIDDLE, "70001"], 2021)
    assert [(row.year, row.class_id) for row in rows] == [
        (2016, "met"),
        (2019, "advanced"),
        (2021, "met"),
    ]
    plans = register.evidence(tiny.units[MIDDLE, "70013"], 2021)
    assert [row.evidence for row in plans] == ["plan"]


def test_a_vote_on_a_higher_class_leaves_the_recognised_one(tiny) -> None:
    vote = replace(tiny.recognitions[1], class_id="model", year=2018, evidence="vote")
    register = Register(replace(tiny, recognitions=(*tiny.recognitions, vote)))
    status = register.status(tiny.units[MIDDLE, "70001"], 2018)
    assert status is not None
    assert (status.class_id, status.pending) == ("met", False)


def test_of_two_rows_of_a_class_the_earlier_is_shown_and_of_a_year_the_decision(tiny) -> None:
    first = tiny.recognitions[1]
    rows = (
        replace(first, year=2017, evidence="decision"),
        replace(first, year=2016, evidence="listing"),
        replace(first, year=2016, evidence="decision"),
    )
    status = Register(replace(tiny, recognitions=rows)).status(tiny.units[MIDDLE, "70001"], 2020)
    assert status is not None
    assert (status.row.year, status.row.evidence) == (2016, "decision")


def test_years_run_from_the_first_row_to_the_last_without_plans(tiny, register) -> None:
    assert register.years() == tuple(range(2014, 2022))
    assert Register(replace(tiny, recognitions=())).years() == ()
