import csv
import io
import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from geo.boundaries.choose import Layer, build_boundaries, layer_name
from geo.documents.tables.csv_geojson import file_name, to_csv, to_geojson
from geo.documents.tables.view_book import to_xlsx
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.plain import inert
from geo.views.drawing import Drawing, draw
from geo.views.filters import Filter

FOREST = View("forest_cover_pct", 2020, "commune", "2015-01-01")
FOREST_VALUES = {"70001": 80, "70004": 20, "70007": 40, "70010": 60, "70013": 10}
ZONE = View("trade_all_musd", 2021, "commune", "2015-01-01")
HOSTILE = [
    '=HYPERLINK("http://host/","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "${7*7} `id` {0} %s $\\frac{1}{0}$",
    "\u202e\u200fabc\u2066",
    "Ô" * 500,
    "😀👩‍👩‍👧",
    'a "quoted", comma\nand a new line',
]


def hostile_facts(facts: Facts, name: str) -> Facts:
    """Return facts in which units, indicators, notes and sources bear a name."""
    return replace(
        facts,
        units={key: replace(unit, name=name) for key, unit in facts.units.items()},
        indicators={
            key: replace(each, name_vi=name, name_en=name, definition_en=name, unit_en=name)
            for key, each in facts.indicators.items()
        },
        sources={
            key: replace(each, title=name, publisher=name, url=name, note_en=name)
            for key, each in facts.sources.items()
        },
        observations=tuple(replace(row, note_en=name, note_vi=name) for row in facts.observations),
    )


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest, tiny: Facts) -> tuple[str, Atlas, Drawing]:
    """Return a hostile name, facts full of it, and a drawing of them."""
    atlas = Atlas(hostile_facts(tiny, request.param))
    return request.param, atlas, draw(atlas, FOREST)


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells_of(book: Workbook) -> Iterator[openpyxl.cell.Cell]:
    for sheet in book:
        for row in sheet.iter_rows():
            yield from row


