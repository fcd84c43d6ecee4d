"""The front page's headlines and coverage, and the catalogue's."""

from dataclasses import replace

import pytest

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.figures.years_known import catalogue, indicator_coverage
from geo.views.overview import headlines, newest_observations, theme_coverage


def test_one_headline_per_theme_with_its_newest_figure_and_target(tiny_atlas) -> None:
    found = [
        (
            each.theme.id,
            each.indicator.indicator_id,
            each.cell and (each.cell.observed_year, each.cell.value),
            each.target and each.target.target_id,
        )
        for each in headlines(tiny_atlas)
    ]
    assert found == [
        ("forest", "forest_cover_pct", (2021, 37), "forest_2030"),
        # the first indicator of the theme has neither a figure of the province nor a target
        ("ntm", "ntm_share_pct", (2021, 75), "ntm_share_2030"),
        ("urban", "urban_share_census_pct", (2014, 18.75), "urban_2030"),
        ("border", "trade_all_musd", (2022, 600), "trade_2030"),
    ]


def test_headlines_open_the_view_of_their_theme(tiny_atlas) -> None:
    views = [each.view for each in headlines(tiny_atlas)]
    assert [(view.indicator, view.year, view.level, view.vintage) for view in views] == [
        ("forest_cover_pct", 2020, "commune", "2015-01-01"),
        ("ntm_status", 2021, "commune", "2015-01-01"),
        ("urban_share_census_pct", 2014, "commune", "2022-07-01"),
        ("trade_all_musd", 2022, "commune", "2022-07-01"),
    ]


def test_a_headline_says_what_the_map_beside_it_shows(tiny_atlas) -> None:
    assert [each.drawn for each in headlines(tiny_atlas)] == [
        "figure",
        # the classes of communes beside the share of them
        "other",
        "figure",
        # communes are coloured by their membership of the zone, not by the trade
        "other",
    ]


def test_no_map_stands_beside_a_figure_that_it_must_not_be_mixed_with(tiny) -> None:
    apart = replace(tiny.indicators["ntm_status"], never_mix_with=("ntm_share_pct",))
    facts = replace(tiny, indicators=tiny.indicators | {"ntm_status": apart})
    ntm = headlines(Atlas(facts))[1]
    # whichever of the two names the other; the figure's own years stand there instead
    assert (ntm.drawn, ntm.view) == (
        "nothing",
        View("ntm_share_pct", 2021, "province", "2022-07-01"),
    )
    named = replace(tiny.indicators["ntm_share_pct"], never_mix_with=("ntm_status",))
    facts = replace(tiny, indicators=tiny.indicators | {"ntm_share_pct": named})
    assert headlines(Atlas(facts))[1].drawn == "nothing"


def test_a_silhouette_of_the_province_is_no_map_of_a_figure(tiny) -> None:
    forest = tiny.province.themes[0]
    whole = replace(forest, default=replace(forest.default, year=2021, level="province"))
    themes = (whole, *tiny.province.themes[1:])
    facts = replace(tiny, province=replace(tiny.province, themes=themes))
    assert headlines(Atlas(facts))[0].drawn == "nothing"


def test_the_shipped_front_page_mixes_nothing(facts) -> None:
    for line in headlines(Atlas(facts)):
        shown = facts.indicators[line.view.indicator]
        if line.drawn != "other":
            assert shown == line.indicator
        assert line.indicator.indicator_id not in shown.never_mix_with
        assert shown.indicator_id not in line.indicator.never_mix_with


def test_without_targets_the_first_indicator_with_a_figure_leads(tiny) -> None:
    found = headlines(Atlas(replace(tiny, targets={})))
    assert [each.indicator.indicator_id for each in found] == [
        "forest_cover_pct",
        "ntm_share_pct",
        # the made-up census of 2019 has people alone
        "population",
        "trade_all_musd",
    ]
    nothing = headlines(Atlas(replace(tiny, targets={}, observations=())))
    assert nothing[0].indicator.indicator_id == "forest_cover_pct"
    assert nothing[0].cell is None


@pytest.mark.parametrize(
    ("kind", "year", "leads"),
    [
        # the cover, with a target, is of the press and of 2021
        ("statistics", 2021, "forest_area_ha"),
        ("decision", 2022, "forest_area_ha"),
        ("statistics", 2020, "forest_cover_pct"),
        ("press", 2022, "forest_cover_pct"),
    ],
)
def test_a_newer_figure_of_an_authority_leads(tiny, kind, year, leads) -> None:
    like = next(row for row in tiny.observations if row.unit_kind == "province")
    area = replace(
        like, indicator_id="forest_area_ha", year=year, period="year", value=1.0,
        value_max=None, qualifier="exact", flag="official", source_id="neu",
    )  # fmt: skip
    others = [row for row in tiny.observations if row.indicator_id != "forest_area_ha"]
    issued = replace(tiny.sources[like.source_id], source_id="neu", kind=kind)
    facts = replace(tiny, observations=(*others, area), sources=tiny.sources | {"neu": issued})
    assert headlines(Atlas(facts))[0].indicator.indicator_id == leads


