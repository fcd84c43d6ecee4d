"""Words for single things, in both languages."""

from dataclasses import replace

import pytest

from geo.documents.paper.map.draw import spoken_units
from geo.figures.atlas import Cell
from geo.figures.carried import Figure
from geo.figures.view import View
from geo.frame.message import frame_message
from geo.language.numbers import Written
from geo.reading.class_labels import class_labels
from geo.reading.conditions import class_names
from geo.reading.legend import legend_rows
from geo.reading.values import (
    absent_text,
    basis_text,
    cell_text,
    class_label,
    flag_text,
    gap_text,
    indicator_name,
    indicator_unit,
    number_text,
    period_text,
    target_text,
)
from geo.views.classify import numeric_classes
from geo.views.drawing import draw

MIDDLE, NEW = "2015-01-01", "2022-07-01"


def only_cell(atlas, indicator_id, year, level="province", vintage=NEW) -> Cell:
    return atlas.cells(View(indicator_id, year, level, vintage))[0]


def test_names_and_units(tiny) -> None:
    cover, status = tiny.indicators["forest_cover_pct"], tiny.indicators["ntm_status"]
    assert indicator_name(cover, lang="vi") == "Tỷ lệ che phủ rừng"
    assert indicator_name(cover, lang="en") == "Forest cover rate"
    assert indicator_unit(tiny.indicators["trade_all_musd"], lang="vi") == "triệu USD"
    assert indicator_unit(tiny.indicators["trade_all_musd"], lang="en") == "million USD"
    assert indicator_unit(status, lang="vi") == ""


@pytest.mark.parametrize(
    ("indicator_id", "year", "vi", "en"),
    [
        ("forest_cover_pct", 2020, "trên 38%", "over 38%"),
        ("forest_cover_pct", 2021, "gần 37%", "nearly 37%"),
        ("ntm_share_pct", 2021, "khoảng 75%", "about 75%"),
        ("trucks_per_day", 2022, "1.100–1.350\u00a0xe/ngày", "1,100–1,350\u00a0vehicles a day"),
        ("population", 2019, "17.000\u00a0người", "17,000\u00a0people"),
        ("trade_all_musd", 2022, "600\u00a0triệu USD", "USD\u00a0600\u00a0million"),
        # 18.75 rounded once, half up
        ("urban_share_census_pct", 2014, "18,8%", "18.8%"),
        ("population_density", 2014, "13,3\u00a0người/km²", "13.3\u00a0people/km²"),
        ("population_density", 2020, "", ""),
    ],
)
def test_values_with_their_word_and_unit(tiny, tiny_atlas, indicator_id, year, vi, en) -> None:
    cell = only_cell(tiny_atlas, indicator_id, year)
    indicator = tiny.indicators[indicator_id]
    assert cell_text(tiny_atlas, indicator, cell, lang="vi") == vi
    assert cell_text(tiny_atlas, indicator, cell, lang="en") == en


def test_a_vague_figure_promises_no_more_decimals_than_it_has(tiny, tiny_atlas) -> None:
    cover = tiny.indicators["forest_cover_pct"]
    cell = only_cell(tiny_atlas, "forest_cover_pct", 2020)
    half = replace(cell, figure=replace(cell.figure, value=38.5))
    assert cell_text(tiny_atlas, cover, half, lang="vi") == "trên 38,5%"
    worked_out = replace(cell.figure, value=38.123456, qualifier="about")
    carried = replace(cell, figure=worked_out, basis="carried")
    assert cell_text(tiny_atlas, cover, carried, lang="vi") == "khoảng 38,1%"


@pytest.mark.parametrize(
    ("value", "basis", "text"),
    [
        (Written("41"), "observed", "41%"),
        (Written("41.0"), "observed", "41,0%"),
        # the catalogue has one decimal for it, whatever was worked out
        (Written("41.26"), "observed", "41,3%"),
        (1230 / 29, "carried", "42,4%"),
        (40.04, "carried", "40,0%"),
        (0.0, "carried", "0%"),
        (0.02, "carried", "0,0%"),
    ],
)
def test_an_exact_figure_has_the_digits_of_its_source(tiny, tiny_atlas, value, basis, text) -> None:
    cover = tiny.indicators["forest_cover_pct"]
    cell = only_cell(tiny_atlas, "forest_cover_pct", 2020)
    figure = replace(cell.figure, value=value, qualifier="exact")
    exact = replace(cell, figure=figure, basis=basis)
    assert cell_text(tiny_atlas, cover, exact, lang="vi") == text


