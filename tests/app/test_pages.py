"""Every page as a visitor gets it, run without a browser: views, controls, faulty addresses."""

import csv
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.state import QueryParamsProxy

from tests.app.conftest import Visit
from ui.server.settings import ROOT

OpenPage = Callable[..., Visit]
NEWEST = "2025-07-01"
BEFORE = "2024-12-01"
OLDEST = "2020-01-01"
UNIT_COUNTS = {NEWEST: 65, BEFORE: 194, OLDEST: 200, "district": 11, "province": 1}
TOTALS = {
    "trade_all_musd": "Kim ngạch xuất nhập khẩu các loại hình qua địa bàn",
    "trade_declared_musd": "Kim ngạch mở tờ khai tại Hải quan Lạng Sơn",
}


def read_table(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


INDICATORS = {row["indicator_id"]: row for row in read_table("indicators.csv")}
THEMES = sorted({row["theme"] for row in INDICATORS.values()})


def years_offered(visitor: Visit) -> list[int]:
    """Return the years of the slider or of two buttons, or the one year in plain text."""
    offered = (*visitor.app.select_slider, *visitor.app.button_group)
    sliders = [each for each in offered if (each.key or "").startswith("c_year")]
    plain = [piece for piece in visitor.pieces if 'class="one-year"' in piece]
    assert len(sliders) + len(plain) == 1
    if plain:
        text = plain[0].rpartition("<b>")[2].partition("</b>")[0]
        return [int(text)] if text.isdigit() else []
    assert sliders[0].label in ("Năm", "Year")
    return [int(option) for option in sliders[0].options]


def units_of(query: dict[str, str]) -> int:
    level = query["level"]
    return UNIT_COUNTS[query["vintage"] if level == "commune" else level]


# ---- every page and every indicator


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("page", "vi", "en"),
    [
        ("overview", "Lạng Sơn và các mục tiêu đến 2030", "2030"),
        ("map", "Tỷ lệ dân số thành thị (Tổng điều tra), 2019", "Urban share of population"),
        ("targets", "Mục tiêu đến năm 2030: kết quả và tốc độ", "Targets to 2030: results"),
        ("compare", "Tăng và giảm", "Gains and losses"),
        ("merger", "Sắp xếp đơn vị hành chính: từ 194", "The merger of communes: from 194 to 65"),
        ("portrait", "Hồ sơ đơn vị", "Portraits of units"),
        ("present", "Trình chiếu", "Present"),
        ("data", "Dữ liệu, nguồn và ranh giới", "Data, sources and boundaries"),
        ("sources", "Nguồn số liệu", "Sources of the figures"),
    ],
)
def test_every_page_runs_in_both_languages(
    visit: OpenPage, page: str, vi: str, en: str, lang: str
) -> None:
    visitor = visit(page, lang=lang)
    assert {"vi": vi, "en": en}[lang] in visitor.html
    assert visitor.notices == []
    assert visitor.query.get("lang", "vi") == lang


@pytest.mark.parametrize("theme", THEMES)
def test_every_indicator_opens_with_a_title_and_a_whole_message(
    visit: OpenPage, theme: str
) -> None:
    visitor = visit("map")
    # those without figures stand in the list only when they are asked for
    visitor.app.session_state["indicators_without"] = True
    visitor.run()
    assert len(INDICATORS) == 172
    for indicator, row in INDICATORS.items():
        if row["theme"] != theme:
            continue
        if visitor.control("c_theme").value != theme:
            visitor.turn("c_theme", theme)
        visitor.turn("c_indicator", indicator)
        query, message = visitor.query, visitor.message
        assert query["indicator"] == indicator
        assert row["name_vi"] in visitor.title, indicator
        years = years_offered(visitor)
        # no year is named that has no figure
        assert (query["year"] in visitor.title) == bool(years)
        if theme != "border" or query["level"] != "commune":
            assert visitor.title.startswith(row["name_vi"]), indicator
            assert message["caption"].startswith(row["name_vi"])
        assert message["view"].startswith(f"{indicator}|{query['year']}|{query['level']}|")
        for part in ("classes", "bases", "values"):
            assert len(message[part]) == units_of(query), (indicator, part)
        assert years == sorted(set(years))
        assert not years or int(query["year"]) == years[-1], indicator
        assert visitor.notices == []


