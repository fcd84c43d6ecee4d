"""Addresses: what is written reads the same, what is wrong falls back with a notice."""

import pytest

from geo.figures.view import View
from geo.language.texts import texts
from geo.views.filters import Filter
from geo.views.request import (
    NO_PAGE,
    Request,
    at_level,
    best_covered,
    coverage,
    first_view,
    opening_view,
    read_request,
    settled,
    theme_view,
    unit_on,
    write_request,
)

OLD, MIDDLE, NEW = "2011-01-01", "2015-01-01", "2022-07-01"
PEOPLE = View("population", 2014, "commune", NEW)
FALLBACK = Request(View("urban_share_census_pct", 2014, "commune", NEW))


def read(atlas, **query: str):
    return read_request(atlas, query, fallback=FALLBACK)


@pytest.mark.parametrize(
    "request_",
    [
        Request(PEOPLE),
        Request(PEOPLE.on(vintage=MIDDLE), unit="70013"),
        Request(PEOPLE.on(level="district"), unit="702", lang="en"),
        Request(PEOPLE.on(level="province")),
        Request(PEOPLE.on(scheme="quantiles", k=3)),
        Request(PEOPLE.on(scheme="1500;2500.5")),
        Request(PEOPLE, filter=Filter(("1", "none"), ("701",), ("whole",), 1000.0, 1234567.5)),
        Request(View("forest_cover_pct", 2020, "commune", MIDDLE, mode="gap")),
        Request(View("forest_cover_pct", 2018, "commune", NEW, latest=True)),
        Request(View("ntm_status", 2018, "commune", MIDDLE), unit="70004"),
        Request(View("trade_all_musd", 2021, "commune", NEW), lang="en"),
        Request(View("canopy_pct", 2018, "commune", NEW)),
    ],
)
def test_what_is_written_reads_the_same(tiny_atlas, request_) -> None:
    assert read_request(tiny_atlas, write_request(request_), fallback=FALLBACK) == (request_, [])


def test_views_stand_in_full_and_the_rest_only_when_set() -> None:
    assert write_request(FALLBACK) == {
        "indicator": "urban_share_census_pct",
        "year": "2014",
        "level": "commune",
        "vintage": NEW,
        "mode": "value",
    }
    full = Request(PEOPLE.on(scheme="equal", k=4, latest=True), "70001", Filter(low=5.0), "en")
    assert write_request(full) == {
        "indicator": "population",
        "year": "2014",
        "level": "commune",
        "vintage": NEW,
        "mode": "value",
        "unit": "70001",
        "scheme": "equal",
        "k": "4",
        "filter": "min:5",
        "latest": "1",
        "lang": "en",
    }


def test_an_empty_address_shows_the_fallback(tiny_atlas) -> None:
    assert read(tiny_atlas) == (FALLBACK, [])


def test_what_an_address_leaves_out_of_drawing_is_not_taken_from_the_fallback(tiny_atlas) -> None:
    before = Request(PEOPLE.on(scheme="equal", k=4, latest=True), "70001", Filter(low=5.0), "en")
    request, notices = read_request(tiny_atlas, {}, fallback=before)
    assert request == Request(PEOPLE, lang="en")
    assert notices == []


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({"indicator": "rain_mm"}, "notice.indicator"),
        ({"year": "1999"}, "notice.year"),
        ({"year": "<script>alert(1)</script>"}, "notice.year"),
        ({"year": "٢٠١٤"}, "notice.year"),
        ({"year": ""}, "notice.year"),
        ({"year": "9" * 5000}, "notice.year"),
        ({"level": "village"}, "notice.level"),
        ({"vintage": "1999-01-01"}, "notice.vintage"),
        ({"mode": "speed"}, "notice.mode"),
        ({"scheme": "jenks"}, "notice.scheme"),
        ({"scheme": "30;15"}, "notice.scheme"),
        ({"k": "1"}, "notice.k"),
        ({"k": "many"}, "notice.k"),
        ({"latest": "yes"}, "notice.latest"),
        ({"unit": "70016"}, "notice.unit"),
        ({"unit": "<img src=x onerror=alert(1)>"}, "notice.unit"),
        ({"filter": "colour:red"}, "notice.filter"),
        ({"lang": "fr"}, "notice.lang"),
    ],
)
def test_bad_values_fall_back_with_a_notice(tiny_atlas, query, key) -> None:
    request, notices = read(tiny_atlas, **query)
    (value,) = query.values()
    assert request == FALLBACK
    assert [(notice.key, notice.fields) for notice in notices] == [(key, (("value", value[:40]),))]


def test_every_bad_value_has_its_notice_in_both_languages(tiny_atlas) -> None:
    bad = dict.fromkeys(
        ["indicator", "year", "level", "vintage", "mode", "scheme", "k", "latest", "unit", "lang"],
        "?",
    )
    request, notices = read(tiny_atlas, **bad, filter="?")
    assert request == FALLBACK
    assert len(notices) == 11
    for lang in ("vi", "en"):
        assert all("“?”" in texts(lang)(each.key, **dict(each.fields)) for each in notices)