def test_classes_have_their_names(tiny, tiny_atlas) -> None:
    assert class_label(tiny, "ntm_status", "advanced", lang="vi") == "nông thôn mới nâng cao"
    assert class_label(tiny, "ntm_status", "advanced", lang="en") == "advanced NTM"
    assert (
        class_label(tiny, "trade_all_musd", "part", lang="vi")
        == "một phần thuộc khu kinh tế cửa khẩu"
    )
    cell = only_cell(tiny_atlas, "ntm_status", 2021, "commune", MIDDLE)
    status = tiny.indicators["ntm_status"]
    assert cell_text(tiny_atlas, status, cell, lang="en") == "advanced NTM"


@pytest.mark.parametrize(
    ("view", "vi", "en"),
    [
        (
            View("forest_cover_pct", 2020, "commune", MIDDLE),
            ("dưới 20%", "20 – 40%", "40 – 60%", "từ 60%"),
            ("under 20%", "20 – 40%", "40 – 60%", "60% and over"),
        ),
        (
            View("urban_share_census_pct", 2014, "commune", NEW, scheme="12.5"),
            ("0%", "dưới 12,5%", "từ 12,5%"),
            ("0%", "under 12.5%", "12.5% and over"),
        ),
        (
            View("population", 2014, "commune", NEW, scheme="1500;12000"),
            ("dưới 1.500\u00a0người", "1.500 – 12.000\u00a0người", "từ 12.000\u00a0người"),
            (
                "under 1,500\u00a0people",
                "1,500 – 12,000\u00a0people",
                "12,000\u00a0people and over",
            ),
        ),
        (
            View("forest_cover_pct", 2020, "commune", MIDDLE, mode="gap"),
            (
                "dưới −20\u00a0điểm\u00a0%",
                "−20 – 0\u00a0điểm\u00a0%",
                "0 – 20\u00a0điểm\u00a0%",
                "từ 20\u00a0điểm\u00a0%",
            ),
            (
                "under −20\u00a0points",
                "−20 – 0\u00a0points",
                "0 – 20\u00a0points",
                "20\u00a0points and over",
            ),
        ),
        (
            View("trade_all_musd", 2021, "commune", NEW),
            (
                "ngoài khu kinh tế cửa khẩu",
                "một phần thuộc khu kinh tế cửa khẩu",
                "toàn bộ thuộc khu kinh tế cửa khẩu",
            ),
            (
                "outside the economic zone",
                "partly in the economic zone",
                "wholly in the economic zone",
            ),
        ),
        (View("canopy_pct", 2018, "commune", NEW), (), ()),
    ],
)
def test_labels_of_the_legend(tiny_atlas, view, vi, en) -> None:
    drawing = draw(tiny_atlas, view)
    assert class_labels(tiny_atlas, drawing, lang="vi") == vi
    assert class_labels(tiny_atlas, drawing, lang="en") == en


@pytest.mark.parametrize(
    ("values", "labels"),
    [([0, 0], ("0%",)), ([0, 0, 7], ("0%", "trên 0")), ([7, 7], ("có số liệu",))],
)
def test_labels_of_a_single_class(tiny, tiny_atlas, values, labels) -> None:
    drawing = draw(tiny_atlas, View("canopy_pct", 2018, "district", MIDDLE))
    classes = numeric_classes(tiny.indicators["canopy_pct"], values)
    drawing = replace(drawing, classes=classes)
    assert class_labels(tiny_atlas, drawing, lang="vi") == labels


@pytest.mark.parametrize(
    ("indicator_id", "number", "qualifier", "vi", "en"),
    [
        ("forest_cover_pct", -10, "exact", "−10\u00a0điểm\u00a0%", "−10\u00a0points"),
        ("forest_cover_pct", 2.25, "exact", "+2,3\u00a0điểm\u00a0%", "+2.3\u00a0points"),
        ("forest_cover_pct", 0, "exact", "0\u00a0điểm\u00a0%", "0\u00a0points"),
        ("forest_cover_pct", -10, "over", "khoảng −10\u00a0điểm\u00a0%", "about −10\u00a0points"),
        ("trade_all_musd", -400, "exact", "−400\u00a0triệu USD", "−USD\u00a0400\u00a0million"),
    ],
)
def test_gaps_have_a_sign_and_points(tiny, indicator_id, number, qualifier, vi, en) -> None:
    indicator = tiny.indicators[indicator_id]
    figure = Figure(1, None, qualifier, 2020, "year", "reported", ("thu-press",))
    cell = Cell(tiny.units[NEW, "77"], "observed", figure)
    assert gap_text(indicator, cell, number, lang="vi") == vi
    assert gap_text(indicator, cell, number, lang="en") == en