@pytest.mark.parametrize("theme", THEMES)
def test_every_indicator_opens_from_an_address_in_english(visit: OpenPage, theme: str) -> None:
    for indicator, row in INDICATORS.items():
        if row["theme"] == theme:
            visitor = visit("map", indicator=indicator, lang="en")
            assert row["name_en"].replace("'", "&#x27;") in visitor.title, indicator
            assert visitor.notices == []


# ---- addresses that name what the facts do not hold


@pytest.mark.parametrize(
    ("key", "value", "notice"),
    [
        ("indicator", "happiness", "Không có chỉ tiêu “happiness” trong danh mục."),
        ("indicator", "<script>alert(1)</script>", "Không có chỉ tiêu “<script>alert(1)</script>”"),
        ("year", "1066", "Chỉ tiêu này không có số liệu năm “1066”."),
        ("year", "2018", "Chỉ tiêu này không có số liệu năm “2018”."),
        ("year", "2019.0", "Chỉ tiêu này không có số liệu năm “2019.0”."),
        ("year", "", "Chỉ tiêu này không có số liệu năm “”."),
        ("level", "street", "Không có cấp “street”."),
        ("vintage", "1975-01-01", "Không có ranh giới “1975-01-01”."),
        ("vintage", "2019-01-01", "đang hiện ranh giới 2020-01-01"),
        ("mode", "speed", "Không có cách tô màu “speed”."),
        ("mode", "gap", "Chỉ tiêu này chưa có mục tiêu"),
        ("scheme", "rainbow", "Không có cách phân lớp “rainbow”."),
        ("scheme", "30;15", "Không có cách phân lớp “30;15”."),
        ("k", "99", "Số lớp “99” không dùng được."),
        ("k", "-1", "Số lớp “-1” không dùng được."),
        ("unit", "00000", "Không có đơn vị “00000” trên ranh giới này."),
        ("unit", "06181", "Không có đơn vị “06181” trên ranh giới này."),
        ("unit", "<script>", "Không có đơn vị “<script>” trên ranh giới này."),
        ("filter", "colour:blue", "Bộ lọc “colour:blue” không dùng được."),
        ("filter", "min:abc", "Bộ lọc “min:abc” không dùng được."),
        ("lang", "fr", "Không có ngôn ngữ “fr”."),
    ],
)
def test_a_value_that_the_facts_do_not_hold_gives_way_with_a_notice(
    visit: OpenPage, key: str, value: str, notice: str
) -> None:
    good = {"indicator": "urban_share_census_pct", "year": "2019", "level": "commune"}
    good |= {"vintage": NEWEST, "mode": "value"}
    visitor = visit("map", **{**good, key: value})
    assert len(visitor.notices) == 1
    assert notice in visitor.notices[0]
    expected = good | {"vintage": OLDEST} if value == "2019-01-01" else good
    assert visitor.query == expected
    assert visitor.title.startswith("Tỷ lệ dân số thành thị (Tổng điều tra), 2019")
    assert "<script" not in visitor.html
    # the notice is for the address as it was opened
    assert visitor.turn("c_labels", False).query == expected


@pytest.mark.parametrize(
    ("page", "query", "notice"),
    [
        ("targets", {"section": "plans"}, "Trang mục tiêu không có phần “plans”."),
        ("targets", {"status": "fast"}, "Không có trạng thái “fast”."),
        ("targets", {"themes": "happiness"}, "Không có chủ đề “happiness” trong các mục tiêu."),
        ("present", {"scene": "x"}, "Cuộc họp không có cảnh “x”."),
        ("present", {"scene": "60"}, "Cuộc họp không có cảnh “60”."),
        ("overview", {"yaer": "2019"}, "Địa chỉ có mục không dùng đến: “yaer”."),
    ],
)
def test_what_a_page_does_not_know_is_told(
    visit: OpenPage, page: str, query: dict[str, str], notice: str
) -> None:
    visitor = visit(page, **query)
    assert visitor.notices == [notice]
    assert not visitor.query.keys() & query.keys()