def test_boundaries_that_are_not_drawn_give_way_to_the_next(tiny_atlas) -> None:
    request, notices = read(tiny_atlas, indicator="population", year="2014", vintage=OLD)
    assert request.view == PEOPLE.on(vintage=MIDDLE)
    assert [(each.key, dict(each.fields)) for each in notices] == [
        ("notice.vintage_not_drawn", {"vintage": OLD, "drawn": MIDDLE})
    ]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({"indicator": "population", "level": "commune"}, "gap.no_target"),
        ({"indicator": "trade_all_musd", "level": "commune"}, "gap.kind"),
        ({"indicator": "trade_all_musd", "level": "district"}, "gap.whole_province"),
        ({"indicator": "ntm_share_pct", "level": "commune"}, "gap.no_figures"),
    ],
)
def test_a_gap_that_cannot_be_drawn_says_why(tiny_atlas, query, key) -> None:
    request, notices = read(tiny_atlas, **query, mode="gap")
    assert request.view.mode == "value"
    assert [notice.key for notice in notices] == [key]


def test_who_names_the_register_above_the_communes_is_told_of_the_share(tiny_atlas) -> None:
    query = {"level": "district", "vintage": NEW}
    request, notices = read(tiny_atlas, indicator="ntm_status", **query)
    assert request.view.indicator == "ntm_share_pct"
    assert [notice.key for notice in notices] == ["notice.register_level"]
    # who names no indicator, or comes again by the address of what is shown, is told nothing
    register = Request(View("ntm_status", 2018, "commune", NEW))
    unnamed, notices = read_request(tiny_atlas, query, fallback=register)
    assert (unnamed.view.indicator, notices) == ("ntm_share_pct", [])
    assert read(tiny_atlas, **write_request(request)) == (request, [])


def test_a_year_without_figures_at_the_level_gives_way_to_the_newest(tiny_atlas) -> None:
    request, notices = read(tiny_atlas, indicator="forest_cover_pct", year="2021", vintage=MIDDLE)
    assert request.view == View("forest_cover_pct", 2020, "commune", MIDDLE)
    assert [notice.key for notice in notices] == ["notice.year"]


def test_units_are_those_of_the_view(tiny_atlas) -> None:
    assert read(tiny_atlas, unit="70007")[0].unit == "70007"
    assert read(tiny_atlas, unit="701")[0].unit == ""
    request, _ = read(tiny_atlas, indicator="population", level="district", unit="701")
    assert request.unit == "701"
    unit = unit_on(tiny_atlas, PEOPLE, "70007")
    assert unit is not None
    assert unit.key == (NEW, "70007")
    assert unit_on(tiny_atlas, PEOPLE, "70004") is None


def test_another_indicator_keeps_level_and_boundaries_that_show_it(tiny_atlas) -> None:
    view = View("forest_cover_pct", 2020, "commune", NEW, mode="gap", scheme="equal", k=3)
    assert opening_view(tiny_atlas, "population", view) == View("population", 2019, "commune", NEW)


def test_a_theme_s_own_indicator_opens_as_the_theme_does(tiny_atlas) -> None:
    view = opening_view(tiny_atlas, "forest_cover_pct", PEOPLE)
    assert view == theme_view(tiny_atlas, "forest")
    assert view == View("forest_cover_pct", 2020, "commune", MIDDLE)


def test_an_indicator_unknown_at_the_level_opens_where_it_is_known(tiny_atlas) -> None:
    # canopy: two districts; no commune
    assert opening_view(tiny_atlas, "canopy_pct", PEOPLE) == View(
        "canopy_pct", 2018, "district", NEW
    )


def test_the_best_covered_view_is_the_fullest_then_the_finest_then_the_newest(tiny_atlas) -> None:
    view = View("population", 2019, "commune", NEW)
    assert best_covered(tiny_atlas, view) == View("population", 2014, "commune", NEW)
    # of communes in 2020 all are known on either boundaries
    cover = View("forest_cover_pct", 2018, "commune", NEW)
    assert best_covered(tiny_atlas, cover) == View("forest_cover_pct", 2020, "commune", NEW)


def test_coverage_leaves_out_who_is_not_concerned(tiny_atlas) -> None:
    assert coverage(tiny_atlas, View("ntm_status", 2021, "commune", MIDDLE)) == 0.75
    assert coverage(tiny_atlas, View("ntm_status", 2021, "district", MIDDLE)) == 0.0


def test_the_map_opens_on_communes_of_the_default_boundaries(tiny_atlas) -> None:
    assert first_view(tiny_atlas) == View("urban_share_census_pct", 2014, "commune", NEW)


def test_settled_views_have_a_year_and_a_mode(tiny_atlas) -> None:
    view = View("population", 2030, "commune", NEW, mode="gap")
    assert settled(tiny_atlas, view) == View("population", 2019, "commune", NEW)
    good = View("forest_cover_pct", 2020, "commune", NEW, mode="gap")
    assert settled(tiny_atlas, good) == good


def test_down_from_the_share_of_the_register_leads_to_its_classes(tiny_atlas) -> None:
    share = View("ntm_share_pct", 2020, "province", NEW)
    down = at_level(tiny_atlas, share, "commune", MIDDLE)
    assert down == View("ntm_status", 2020, "commune", MIDDLE)
    assert at_level(tiny_atlas, share, "district", NEW) == share.on(level="district")
    people = PEOPLE.on(level="province")
    assert at_level(tiny_atlas, people, "commune", NEW) == PEOPLE
    assert Request(people).on(level="commune") == Request(PEOPLE)


def test_an_address_of_no_page_is_told(tiny_atlas) -> None:
    _, notices = read(tiny_atlas, **{NO_PAGE: "bando"})
    assert [(each.key, dict(each.fields)) for each in notices] == [
        ("notice.page", {"value": "bando"})
    ]