def table_of(book: Workbook, head: int) -> list[dict[str, object]]:
    """Return the first sheet's table below the row of its headings."""
    rows = list(book.worksheets[0].iter_rows(min_row=head, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize(
    ("view", "name"),
    [
        (FOREST, "xa-ranh-gioi-2015-01-01"),
        (FOREST.on(mode="gap"), "xa-ranh-gioi-2015-01-01-khoang-cach"),
        (FOREST.on(latest=True), "xa-ranh-gioi-2015-01-01-so-gan-nhat"),
        (FOREST.on(level="district"), "huyen"),
        (FOREST.on(level="province"), "tinh"),
    ],
)
def test_file_names_say_the_view(tiny_atlas: Atlas, view: View, name: str):
    # an evening in Greenwich is the next day in the province
    evening = datetime(2026, 11, 25, 18, tzinfo=UTC)
    found = file_name(tiny_atlas, draw(tiny_atlas, view), "csv", lang="vi", now=evening)
    assert found == f"vung-thu-2030-ty-le-che-phu-rung-2020-{name}-2026-11-26.csv"


def test_file_names_are_ascii_without_paths(tiny_atlas: Atlas):
    drawing = draw(tiny_atlas, FOREST)
    odd = replace(drawing, indicator=replace(drawing.indicator, name_vi="../Rừng Đỏ\n/x ☃"))
    name = file_name(tiny_atlas, odd, "csv", lang="vi")
    assert name.startswith("vung-thu-2030-rung-do-x-2020-xa-ranh-gioi-2015-01-01-")


def test_csv_is_read_by_others(tiny_atlas: Atlas):
    content = to_csv(tiny_atlas, draw(tiny_atlas, FOREST), lang="vi")
    assert content.startswith(b"\xef\xbb\xbfcode,unit,district,value,")
    rows = csv_rows(content)
    assert {row["code"]: float(row["value"]) for row in rows} == FOREST_VALUES
    assert rows[0]["unit"] == "Xã Ô Một"
    frame = pd.read_csv(io.BytesIO(content), dtype={"code": str})
    assert frame["value"].tolist() == list(FOREST_VALUES.values())
    assert frame["code"].tolist() == list(FOREST_VALUES)


def test_csv_leaves_unknown_empty(tiny_atlas: Atlas):
    rows = csv_rows(to_csv(tiny_atlas, draw(tiny_atlas, FOREST.on(year=2018)), lang="vi"))
    assert [row["value"] for row in rows] == ["77.0", "", "", "", ""]
    assert [row["rank"] for row in rows] == ["1", "", "", "", ""]
    assert [row["observed_year"] for row in rows] == ["2018", "", "", "", ""]
    assert rows[1]["basis"] == "none"


def test_csv_keeps_negative_numbers_numbers(tiny_atlas: Atlas):
    rows = csv_rows(to_csv(tiny_atlas, draw(tiny_atlas, FOREST.on(mode="gap")), lang="vi"))
    assert [row["gap"] for row in rows] == ["32.0", "-28.0", "-8.0", "12.0", "-38.0"]


# ---- a filter: of 80, 20, 40, 60 and 10 per cent the right district has 60 and 10

RIGHT = Filter(districts=("702",))
BOUNDED = Filter(classes=("1", "none"), districts=("701", "702"), low=-5, high=12.5)


@pytest.mark.parametrize(
    ("chosen", "end"),
    [
        (RIGHT, "-district-702"),
        (BOUNDED, "-class-1-none-district-701-702-min-minus-5-max-12-5"),
        (Filter(), ""),
    ],
)
def test_a_filter_stands_in_the_name_of_the_file(tiny_atlas: Atlas, chosen: Filter, end: str):
    day = datetime(2026, 11, 25, tzinfo=UTC)
    drawing = draw(tiny_atlas, FOREST)
    name = file_name(tiny_atlas, drawing, "csv", lang="en", chosen=chosen, now=day)
    assert (
        name
        == f"trial-region-2030-forest-cover-rate-2020-communes-of-2015-01-01{end}-2026-11-25.csv"
    )


def test_csv_holds_what_a_filter_keeps_and_names_it(tiny_atlas: Atlas):
    rows = csv_rows(to_csv(tiny_atlas, draw(tiny_atlas, FOREST), lang="vi", chosen=RIGHT))
    assert [(row["code"], row["value"], row["rank"]) for row in rows] == [
        ("70010", "60.0", "2"),
        ("70013", "10.0", "5"),
    ]
    assert {row["filter"] for row in rows} == {"đã lọc: huyện Bên Phải (cũ)"}


def test_csv_of_a_filter_that_keeps_nobody_has_its_columns(tiny_atlas: Atlas):
    content = to_csv(tiny_atlas, draw(tiny_atlas, FOREST), lang="vi", chosen=Filter(low=99.5))
    assert content.decode("utf-8-sig").startswith("code,unit,district,value,")
    assert csv_rows(content) == []


def test_csv_for_vietnamese_excel(tiny_atlas: Atlas):
    drawing = draw(tiny_atlas, FOREST.on(mode="gap"))
    content = to_csv(tiny_atlas, drawing, lang="vi", excel=True)
    assert content.startswith(b"\xef\xbb\xbfcode;unit;district;value;")
    text = content.decode("utf-8-sig")
    first = text.split("\r\n")[1].split(";")
    # a gap of 80 to the target of 48 per cent
    assert first[:4] == ['"=""70001"""', "Xã Ô Một", "Huyện Bên Trái", "80,0"]
    assert first[5] == "32,0"
    frame = pd.read_csv(io.StringIO(text), sep=";", decimal=",")
    assert frame["value"].tolist() == list(FOREST_VALUES.values())
    plain = csv_rows(to_csv(tiny_atlas, drawing, lang="vi"))
    assert frame["unit"].tolist() == [row["unit"] for row in plain]


def test_xlsx_holds_what_a_filter_keeps_and_names_it(tiny_atlas: Atlas):
    drawing = draw(tiny_atlas, FOREST)
    book = opened(to_xlsx(tiny_atlas, drawing, lang="vi", chosen=RIGHT))
    sheet = book.worksheets[0]
    said = "Đã lọc: huyện Bên Phải (cũ). Giữ lại 2 trong 5 đơn vị."
    assert sheet["A2"].value == said
    rows = table_of(book, 6)
    assert [(row["Mã đơn vị"], row["Giá trị (%)"]) for row in rows] == [
        ("70010", 60),
        ("70013", 10),
    ]
    notes = dict(book["Ghi chú"].iter_rows(values_only=True))
    assert notes["Bộ lọc"] == said
    assert "số liệu gốc (2)" in notes
    assert book.properties.title.endswith("– đã lọc: huyện Bên Phải (cũ)")


def test_xlsx_says_that_a_filter_keeps_nobody(tiny_atlas: Atlas):
    drawing = draw(tiny_atlas, FOREST)
    book = opened(to_xlsx(tiny_atlas, drawing, lang="en", chosen=Filter(low=99.5)))
    said = "Filtered: from 99.5. None of the 5 units answers it."
    assert book.worksheets[0]["A2"].value == said
    assert [row for row in table_of(book, 6) if any(row.values())] == []


def test_geojson_holds_what_a_filter_keeps_and_names_it(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    layer = tiny_layers[layer_name("commune", "2015-01-01")]
    drawing = draw(tiny_atlas, FOREST)
    document = json.loads(to_geojson(tiny_atlas, drawing, layer, lang="en", chosen=RIGHT))
    assert [each["id"] for each in document["features"]] == ["70010", "70013"]
    assert document["title"].endswith("– filtered: Bên Phải District (former)")
    assert document["filter"] == "Filtered: Bên Phải District (former). It keeps 2 of 5 units."
    frame = layer.frame.set_index("code").loc[["70010", "70013"]]
    assert document["bbox"] == pytest.approx(list(frame.total_bounds))
    none = json.loads(to_geojson(tiny_atlas, drawing, layer, lang="en", chosen=Filter(low=99.5)))
    assert none["features"] == []
    assert "bbox" not in none
    assert none["filter"] == "Filtered: from 99.5. None of the 5 units answers it."


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_texts_like_formulas_get_an_apostrophe(text: str):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "x=1", " =1", "1-1", "−5", "Ô", "'=1"])
def test_other_texts_stay(text: str):
    assert inert(text) == text


def test_hostile_names_are_inert_in_csv(hostile: tuple[str, Atlas, Drawing]):
    name, atlas, drawing = hostile
    rows = csv_rows(to_csv(atlas, drawing, lang="en"))
    assert len(rows) == 5
    assert [float(row["value"]) for row in rows] == list(FOREST_VALUES.values())
    for row in rows:
        assert (
            row["unit"].removeprefix("'")
            == f"{name} {'Township' if row['code'] == '70007' else 'Commune'}"
        )
        assert all(value[:1] not in set("=+@\t\r") for value in row.values())
        assert not row["unit"].startswith("-")


def test_xlsx_holds_typed_numbers_below_title_and_sentence(tiny_atlas: Atlas):
    book = opened(to_xlsx(tiny_atlas, draw(tiny_atlas, FOREST), lang="vi"))
    assert book.sheetnames == ["Số liệu", "Nguồn", "Ghi chú"]
    sheet = book.worksheets[0]
    assert sheet["A1"].value == "Tỷ lệ che phủ rừng, 2020, theo xã, phường (ranh giới 1/1/2015)"
    assert sheet["A2"].value.startswith("Toàn tỉnh năm 2020: trên 38%. Cao nhất là xã Ô Một (80%)")
    assert "ranh giới giả định" in sheet["A3"].value
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C6", "A5:L10")
    rows = table_of(book, 5)
    assert {row["Mã đơn vị"]: row["Giá trị (%)"] for row in rows} == FOREST_VALUES
    assert [row["Hạng"] for row in rows] == [1, 4, 3, 2, 5]
    assert [row["Năm số liệu"] for row in rows] == [2020] * 5
    value = sheet["D6"]
    assert (value.data_type, value.number_format) == ("n", "#,##0")
    assert sheet["A6"].data_type == "s"
    assert not {"Cận trên", "Ghi chú", "Khoảng cách đến mục tiêu (%)"} & set(rows[0])


def test_xlsx_keeps_carried_values_unrounded(tiny_atlas: Atlas):
    drawing = draw(tiny_atlas, FOREST.on(vintage="2022-07-01"))
    rows = table_of(opened(to_xlsx(tiny_atlas, drawing, lang="en")), 5)
    assert rows[2]["Value (%)"] == pytest.approx(18500 / 600, abs=1e-12)
    assert rows[2]["Value as printed on the map"] == "30.8%"


def test_xlsx_leaves_unknown_empty(tiny_atlas: Atlas):
    rows = table_of(
        opened(to_xlsx(tiny_atlas, draw(tiny_atlas, FOREST.on(year=2018)), lang="en")), 5
    )
    assert [row["Value (%)"] for row in rows] == [77, None, None, None, None]
    assert rows[1]["Basis"] == "no data"


def test_xlsx_says_sources_basis_version_and_day(tiny_atlas: Atlas):
    # Half past six in the evening in London is the next day in Hanoi.
    now = datetime(2025, 7, 1, 18, 30, tzinfo=UTC)
    drawing = draw(tiny_atlas, FOREST.on(vintage="2022-07-01"))
    book = opened(to_xlsx(tiny_atlas, drawing, lang="en", now=now))
    sources = list(book["Sources"].iter_rows(values_only=True))
    assert sources[1][:3] == ("thu-forest", "Hiện trạng rừng giả định", "Kiểm lâm Thử")
    assert len(sources) == 2
    notes = dict(book["Notes"].iter_rows(values_only=True))
    assert notes["Data version"] == tiny_atlas.facts.version
    assert notes["Made on"] == "2 July 2025"
    assert notes["carried figure (2)"].startswith("Figures of the former units")
    assert "original figure (1)" in notes
    assert "zero" in notes["Empty cell"]
    assert book.properties.created == datetime(2025, 7, 1, 18, 30)


def test_xlsx_of_the_zone_has_the_gates(tiny_atlas: Atlas):
    book = opened(to_xlsx(tiny_atlas, draw(tiny_atlas, ZONE), lang="en"))
    assert book.sheetnames == ["Figures", "Gates", "Sources", "Notes"]
    gates = list(book["Gates"].iter_rows(values_only=True))
    assert gates[0][:3] == ("Gate", "Kind", "Value (million USD)")
    assert gates[1][:3] == ("Trial Gate", "bilateral gate", 300)
    assert gates[2][:3] == ("Trial Road", "freight road", None)
    # The list of the zone, and the gate's figure.
    assert [row[0] for row in book["Sources"].iter_rows(values_only=True)][1:] == [
        "thu-plan",
        "thu-press",
    ]


def test_hostile_names_are_texts_in_xlsx(hostile: tuple[str, Atlas, Drawing]):
    name, atlas, drawing = hostile
    book = opened(to_xlsx(atlas, drawing, lang="en"))
    kinds = {cell.data_type for cell in cells_of(book) if cell.value is not None}
    assert kinds == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells_of(book))
    names = [row["Unit"] for row in table_of(book, 5)]
    assert names[0] == f"{name} Commune".replace("\r", "_x000D_")