def test_an_address_copied_from_a_letter_is_read_as_meant(visit: OpenPage) -> None:
    visitor = visit("map", **{"indicator": "tree_cover_esa_pct", "amp;year": "2005"})
    assert visitor.notices == []
    assert visitor.query["year"] == "2005"
    assert "amp;year" not in visitor.query


def test_an_indicator_without_figures_keeps_its_address(visit: OpenPage) -> None:
    visitor = visit("map")
    visitor.turn("c_theme", "economy")
    visitor.turn("c_indicator", "everything")
    visitor.turn("c_indicator", "grdp_total_bvnd")
    assert visitor.query["indicator"] == "grdp_total_bvnd"
    again = visit("map", **visitor.query)
    assert again.notices == []
    assert again.query == visitor.query


def test_a_filter_goes_along_where_it_means_the_same(visit: OpenPage) -> None:
    query = {"indicator": "population", "level": "commune", "vintage": BEFORE}
    visitor = visit("map", **query, filter="class:1;district:183;min:2000")
    visitor.turn("c_boundaries", f"commune:{NEWEST}")
    assert visitor.query["filter"] == "class:1;district:183;min:2000"
    visitor.turn("c_scheme", "own")
    visitor.turn("c_bounds", "3000")
    assert visitor.query["filter"] == "district:183;min:2000"
    visitor.turn("c_boundaries", "district")
    assert visitor.query["filter"] == "district:183"


def test_the_unit_of_the_bad_values_is_one_of_other_boundaries() -> None:
    vintages = {row["vintage"] for row in read_table("units.csv") if row["code"] == "06181"}
    assert vintages != set()
    assert NEWEST not in vintages


def test_every_fault_of_an_address_is_named_once(visit: OpenPage) -> None:
    bad = {"indicator": "x", "year": "x", "level": "x", "vintage": "x", "mode": "x"}
    bad |= {"unit": "x", "scheme": "x", "k": "x", "filter": "x", "lang": "x"}
    visitor = visit("map", **bad)
    assert len(visitor.notices) == len(bad)
    assert all("“x”" in notice for notice in visitor.notices)
    assert visitor.title != ""


