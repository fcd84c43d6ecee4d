import math

import pandas as pd
import pytest

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.tables import gate_table, source_table, view_table
from geo.views.drawing import draw
from geo.views.filters import NO_FILTER
from ui.map.table import shown_table

FOREST = View("forest_cover_pct", 2020, "commune", "2015-01-01")
STATUS = View("ntm_status", 2021, "commune", "2015-01-01")
COLUMNS = [
    *("code", "unit", "district", "value", "value_max", "text"),
    *("class_index", "class_label", "rank", "basis", "basis_text"),
    *("observed_year", "period", "period_text", "flag", "flag_text"),
    *("revised", "source_ids", "note"),
]


def table_of(atlas: Atlas, view: View, lang: str = "vi") -> pd.DataFrame:
    return view_table(atlas, draw(atlas, view), lang=lang)


def test_one_row_per_unit_with_value_class_and_rank(tiny_atlas: Atlas):
    table = table_of(tiny_atlas, FOREST)
    assert list(table.columns) == COLUMNS
    assert table["code"].tolist() == ["70001", "70004", "70007", "70010", "70013"]
    assert table["unit"].tolist() == [
        "Xã Ô Một",
        "Xã Ô Hai",
        "Thị trấn Ô Ba",
        "Xã Ô Hòa",
        "Xã Ô Đen",
    ]
    assert table["district"].tolist() == ["Huyện Bên Trái"] * 3 + ["Huyện Bên Phải"] * 2
    assert table["value"].tolist() == [80, 20, 40, 60, 10]
    # The breaks are 20, 40, 60, and a value equal to a break opens the class.
    assert table["class_index"].tolist() == [3, 1, 2, 3, 0]
    assert table["class_label"].tolist()[1:3] == ["20 – 40%", "40 – 60%"]
    assert table["rank"].tolist() == [1, 4, 3, 2, 5]
    assert table["text"][0] == "80%"
    assert table["basis"].tolist() == ["observed"] * 5
    assert set(table["source_ids"]) == {"thu-forest"}


def test_types_hold_where_nothing_is_known(tiny_atlas: Atlas):
    table = table_of(tiny_atlas, FOREST.on(year=2014))
    assert table["value"].isna().all()
    assert set(table["text"]) == {""}
    assert table["basis_text"].tolist() == ["chưa có số liệu"] * 5
    kinds = {column: str(kind) for column, kind in table.dtypes.items()}
    assert {kinds[column] for column in ("class_index", "rank", "observed_year")} == {"Int64"}
    assert {kinds[column] for column in ("value", "value_max")} == {"float64"}
    assert {kinds[column] for column in ("code", "unit", "note", "period")} == {"str"}


def test_carried_values_are_means_weighted_by_area(tiny_atlas: Atlas):
    table = table_of(tiny_atlas, FOREST.on(vintage="2022-07-01"))
    assert table["code"].tolist() == ["70001", "70007", "70010"]
    # 20 % of 200 km² with 40 % of 200 km²; 60 % of 250 km² with 10 % of 350 km².
    assert table["value"].tolist() == [80, 30, pytest.approx(18500 / 600)]
    assert table["basis"].tolist() == ["observed", "carried", "carried"]
    assert table["district"].tolist() == ["Huyện Bên Trái", "Huyện Bên Trái", "Huyện Bên Phải"]
    assert table["basis_text"][1] == "số liệu quy đổi"


def test_gap_stands_beside_the_value_in_the_gap_mode_alone(tiny_atlas: Atlas):
    table = table_of(tiny_atlas, FOREST.on(mode="gap"))
    # The target of the province is 48.
    assert table["gap"].tolist() == [32, -28, -8, 12, -38]
    assert table["value"].tolist() == [80, 20, 40, 60, 10]
    assert "gap" not in table_of(tiny_atlas, FOREST)