def test_geojson_is_read_by_geopandas(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], tmp_path: Path
):
    layer = tiny_layers[layer_name("commune", "2015-01-01")]
    content = to_geojson(tiny_atlas, draw(tiny_atlas, FOREST), layer, lang="vi")
    path = tmp_path / "view.geojson"
    path.write_bytes(content)
    frame = gpd.read_file(path)
    assert frame.crs.to_epsg() == 4326
    assert dict(zip(frame["code"], frame["value"], strict=True)) == FOREST_VALUES
    assert frame["name"][0] == "Xã Ô Một"
    assert frame["year"].tolist() == [2020] * 5
    assert frame.geometry.is_valid.all()
    # 70001 is 20 cells wide and 10 high, a cell is a hundredth of a degree.
    assert frame.geometry[0].area == pytest.approx(0.2 * 0.1)
    assert frame.total_bounds.tolist() == pytest.approx([100.05, 19.65, 100.45, 19.95])


def test_geojson_follows_its_standard(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]):
    layer = tiny_layers[layer_name("commune", "2015-01-01")]
    view = FOREST.on(year=2018)
    document = json.loads(to_geojson(tiny_atlas, draw(tiny_atlas, view), layer, lang="en"))
    assert document["type"] == "FeatureCollection"
    assert document["boundary_credit"] == "made-up boundaries, not legal ones"
    assert document["data_version"] == tiny_atlas.facts.version
    assert document["unit_of_measure"] == "%"
    assert [source["source_id"] for source in document["sources"]] == ["thu-forest"]
    assert "crs" not in document
    values = [feature["properties"]["value"] for feature in document["features"]]
    assert values == [77, None, None, None, None]
    ring = document["features"][0]["geometry"]["coordinates"][0]
    pairs = itertools.pairwise(ring)
    # Exterior rings run counterclockwise: the shoelace sum is positive.
    assert sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) > 0