def test_the_rest_of_the_page_waits_only_for_the_first_view_and_while_the_map_turns(
    visit: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("ui.map.panel.time", SimpleNamespace(sleep=waits.append))
    visitor = visit("map", indicator="tree_cover_esa_pct", level="district", year="2018")
    assert len(waits) == 1
    visitor.turn("c_boundaries", "commune:2020-01-01")
    assert len(waits) == 2
    visitor.turn("download_paper", "a3")
    assert len(waits) == 2
    # a table lies over the map, or the page is about something else
    visit("map", indicator="tree_cover_esa_pct", level="district", year="2018", show="table")
    visit("gates")
    assert len(waits) == 2


def test_a_turn_of_the_year_sends_the_map_its_year_alone(visit: OpenPage) -> None:
    """The frame holds the years, and paints one before the page answers: nothing waits for it."""
    visitor = visit("map", indicator="tree_cover_esa_pct", level="district", year="2018")
    before = visitor.message
    visitor.turn("c_year", 2005)
    own = {"selected": "", "labels": True, "series": before["series"], "at": "2005"}
    assert visitor.sent == own
    assert visitor.message["view"].startswith("tree_cover_esa_pct|2005|district|")
    # other words are not among the years that it holds
    english = visitor.turn("c_lang", "en").sent
    assert english["caption"].endswith(", 2005")
    assert english["series"] != before["series"]


def test_a_notice_goes_when_the_reader_goes_on(visit: OpenPage) -> None:
    visitor = visit("map", year="1066")
    assert len(visitor.notices) == 1
    assert visitor.turn("c_boundaries", "district").notices == []


def test_a_script_in_a_value_is_never_markup(visit: OpenPage) -> None:
    evil = '"><img src=x onerror=alert(1)>'
    visitor = visit("map", unit=evil, filter=evil, scheme=evil, indicator=evil, lang=evil)
    assert len(visitor.notices) == 5
    assert "<img src=x" not in visitor.html
    assert "onerror" not in str(visitor.query)


def test_a_revised_figure_says_what_was_published_before(visit: OpenPage) -> None:
    visitor = visit("map", indicator="grdp_growth_pct", level="province", year="2020")
    told = "Trước đây công bố 2,03% (ước tính, Văn phòng UBND tỉnh Lạng Sơn, tháng 12/2020)."
    assert told in visitor.html
    english = visit("map", indicator="grdp_growth_pct", level="province", year="2020", lang="en")
    assert "Published before: 2.03% (estimate," in english.html
    newest = visit("map", indicator="grdp_growth_pct", level="province", year="2025")
    assert "Trước đây công bố" not in newest.html


def test_the_province_has_no_vintage_of_its_own(visit: OpenPage) -> None:
    visitor = visit("map", indicator="grdp_growth_pct", level="province", year="2020")
    assert visitor.message["values"] == ["3,90"]
    assert "3,90%" in visitor.html


# ---- controls


def test_a_theme_opens_on_its_default_view(visit: OpenPage) -> None:
    visitor = visit("map")
    expected = {
        "forest": ("tree_cover_esa_pct", "2018", "district", BEFORE),
        "ntm": ("ntm_status", "2025", "commune", BEFORE),
        "border": ("trade_all_musd", "2025", "commune", NEWEST),
        "urban": ("urban_share_census_pct", "2019", "commune", NEWEST),
    }
    for theme, view in expected.items():
        visitor.turn("c_theme", theme)
        query = visitor.query
        assert tuple(query[key] for key in ("indicator", "year", "level", "vintage")) == view
        assert visitor.message["view"] == "|".join((*view, "value", "vi"))


def test_an_indicator_changes_the_map_and_keeps_the_boundaries(visit: OpenPage) -> None:
    visitor = visit("map", indicator="urban_share_census_pct", level="commune", vintage=OLDEST)
    visitor.turn("c_theme", "population")
    assert visitor.query["vintage"] == NEWEST
    visitor.turn("c_boundaries", f"commune:{OLDEST}").turn("c_indicator", "population_density")
    assert visitor.query["vintage"] == OLDEST
    assert visitor.query["indicator"] == "population_density"
    assert len(visitor.message["classes"]) == 200


def test_the_years_are_those_with_figures(visit: OpenPage) -> None:
    forest = visit("map", indicator="tree_cover_esa_pct")
    assert years_offered(forest) == list(range(1998, 2019))
    assert forest.control("c_year").value == 2018
    district = visit("map", indicator="urban_share_census_pct", level="district")
    assert years_offered(district) == [2009, 2019]
    commune = visit("map", indicator="urban_share_census_pct", level="commune")
    assert years_offered(commune) == [2019]
    assert 'class="one-year"><span class="label">Năm</span><b>2019</b>' in commune.html


def test_a_year_changes_map_title_and_address(visit: OpenPage) -> None:
    visitor = visit("map", indicator="tree_cover_esa_pct")
    before = visitor.message
    visitor.turn("c_year", 2001)
    assert visitor.query["year"] == "2001"
    assert ", 2001, 11 huyện" in visitor.title
    assert visitor.message["caption"].endswith(", 2001")
    assert visitor.message["values"] != before["values"]
    assert visitor.message["fills"] == before["fills"]


def test_boundaries_change_level_and_vintage(visit: OpenPage) -> None:
    visitor = visit("map")
    for choice, count in [
        (f"commune:{BEFORE}", 194),
        (f"commune:{OLDEST}", 200),
        ("district", 11),
        ("province", 1),
        (f"commune:{NEWEST}", 65),
    ]:
        visitor.turn("c_boundaries", choice)
        level, _, vintage = choice.partition(":")
        assert visitor.query["level"] == level
        assert visitor.query["vintage"] == (vintage or OLDEST)
        assert len(visitor.message["bases"]) == count
        layer = f"commune-{vintage}" if vintage else level
        assert visitor.message["layer"].startswith(f"/assets/boundaries/{layer}.")


def test_a_year_that_the_level_lacks_gives_way_to_its_newest(visit: OpenPage) -> None:
    visitor = visit("map", level="district", year="2009")
    visitor.turn("c_boundaries", f"commune:{NEWEST}")
    assert visitor.query["year"] == "2019"
    assert visitor.notices == []


def test_the_gap_is_offered_where_target_and_figures_are(visit: OpenPage) -> None:
    visitor = visit("map", indicator="forest_cover_pct", level="district", year="2024")
    mode = visitor.control("c_mode")
    assert not mode.proto.disabled
    visitor.turn("c_mode", "gap")
    assert visitor.query["mode"] == "gap"
    assert visitor.title.startswith("Khoảng cách đến mục tiêu: Tỷ lệ che phủ rừng, 2024")
    # Đình Lập: 76.2 against the province's 67
    assert [value for value in visitor.message["values"] if value] == ["+9,2"]
    assert visitor.message["figure"] == "{value}\u00a0điểm\u00a0%"
    visitor.turn("c_mode", "value")
    assert [value for value in visitor.message["values"] if value] == ["76,2"]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"indicator": "urban_share_census_pct"}, "Chỉ tiêu này chưa có mục tiêu"),
        ({"indicator": "grdp_growth_pct"}, "Mục tiêu là tốc độ hằng năm"),
        ({"indicator": "trade_all_musd"}, "Màu ở đây là mức hoặc phạm vi"),
        (
            {"indicator": "forest_cover_pct", "level": "commune", "vintage": NEWEST},
            "Chưa có số liệu ở cấp này",
        ),
    ],
)
def test_the_gap_is_disabled_with_its_reason(
    visit: OpenPage, query: dict[str, str], reason: str
) -> None:
    mode = visit("map", **query).control("c_mode")
    assert mode.proto.disabled
    assert reason in mode.proto.help


