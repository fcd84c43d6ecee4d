"""Map, chart and table of one selection on the page of the map."""

import csv
import io
import re
from collections.abc import Callable
from urllib.parse import parse_qs

from tests.app.conftest import Offered, Visit

OpenPage = Callable[..., Visit]
URBAN = {
    "indicator": "urban_share_census_pct",
    "year": "2019",
    "level": "district",
    "vintage": "2025-07-01",
    "mode": "value",
}


def switch(visitor: Visit) -> list[str]:
    return [
        option.content
        for group in visitor.app.get("button_group")
        if group.proto.label in ("Cách xem", "Shown as")
        for option in group.proto.options
    ]


def test_map_chart_and_table_of_one_selection(visit: OpenPage) -> None:
    on_map = visit("map", **URBAN)
    assert "show" not in on_map.query
    assert "level-bars" not in on_map.html
    assert switch(on_map) == ["Bản đồ", "Thứ hạng", "Diễn biến", "Bảng"]
    # the rest of the page waits in the browser for the first view of a map that leads it
    assert on_map.sent["leads"] is True
    assert "leads" not in on_map.run().sent
    chart = visit("map", **URBAN, show="chart", unit="178")
    assert chart.query["show"] == "chart"
    # eleven bars, the city's the longest: 72.1 % of its people (census of 2019)
    assert chart.html.count("<li data-code=") == 11
    assert "leads" not in chart.sent
    assert 'data-unit="178"' in chart.html
    assert "Toàn tỉnh: 20,4%" in chart.html
    assert len(chart.app.dataframe) == 1
    table = visit("map", **URBAN, show="table")
    # in the place of the map, and not once more below
    assert len(table.app.dataframe) == 1
    assert "level-bars" not in table.html


def test_rows_of_the_table_lead_to_portraits_and_the_selected_one_is_marked(
    visit: OpenPage,
) -> None:
    visitor = visit("map", **URBAN, show="table", unit="178", lang="en")
    shown = visitor.app.dataframe[0]
    led = dict(zip(shown.value["Unit"], shown.value["Portrait"], strict=True))
    assert len(led) == 11
    assert led["Lạng Sơn City"] == "/ho-so?place=2024-12-01_178&lang=en"
    assert "Selected: Lạng Sơn City: 72.1%" in visitor.html
    # the city is the first of the ranks
    styles = shown.proto.arrow_data.styler.styles
    assert re.search(r"_row0_col0[^{]*\{[^}]*background-color", styles)
    assert not re.search(r"_row1_col0[^{]*\{[^}]*background-color", styles)
    # classes have no numbers that a style prints
    place = {"level": "commune", "vintage": "2024-12-01"}
    register = visit("map", indicator="ntm_status", **place, show="table", unit="06625")
    assert "Đang chọn: Xã Kiên Mộc" in register.html
    assert "background-color" in register.app.dataframe[0].proto.arrow_data.styler.styles
    # the table below a map is as it was
    assert "Portrait" not in visit("map", **URBAN, lang="en").app.dataframe[0].value


def test_the_lines_of_a_level(visit: OpenPage) -> None:
    trees = URBAN | {"indicator": "tree_cover_esa_pct", "year": "2018"}
    lines = visit("map", **trees, show="lines", unit="183")
    assert lines.query["show"] == "lines"
    assert "Huyện Cao Lộc (đang chọn)" in lines.html
    assert "Huyện Bình Gia (cao nhất)" in lines.html
    # the figures as a table: a unit a row, a year a column, then the province
    assert lines.html.count('<th scope="row">') == 11 + 1
    assert lines.html.count('data-label="2018"') == 11 + 1
    few = visit("map", **(URBAN | {"level": "commune"}), show="lines")
    assert "chỉ có số liệu năm 2019" in few.html
    # classes have one chart
    classes = visit("map", indicator="ntm_status", level="commune", show="lines")
    assert switch(classes) == ["Bản đồ", "Biểu đồ", "Bảng"]
    assert "(đang chọn)" not in classes.html


def test_what_is_shown_goes_into_the_scene_and_what_is_not_known_is_told(visit: OpenPage) -> None:
    visitor = visit("map", **URBAN, show="chart")
    visitor.app.button(key="add_map").click().run()
    (scene,) = visitor.app.session_state["meeting"].scenes[-1:]
    assert parse_qs(scene.query)["show"] == ["chart"]
    wrong = visit("map", **URBAN, show="globe")
    assert any("globe" in notice for notice in wrong.notices)
    assert "show" not in wrong.query


def test_the_province_has_its_chart_and_its_years(visit: OpenPage) -> None:
    province = URBAN | {"level": "province"}
    chart = visit("map", **province)
    assert switch(chart) == ["Biểu đồ", "Bảng"]
    assert "province-chart" in chart.html
    table = visit("map", **province, show="table")
    assert "province-chart" not in table.html
    assert "20,4" in table.html
    assert not table.app.dataframe


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_data_of_chart_and_table_stand_beside_them(visit: OpenPage, offered: Offered) -> None:
    def data_buttons(**query: str) -> int:
        buttons = visit("map", **query).app.get("download_button")
        return [each.proto.label for each in buttons].count("Số liệu (CSV)")

    assert data_buttons(**URBAN) == 0
    for shown in ("chart", "table"):
        assert data_buttons(**URBAN, show=shown) == 1
    # of the province the years that its chart and its table show, one in each census
    offered.clear()
    assert data_buttons(**(URBAN | {"level": "province"})) == 1
    (make,) = (make for name, make in offered.items() if "dieu-tra-tinh-" in name)
    figures = {row["year"]: float(row["urban_share_census_pct"]) for row in rows_of(make())}
    assert {year: round(figure, 1) for year, figure in figures.items()} == {
        "2009": 19.2,
        "2019": 20.4,
    }


def test_the_table_says_how_figures_changed_and_the_card_leads_on(visit: OpenPage) -> None:
    visitor = visit("map", **URBAN, unit="178")
    table = visitor.app.dataframe[0].value
    changes = dict(zip(table["Đơn vị"], table["So với kỳ trước"], strict=True))
    # 75.3 and 72.1 % of the people of the city in the censuses of 2009 and 2019
    assert changes["Thành phố Lạng Sơn"] == "−3,2\u00a0điểm\u00a0% (2009)"
    links = {each.proto.label: each.proto for each in visitor.app.get("page_link")}
    asked = parse_qs(links["So sánh, xem thứ hạng"].query_string)
    assert asked["compare"] == ["rank"]
    assert asked["unit"] == ["178"]
    assert parse_qs(links["Hồ sơ của đơn vị này"].query_string)["place"] == ["2024-12-01_178"]
    # communes of 2025 have the census of 2019 alone: a column in which nothing stands is left out
    communes = visit("map", **(URBAN | {"level": "commune"}))
    assert "So với kỳ trước" not in communes.app.dataframe[0].value
    # what can be pressed in the legend are its classes that units are in
    assert communes.html.count('class="light"') == 5
