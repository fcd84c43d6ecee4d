"""Figures know the revisions that published the rows they rest on."""

from dataclasses import replace

from geo.facts.load import with_published
from geo.facts.model import UNVERIFIED, Facts
from geo.facts.particulars import Published, Release
from geo.figures.atlas import Atlas
from geo.figures.view import View

RELEASES = {number: Release(number, "2026-06-01T00:00:00+00:00", "Thử") for number in (1, 2)}
CENSUS = ("2014", "asof-2014-04-01", "official")
PLACE = ("commune", "2011-01-01")
PEOPLE = {
    ("observations", ("population", *PLACE, "70001", *CENSUS)): 1,
    ("observations", ("population", *PLACE, "70004", *CENSUS)): 2,
    ("observations", ("population_urban", *PLACE, "70007", *CENSUS)): 1,
}


def _atlas(facts: Facts, rows: dict[tuple[str, tuple[str, ...]], int]) -> Atlas:
    return Atlas(with_published(facts, Published(RELEASES[2], RELEASES, rows)))


def _releases(atlas: Atlas, indicator: str, vintage: str, year: int) -> dict[str, tuple[int, ...]]:
    view = View(indicator, year, "commune", vintage)
    return {unit.code: atlas.cell(view, unit).releases for unit in atlas.units("commune", vintage)}


def test_a_figure_names_the_revisions_of_all_the_rows_it_rests_on(tiny: Facts) -> None:
    atlas = _atlas(tiny, PEOPLE)
    found = _releases(atlas, "population", "2011-01-01", 2014)
    assert (found["70001"], found["70004"], found["70010"]) == ((1,), (2,), ())
    # in 2022 the unit 70007 was joined from 70004 and 70007, the unit 70001 is as it was
    carried = _releases(atlas, "population", "2022-07-01", 2014)
    assert (carried["70001"], carried["70007"], carried["70010"]) == ((1,), (2,), ())
    # its share of townspeople is worked out from both tables
    shares = _releases(atlas, "urban_share_census_pct", "2022-07-01", 2014)
    assert shares["70007"] == (1, 2)


def test_a_class_names_the_revision_of_its_recognition(tiny: Facts) -> None:
    key = ("2015-01-01", "70001", "met", "2016", "decision")
    atlas = _atlas(tiny, {("ntm_recognitions", key): 2})
    found = _releases(atlas, tiny.province.register.status, "2015-01-01", 2016)
    assert found["70001"] == (2,)


def test_a_figure_that_nobody_answers_for_keeps_its_revision(tiny: Facts) -> None:
    row = next(
        row
        for row in tiny.observations
        if (row.indicator_id, row.unit_code) == ("population", "70001")
    )
    facts = replace(tiny, observations=(replace(row, flag=UNVERIFIED),))
    (found,) = with_published(facts, Published(RELEASES[2], RELEASES, PEOPLE)).observations
    assert found.release == 1