def test_schemes_and_their_number_of_classes(visit: OpenPage) -> None:
    visitor = visit("map", indicator="population", level="commune", vintage=NEWEST)
    assert len(visitor.message["fills"]) == 5
    visitor.turn("c_scheme", "quantiles")
    assert visitor.query["scheme"] == "quantiles"
    visitor.turn("c_k", 7)
    assert visitor.query["k"] == "7"
    assert len(visitor.message["fills"]) == 7
    visitor.turn("c_scheme", "")
    assert "scheme" not in visitor.query
    assert "k" not in visitor.query
    assert len(visitor.message["fills"]) == 5


def test_own_bounds_good_and_bad(visit: OpenPage) -> None:
    visitor = visit("map", indicator="population", level="commune", vintage=NEWEST)
    visitor.turn("c_scheme", "own")
    assert visitor.query["scheme"] == "2500;5000;10000;20000"
    visitor.turn("c_bounds", "7.500; 15.000")
    assert visitor.query["scheme"] == "7500;15000"
    classes, values = visitor.message["classes"], visitor.message["values"]
    assert "dưới 7.500\u00a0người" in visitor.html
    people = [int(value.replace(".", "")) for value in values]
    by_hand = [sum(value >= bound for bound in (7500, 15000)) for value in people]
    printed = [int(digit) for digit in classes]
    # a figure is printed rounded: at a bound the two may differ
    assert all(
        a == b
        for a, b, value in zip(printed, by_hand, people, strict=True)
        if value not in (7500, 15000)
    )
    for bad in ("15000; 7500", "many", "1;2;3;4;5;6;7;8;9", "<b>1</b>", "", "12.50; 1.234"):
        visitor.turn("c_bounds", bad)
        assert len(visitor.app.error) == 1, bad
        assert visitor.query["scheme"] == "7500;15000"
        assert visitor.message["classes"] == classes