def test_a_target_with_a_figure_of_an_authority_leads_before_a_newer_one(tiny) -> None:
    newest = next(
        row
        for row in tiny.observations
        if (row.indicator_id, row.unit_kind, row.period)
        == ("forest_cover_pct", "province", "asof-2021-12-31")
    )
    own = replace(tiny.sources[newest.source_id], kind="statistics")
    like = replace(newest, indicator_id="forest_area_ha", year=2022, value=1.0)
    facts = replace(
        tiny,
        observations=(*tiny.observations, like),
        sources=tiny.sources | {own.source_id: own},
    )
    assert headlines(Atlas(facts))[0].indicator.indicator_id == "forest_cover_pct"


def test_coverage_of_the_themes(tiny_atlas) -> None:
    found = {
        each.theme.id: (
            each.indicators,
            each.with_figures,
            each.at_commune,
            each.at_district,
            each.newest_year,
        )
        for each in theme_coverage(tiny_atlas)
    }
    assert found == {
        # cover and area by commune, cover and canopy by district
        "forest": (3, 3, 2, 2, 2021),
        # status and criteria by commune; communes met, all and so their share by district
        "ntm": (5, 5, 2, 3, 2021),
        # share, people, urban people and density of both levels
        "urban": (4, 4, 4, 4, 2019),
        # a zone's area counts, a gate's traffic is no commune's
        "border": (4, 4, 0, 0, 2022),
    }


def test_a_part_of_a_year_is_no_coverage(tiny) -> None:
    rows = tuple(
        replace(row, period="H1") if row.indicator_id == "canopy_pct" else row
        for row in tiny.observations
    )
    forest = theme_coverage(Atlas(replace(tiny, observations=rows)))[0]
    assert (forest.with_figures, forest.at_district) == (2, 1)


def test_news_are_the_last_published_one_per_indicator(tiny_atlas) -> None:
    rows = newest_observations(tiny_atlas, limit=3)
    # thu-press of January 2023 is the newest source; of its rows whole years, newest first
    assert [(row.indicator_id, row.year, row.period) for row in rows] == [
        ("trade_all_musd", 2022, "year"),
        ("trade_declared_musd", 2022, "year"),
        ("trucks_per_day", 2022, "year"),
    ]
    everything = newest_observations(tiny_atlas, limit=99)
    assert len({row.indicator_id for row in everything}) == len(everything)
    assert {row.flag for row in everything}.isdisjoint({"plan"})


@pytest.mark.parametrize(
    ("indicator_id", "province", "districts", "communes", "gates", "newest"),
    [
        ("population", (2014, 2019), {2014: 2}, {2014: 6, 2019: 4}, (), 2019),
        # computed: counted by its numerator
        ("population_density", (2014, 2019), {2014: 2}, {2014: 6, 2019: 4}, (), 2019),
        # published for the province, computed for the districts
        ("ntm_share_pct", (2020, 2021), {2020: 2}, {}, (), 2021),
        ("forest_cover_pct", (2020, 2021), {2014: 1}, {2018: 1, 2020: 5}, (), 2021),
        ("canopy_pct", (), {2018: 2}, {}, (), 2018),
        # plans and parts of a year leave no trace
        ("trade_all_musd", (2020, 2021, 2022), {}, {}, (2021,), 2022),
        ("zone_area_km2", (), {}, {}, (2015,), 2015),
        # communes by the year of a row; the plan of 2020 does not count
        ("ntm_status", (), {}, {2014: 1, 2016: 1, 2018: 1, 2019: 1, 2020: 1, 2021: 1}, (), 2021),
    ],
)
def test_coverage_of_an_indicator(
    tiny_atlas, indicator_id, province, districts, communes, gates, newest
) -> None:
    found = indicator_coverage(tiny_atlas, tiny_atlas.facts.indicators[indicator_id])
    assert (found.province, found.districts, found.communes, found.gates, found.newest) == (
        province,
        districts,
        communes,
        gates,
        newest,
    )


def test_the_catalogue_stands_by_theme_and_rank(tiny_atlas) -> None:
    order = [each.indicator.indicator_id for each in catalogue(tiny_atlas)]
    assert order[:4] == ["forest_cover_pct", "forest_area_ha", "canopy_pct", "ntm_status"]
    assert sorted(order) == sorted(tiny_atlas.facts.indicators)


def test_nothing_known_has_no_newest_year(tiny) -> None:
    atlas = Atlas(replace(tiny, observations=()))
    assert indicator_coverage(atlas, tiny.indicators["canopy_pct"]).newest is None