def test_the_number_of_a_gap_map_is_the_gap(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("forest_cover_pct", 2020, "province", NEW, mode="gap"))
    # over 38 against 48
    text = number_text(tiny_atlas, drawing, drawing.cells[0], lang="vi")
    assert text == "khoảng −10\u00a0điểm\u00a0%"
    unknown = draw(tiny_atlas, View("forest_cover_pct", 2018, "commune", NEW, mode="gap"))
    assert number_text(tiny_atlas, unknown, unknown.cells[1], lang="vi") == ""


def test_targets_as_they_are_set(tiny) -> None:
    urban, trade = tiny.targets["urban_2030"], tiny.targets["trade_2030"]
    share, amount = tiny.indicators["urban_share_census_pct"], tiny.indicators["trade_all_musd"]
    assert target_text(share, urban, lang="vi") == "30–35%"
    assert target_text(amount, trade, lang="en") == "USD\u00a01\u00a0billion"
    precise = replace(trade, value_low=36.25)
    assert target_text(amount, precise, lang="vi") == "36,25\u00a0triệu USD"


@pytest.mark.parametrize(
    ("view", "at", "vi", "en"),
    [
        (View("population", 2014, "commune", NEW), 0, "", ""),
        (View("population", 2014, "commune", NEW), 1, "số liệu quy đổi", "carried figure"),
        (
            View("population", 2014, "commune", MIDDLE),
            3,
            "số liệu quy đổi, ước tính theo tỷ lệ chia tách",
            "carried figure, estimated by shares of divided units",
        ),
        (
            View("population_density", 2014, "commune", NEW),
            0,
            "tính từ tử số và mẫu số",
            "computed from its parts",
        ),
        (
            View("forest_cover_pct", 2020, "district", MIDDLE),
            0,
            "tính từ các đơn vị cấp dưới",
            "computed from the units below",
        ),
        (
            View("forest_cover_pct", 2023, "commune", NEW, latest=True),
            0,
            "số gần nhất",
            "latest figure",
        ),
        (View("population", 2019, "commune", NEW), 2, "chưa có số liệu", "no data"),
        (View("ntm_status", 2021, "commune", NEW), 1, "không thuộc diện", "not applicable"),
        (
            View("ntm_status", 2021, "district", MIDDLE),
            0,
            "không áp dụng ở cấp huyện",
            "not applicable at district level",
        ),
        (
            View("ntm_status", 2021, "province", NEW),
            0,
            "không áp dụng ở cấp tỉnh",
            "not applicable at province level",
        ),
    ],
)
def test_bases(tiny_atlas, view, at, vi, en) -> None:
    cell = tiny_atlas.cells(view)[at]
    assert (basis_text(cell, lang="vi"), basis_text(cell, lang="en")) == (vi, en)


def test_flags_and_evidence(tiny_atlas) -> None:
    reported = only_cell(tiny_atlas, "forest_cover_pct", 2020)
    assert flag_text(reported, lang="vi") == "cơ quan nêu, báo chí dẫn"
    listed, voted, none, *_ = tiny_atlas.cells(View("ntm_status", 2021, "commune", MIDDLE))
    assert flag_text(listed, lang="en") == "by an official list or page"
    assert flag_text(voted, lang="en") == "council voted, decision not found"
    assert flag_text(none, lang="en") == ""


def test_periods(tiny, tiny_atlas) -> None:
    census = only_cell(tiny_atlas, "population", 2019)
    people = tiny.indicators["population"]
    assert period_text(census, people, lang="vi") == "ngày 1/4/2019"
    assert period_text(census, people, lang="en") == "1 April 2019"
    trade = only_cell(tiny_atlas, "trade_all_musd", 2022)
    assert period_text(trade, tiny.indicators["trade_all_musd"], lang="vi") == "2022"
    unknown = only_cell(tiny_atlas, "trade_all_musd", 2023)
    assert period_text(unknown, tiny.indicators["trade_all_musd"], lang="vi") == ""


def test_what_is_not_known_has_one_word_in_legend_card_and_tip(tiny_atlas) -> None:
    """Of a class there is evidence or none; of a number there is a figure or none."""
    for view, word in (
        (View("ntm_status", 2021, "commune", NEW), "chưa có căn cứ"),
        (View("population", 2019, "commune", NEW), "chưa có số liệu"),
    ):
        drawing = draw(tiny_atlas, view)
        unknown = next(cell for cell in drawing.cells if cell.basis == "none")
        rows = legend_rows(tiny_atlas, drawing, lang="vi")
        assert word in [row.label for row in rows]
        assert absent_text(unknown, drawing.kind, lang="vi") == word
        assert word in dict(spoken_units(tiny_atlas, drawing, lang="vi"))[unknown.unit.code]
        message = frame_message(tiny_atlas, drawing, lang="vi", layer="", words="")
        assert message.get("none", "chưa có số liệu") == word
        names = class_names(tiny_atlas, drawing, lang="vi")
        assert list(names.values())[-1] == word