@pytest.mark.parametrize(
    ("lang", "typed", "scheme", "shown"),
    [
        ("vi", "12.50;30.75", "12.5;30.75", "12,5; 30,75"),
        ("vi", "0.5; 12.5", "0.5;12.5", "0,5; 12,5"),
        ("vi", "0,00001; 1.234,5", "0.00001;1234.5", "0,00001; 1.234,5"),
        ("vi", "1234567; 12345678,25", "1234567;12345678.25", "1.234.567; 12.345.678,25"),
        ("en", "15,5; 20", "15.5;20", "15.5; 20"),
        ("en", "1,234.5", "1234.5", "1,234.5"),
    ],
)
def test_bounds_are_shown_as_they_are_kept(
    visit: OpenPage, lang: str, typed: str, scheme: str, shown: str
) -> None:
    visitor = visit("map", indicator="population", level="commune", vintage=NEWEST, lang=lang)
    visitor.turn("c_scheme", "own")
    for text in (typed, shown):
        visitor.turn("c_bounds", text)
        assert visitor.query["scheme"] == scheme
        assert visitor.control("c_bounds").value == shown
        assert len(visitor.app.error) == 0


@pytest.mark.parametrize(
    ("lang", "typed", "written", "shown"),
    [
        ("vi", "20,5", "min:20.5", "20,5"),
        ("vi", "1.234,5", "min:1234.5", "1.234,5"),
        ("vi", "12.50", "min:12.5", "12,5"),
        ("en", "15,5", "min:15.5", "15.5"),
        ("en", "1,234", "min:1234", "1,234"),
    ],
)
def test_the_range_of_the_filter_is_shown_as_it_is_kept(
    visit: OpenPage, lang: str, typed: str, written: str, shown: str
) -> None:
    visitor = visit("map", indicator="population", level="commune", vintage=NEWEST, lang=lang)
    for text in (typed, shown):
        visitor.turn("f_low", text)
        assert visitor.query["filter"] == written
        assert visitor.control("f_low").value == shown
    visitor.turn("f_low", "15 300")
    assert [error.value.partition(" ")[0] for error in visitor.app.error] == ["“15"]
    assert visitor.query["filter"] == written
    assert visitor.control("f_low").value == shown
    visitor.turn("f_low", " ")
    assert "filter" not in visitor.query


@pytest.mark.parametrize(
    ("key", "value", "written"),
    [
        ("f_classes", ["0"], "class:0"),
        ("f_classes", ["none"], "class:none"),
        ("f_districts", ["183"], "district:183"),
        ("f_zone", ["part", "whole"], "zone:part,whole"),
        ("f_low", "40,0", "min:40"),
        ("f_high", "30.50", "max:30.5"),
    ],
)
def test_a_filter_fades_the_rest(visit: OpenPage, key: str, value: Any, written: str) -> None:
    # the list of the zone that is in force at the end of 2019 is that of 2010
    visitor = visit("map", indicator="urban_share_census_pct", level="commune", vintage=OLDEST)
    assert "faded" not in visitor.message
    visitor.turn(key, value)
    assert visitor.query["filter"] == written
    faded = visitor.message["faded"]
    assert len(faded) == 200
    assert "1" in faded
    count = faded.count("0")
    said = f"Giữ lại {count} trong" if count else "Không đơn vị nào trong"
    assert f"{said} 200 đơn vị" in visitor.html
    if key == "f_classes" and value == ["0"]:
        kept = {
            digit == "0"
            for digit, mark in zip(visitor.message["classes"], faded, strict=True)
            if mark == "0"
        }
        assert kept == {True}
    cleared = next(button for button in visitor.app.button if button.label == "Bỏ lọc")
    cleared.click()
    visitor.run()
    assert "filter" not in visitor.query
    assert "faded" not in visitor.message