def test_hostile_names_stay_texts_in_geojson(
    hostile: tuple[str, Atlas, Drawing], tmp_path: Path, tiny_dir: Path
):
    name, atlas, drawing = hostile
    boundaries = build_boundaries(atlas.facts, data_folder=tiny_dir, out_folder=tmp_path)
    layer = boundaries.layers["commune-2015-01-01"]
    document = json.loads(to_geojson(atlas, drawing, layer, lang="en"))
    assert document["features"][0]["properties"]["name"] == f"{name} Commune"


def test_every_shipped_theme_is_exported(atlas: Atlas, layers: dict[str, Layer]):
    for theme in atlas.facts.province.themes:
        default = theme.default
        view = View(default.indicator, default.year, default.level, default.vintage)
        drawing = draw(atlas, view)
        rows = csv_rows(to_csv(atlas, drawing, lang="vi"))
        assert [row["code"] for row in rows] == [cell.unit.code for cell in drawing.cells]
        known = [cell.value for cell in drawing.cells if cell.value is not None]
        if drawing.kind != "zone":
            assert [float(row["value"]) for row in rows if row["value"]] == known
        layer = layers[layer_name(view.level, view.vintage)]
        document = json.loads(to_geojson(atlas, drawing, layer, lang="vi"))
        units = [each for each in document["features"] if "gate_id" not in each["properties"]]
        assert len(units) == len(rows)
        book = opened(to_xlsx(atlas, drawing, lang="vi"))
        assert book.worksheets[0].max_row == len(rows) + 5
