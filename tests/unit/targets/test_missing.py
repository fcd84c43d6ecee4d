"""What targets wait for: years of their own unit and communes, by publication."""

from dataclasses import replace

from geo.facts.model import Facts
from geo.facts.particulars import Publication
from geo.figures.atlas import Atlas
from geo.targets.missing import last_whole_year, missing_years, wanted
from geo.targets.progress import all_progress, measure_progress


def test_every_year_since_the_base_year_is_wanted(tiny: Facts) -> None:
    atlas = Atlas(tiny)
    # trade of 2022 is of the whole year, and nothing is newer
    assert last_whole_year(atlas) == 2022
    found = {each.target.target_id: missing_years(atlas, each) for each in all_progress(atlas)}
    assert found == {
        # known are 2020 and 2021
        "forest_2030": (2022,),
        # a district's own, without a base year: that of its year alone
        "forest_left_2021": (2021,),
        "ntm_share_2030": (2022,),
        # of 2014, without a base year
        "urban_2030": (2022,),
        "trade_2030": (),
    }


def test_a_year_between_two_known_ones_is_missing(tiny: Facts) -> None:
    target = replace(tiny.targets["trade_2030"], base_year=2019)
    assert missing_years(Atlas(tiny), measure_progress(Atlas(tiny), target)) == (2019,)


def test_a_publication_is_asked_once_for_all_that_it_may_hold(tiny: Facts) -> None:
    book, office = "niên giám", "văn phòng"
    publications = {
        "forest_cover_pct": Publication("forest_cover_pct", book, "yearbook"),
        "ntm_share_pct": Publication("ntm_share_pct", office, "office"),
        "urban_share_census_pct": Publication("urban_share_census_pct", book, "yearbook"),
    }
    atlas = Atlas(replace(tiny, publications=publications))
    asked = wanted(atlas, all_progress(atlas))
    assert [each.publication and each.publication.text_vi for each in asked] == [book, office]
    waiting = [[one.target.target_id for one, _ in each.waiting] for each in asked]
    assert waiting == [["forest_2030", "forest_left_2021", "urban_2030"], ["ntm_share_2030"]]
    own = [(cell.unit.code, cell.year) for cell in asked[0].cells if cell.unit.level != "commune"]
    assert own == [("77", 2022), ("701", 2021), ("77", 2022)]
    # the rates that each commune has are asked of the three communes of today as well
    communes = [cell for cell in asked[0].cells if cell.unit.level == "commune"]
    assert {cell.unit.vintage for cell in communes} == {"2022-07-01"}
    assert {cell.year for cell in communes} == {2022}


def test_what_no_publication_is_known_to_hold_is_asked_of_none(tiny: Facts) -> None:
    atlas = Atlas(replace(tiny, publications={}))
    (asked,) = wanted(atlas, all_progress(atlas))
    assert asked.publication is None
    assert len(asked.waiting) == 4


def test_nothing_is_asked_where_nothing_is_missing(tiny: Facts) -> None:
    atlas = Atlas(tiny)
    assert wanted(atlas, [measure_progress(atlas, tiny.targets["trade_2030"])]) == ()