def test_a_district_in_the_filter_keeps_its_own_communes(visit: OpenPage) -> None:
    visitor = visit("map", vintage=BEFORE, level="commune", filter="district:183")
    communes = [row for row in read_table("units.csv") if row["vintage"] == BEFORE]
    codes = sorted(
        row["code"] for row in communes if row["kind"] in ("commune", "ward", "township")
    )
    own = {row["code"] for row in communes if row["parent_code"] == "183"}
    kept = {code for code, mark in zip(codes, visitor.message["faded"], strict=True) if mark == "0"}
    assert kept == own


def test_the_latest_figures_are_asked_for(visit: OpenPage) -> None:
    query = {"indicator": "ntm_criteria_met", "level": "commune", "vintage": OLDEST, "year": "2020"}
    visitor = visit("map", **query)
    assert "e" not in visitor.message["bases"]
    known = sum(base not in "nx" for base in visitor.message["bases"])
    visitor.turn("c_latest", True)
    assert visitor.query["latest"] == "1"
    bases, years = visitor.message["bases"], visitor.message["years"]
    assert "e" in bases
    assert sum(base not in "nx" for base in bases) > known
    own = [years[str(at)] for at, base in enumerate(bases) if base == "e"]
    assert all("2010" < year < "2020" for year in own)
    visitor.turn("c_latest", False)
    assert "latest" not in visitor.query
    assert "e" not in visitor.message["bases"]


def test_the_language_changes_every_word_and_no_figure(visit: OpenPage) -> None:
    visitor = visit("map", unit="06184")
    vietnamese = visitor.message
    visitor.turn("c_lang", "en")
    assert visitor.query["lang"] == "en"
    assert visitor.query["unit"] == "06184"
    english = visitor.message
    assert english["words"].startswith("/assets/words/en.")
    assert english["classes"] == vietnamese["classes"]
    assert [value.replace(".", ",") for value in english["values"]] == vietnamese["values"]
    assert visitor.title.startswith("Urban share of population (census), 2019, by commune")
    assert "Đồng Đăng Commune" in visitor.html
    assert visitor.control("c_theme").label == "Theme"
    visitor.turn("c_lang", "vi")
    assert "lang" not in visitor.query


def test_names_on_the_map_can_be_switched_off(visit: OpenPage) -> None:
    visitor = visit("map")
    assert visitor.message["labels"] is True
    assert visitor.turn("c_labels", False).message["labels"] is False


# ---- the selected unit


def test_the_selected_unit_stays_through_years_and_indicators(visit: OpenPage) -> None:
    visitor = visit("map", indicator="tree_cover_esa_pct", level="district", unit="183")
    for key, value in [("c_year", 2005), ("c_theme", "economy")]:
        visitor.turn(key, value)
    # the theme of the economy opens on the province, where no district is a unit
    assert "unit" not in visitor.query
    visitor = visit("map", level="district", unit="183", year="2009")
    visitor.turn("c_year", 2019).turn("c_theme", "forest")
    assert visitor.query["unit"] == "183"
    assert visitor.message["selected"] == "183"
    assert "<h3>Huyện Cao Lộc</h3>" in visitor.html


@pytest.mark.parametrize(
    ("start", "code", "end", "expected"),
    [
        (BEFORE, "06184", NEWEST, "06184"),
        (BEFORE, "06646", NEWEST, "06637"),
        (NEWEST, "06184", BEFORE, ""),
        (OLDEST, "06184", "district", "183"),
    ],
)
def test_the_selected_unit_goes_along_where_it_still_is_one(
    visit: OpenPage, start: str, code: str, end: str, expected: str
) -> None:
    """A unit leads to the one that it went to whole; one made of several selects none of them."""
    visitor = visit("map", level="commune", vintage=start, unit=code)
    assert visitor.message["selected"] == code
    visitor.turn("c_boundaries", end if end == "district" else f"commune:{end}")
    assert visitor.query.get("unit", "") == expected
    assert visitor.message["selected"] == expected


# ---- what the page says where little is known