def test_states_of_the_programme_have_labels_evidence_and_year(tiny_atlas: Atlas):
    table = table_of(tiny_atlas, STATUS, "en").set_index("code")
    assert table["text"].to_dict() == {
        "70001": "advanced NTM",
        "70004": "NTM standard met",
        "70007": "",
        "70010": "NTM standard met",
        "70013": "",
    }
    assert table["class_label"].equals(table["text"])
    assert table["basis"]["70007"] == "not_applicable"
    assert table["basis"]["70013"] == "none"
    assert table["flag"]["70004"] == "vote"
    assert table["observed_year"]["70001"] == 2019
    assert table["note"]["70001"] == "2019 or earlier"
    assert table["rank"].isna().all()


def test_membership_of_the_zone_is_no_number(tiny_atlas: Atlas):
    view = View("trade_all_musd", 2022, "commune", "2022-07-01")
    table = table_of(tiny_atlas, view)
    assert table["value"].isna().all()
    assert table["class_index"].tolist() == [2, 1, 0]
    assert table["text"].tolist() == [
        "toàn bộ thuộc khu kinh tế cửa khẩu",
        "một phần thuộc khu kinh tế cửa khẩu",
        "ngoài khu kinh tế cửa khẩu",
    ]


def test_the_province_keeps_qualifier_and_period(tiny_atlas: Atlas):
    view = View("forest_cover_pct", 2021, "province", "2022-07-01")
    row = table_of(tiny_atlas, view).iloc[0]
    assert (row["value"], row["text"], row["district"]) == (37, "gần 37%", "")
    assert (row["period"], row["period_text"]) == ("asof-2021-12-31", "ngày 31/12/2021")


def test_gates_are_a_table_of_their_own(tiny_atlas: Atlas):
    drawing = draw(tiny_atlas, View("trade_all_musd", 2021, "commune", "2015-01-01"))
    table = gate_table(tiny_atlas, drawing, lang="en")
    assert table["gate"].tolist() == ["Trial Gate", "Trial Road"]
    assert table["value"][0] == 300
    assert math.isnan(table["value"][1])
    assert table["text"].tolist() == ["USD\u00a0300\u00a0million", ""]
    assert table["source_ids"].tolist() == ["thu-press", ""]


def test_sources_in_the_order_asked_for(tiny_atlas: Atlas):
    table = source_table(tiny_atlas, ["thu-plan", "thu-register"], lang="vi")
    assert table["title"].tolist() == ["Kế hoạch giả định đến năm 2030", "Danh mục đơn vị giả định"]
    assert table["url"].tolist() == ["", "https://example.org/units"]
    assert table["note"].tolist() == ["", "giả định"]


def test_no_source_gives_the_same_columns(tiny_atlas: Atlas):
    some = source_table(tiny_atlas, ["thu-plan"], lang="en")
    none = source_table(tiny_atlas, [], lang="en")
    assert len(none) == 0
    assert list(none.columns) == list(some.columns)


def test_unknown_source_is_an_error(tiny_atlas: Atlas):
    with pytest.raises(KeyError, match="nowhere"):
        source_table(tiny_atlas, ["nowhere"], lang="en")


def test_shipped_census_adds_up_on_every_boundary(atlas: Atlas):
    totals = {
        vintage: table_of(atlas, View("population", 2019, "commune", vintage))["value"].sum()
        for vintage in ("2020-01-01", "2024-12-01", "2025-07-01")
    }
    assert totals == pytest.approx(dict.fromkeys(totals, 781_655))


@pytest.mark.parametrize(
    ("view", "first"),
    [
        (FOREST, ["Đơn vị", "Số liệu"]),
        (STATUS, ["Đơn vị", "Mức"]),
    ],
)
def test_the_figure_stands_beside_the_unit(tiny_atlas, view, first) -> None:
    table = shown_table(tiny_atlas, draw(tiny_atlas, view), NO_FILTER, lang="vi")
    assert list(table.columns)[:2] == first