def test_a_thin_view_offers_the_best_covered_one(visit: OpenPage) -> None:
    visitor = visit("map", indicator="forest_cover_pct", level="district", year="2024")
    assert "Mới có số liệu của 1/11 huyện, thành phố (9%)." in visitor.html
    offer = next(button for button in visitor.app.button if button.label.startswith("Xem "))
    assert offer.label == "Xem Tỷ lệ che phủ rừng, 2024, toàn tỉnh"
    offer.click()
    visitor.run()
    assert visitor.title == "Tỷ lệ che phủ rừng, 2024, toàn tỉnh"
    assert "Khung nhìn này chỉ có" not in visitor.words
    assert "64,1%" in visitor.html


def test_a_full_view_says_nothing_of_coverage(visit: OpenPage) -> None:
    visitor = visit("map")
    assert "Khung nhìn này chỉ có" not in visitor.words
    assert "Độ phủ số liệu: 65/65" in visitor.html


def test_the_programme_is_blank_on_the_new_communes_and_says_why(visit: OpenPage) -> None:
    visitor = visit("map", indicator="ntm_status", level="commune", vintage=NEWEST, year="2025")
    bases = visitor.message["bases"]
    assert (bases.count("n"), bases.count("x")) == (61, 4)
    assert "61 xã hình thành sau sáp nhập chưa được đánh giá lại" in visitor.html
    assert "106\u00a0xã" in visitor.html
    offer = next(button for button in visitor.app.button if button.label.startswith("Xem "))
    offer.click()
    visitor.run()
    assert visitor.query["vintage"] == BEFORE
    assert len(visitor.message["bases"]) == 194


def test_an_old_figure_names_the_document_that_would_hold_a_newer_one(visit: OpenPage) -> None:
    visitor = visit("map", indicator="tree_cover_esa_pct")
    (words,) = [
        row["text_vi"]
        for row in read_table("publications.csv")
        if row["indicator_id"] == "tree_cover_esa_pct"
    ] or [""]
    assert ("Số liệu mới nhất là năm 2018" in visitor.html) == bool(words)
    visitor = visit("map", indicator="forest_cover_pct", level="province", year="2020")
    assert "463/QĐ-UBND" in visitor.html


# ---- two totals that differ tenfold


@pytest.mark.parametrize("shown", sorted(TOTALS))
@pytest.mark.parametrize("level", ["commune", "province"])
def test_the_two_trade_totals_are_never_together(visit: OpenPage, shown: str, level: str) -> None:
    (other,) = set(TOTALS) - {shown}
    visitor = visit("map", indicator=shown, level=level)
    message = str(visitor.message)
    # on communes the picture is of the gates and the zone, and the page's title names the total
    assert TOTALS[shown] in (visitor.title if level == "commune" else message)
    assert TOTALS[other] not in message
    assert TOTALS[other] not in visitor.html
    rows = read_table("observations.csv")
    own = {float(row["value"]) for row in rows if row["indicator_id"] == shown}
    if level == "province":
        printed = [
            float(value.replace(".", "").replace(",", ".").removeprefix("khoảng "))
            for value in visitor.message["values"]
        ]
        # thousands of millions are told as billions
        assert {1000 * number for number in printed} <= own


def test_an_address_that_was_overtaken_on_its_way_is_written_again(
    visit: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visit("map", indicator="tree_cover_esa_pct", level="district", year="2010")
    written: list[dict[str, str]] = []
    plain = QueryParamsProxy.from_dict

    def from_dict(self: QueryParamsProxy, query: dict[str, str]) -> None:
        written.append(query)
        plain(self, query)

    monkeypatch.setattr(QueryParamsProxy, "from_dict", from_dict)
    visitor.run()
    assert written == []
    # the run before wrote another year, which the browser had not seen when it asked for this one
    before = dict(visitor.app.session_state["written_query"])
    visitor.app.session_state["written_query"] = before | {"year": "2009"}
    visitor.app.session_state["changed"] = True
    visitor.run()
    assert [query["year"] for query in written] == ["2010"]
